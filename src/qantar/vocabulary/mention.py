"""Mention: words in a passage that name someone, some place or a time."""

from dataclasses import dataclass

from qantar.vocabulary.when import When

__all__ = ["MENTION_LEVELS", "MENTION_TYPES", "Mention", "TimeMention"]

MENTION_TYPES = ("PER", "ORG", "LOC", "MISC")
MENTION_LEVELS = ("NAM", "NOM", "DERIV", "PART")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name a person, organisation, place or other thing.

    Attributes:
        id: Derived from exhibit, offsets and type.
        exhibit: SHA-256, hex.
        start: First code point.
        end: One past the last.
        quote: Verbatim.
        type: PER, ORG, LOC or MISC.
        level: NAM names, NOM nominal, DERIV adjectives and demonyms, PART inside a
            compound or address.
        name: Base form (nominative, titles off), as far as it could be told.
        lang: Language of the passage.
        canonical: Id of what it refers to, once linked.
        why: Rule or model.
    """

    id: str
    exhibit: str
    start: int
    end: int
    quote: str
    type: str
    level: str = "NAM"
    name: str = ""
    lang: str = ""
    canonical: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """Words that tell a time.

    ``type`` is DATE, TIME, DURATION or SET (ISO-TimeML). ``when.value`` is EDTF with
    our extensions; ``edtf`` the same cut to days; ``rule`` names the grammar rule.
    """

    exhibit: str
    start: int
    end: int
    quote: str
    type: str
    when: When
    edtf: str = ""
    modifier: str = ""
    rule: str = ""

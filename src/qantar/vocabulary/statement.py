"""Statement: who says that what happened, when, where, to whom, how many.

Not followthemoney's *statement* (one property value); see ``docs/glossary.md``.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from qantar.vocabulary.passage import Span
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.when import Basis, When

__all__ = [
    "CarrierStance",
    "HowKnown",
    "Party",
    "Review",
    "Speaker",
    "SpeakerStretch",
    "Stance",
    "Statement",
    "Status",
    "Where",
]


class Stance(StrEnum):
    """What the origin of the words does with the claim (after FactBank and SDQC)."""

    ASSERTS = "asserts"
    DENIES = "denies"
    RUMOUR = "rumour"
    UNCONFIRMED = "reports-unconfirmed"
    PREDICTS = "predicts"
    DEMANDS = "demands"
    OPINION = "opinion"


class CarrierStance(StrEnum):
    """What the nearest carrier thinks of the origin's claim."""

    OWN = "own"
    ENDORSES = "endorses"
    NEUTRAL = "neutral"
    DOUBTS = "doubts"
    REJECTS = "rejects"


class HowKnown(StrEnum):
    """How the origin comes to know it."""

    SAW = "saw"
    HEARD = "heard"
    CONCLUDES = "concludes"
    REPEATS = "repeats"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Whether the claim still stands with its origin."""

    STANDING = "standing"
    RETRACTED = "retracted"
    RECANTED = "recanted"


class Review(StrEnum):
    """What people have made of the machine's reading."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One voice of a chain.

    Attributes:
        name: As the passage names it; an unnamed voice is described and ends in
            `` (unnamed)``.
        id: Canonical id once linked, else ``""``.
        role: says, witnesses, reports, quotes, relays, translates, prints, ...
        protected: Must never be published under this name, nor merged.
        described: ``name`` only describes ("a doctor", "police"); it names nobody.
    """

    name: str
    id: str = ""
    role: str = "says"
    protected: bool = False
    described: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerStretch:
    """A stretch of text in one voice. Innermost stretch wins.

    ``mode`` is direct, indirect, paraphrased, narrator, question or caption; ``chain``
    is nearest witness first.
    """

    exhibit: str
    start: int
    end: int
    mode: str
    chain: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place as a statement has it.

    Attributes:
        name: As written, or the canonical name when inferred.
        id: Place id once linked.
        lat: Degrees north, WGS 84; ``None`` if unknown.
        lon: Degrees east.
        precision: country, region, city, building, square, street, unknown.
        basis: stated, context or document.
    """

    name: str
    id: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: str = "unknown"
    basis: Basis = Basis.STATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who did it, or to whom: the words, and the canonical id once linked."""

    name: str
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One checkable clause, with every field anchored or marked as inferred.

    Attributes:
        id: Derived from exhibit, offsets and reader.
        exhibit: SHA-256 of the bytes, hex.
        start: First code point of the passage in the exhibit's text.
        end: One past the last.
        quote: ``text[start:end]``, verbatim.
        lang: Language of the passage.
        chain: Voices, nearest witness first; the first is the origin. Never empty.
        stance: Of the origin.
        carrier_stance: Of whoever carries the origin's words.
        how_known: saw, heard, concludes, repeats, unknown.
        event_type: A key of ``data/event_kinds.toml``.
        event_words: The speaker's own words for it.
        when: Time with its basis, or ``None`` if nothing tells it.
        where: Places, most exact first.
        agents: Who did it, as said.
        targets: To whom.
        quantities: How many.
        retracts: Ids of statements that this one withdraws.
        conditional: Said of a case that is not given.
        status: standing, retracted, recanted.
        review: What people made of it.
        reader: Name and version of what read it.
        why: Rules that fired, in words.
        spans: Field name to the stretch that it is quoted from. A field without a
            span was inferred.
        external_id: The sheet's own id, for a row of a claim sheet.
        origin_hint: Group given by the sheet, ``""`` if none.
        published: When the text that a sheet's row restates was published (EDTF);
            ``""`` where the exhibit's own provenance tells it.
        outlet: Who published that text; ``""`` as above.
    """

    id: str
    exhibit: str
    start: int
    end: int
    quote: str
    lang: str
    chain: tuple[Speaker, ...]
    event_type: str
    stance: Stance = Stance.ASSERTS
    carrier_stance: CarrierStance = CarrierStance.OWN
    how_known: HowKnown = HowKnown.UNKNOWN
    event_words: str = ""
    when: When | None = None
    where: tuple[Where, ...] = ()
    agents: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    retracts: tuple[str, ...] = ()
    conditional: bool = False
    status: Status = Status.STANDING
    review: Review = Review.SUGGESTED
    reader: str = ""
    why: tuple[str, ...] = ()
    spans: dict[str, Span] = field(default_factory=dict)
    external_id: str = ""
    origin_hint: str = ""
    published: str = ""
    outlet: str = ""

    @property
    def origin(self) -> Speaker:
        """The nearest witness: first of the chain."""
        return self.chain[0]

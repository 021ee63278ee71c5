"""A voice, and the stretch of a sentence that could be one."""

from dataclasses import dataclass, replace

from qantar.reading.speech_cues import SpeechCues
from qantar.text.tokens import Token
from qantar.vocabulary.mention import Mention

__all__ = [
    "HEARSAY",
    "OWN",
    "RUMOUR",
    "Candidate",
    "Voice",
    "cipher_behind",
    "declined",
    "kazakh_case",
    "russian_genitive",
    "with_noun",
]

OWN = "I"
"""The document's own voice where it speaks of itself ("we reported")."""
RUMOUR = "rumour (unnamed)"
"""What goes round, and nobody says it: "people say", "es heißt"."""
HEARSAY = "hearsay (unnamed)"
"""What a known person has heard or read, from someone they do not name."""
_KAZAKH_CASES = (
    "ның",
    "нің",
    "дың",
    "дің",
    "тың",
    "тің",
    "ға",
    "ге",
    "қа",
    "ке",
    "нан",
    "нен",
    "дан",
    "ден",
    "тан",
    "тен",
    "мен",
    "бен",
    "пен",
    "да",
    "де",
    "та",
    "те",
)


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice of a chain as the text has it.

    ``vague`` if nobody stands behind it; ``gender`` m, f or p (plural) where the
    grammar tells it; ``institution`` if it is no person; ``ours`` if it belongs to the
    outlet; ``described`` if a noun stands for the name.
    """

    name: str
    role: str = "says"
    protected: bool = False
    vague: bool = False
    gender: str = ""
    institution: bool = False
    ours: bool = False
    described: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that could be the subject of a verb of saying.

    ``kind`` is name, noun, pronoun, own or indefinite; ``oblique`` says that a
    preposition governs it (or a case that no subject has); ``attached`` that it hangs
    on the candidate before it; ``told`` that it is the one spoken to ("mir", "us");
    ``definite`` that an article points to it; ``ours`` that it belongs to the outlet;
    ``institution`` that it is no person; ``declined`` that a Russian name stands in
    another case than its base form.
    """

    start: int
    end: int
    name: str
    kind: str
    oblique: bool = False
    attached: bool = False
    told: bool = False
    definite: bool = False
    ours: bool = False
    institution: bool = False
    declined: bool = False


_GENITIVE = ("а", "я", "ы", "и")
"""Endings of a Russian noun in the genitive singular."""


def with_noun(noun: Candidate, item: Candidate) -> Candidate:
    """A noun and the name behind it as one voice.

    "Rechtsanwältin Oberhoff" is Oberhoff, "агентство MAP" is MAP; but "агенты ФБР" are
    agents, and "адвокат Насира" (a name in another case) a lawyer; in "по словам
    адвоката Насира" both stand in one case.
    """
    if item.institution and not noun.institution:
        whole = replace(noun, end=item.end, name=f"{noun.name} {item.name}")
        return replace(whole, institution=True)
    if item.declined and not noun.name.lower().endswith(_GENITIVE):
        return replace(noun, end=item.end)
    return replace(item, start=noun.start, oblique=noun.oblique, attached=noun.attached)


def declined(mention: Mention, cues: SpeechCues) -> bool:
    """Whether a Russian name stands in another case than its base form."""
    return (
        cues.lang == "ru"
        and mention.type == "PER"
        and bool(mention.name)
        and mention.quote.casefold()[-2:] != mention.name.casefold()[-2:]
    )


def russian_genitive(lower: str, cues: SpeechCues) -> bool:
    """Whether a Russian noun in "-а" is the genitive of one without ("канала")."""
    return cues.lang == "ru" and lower.endswith("а") and cues.noun(lower[:-1])


_AFTER_GENITIVE = ("des", "eines", "dieses", "jenes", "seines", "ihres", "unseres")
"""German words behind which a noun in -s or -es is the genitive of one without."""


def german_base(name: str, before: str, cues: SpeechCues) -> str:
    """A noun that a genitive article stands before, in the nominative.

    "(Angaben des) Innenministeriums" are told by the "Innenministerium", those "eines
    Arztes" by an "Arzt". Left as it is where the shorter form is no noun that speaks.
    """
    if cues.lang != "de" or before not in _AFTER_GENITIVE:
        return name
    for ending in ("es", "s"):
        base = name.removesuffix(ending)
        last = base.rsplit(maxsplit=1)[-1].lower() if base.strip() else ""
        long = ending == "es" and not last.endswith(_TAKES_ES)
        if base != name and not long and last and cues.noun(last):
            return base
    return name


_TAKES_ES = ("b", "d", "f", "g", "k", "p", "s", "t", "x", "z", "ß")
"""Ends of German nouns that can take -es in the genitive: after other letters (-e, -er,
-um) an -s alone was added."""


def kazakh_case(word: str, cues: SpeechCues) -> bool:
    """Whether a Kazakh word stands in a case that no subject has."""
    return cues.lang == "kk" and word.lower().rstrip('»”"').endswith(_KAZAKH_CASES)


def cipher_behind(toks: tuple[Token, ...], place: int) -> tuple[str, Token] | None:
    """The cipher behind a noun that hides a name ("Zeuge Z2", "свидетель Б-4")."""
    rest = toks[place + 1 : place + 4]
    if not rest or not rest[0].text[0].isupper() or len(rest[0].text) > 2:
        return None
    last = next((token for token in rest[1:] if token.kind == "number"), None)
    if last is None or last.end - rest[0].start > 6:
        return None
    inner = rest[: rest.index(last) + 1]
    return "".join(token.text for token in inner), last

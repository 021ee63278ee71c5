"""A statement reduced to what origins and contradictions compare.

A hundred and fifty thousand statements must fit: quotes are left behind.
"""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from qantar.text.populations import scopes_in
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.statement import Speaker, Stance, Statement, Status, Where
from qantar.vocabulary.when import Basis, When
from qantar.weighing.cues import cues_in
from qantar.weighing.voices import Voice, fold, voice_of

__all__ = [
    "MOVEMENTS",
    "NETWORK",
    "UNSPECIFIC",
    "ExhibitFacts",
    "Traits",
    "day_of",
    "person_name",
    "trait",
]

NETWORK = frozenset({"shutdown", "connectivity-restored"})
MOVEMENTS = frozenset({"protest", "strike"})
UNREAL = frozenset({Stance.PREDICTS, Stance.DEMANDS, Stance.OPINION})
UNSPECIFIC = frozenset(
    {
        "other",
        "publication",
        "speech",
        "policy-order",
        "economic",
        "ownership",
        "founding",
    }
)
"""Kinds under which unlike things fall: two such statements of one town and day need
words in common before one can deny the other."""
NONE: frozenset[str] = frozenset()
STEM = 5
BRIEF = 60
_FINE = frozenset({"building", "square", "street"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitFacts:
    """What weighing must know of an exhibit: where it came from, not what it says."""

    file: str = ""
    outlet: str = ""
    published: str = ""

    @classmethod
    def of(cls, exhibit: Exhibit) -> "ExhibitFacts":
        """The facts in an exhibit's provenance."""
        provenance = exhibit.provenance
        return cls(
            file=provenance.file,
            outlet=provenance.outlet,
            published=provenance.published,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What is compared.

    Attributes:
        id: Of the statement.
        order: Position in the input, which breaks ties.
        exhibit: Digest.
        start: First code point of the passage.
        end: One past the last.
        text: The one text it comes from: the exhibit, or a sheet's outlet and day.
        kind: Event type; network states are one kind.
        event: Event type.
        words: The speaker's own words for the event, folded.
        measure: What is counted first, ``""`` if nothing is.
        quantity: The first quantity, or ``None``.
        quantities: All of them.
        negative: Denies or withdraws, and claims no figure of its own.
        place: Town, region or country, as id or folded name; ``""`` if none.
        fine: Building, square or street within it.
        grain: country, region, city, ... of ``place``.
        place_name: As the statement writes it.
        when: Time, or ``None``.
        day: Publication as a day number, ``None`` if not known.
        as_of: Day number of the count's state.
        voices: The chain.
        own: The outlet speaks for itself.
        targets: Folded names of whom it befell.
        person: The one person whom it befell, by id or folded name, else ``""``.
        agents: Folded names of who did it.
        actors: The same as written: masks of protected names look for that spelling.
        stance: Of the origin.
        status: Whether it stands with its origin.
        retracts: Ids of what it withdraws.
        hint: The collector's group.
        cues: What the words tell about the claim (``data/cues.toml``): start,
            authorship, mobile, ...
        stems: Hashes of the beginnings of the passage's longer words; none for a row.
        brief: A clause so short that it says "that is wrong" of another.
        row: A row of a claim sheet, whose kind is the collector's own word.
        speaker: Name of the nearest witness, as the statement has it.
        label: The speaker's word for what is counted, else for the event.
        real: Said of what has happened: no demand, prediction, opinion, condition.
    """

    id: str
    order: int
    exhibit: str
    start: int
    end: int
    text: str
    kind: str
    event: str
    words: str
    measure: str
    quantity: Quantity | None
    quantities: tuple[Quantity, ...]
    negative: bool
    place: str
    fine: str
    grain: str
    place_name: str
    when: When | None
    day: int | None
    as_of: int | None
    voices: tuple[Voice, ...]
    own: bool
    targets: frozenset[str]
    person: str
    agents: frozenset[str]
    actors: str
    stance: Stance
    status: Status
    retracts: tuple[str, ...]
    hint: str
    cues: frozenset[str]
    stems: Sequence[int]
    brief: bool
    row: bool
    speaker: str
    label: str
    real: bool

    @property
    def voice(self) -> Voice:
        """The nearest witness."""
        return self.voices[0]

    @property
    def figure(self) -> float | None:
        """The figure as it was said; for "more than 160", which is 161 or more, 160."""
        if self.quantity is None:
            return None
        if self.quantity.best is None and self.quantity.lower is not None:
            lower = self.quantity.lower
            return lower - 1 if lower > 1 and (lower - 1) % 10 == 0 else lower
        return (
            self.quantity.best
            if self.quantity.best is not None
            else self.quantity.upper
        )


def trait(s: Statement, order: int, facts: ExhibitFacts) -> Traits:
    """The traits of one statement; ``order`` is its place in the input."""
    outlet, published = s.outlet or facts.outlet, s.published or facts.published
    quantity = s.quantities[0] if s.quantities else None
    place, fine, grain, place_name = _place(s.where)
    return Traits(
        id=s.id,
        order=order,
        exhibit=s.exhibit,
        start=s.start,
        end=s.end,
        text=f"{s.outlet}|{s.published}" if s.external_id and s.outlet else s.exhibit,
        kind="network" if s.event_type in NETWORK else s.event_type,
        event=s.event_type,
        words=fold(s.event_words),
        measure=f"{quantity.what}|{quantity.unit}" if quantity else "",
        quantity=quantity,
        quantities=s.quantities,
        negative=s.stance is Stance.DENIES and not _claims_figure(s),
        place=place,
        fine=fine,
        grain=grain,
        place_name=place_name,
        when=s.when,
        day=day_of(published),
        as_of=day_of(quantity.as_of) if quantity and quantity.as_of else None,
        voices=tuple(voice_of(speaker) for speaker in s.chain),
        own=_own(s, outlet),
        targets=frozenset(p.id or fold(p.name) for p in s.targets),
        person=_person(s),
        actors="; ".join(party.name for party in s.agents),
        agents=frozenset(p.id or fold(p.name) for p in s.agents),
        stance=s.stance,
        status=s.status,
        retracts=s.retracts,
        hint=s.origin_hint,
        cues=_cues(s),
        stems=() if s.external_id else _stems(s.quote),
        row=bool(s.external_id),
        brief=len(s.quote) <= BRIEF and not s.external_id,
        speaker=s.chain[0].name,
        label=quantity.label if quantity else s.event_words,
        real=not s.conditional and s.stance not in UNREAL,
    )


def _claims_figure(s: Statement) -> bool:
    """A correction that puts a figure in place of the one it withdraws."""
    return bool(s.retracts) and any(q.lower is not None for q in s.quantities)


def _own(s: Statement, outlet: str) -> bool:
    """Whether the outlet itself speaks: a chain of one that names no other voice."""
    if len(s.chain) > 1:
        return False
    voice = voice_of(s.chain[0])
    if voice.office or s.chain[0].role == "witnesses":
        return False
    if voice.rest & voice_of(Speaker(name=outlet)).rest:
        return True
    return not voice.vague and s.chain[0].role in {"reports", "prints", "relays"}


def _cues(s: Statement) -> frozenset[str]:
    """A sheet's row has remarks on other reports: its own words tell the beginning.

    Looked for only where a rule asks: movements begin, networks differ, denials deny.
    """
    if s.event_type not in MOVEMENTS | NETWORK and s.stance is not Stance.DENIES:
        return NONE
    own = cues_in(s.event_words)
    quoted = cues_in(s.quote)
    return own | (quoted - {"start"} if s.external_id else quoted)


def _stems(quote: str) -> Sequence[int]:
    """First letters of the longer words: German, Russian and Kazakh endings fall off.

    Kept as 32-bit sums, because every statement carries them.
    """
    words = re.findall(rf"\w{{{STEM},}}", quote.casefold())
    return array("I", sorted({crc32(word[:STEM].encode()) for word in words}))


def _person(s: Statement) -> str:
    """A single target with two or more words, each with a capital, is a person's name.

    Groups and things ("city administration") stand in small letters; what linking has
    found to be a person has an id with ``p:``.
    """
    if len(s.targets) != 1:
        return ""
    target = s.targets[0]
    if target.id:
        return target.id if target.id.startswith("p") else ""
    return fold(person_name(target.name))


def person_name(name: str) -> str:
    """The name without titles in brackets if it looks like a person's, else ``""``.

    >>> person_name("Ida Wieland (nurse)"), person_name("town hall")
    ('Ida Wieland', '')
    """
    words = re.sub(r"\(.*?\)|,.*", " ", name).split()
    named = len(words) > 1 and all(word[:1].isupper() for word in words)
    return " ".join(words) if named and not scopes_in(name) else ""


_BASES = (Basis.STATED, Basis.CONTEXT, Basis.DOCUMENT)
_GRAINS = ("city", "region", "country")


def _place(where: tuple[Where, ...]) -> tuple[str, str, str, str]:
    """The town, and the building or square in it.

    What the passage states goes before what was inferred (the dateline of an agency is
    not where it happened), and a known town before a name that no gazetteer knows.
    """
    exact = next((w for w in where if w.precision in _FINE), None)
    fine = (exact.id or fold(exact.name)) if exact else ""
    coarse = [w for w in where if w.precision not in _FINE]
    if not coarse:
        return "", fine, "", exact.name if exact else ""
    town = min(coarse, key=_place_rank)
    return town.id or fold(town.name), fine, town.precision, town.name


def _place_rank(where: Where) -> tuple[int, int]:
    """Stated first, then known to a gazetteer; the given order breaks ties."""
    return _BASES.index(where.basis), 0 if where.precision in _GRAINS else 1


def day_of(edtf: str) -> int | None:
    """Day number of an EDTF date or RFC 3339 time.

    ``None`` for what is empty, and for a bare month or year: it would stand for its
    first day.
    """
    head = edtf[:10].rstrip("~?%")
    if len(head) == 10:
        try:
            return date.fromisoformat(head).toordinal()
        except ValueError:
            return None
    return None

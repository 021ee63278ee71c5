"""Redaction: a view of a record that holds only what a profile lets out.

It streams like the view beneath it. Whatever is shown went through here, so a page, an
index or an export cannot tell more than the profile allows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from qantar.errors import ProfileError
from qantar.publishing.folding import fold
from qantar.publishing.hiding import hide, voice_key
from qantar.publishing.pictures import plain_picture
from qantar.publishing.policy import GRAINS, STATEMENT_FIELDS, Profile
from qantar.publishing.pseudonyms import Cut, replaced, shift
from qantar.vocabulary.entity import Event, Group, Person, Place
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.finding import (
    Connectivity,
    Contradiction,
    Origin,
    Ownership,
    Question,
    RegisterEntry,
)
from qantar.vocabulary.passage import Span
from qantar.vocabulary.reading import Reading
from qantar.vocabulary.record import CaseFacts, RecordView, SearchHit
from qantar.vocabulary.statement import Party, Speaker, Statement, Where

__all__ = ["RedactedView", "apply"]

T = TypeVar("T")
_BLANK: dict[str, Any] = {
    each.name: each.default
    if each.default_factory is MISSING
    else each.default_factory()
    for each in fields(Statement)
    if each.name in STATEMENT_FIELDS
}


def apply(view: RecordView, profile: Profile) -> "RedactedView":
    """``view`` as ``profile`` lets it be seen."""
    return RedactedView(view, profile)


class RedactedView:
    """A RecordView of what may go out; offsets refer to the texts as shown here."""

    def __init__(self, view: RecordView, profile: Profile) -> None:
        self._view = view
        self._profile = profile
        self._hiding = hide(view, profile)
        self._names = self._hiding.pseudonyms
        self._words = lru_cache(maxsize=65536)(self._names.scrub)
        self._places = {place.id: place for place in view.places()}
        self._blank = {
            name: value for name, value in _BLANK.items() if name not in profile.fields
        }

    @property
    def guarded(self) -> frozenset[str]:
        """Digests of the exhibits whose voice is protected."""
        return frozenset(self._hiding.guarded)

    def withheld(self) -> dict[str, int]:
        """What does not go out, in numbers: exhibits, statements, places in texts."""
        hiding = self._hiding
        exhibits = sum(1 for _ in self._view.exhibits())
        statements = sum(1 for _ in self._view.statements())
        return {
            "exhibits": exhibits - len(hiding.exhibits),
            "statements": statements - len(hiding.statements),
            "cuts": sum(len(cuts) for cuts in hiding.cuts.values()),
        }

    def facts(self) -> CaseFacts:
        """Title, zone, languages, counts and the state of the ledger."""
        facts = self._view.facts()
        counts = facts.counts | {
            "exhibits": len(self._hiding.exhibits),
            "statements": len(self._hiding.statements),
        }
        return replace(facts, title=self._words(facts.title), counts=counts)

    def exhibits(self) -> Iterator[Exhibit]:
        """All exhibits in the order they were added."""
        for exhibit in self._view.exhibits():
            if exhibit.digest in self._hiding.exhibits:
                yield self._exhibit(exhibit)

    def exhibit(self, digest: str) -> Exhibit:
        """One exhibit; KeyError if there is none."""
        if digest not in self._hiding.exhibits:
            raise KeyError(digest)
        return self._exhibit(self._view.exhibit(digest))

    def reading(self, digest: str) -> Reading:
        """Everything read in one exhibit."""
        if digest not in self._hiding.exhibits:
            raise KeyError(digest)
        return self._reading(self._view.reading(digest))

    def statements(
        self, *, exhibit: str | None = None, by_time: bool = False
    ) -> Iterator[Statement]:
        """Statements; by exhibit and place in the text, or by earliest time."""
        for statement in self._view.statements(exhibit=exhibit, by_time=by_time):
            if statement.id in self._hiding.statements:
                yield self._statement(statement)

    def statement(self, statement_id: str) -> Statement:
        """One statement; KeyError if there is none."""
        if statement_id not in self._hiding.statements:
            raise KeyError(statement_id)
        return self._statement(self._view.statement(statement_id))

    def people(self) -> Iterator[Person]:
        """Persons by name."""
        found = []
        for person in self._view.people():
            kept = self._keep(person.statements)
            if not kept:
                continue
            shown = self._names.shown(person.id)
            if shown is None:
                found.append(replace(self._clean(person), statements=kept))
            else:
                found.append(
                    Person(
                        id=self._names.new_id(person.id),
                        name=shown,
                        statements=kept,
                        protected=person.protected,
                    )
                )
        yield from sorted(found, key=lambda person: (person.name, person.id))

    def groups(self) -> Iterator[Group]:
        """Organisations, offices and outlets by name."""
        for group in self._view.groups():
            if kept := self._keep(group.statements):
                yield replace(self._clean(group), statements=kept)

    def places(self) -> Iterator[Place]:
        """Places by name."""
        for place in self._view.places():
            kept = self._keep(place.statements)
            if kept and self._fine_enough(place.precision):
                yield replace(self._clean(place), statements=kept)

    def events(self) -> Iterator[Event]:
        """Events by earliest time."""
        for event in self._view.events():
            if kept := self._keep(event.statements):
                place = self._coarse(event.place)
                yield replace(
                    self._clean(event), statements=kept, place=place.id if place else ""
                )

    def origins(self) -> Iterator[Origin]:
        """Origins, largest first."""
        for origin in self._view.origins():
            if kept := self._keep(origin.statements):
                yield self._origin(origin, kept)

    def origin_of(self, statement_id: str) -> Origin:
        """The origin that a statement belongs to."""
        origin = self._view.origin_of(statement_id)
        return self._origin(origin, self._keep(origin.statements))

    def questions(self) -> Iterator[Question]:
        """Questions that at least two origins answer."""
        for question in self._view.questions():
            answers = []
            for answer in question.answers:
                if kept := self._keep((answer.statement, *answer.repeats)):
                    answers.append(replace(answer, statement=kept[0], repeats=kept[1:]))
            place = self._coarse(question.place)
            if len(answers) > 1 or (answers and len(question.answers) == 1):
                yield replace(
                    self._clean(question),
                    answers=tuple(answers),
                    place=place.id if place else "",
                    place_name=self._words(
                        question.place_name
                        if place is None or place.id == question.place
                        else place.name
                    ),
                )

    def contradictions(self) -> Iterator[Contradiction]:
        """Every differing pair with its verdict."""
        for one in self._view.contradictions():
            members = tuple(
                replace(
                    member,
                    start=self._at(member.exhibit, member.start),
                    end=self._at(member.exhibit, member.end, end=True),
                )
                for member in one.members
                if member.statement in self._hiding.statements
            )
            if len(members) == len(one.members):
                yield replace(self._clean(one), members=members)

    def register(self) -> Iterator[RegisterEntry]:
        """Persons harmed or at risk."""
        if not self._profile.register:
            return
        for entry in self._view.register():
            values = tuple(
                replace(self._clean(value), statements=kept)
                for value in entry.values
                if (kept := self._keep(value.statements))
            )
            if values:
                shown = self._names.shown(entry.person or entry.name)
                known = self._profile.all_persons or entry.person in self._profile.named
                yield replace(
                    self._clean(entry),
                    values=values,
                    person=self._names.new_id(entry.person) if shown else entry.person,
                    name=shown
                    or (self._words(entry.name) if known else "[name withheld]"),
                )

    def connectivity(self) -> Iterator[Connectivity]:
        """Network states by place and time."""
        for one in self._view.connectivity():
            if kept := self._keep(one.statements):
                yield replace(self._clean(one), statements=kept)

    def ownership(self) -> Iterator[Ownership]:
        """Who owns or directs what."""
        for one in self._view.ownership():
            if kept := self._keep(one.statements):
                yield replace(
                    self._clean(one),
                    statements=kept,
                    owner_name=self._names.shown(one.owner)
                    or self._words(one.owner_name),
                    asset_name=self._names.shown(one.asset)
                    or self._words(one.asset_name),
                )

    def search(self, query: str, *, limit: int = 50) -> Sequence[SearchHit]:
        """Full-text search over exhibits and statements."""
        if self._names.cuts(query):
            return ()  # a hit would say that the name occurs
        return tuple(
            replace(
                hit,
                start=self._at(hit.exhibit, hit.start),
                end=self._at(hit.exhibit, hit.end, end=True),
                snippet=self._words(hit.snippet),
            )
            for hit in self._view.search(query, limit=limit)
            if hit.exhibit in self._hiding.exhibits and self._profile.texts
        )

    def exhibit_bytes(self, digest: str) -> bytes:
        """A picture without its metadata.

        Raises:
            KeyError: If the exhibit does not go out.
            ProfileError: If it is no picture, or pictures do not go out: preserved
                bytes hold what was redacted in the text.
        """
        exhibit = self.exhibit(digest)
        is_picture = exhibit.content.media_type.startswith("image/")
        if not (is_picture and self._profile.pictures):
            raise ProfileError(
                f"The preserved bytes of {exhibit.label} do not go out under the"
                f" profile {self._profile.name!r}; only its redacted text does."
            )
        return plain_picture(self._view.exhibit_bytes(digest))

    # What follows turns one value into what may be seen of it.

    def _keep(self, ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(one for one in ids if one in self._hiding.statements)

    def _cuts(self, digest: str) -> tuple[Cut, ...]:
        return self._hiding.cuts.get(digest, ())

    def _at(self, digest: str, offset: int, *, end: bool = False) -> int:
        cuts = self._cuts(digest)
        return shift(offset, cuts, end=end) if cuts else offset

    def _clean(self, value: T) -> T:
        """Every string inside ``value`` without hidden names."""
        return _mapped(value, self._words) if len(self._names) else value

    def _fine_enough(self, precision: str) -> bool:
        if precision not in GRAINS:
            return True
        return GRAINS.index(precision) <= GRAINS.index(self._profile.grain)

    def _coarse(self, place_id: str) -> Place | None:
        """The place, or the smallest around it that may be told."""
        place = self._places.get(place_id)
        while place is not None and not self._fine_enough(place.precision):
            place = self._places.get(place.inside)
        return place

    def _where(self, where: Where) -> Where | None:
        if self._fine_enough(where.precision):
            return replace(where, name=self._words(where.name))
        place = self._coarse(where.id)
        if place is None:
            return None
        return Where(
            name=self._words(place.name),
            id=place.id,
            lat=place.lat,
            lon=place.lon,
            precision=place.precision,
            basis=where.basis,
        )

    def _speaker(self, speaker: Speaker, digest: str) -> Speaker:
        key = voice_key(speaker, digest)
        shown = self._names.shown(key)
        if shown is None:
            name = self._words(speaker.name)
            unnamed = self._hiding.unnamed.get(digest, frozenset())
            if fold(speaker.name) in unnamed:
                name = "[name withheld]"
            return replace(speaker, name=name)
        return replace(speaker, name=shown, id=self._names.new_id(key))

    def _party(self, party: Party, digest: str) -> Party:
        shown = self._names.shown(party.id) if party.id else None
        if shown is not None:
            return Party(name=shown, id=self._names.new_id(party.id))
        if fold(party.name) in self._hiding.unnamed.get(digest, frozenset()):
            return Party(name="[name withheld]")
        return replace(party, name=self._words(party.name))

    def _statement(self, statement: Statement) -> Statement:
        digest = statement.exhibit
        cuts = self._cuts(digest)
        where = (self._where(each) for each in statement.where)
        spans = {
            name: Span(self._at(digest, s.start), self._at(digest, s.end, end=True))
            for name, s in statement.spans.items()
        }
        made = replace(
            self._clean(statement),
            start=self._at(digest, statement.start),
            end=self._at(digest, statement.end, end=True),
            quote=replaced(statement.quote, cuts, offset=statement.start),
            chain=tuple(self._speaker(each, digest) for each in statement.chain),
            where=tuple(each for each in where if each is not None),
            agents=tuple(self._party(each, digest) for each in statement.agents),
            targets=tuple(self._party(each, digest) for each in statement.targets),
            spans=spans,
        )
        return replace(made, **self._blank) if self._blank else made

    def _origin(self, origin: Origin, kept: tuple[str, ...]) -> Origin:
        files = tuple(self._hiding.files.get(f) or self._words(f) for f in origin.files)
        hidden = self._names.shown(origin.speaker) if origin.speaker else None
        return replace(
            self._clean(origin),
            statements=kept,
            files=files,
            speaker=self._names.new_id(origin.speaker) if hidden else origin.speaker,
            label=hidden or self._words(origin.label),
        )

    def _exhibit(self, exhibit: Exhibit) -> Exhibit:
        cuts = self._cuts(exhibit.digest)
        told = self._clean(exhibit.provenance)
        if exhibit.digest in self._hiding.guarded:
            told = replace(
                told,
                file=exhibit.label,
                title="",
                author="",
                url="",
                obtained="",
                external_id="",
            )
        content = self._clean(replace(exhibit.content, text=""))
        segments = [
            replace(
                segment,
                start=self._at(exhibit.digest, segment.start),
                end=self._at(exhibit.digest, segment.end, end=True),
            )
            for segment in content.segments
        ]
        content = replace(
            content,
            text=replaced(exhibit.content.text, cuts),
            segments=tuple(s for s in segments if s.end > s.start),
            claims={},
        )
        return replace(exhibit, provenance=told, content=content)

    def _reading(self, reading: Reading) -> Reading:
        digest = reading.exhibit

        def moved(value: Any) -> Any:
            start, end = value.start, value.end
            new = replace(
                self._clean(value),
                start=self._at(digest, start),
                end=self._at(digest, end, end=True),
            )
            if hasattr(value, "quote"):
                quote = replaced(value.quote, self._cuts(digest), offset=start)
                new = replace(new, quote=quote)
            return new

        mentions = []
        for mention in map(moved, reading.mentions):
            shown = self._names.shown(mention.canonical) if mention.canonical else None
            if shown is not None:
                mention = replace(
                    mention, name=shown, canonical=self._names.new_id(mention.canonical)
                )
            mentions.append(mention)
        stretches = tuple(
            replace(
                moved(stretch),
                chain=tuple(self._speaker(each, digest) for each in stretch.chain),
            )
            for stretch in reading.speakers
        )
        return replace(
            reading,
            passages=tuple(p for p in map(moved, reading.passages) if p.end > p.start),
            times=tuple(map(moved, reading.times)),
            mentions=tuple(mentions),
            speakers=stretches,
            statements=tuple(
                self._statement(s)
                for s in reading.statements
                if s.id in self._hiding.statements
            ),
            unread=self._clean(reading.unread),
        )


def _mapped(value: Any, change: Any) -> Any:
    """``value`` with ``change`` done to every string in it."""
    if type(value) is str:
        return change(value) if value else value
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(_mapped(each, change) for each in value)
    if isinstance(value, dict):
        return {key: _mapped(each, change) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                field.name: _mapped(getattr(value, field.name), change)
                for field in fields(value)
                if field.name not in ("id", "digest", "exhibit", "quote")
            },
        )
    return value

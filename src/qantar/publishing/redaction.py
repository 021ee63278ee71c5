"""Redaction: a view of a record that holds only what a profile lets out.

It streams like the view beneath it. Whatever is shown went through here, so a page, an
index or an export cannot tell more than the profile allows.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qantar.errors import ProfileError
from qantar.publishing.hiding import hide
from qantar.publishing.masks import Masks
from qantar.publishing.pictures import plain_picture
from qantar.publishing.policy import Profile
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
from qantar.vocabulary.reading import Reading
from qantar.vocabulary.record import CaseFacts, RecordView, SearchHit
from qantar.vocabulary.statement import Statement

__all__ = ["Counts", "RedactedView", "apply"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a profile lets out, and why the rest stays in; ``cuts`` by what stands there."""

    exhibits: int
    all_exhibits: int
    statements: int
    all_statements: int
    unquoted: int
    reasons: dict[str, int]
    cuts: Counter[str]


def apply(view: RecordView, profile: Profile) -> "RedactedView":
    """``view`` as ``profile`` lets it be seen; one that is so already stays itself."""
    if isinstance(view, RedactedView) and view.profile == profile:
        return view
    return RedactedView(view, profile)


class RedactedView:
    """A RecordView of what may go out; offsets refer to the texts as shown here."""

    def __init__(self, view: RecordView, profile: Profile) -> None:
        self._view = view
        self._profile = profile
        self._hiding = hide(view, profile)
        self._masks = Masks(view.places(), self._hiding, profile)

    @property
    def profile(self) -> Profile:
        """What is let out here."""
        return self._profile

    @property
    def guarded(self) -> frozenset[str]:
        """Digests of the exhibits whose voice is protected."""
        return frozenset(self._hiding.guarded)

    def counts(self) -> "Counts":
        """What goes out and what does not, in numbers."""
        hiding = self._hiding
        return Counts(
            exhibits=len(hiding.exhibits),
            all_exhibits=hiding.all_exhibits,
            statements=len(hiding.statements),
            all_statements=hiding.all_statements,
            unquoted=len(hiding.unquoted),
            reasons=dict(hiding.reasons),
            cuts=Counter(cut.words for cuts in hiding.cuts.values() for cut in cuts),
        )

    def withheld(self) -> dict[str, int]:
        """What does not go out, in numbers: exhibits, statements, places in texts."""
        hiding = self._hiding
        return {
            "exhibits": hiding.all_exhibits - len(hiding.exhibits),
            "statements": hiding.all_statements - len(hiding.statements),
            "cuts": sum(len(cuts) for cuts in hiding.cuts.values()),
        }

    def facts(self) -> CaseFacts:
        """Title, zone, languages, counts and the state of the ledger."""
        facts = self._view.facts()
        counts = facts.counts | {
            "exhibits": len(self._hiding.exhibits),
            "statements": len(self._hiding.statements),
        }
        return replace(facts, title=self._masks.words(facts.title), counts=counts)

    def exhibits(self, *, texts: bool = True) -> Iterator[Exhibit]:
        """All exhibits in the order they were added; without texts if not needed."""
        for exhibit in self._view.exhibits(texts=texts):
            if exhibit.digest in self._hiding.exhibits:
                yield self._masks.exhibit(exhibit, bare=not texts)

    def exhibit(self, digest: str) -> Exhibit:
        """One exhibit; KeyError if there is none."""
        if digest not in self._hiding.exhibits:
            raise KeyError(digest)
        return self._masks.exhibit(self._view.exhibit(digest))

    def reading(self, digest: str) -> Reading:
        """Everything read in one exhibit."""
        if digest not in self._hiding.exhibits:
            raise KeyError(digest)
        return self._masks.reading(self._view.reading(digest))

    def statements(
        self, *, exhibit: str | None = None, by_time: bool = False
    ) -> Iterator[Statement]:
        """Statements; by exhibit and place in the text, or by earliest time."""
        for statement in self._view.statements(exhibit=exhibit, by_time=by_time):
            if statement.id in self._hiding.statements:
                yield self._masks.statement(statement)

    def statement(self, statement_id: str) -> Statement:
        """One statement; KeyError if there is none."""
        if statement_id not in self._hiding.statements:
            raise KeyError(statement_id)
        return self._masks.statement(self._view.statement(statement_id))

    def people(self) -> Iterator[Person]:
        """Persons by name."""
        found = []
        for person in self._view.people():
            kept = self._masks.keep(person.statements)
            if not kept:
                continue
            shown = self._masks.names.shown(person.id)
            if shown is None:
                found.append(replace(self._masks.clean(person), statements=kept))
            else:
                found.append(
                    Person(
                        id=self._masks.names.new_id(person.id),
                        name=shown,
                        statements=kept,
                        protected=person.protected,
                    )
                )
        yield from sorted(found, key=lambda person: (person.name, person.id))

    def groups(self) -> Iterator[Group]:
        """Organisations, offices and outlets by name."""
        for group in self._view.groups():
            if kept := self._masks.keep(group.statements):
                yield replace(self._masks.clean(group), statements=kept)

    def places(self) -> Iterator[Place]:
        """Places by name."""
        for place in self._view.places():
            kept = self._masks.keep(place.statements)
            if kept and self._masks.fine_enough(place.precision):
                yield replace(self._masks.clean(place), statements=kept)

    def events(self) -> Iterator[Event]:
        """Events by earliest time."""
        for event in self._view.events():
            if kept := self._masks.keep(event.statements):
                place = self._masks.coarse(event.place)
                yield replace(
                    self._masks.clean(event),
                    statements=kept,
                    place=place.id if place else "",
                    when=self._masks.when(event.when),
                )

    def origins(self) -> Iterator[Origin]:
        """Origins, largest first."""
        for origin in self._view.origins():
            if kept := self._masks.keep(origin.statements):
                yield self._masks.origin(origin, kept)

    def origin_of(self, statement_id: str) -> Origin:
        """The origin that a statement belongs to."""
        origin = self._view.origin_of(statement_id)
        return self._masks.origin(origin, self._masks.keep(origin.statements))

    def questions(self) -> Iterator[Question]:
        """Questions that at least two origins answer."""
        for question in self._view.questions():
            answers = []
            for answer in question.answers:
                if kept := self._masks.keep((answer.statement, *answer.repeats)):
                    answers.append(replace(answer, statement=kept[0], repeats=kept[1:]))
            place, name = self._masks.place(question.place, question.place_name)
            if len(answers) > 1 or (answers and len(question.answers) == 1):
                yield replace(
                    self._masks.clean(question),
                    answers=tuple(answers),
                    period=self._masks.day(question.period),
                    place=place,
                    place_name=name,
                )

    def contradictions(self) -> Iterator[Contradiction]:
        """Every differing pair with its verdict."""
        for one in self._view.contradictions():
            members = tuple(
                replace(
                    member,
                    start=self._masks.at(member.exhibit, member.start),
                    end=self._masks.at(member.exhibit, member.end, end=True),
                )
                for member in one.members
                if member.statement in self._hiding.statements
            )
            if len(members) == len(one.members):
                clean = self._masks.clean(one)
                values = tuple(
                    (key, self._masks.day(value)) for key, value in clean.reason_values
                )
                yield replace(clean, members=members, reason_values=values)

    def register(self) -> Iterator[RegisterEntry]:
        """Persons harmed or at risk."""
        if not self._profile.register:
            return
        for entry in self._view.register():
            values = tuple(
                self._masks.register_value(value, kept)
                for value in entry.values
                if (kept := self._masks.keep(value.statements))
            )
            if values:
                shown = self._masks.names.shown(entry.person or entry.name)
                known = self._profile.all_persons or entry.person in self._profile.named
                yield replace(
                    self._masks.clean(entry),
                    values=values,
                    person=self._masks.names.new_id(entry.person)
                    if shown
                    else entry.person,
                    name=shown
                    or (self._masks.words(entry.name) if known else "[name withheld]"),
                )

    def connectivity(self) -> Iterator[Connectivity]:
        """Network states by place and time."""
        for one in self._view.connectivity():
            kept = self._masks.keep(one.statements)
            when = self._masks.when(one.when)
            if kept and when is not None:
                place, name = self._masks.place(one.place, one.place_name)
                yield replace(
                    self._masks.clean(one),
                    statements=kept,
                    when=when,
                    place=place,
                    place_name=name,
                )

    def ownership(self) -> Iterator[Ownership]:
        """Who owns or directs what."""
        for one in self._view.ownership():
            if kept := self._masks.keep(one.statements):
                yield replace(
                    self._masks.clean(one),
                    statements=kept,
                    when=self._masks.when(one.when),
                    owner=self._masks.id(one.owner),
                    asset=self._masks.id(one.asset),
                    owner_name=self._masks.names.shown(one.owner)
                    or self._masks.words(one.owner_name),
                    asset_name=self._masks.names.shown(one.asset)
                    or self._masks.words(one.asset_name),
                )

    def search(self, query: str, *, limit: int = 50) -> Sequence[SearchHit]:
        """Full-text search over exhibits and statements."""
        if self._masks.names.cuts(query):
            return ()  # a hit would say that the name occurs
        return tuple(
            replace(
                hit,
                start=self._masks.at(hit.exhibit, hit.start),
                end=self._masks.at(hit.exhibit, hit.end, end=True),
                snippet=self._masks.words(hit.snippet),
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
        note = self._profile.note_on(digest)
        hide = note.hide if note is not None else ()
        return plain_picture(self._view.exhibit_bytes(digest), hide)

"""MemoryRecord: a whole record held in memory, for tests of what reads a RecordView.

It keeps the promises of ``qantar.vocabulary.record.RecordView`` (order, KeyError) over
plain tuples. ``sample_record`` fills one with the invented case of ``sample_case``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

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
from qantar.vocabulary.record import CaseFacts, SearchHit
from qantar.vocabulary.statement import Statement

__all__ = ["MemoryRecord", "sample_record"]

_LAST = datetime.max.replace(tzinfo=UTC)


def _by_time(statement: Statement) -> tuple[datetime, datetime, str]:
    """Dated first by earliest (then latest) instant; undated at the end."""
    when = statement.when
    if when is None or (when.earliest is None and when.latest is None):
        return (_LAST, _LAST, statement.id)
    return (when.earliest or when.latest or _LAST, when.latest or _LAST, statement.id)


@dataclass(frozen=True, kw_only=True)
class MemoryRecord:
    """A RecordView over values that were handed in.

    Readings carry the statements; ``origins`` must hold every statement once.
    """

    case: CaseFacts
    all_exhibits: tuple[Exhibit, ...] = ()
    readings: dict[str, Reading] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    all_people: tuple[Person, ...] = ()
    all_groups: tuple[Group, ...] = ()
    all_places: tuple[Place, ...] = ()
    all_events: tuple[Event, ...] = ()
    all_origins: tuple[Origin, ...] = ()
    all_questions: tuple[Question, ...] = ()
    all_contradictions: tuple[Contradiction, ...] = ()
    all_register: tuple[RegisterEntry, ...] = ()
    all_connectivity: tuple[Connectivity, ...] = ()
    all_ownership: tuple[Ownership, ...] = ()

    def facts(self) -> CaseFacts:
        return self.case

    def exhibits(self, *, texts: bool = True) -> Iterator[Exhibit]:
        for each in self.all_exhibits:
            bare = replace(each.content, text="", segments=(), claims={})
            yield each if texts else replace(each, content=bare)

    def exhibit(self, digest: str) -> Exhibit:
        for exhibit in self.all_exhibits:
            if exhibit.digest == digest:
                return exhibit
        raise KeyError(digest)

    def reading(self, digest: str) -> Reading:
        return self.readings[digest]

    def statements(
        self, *, exhibit: str | None = None, by_time: bool = False
    ) -> Iterator[Statement]:
        found = [
            statement
            for each in self.all_exhibits
            if exhibit in (None, each.digest)
            for statement in self.readings[each.digest].statements
        ]
        yield from sorted(found, key=_by_time) if by_time else found

    def statement(self, statement_id: str) -> Statement:
        for statement in self.statements():
            if statement.id == statement_id:
                return statement
        raise KeyError(statement_id)

    def people(self) -> Iterator[Person]:
        yield from sorted(self.all_people, key=lambda person: person.name)

    def groups(self) -> Iterator[Group]:
        yield from sorted(self.all_groups, key=lambda group: group.name)

    def places(self) -> Iterator[Place]:
        yield from sorted(self.all_places, key=lambda place: place.name)

    def events(self) -> Iterator[Event]:
        yield from self.all_events

    def origins(self) -> Iterator[Origin]:
        yield from sorted(self.all_origins, key=lambda o: (-len(o.statements), o.id))

    def origin_of(self, statement_id: str) -> Origin:
        for origin in self.all_origins:
            if statement_id in origin.statements:
                return origin
        raise KeyError(statement_id)

    def questions(self) -> Iterator[Question]:
        yield from self.all_questions

    def contradictions(self) -> Iterator[Contradiction]:
        yield from self.all_contradictions

    def register(self) -> Iterator[RegisterEntry]:
        yield from self.all_register

    def connectivity(self) -> Iterator[Connectivity]:
        yield from self.all_connectivity

    def ownership(self) -> Iterator[Ownership]:
        yield from self.all_ownership

    def search(self, query: str, *, limit: int = 50) -> Sequence[SearchHit]:
        wanted = query.casefold()
        hits = []
        for exhibit in self.all_exhibits:
            text = exhibit.content.text
            at = text.casefold().find(wanted) if wanted else -1
            if at >= 0:
                hits.append(
                    SearchHit(
                        exhibit=exhibit.digest,
                        start=at,
                        end=at + len(query),
                        snippet=text[max(0, at - 40) : at + len(query) + 40],
                    )
                )
        return hits[:limit]

    def exhibit_bytes(self, digest: str) -> bytes:
        return self.contents[digest]


def sample_record() -> MemoryRecord:
    """The invented case of ``sample_case``: 13 exhibits, 40 statements and more."""
    from sample_case import build

    return build()

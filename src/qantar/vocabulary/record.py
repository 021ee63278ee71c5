"""RecordView: the read-only view of a case that publishing and the desk read from.

``case`` implements it over its views file; everything streams, so that ten thousand
exhibits do not have to fit into memory at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

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
from qantar.vocabulary.statement import Statement

__all__ = ["CaseFacts", "RecordView", "SearchHit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """The case itself: title, zone, languages of the interface, ledger's state.

    ``built`` is the newest claimed time of the ledger (RFC 3339 UTC, minutes), never
    the clock, so that a publication can be rebuilt byte for byte. ``root`` is the
    SHA-256 over the ledger's frontier, hex.
    """

    title: str
    zone: str
    langs: tuple[str, ...]
    built: str
    root: str
    entries: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One hit of full-text search; ``snippet`` has no markup, offsets are of the text."""

    exhibit: str
    start: int
    end: int
    snippet: str
    statement: str = ""


class RecordView(Protocol):
    """Read-only access to everything that a case knows."""

    def facts(self) -> CaseFacts:
        """Title, zone, languages, counts and the state of the ledger."""
        ...

    def exhibits(self, *, texts: bool = True) -> Iterator[Exhibit]:
        """All exhibits in the order they were added.

        Args:
            texts: Off, they come without their text, segments and claims: quickly,
                for whoever only asks what they are and where they come from.
        """
        ...

    def exhibit(self, digest: str) -> Exhibit:
        """One exhibit; KeyError if there is none."""
        ...

    def reading(self, digest: str) -> Reading:
        """Everything read in one exhibit."""
        ...

    def statements(
        self, *, exhibit: str | None = None, by_time: bool = False
    ) -> Iterator[Statement]:
        """Statements; by exhibit and place in the text, or by earliest time."""
        ...

    def statement(self, statement_id: str) -> Statement:
        """One statement; KeyError if there is none."""
        ...

    def people(self) -> Iterator[Person]:
        """Persons by name."""
        ...

    def groups(self) -> Iterator[Group]:
        """Organisations, offices and outlets by name."""
        ...

    def places(self) -> Iterator[Place]:
        """Places by name."""
        ...

    def events(self) -> Iterator[Event]:
        """Events by earliest time."""
        ...

    def origins(self) -> Iterator[Origin]:
        """Origins, largest first."""
        ...

    def origin_of(self, statement_id: str) -> Origin:
        """The origin that a statement belongs to."""
        ...

    def questions(self) -> Iterator[Question]:
        """Questions that at least two origins answer."""
        ...

    def contradictions(self) -> Iterator[Contradiction]:
        """Every differing pair with its verdict."""
        ...

    def register(self) -> Iterator[RegisterEntry]:
        """Persons harmed or at risk."""
        ...

    def connectivity(self) -> Iterator[Connectivity]:
        """Network states by place and time."""
        ...

    def ownership(self) -> Iterator[Ownership]:
        """Who owns or directs what."""
        ...

    def search(self, query: str, *, limit: int = 50) -> Sequence[SearchHit]:
        """Full-text search over exhibits and statements."""
        ...

    def exhibit_bytes(self, digest: str) -> bytes:
        """The preserved bytes, unchanged."""
        ...

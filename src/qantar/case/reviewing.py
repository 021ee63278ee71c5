"""Reviewing: what there is to look at, in parts that fit on a screen.

Everything here is asked of the views with limits; no question reads all statements.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from qantar.case.case import Case
from qantar.case.schema import SEARCHED_KINDS
from qantar.case.views import decode
from qantar.vocabulary.finding import Contradiction
from qantar.vocabulary.judgement import Decision
from qantar.vocabulary.passage import Passage, Span
from qantar.vocabulary.statement import Statement

__all__ = [
    "Card",
    "Load",
    "Part",
    "card",
    "cards",
    "contradictions_of",
    "decisions_about",
    "differing",
    "load",
    "loads",
    "lost",
    "next_undecided",
    "part_at",
    "parts",
]

_PART = 2_200
"""Code points of text that fit on a screen beside their statements."""

_COLUMNS = (
    "SELECT s.id, coalesce(s.linked, s.judged, s.json), s.json, s.made, s.open,"
    " s.judged IS NOT NULL FROM statement s"
)


class _Passages(msgspec.Struct):
    """Of a reading only its passages; the rest is skipped, not decoded."""

    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How much there is to decide, and how much was: of an exhibit, or of the case."""

    exhibit: str = ""
    total: int = 0
    decided: int = 0
    open: int = 0

    @property
    def left(self) -> int:
        """Statements that nobody has decided about, or that people differ on."""
        return self.total - self.decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of an exhibit's text: its number from 1, of how many, and its stretch."""

    number: int
    of: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A statement under review: as it counts, as it was read, whether people differ."""

    statement: Statement
    machine: Statement | None
    open: bool
    judged: bool


_LOAD = "SELECT exhibit, count(*), sum(review != 'suggested'), sum(open) FROM statement"


def load(case: Case, exhibit: str = "") -> Load:
    """What there is to decide in one exhibit, or in the whole case."""
    row = case.views.db.execute(
        f"{_LOAD} WHERE exhibit = ? OR ? = ''",
        (exhibit, exhibit),
    ).fetchone()
    return Load(exhibit=exhibit, total=row[1], decided=row[2] or 0, open=row[3] or 0)


def loads(case: Case, *, skip: int = 0, limit: int = 50) -> Iterator[Load]:
    """Exhibits with statements, in the order they came; those with work left first."""
    rows = case.views.db.execute(
        "SELECT s.exhibit, count(*) AS c, sum(s.review != 'suggested') AS d,"
        " sum(s.open) FROM statement s JOIN exhibit e ON e.digest = s.exhibit"
        " GROUP BY s.exhibit ORDER BY c = d, e.n LIMIT ? OFFSET ?",
        (limit, skip),
    )
    for row in rows:
        yield Load(exhibit=row[0], total=row[1], decided=row[2], open=row[3])


def next_undecided(case: Case, exhibit: str, start: int, name: str = "") -> str:
    """Id of the next statement to decide: in the exhibit after ``start``, then anywhere.

    Args:
        case: The open case.
        exhibit: Where to look first.
        start: Where the last decided one begins.
        name: Its id, which is passed over.
    """
    for where, values in (
        ("s.exhibit = ? AND (s.start > ? OR (s.start = ? AND s.id > ?))",
         (exhibit, start, start, name)),
        ("s.exhibit = ?", (exhibit,)),
        ("e.n > (SELECT n FROM exhibit WHERE digest = ?)", (exhibit,)),
        ("? != ''", (exhibit,)),
    ):  # fmt: skip
        row = case.views.db.execute(
            "SELECT s.id FROM exhibit e JOIN statement s ON s.exhibit = e.digest"  # noqa: S608 (fixed words)
            f" WHERE s.review = 'suggested' AND {where} AND s.id != ?"
            " ORDER BY e.n, s.start, s.id LIMIT 1",
            (*values, name),
        ).fetchone()
        if row:
            return str(row[0])
    return ""


def parts(case: Case, exhibit: str, length: int) -> Sequence[Span]:
    """An exhibit's text of this length in parts: whole passages while they fit."""
    row = case.views.db.execute(
        "SELECT json FROM reading WHERE digest = ?", (exhibit,)
    ).fetchone()
    found = decode(row[0], _Passages).passages if row else ()
    cuts = [0]
    for edge in _edges(found, length):
        if edge - cuts[-1] > _PART:
            # A single passage may be longer than a screen; then it is one part.
            cuts.append(edge)
    if length - cuts[-1] < _PART // 4 and len(cuts) > 1:
        cuts.pop()
    cuts.append(length)
    return [Span(a, b) for a, b in pairwise(cuts) if a < b] or [Span(0, length)]


def _edges(passages: Sequence[Passage], length: int) -> Iterator[int]:
    """Ends of passages that lie in no other, ascending."""
    end = 0
    for one in sorted(passages, key=lambda p: (p.start, -p.end)):
        if one.kind in SEARCHED_KINDS and one.start >= end:
            end = one.end
            yield min(end, length)


def part_at(case: Case, exhibit: str, length: int, offset: int) -> Part:
    """The part that holds a place of the text; the last if there is no such place."""
    all_parts = parts(case, exhibit, length)
    number = next((n for n, p in enumerate(all_parts) if offset < p.end), -1)
    number = len(all_parts) - 1 if number < 0 else number
    return Part(number=number + 1, of=len(all_parts), span=all_parts[number])


def _card(row: tuple[str, str, str, int, int, int]) -> Card:
    return Card(
        statement=decode(row[1], Statement),
        machine=None if row[3] else decode(row[2], Statement),
        open=bool(row[4]),
        judged=bool(row[5]),
    )


def cards(case: Case, exhibit: str, span: Span, *, limit: int = 120) -> list[Card]:
    """Statements that begin in a stretch of an exhibit, by place."""
    rows = case.views.db.execute(
        f"{_COLUMNS} WHERE s.exhibit = ? AND s.start >= ? AND s.start < ?"
        " ORDER BY s.start, s.end, s.n LIMIT ?",
        (exhibit, span.start, span.end, limit),
    )
    return [_card(row) for row in rows]


def card(case: Case, name: str) -> Card:
    """One statement; KeyError if there is none."""
    row = case.views.db.execute(f"{_COLUMNS} WHERE s.id = ?", (name,)).fetchone()
    if row is None:
        raise KeyError(name)
    return _card(row)


def decisions_about(case: Case, name: str) -> list[Decision]:
    """What people decided about a statement and did not take back, oldest first."""
    rows = case.views.db.execute(
        "SELECT d.json FROM decision d JOIN act a ON a.entry = d.entry"
        " WHERE d.target = ? AND a.live ORDER BY a.n",
        (name,),
    )
    return [decode(row[0], Decision) for row in rows]


def lost(case: Case, *, limit: int = 50) -> list[Decision]:
    """Decisions that stand and whose words are gone from the exhibit's text."""
    rows = case.views.db.execute(
        "SELECT d.json FROM decision d JOIN act a ON a.entry = d.entry"
        " WHERE d.target = '' AND a.live AND d.kind != 'looked' LIMIT ?",
        (limit,),
    )
    return [decode(row[0], Decision) for row in rows]


def differing(case: Case, names: Sequence[str]) -> set[str]:
    """Those of the statements that truly contradict another, as weighed last."""
    marks = ",".join("?" * len(names))
    rows = case.views.db.execute(
        "SELECT DISTINCT x.statement FROM contradicting x JOIN contradiction c"  # noqa: S608 (marks only)
        " ON c.id = x.contradiction WHERE c.label = 'contradiction'"
        f" AND x.statement IN ({marks})",
        tuple(names),
    )
    return {row[0] for row in rows}


def contradictions_of(case: Case, name: str, *, limit: int = 8) -> list[Contradiction]:
    """In what a statement differs from others, as weighed the last time."""
    rows = case.views.db.execute(
        "SELECT c.json FROM contradicting x JOIN contradiction c"
        " ON c.id = x.contradiction WHERE x.statement = ? ORDER BY c.n LIMIT ?",
        (name, limit),
    )
    return [decode(row[0], Contradiction) for row in rows]

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
    "load_of",
    "loads",
    "looked_at",
    "lost",
    "next_undecided",
    "part_at",
    "parts",
    "unseen",
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


_MINE = (
    "EXISTS (SELECT 1 FROM decision d JOIN act a ON a.entry = d.entry"
    " WHERE d.target = s.id AND a.live AND a.member = ?)"
)
"""Whether a member decided about a statement."""


def load_of(case: Case, member: str, exhibit: str = "") -> Load:
    """As ``load``, but only what the reader read and this member decided counts."""
    row = case.views.db.execute(
        f"SELECT count(*), sum({_MINE}) FROM statement s"  # noqa: S608 (fixed words)
        " WHERE (s.exhibit = ? OR ? = '') AND NOT s.made",
        (member, exhibit, exhibit),
    ).fetchone()
    return Load(exhibit=exhibit, total=row[0], decided=row[1] or 0)


def load(case: Case, exhibit: str = "") -> Load:
    """What there is to decide in one exhibit, or in the whole case."""
    row = case.views.db.execute(
        "SELECT coalesce(sum(total), 0), coalesce(sum(decided), 0),"
        " coalesce(sum(open), 0) FROM exhibit WHERE digest = ? OR ? = ''",
        (exhibit, exhibit),
    ).fetchone()
    return Load(exhibit=exhibit, total=row[0], decided=row[1], open=row[2])


def loads(case: Case, *, skip: int = 0, limit: int = 50) -> Iterator[Load]:
    """Exhibits with statements, in the order they came; those with work left first."""
    rows = case.views.db.execute(
        "SELECT digest, total, decided, open FROM exhibit WHERE total > 0"
        " ORDER BY total = decided, n LIMIT ? OFFSET ?",
        (limit, skip),
    )
    for row in rows:
        yield Load(exhibit=row[0], total=row[1], decided=row[2], open=row[3])


def next_undecided(
    case: Case, exhibit: str, start: int, name: str = "", *, member: str = ""
) -> str:
    """Id of the next statement to decide: in the exhibit after ``start``, then anywhere.

    Args:
        case: The open case.
        exhibit: Where to look first.
        start: Where the last decided one begins.
        name: Its id, which is passed over.
        member: If given, what this member has not decided, whatever others did.
    """
    left, mine = "s.review = 'suggested'", tuple[str, ...]()
    if member:
        left, mine = f"NOT s.made AND NOT {_MINE}", (member,)
    here = (
        f"SELECT s.id FROM statement s WHERE s.exhibit = ? AND {left} AND s.id != ?"  # noqa: S608 (fixed words)
        " AND (s.start > ? OR (s.start = ? AND s.id > ?))"
        " ORDER BY s.start, s.id LIMIT 1"
    )
    for digest, begin, after in _places(
        case, exhibit, start, name, all_of=bool(member)
    ):
        row = case.views.db.execute(
            here, (digest, *mine, name, begin, begin, after)
        ).fetchone()
        if row:
            return str(row[0])
    return ""


def _places(
    case: Case, exhibit: str, start: int, name: str, *, all_of: bool
) -> Iterator[tuple[str, int, str]]:
    """Where to look: on from here, this exhibit from its beginning, then the others."""
    yield exhibit, start, name
    yield exhibit, -1, ""
    rows = case.views.db.execute(
        "SELECT digest FROM exhibit WHERE digest != ? AND total > 0"
        " AND (decided < total OR ?)"
        " ORDER BY n < coalesce((SELECT n FROM exhibit WHERE digest = ?), 0), n",
        (exhibit, all_of, exhibit),
    )
    for row in rows:
        yield row[0], -1, ""


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


def unseen(case: Case, found: Sequence[Card], member: str) -> list[Card]:
    """Cards for somebody who codes blind: as read, until that member has decided.

    Statements that others added are left out.
    """
    shown = []
    for one in found:
        row = case.views.db.execute(
            "SELECT 1 FROM decision d JOIN act a ON a.entry = d.entry"
            " WHERE d.target = ? AND a.live AND a.member = ? LIMIT 1",
            (one.statement.id, member),
        ).fetchone()
        if row:
            shown.append(one)
        elif one.machine is not None:
            shown.append(
                Card(
                    statement=one.machine, machine=one.machine, open=False, judged=False
                )
            )
    return shown


def decisions_about(case: Case, name: str) -> list[Decision]:
    """What people decided about a statement and did not take back, oldest first."""
    rows = case.views.db.execute(
        "SELECT d.json FROM decision d JOIN act a ON a.entry = d.entry"
        " WHERE d.target = ? AND a.live ORDER BY a.n",
        (name,),
    )
    return [decode(row[0], Decision) for row in rows]


def looked_at(case: Case, exhibit: str, span: Span) -> list[str]:
    """Members who said that nothing more is to be found in a stretch of text."""
    rows = case.views.db.execute(
        "SELECT DISTINCT a.member FROM decision d JOIN act a ON a.entry = d.entry"
        " WHERE d.exhibit = ? AND d.kind = 'looked' AND a.live"
        " AND json_extract(d.json, '$.anchor.start') <= ?"
        " AND json_extract(d.json, '$.anchor.end') >= ?",
        (exhibit, span.start, span.end),
    )
    return [row[0] for row in rows]


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

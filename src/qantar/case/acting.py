"""Acting: what people decided in this case, newest first, in words one can read."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from qantar.case.case import Case

__all__ = ["Acted", "acted", "batch_of", "last_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted:
    """One act for a list.

    Attributes:
        entry: Id of the entry.
        what: A decision's or judgement's kind, ``withdrawn`` or ``unread``.
        member: Who.
        at: Claimed time, RFC 3339 UTC; ``""`` if not told.
        exhibit: Digest of the exhibit it is about, if of one.
        live: Whether it stands.
        batch: Entries that were made together have the same.
        about: Reason, how many statements, ids of two sides.
    """

    entry: str
    what: str
    member: str
    at: str
    exhibit: str
    live: bool
    batch: str
    about: dict[str, Any] = field(default_factory=dict)


_ACT = "SELECT entry, what, member, t, exhibit, live, batch, json FROM act"


def _acted(row: tuple[Any, ...]) -> Acted:
    t = row[3]
    return Acted(
        entry=row[0],
        what=row[1],
        member=row[2],
        at=""
        if t is None
        else datetime.fromtimestamp(t / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        exhibit=row[4],
        live=bool(row[5]),
        batch=row[6],
        about=json.loads(row[7]),
    )


def acted(
    case: Case, *, skip: int = 0, limit: int = 50, what: str = "", member: str = ""
) -> Iterator[Acted]:
    """Acts, newest first; of one kind or of one member if asked."""
    rows = case.views.db.execute(
        f"{_ACT} WHERE (? = '' OR what = ?) AND (? = '' OR member = ?)"
        " ORDER BY n DESC LIMIT ? OFFSET ?",
        (what, what, member, member, limit, skip),
    )
    for row in rows:
        yield _acted(row)


def last_of(case: Case, member: str) -> Acted | None:
    """The newest act of a member that stands and takes nothing back."""
    row = case.views.db.execute(
        f"{_ACT} WHERE live AND member = ? AND what != 'withdrawn'"
        " ORDER BY n DESC LIMIT 1",
        (member,),
    ).fetchone()
    return _acted(row) if row else None


def batch_of(case: Case, entry: str) -> list[str]:
    """Ids of the entries made together with this one that stand; at least itself."""
    rows = case.views.db.execute(
        "SELECT b.entry FROM act a JOIN act b ON b.batch = a.batch AND b.batch != ''"
        " WHERE a.entry = ? AND b.live ORDER BY b.n",
        (entry,),
    ).fetchall()
    return [row[0] for row in rows] or [entry]

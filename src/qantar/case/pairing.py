"""Pairing: which names could be one person, and what people decided about it.

A queue of pairs that the rules leave open is made whenever linking is done. Nothing is
joined by it; only a person's judgement joins, and it can be taken back.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from qantar.case.views import Views, decode
from qantar.ledger import Ledger
from qantar.linking import propose
from qantar.vocabulary.entity import Group, Person
from qantar.vocabulary.judgement import Judgement

__all__ = ["Pair", "judged", "left", "link_judgements", "pair", "pairs", "put_pairs"]

_KINDS = ("same", "different", "unsure")
_MOST = 3_000
"""Pairs that a queue holds, the likeliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two persons or groups that may be one: their ids, and what speaks for and against it."""

    id: str
    a: str
    b: str
    reasons: tuple[str, ...]


def put_pairs(views: Views) -> None:
    """Make the queue anew from the persons and groups that linking found.

    Judgements are left out here: the queue asks for them when it is shown, so that a
    pair comes back when a judgement is taken back.
    """
    people = [decode(row[0], Person) for row in _all(views, "person")]
    groups = [decode(row[0], Group) for row in _all(views, "grp")]
    found = propose(people, groups, most=_MOST)
    with views.transaction():
        views.db.execute("DELETE FROM pair")
        views.db.executemany(
            "INSERT OR IGNORE INTO pair(id, n, a, b, reasons) VALUES(?, ?, ?, ?, ?)",
            (
                ("|".join(sorted((p.left, p.right))), n, p.left, p.right,
                 json.dumps(p.reasons))
                for n, p in enumerate(found)
            ),
        )  # fmt: skip


def _all(views: Views, table: str) -> Iterator[tuple[str]]:
    return iter(views.db.execute(f"SELECT json FROM {table} ORDER BY n"))  # noqa: S608 (fixed names)


_LEFT = (
    "FROM pair p WHERE NOT EXISTS (SELECT 1 FROM act WHERE act.pair = p.id AND live)"
)


def left(views: Views) -> int:
    """How many pairs nobody has judged yet."""
    return int(views.db.execute(f"SELECT count(*) {_LEFT}").fetchone()[0])


def pairs(views: Views, *, skip: int, limit: int) -> list[Pair]:
    """Pairs that nobody has judged, the likeliest first."""
    rows = views.db.execute(
        f"SELECT id, a, b, reasons {_LEFT} ORDER BY n LIMIT ? OFFSET ?", (limit, skip)
    )
    return [_pair(row) for row in rows]


def pair(views: Views, name: str) -> Pair | None:
    """One pair of the queue, judged or not."""
    row = views.db.execute(
        "SELECT id, a, b, reasons FROM pair WHERE id = ?", (name,)
    ).fetchone()
    return _pair(row) if row else None


def _pair(row: tuple[str, str, str, str]) -> Pair:
    return Pair(id=row[0], a=row[1], b=row[2], reasons=tuple(json.loads(row[3])))


def judged(views: Views, entity: str) -> list[dict[str, Any]]:
    """Judgements that stand and name this person: entry, kind, other side, by whom."""
    found = []
    for entry, what, member, key, told in views.db.execute(
        "SELECT entry, what, member, pair, json FROM act WHERE live AND pair != ''"
        " AND (pair LIKE ? OR pair LIKE ?) ORDER BY n",
        (f"{entity}|%", f"%|{entity}"),
    ):
        other = next((s for s in key.split("|") if s != entity), "")
        reason = str(json.loads(told).get("reason", ""))
        found.append(
            {"entry": entry, "kind": what, "by": member, "other": other,
             "reason": reason}
        )  # fmt: skip
    return found


def link_judgements(views: Views, ledger: Ledger) -> Iterator[Judgement]:
    """Judgements about links that were not taken back, in causal order.

    Where two people judge a pair differently, nobody's word counts and the pair comes
    as unsure: the rules decide as if nobody had judged, and people see that it is open.
    """
    standing = {
        row[0]: (row[1], row[2])
        for row in views.db.execute(
            "SELECT entry, member, n FROM act WHERE live AND what IN (?, ?, ?)", _KINDS
        )
    }
    last: dict[frozenset[str], dict[str, Judgement]] = {}
    for entry in ledger.entries(kind="decide"):
        told = entry.fields.get("judgement")
        if entry.id not in standing or not isinstance(told, dict):
            continue
        member, n = standing[entry.id]
        # Linking lets the later of two judgements count; causal order tells the later.
        known = {"id": entry.id, "by": entry.dev, "at": f"{n:012d}"}
        judgement = msgspec.convert({**told, **known}, Judgement)
        sides = frozenset((judgement.left, judgement.right))
        opinions = last.setdefault(sides, {})
        opinions.pop(member, None)
        opinions[member] = judgement
    for opinions in last.values():
        differ = len({one.kind for one in opinions.values()}) > 1
        for judgement in opinions.values():
            yield replace(judgement, kind="unsure") if differ else judgement

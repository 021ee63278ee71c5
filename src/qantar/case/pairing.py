"""Pairing: which names could be one person, and what people decided about it.

A queue of pairs that the rules leave open is made whenever linking is done. Nothing is
joined by it; only a person's judgement joins, and it can be taken back.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import msgspec

from qantar.case.views import Views, decode
from qantar.ledger import Ledger
from qantar.linking import NameComparison, compare_names
from qantar.linking.parts import name_parts
from qantar.vocabulary.entity import Person
from qantar.vocabulary.judgement import Judgement

__all__ = ["Pair", "judged", "left", "link_judgements", "pair", "pairs", "put_pairs"]

_KINDS = ("same", "different", "unsure")
_MOST = 3_000
"""Pairs that a queue holds, the likeliest first."""
_BLOCK = 60
"""Persons that share a part of a name and are compared with one another."""
_SPELLINGS = 4
_OPEN = 0.5
"""Likeness of two names, 0 to 1, from which on a pair is worth a look; linking treats
the same value as not telling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two persons that may be one: their ids, and what speaks for and against it."""

    id: str
    a: str
    b: str
    reasons: tuple[str, ...]


def put_pairs(views: Views) -> None:
    """Make the queue anew from the persons that linking found."""
    persons = {
        row[0]: decode(row[1], Person)
        for row in views.db.execute("SELECT id, json FROM person ORDER BY n")
    }
    found: dict[tuple[str, str], NameComparison] = {}
    for block in _blocks(persons).values():
        for a, b in combinations(sorted(block)[:_BLOCK], 2):
            if (a, b) not in found and (like := _likeness(persons[a], persons[b])):
                found[(a, b)] = like
    best = sorted(found.items(), key=lambda item: (-item[1].score, item[0]))[:_MOST]
    with views.transaction():
        views.db.execute("DELETE FROM pair")
        views.db.executemany(
            "INSERT INTO pair(id, n, a, b, reasons) VALUES(?, ?, ?, ?, ?)",
            (
                (f"{a}|{b}", n, a, b, json.dumps(like.reasons))
                for n, ((a, b), like) in enumerate(best)
            ),
        )


def _blocks(persons: dict[str, Person]) -> dict[str, set[str]]:
    """Parts of names to the persons that have them, by their first consonants."""
    blocks: defaultdict[str, set[str]] = defaultdict(set)
    for name, person in persons.items():
        if person.protected:
            continue
        for spelling in _spellings(person):
            for part in name_parts(spelling):
                if part.kind == "word" and len(part.key) > 2:
                    bare = [c for c in part.key[1:] if c not in "aeiou"]
                    blocks[part.key[0] + "".join(bare)[:3]].add(name)
    return blocks


def _spellings(person: Person) -> list[str]:
    return list(dict.fromkeys([person.name, *(n.text for n in person.names)]))[
        :_SPELLINGS
    ]


def _likeness(a: Person, b: Person) -> NameComparison | None:
    """The likeliest of their spellings; ``None`` if surely two."""
    told = [compare_names(x, y) for x in _spellings(a) for y in _spellings(b)]
    best = max(told, key=lambda found: found.score)
    return best if best.same is not False and best.score >= _OPEN else None


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

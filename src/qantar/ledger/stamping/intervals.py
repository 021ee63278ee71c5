"""Between which stamps an entry was written: from the links alone, no clock of ours.

An entry that names another, directly or through others, was written after it. So it was
written after every stamp that is kept among the entries before it, and was there before
every stamp that was made over an entry that follows it, or over itself.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from qantar.ledger.stamping.answers import Judged
from qantar.ledger.stamping.moment import Moment
from qantar.ledger.store import Store
from qantar.ledger.view import causal_order

__all__ = ["Bound", "Interval", "intervals", "path_between"]


class _Stamp(Protocol):
    """As much of ``judging.Stamp`` as is needed."""

    @property
    def entry(self) -> str: ...
    @property
    def refs(self) -> tuple[str, ...]: ...
    @property
    def judged(self) -> Judged: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One end of an interval: the stamp's entry, and when it was made."""

    stamp: str
    moment: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """When an entry was written: after the one stamp, before the other.

    Attributes:
        after: The newest stamp among its ancestors; none if there is none.
        before: The oldest stamp over it or over what follows it; none if there is none.
    """

    after: Bound | None = None
    before: Bound | None = None


def intervals(store: Store, stamps: Iterable[_Stamp]) -> dict[str, Interval]:
    """Intervals by id of entry; entries about which nothing is proved are left out."""
    bounds = [
        (stamp, Bound(stamp=stamp.entry, moment=stamp.judged.moment))
        for stamp in stamps
        if stamp.judged.moment is not None
    ]
    if not bounds:
        return {}
    graph = _Graph(store)
    after = _newest(graph, {graph.number[s.entry]: bound for s, bound in bounds})
    over: dict[int, Bound] = {}
    for stamp, bound in bounds:
        for ref in stamp.refs:
            if (n := graph.number.get(ref)) is not None:
                over[n] = _older(over.get(n), bound)
    before = _oldest(graph, over)
    return {
        graph.name[n]: Interval(after=after.get(n), before=before.get(n))
        for n in graph.order
        if n in after or n in before
    }


def path_between(store: Store, later: Iterable[str], earlier: str) -> list[str] | None:
    """Ids of a shortest chain of links from one of the later entries to the earlier.

    Both ends included, later first; none if nothing leads there.
    """
    graph = _Graph(store)
    goal = graph.number.get(earlier)
    start = [n for name in later if (n := graph.number.get(name)) is not None]
    came: dict[int, int | None] = dict.fromkeys(start)
    todo = deque(start)
    while todo:
        n = todo.popleft()
        if n == goal:
            path: list[str] = []
            at: int | None = n
            while at is not None:
                path.append(graph.name[at])
                at = came[at]
            return path[::-1]
        for parent in graph.parents.get(n, ()):
            if parent not in came:
                came[parent] = n
                todo.append(parent)
    return None


class _Graph:
    """Entries by number, and whom each names."""

    def __init__(self, store: Store) -> None:
        rows = store.all("SELECT n, id, prev FROM entry")
        self.name = {row["n"]: row["id"].hex() for row in rows}
        self.number = {name: n for n, name in self.name.items()}
        by_id = {row["id"]: row["n"] for row in rows}
        self.parents: dict[int, list[int]] = {}
        links = [(row["n"], row["prev"]) for row in rows if row["prev"] is not None]
        links += [(r["child"], r["parent"]) for r in store.all("SELECT * FROM seen")]
        for child, parent in links:
            if parent in by_id:
                self.parents.setdefault(child, []).append(by_id[parent])
        self.order = causal_order(store)


def _newest(graph: _Graph, stamps: Mapping[int, Bound]) -> dict[int, Bound]:
    """For each entry the newest stamp among its ancestors."""
    found: dict[int, Bound] = {}
    for n in graph.order:
        for parent in graph.parents.get(n, ()):
            for bound in (found.get(parent), stamps.get(parent)):
                if bound is not None:
                    found[n] = _newer(found.get(n), bound)
    return found


def _oldest(graph: _Graph, over: Mapping[int, Bound]) -> dict[int, Bound]:
    """For each entry the oldest stamp over it or over what follows it."""
    found = dict(over)
    for n in reversed(graph.order):
        if (bound := found.get(n)) is not None:
            for parent in graph.parents.get(n, ()):
                found[parent] = _older(found.get(parent), bound)
    return found


def _newer(one: Bound | None, other: Bound) -> Bound:
    if one is None or one.moment.earliest <= other.moment.earliest:
        return other
    return one


def _older(one: Bound | None, other: Bound) -> Bound:
    if one is None or other.moment.latest < one.moment.latest:
        return other
    return one

"""Entries as the rest of the program reads them, in an order all copies agree on."""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qantar.ledger.entry import Body, read_body
from qantar.ledger.store import Row, Store

__all__ = ["EntryView", "causal_order", "view", "views"]

_PAGE = 500
_COLUMNS = (
    "SELECT e.n, e.id, e.dev, e.seq, e.t, e.standing, b.kind, b.bytes"
    " FROM entry e LEFT JOIN body b USING (n)"
)
_IN_ORDER_OF_ARRIVAL = (
    _COLUMNS + " WHERE e.n > ? AND (? IS NULL OR b.kind = ?) AND (? OR e.standing = 1)"
    " ORDER BY e.n LIMIT ?"
)
_NUMBERS = (
    "SELECT e.n FROM entry e LEFT JOIN body b USING (n)"
    " WHERE e.n > ? AND (? IS NULL OR b.kind = ?) AND (? OR e.standing = 1)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry, read.

    Attributes:
        n: Number in this copy, in order of arrival; other copies number differently.
        id: The entry's name everywhere, 64 hex digits.
        dev: Public key of the device that signed.
        seq: Place in the device's chain, from 0.
        t: Claimed time, milliseconds since 1970 UTC, rounded by the case's policy.
        kind: What it is; empty if the body is not here.
        body: What it says; none if it was withheld or forgotten.
        standing: Whether it counts: false while its device is not a member's.
    """

    n: int
    id: str
    dev: str
    seq: int
    t: int | None
    kind: str
    body: Body | None
    standing: bool = True

    @property
    def fields(self) -> Mapping[str, object]:
        """The body's fields; empty if the body is not here."""
        return {} if self.body is None else self.body.fields


def views(
    store: Store, *, kind: str | None, after: int, standing_only: bool
) -> Iterator[EntryView]:
    """Entries in causal order; reads a page at a time.

    Args:
        store: Open tables.
        kind: Only this kind, if given.
        after: Only entries with a greater ``n``.
        standing_only: Leave out what is in quarantine.
    """
    if _one_chain(store):
        # One chain without branches arrives in its own order.
        while rows := store.all(
            _IN_ORDER_OF_ARRIVAL,
            (after, kind, kind, not standing_only, _PAGE),
        ):
            yield from map(_view, rows)
            after = rows[-1]["n"]
        return
    wanted = {
        row["n"]
        for row in store.all(
            _NUMBERS,
            (after, kind, kind, not standing_only),
        )
    }
    ordered = [n for n in causal_order(store) if n in wanted]
    for start in range(0, len(ordered), _PAGE):
        page = ordered[start : start + _PAGE]
        marks = ",".join("?" * len(page))
        rows = store.all(f"{_COLUMNS} WHERE e.n IN ({marks})", page)
        found = {row["n"]: row for row in rows}
        for n in page:
            yield _view(found[n])


def view(store: Store, n: int) -> EntryView:
    """The entry with this number."""
    return _view(store.all(f"{_COLUMNS} WHERE e.n = ?", (n,))[0])


def causal_order(store: Store) -> list[int]:
    """Numbers of all entries: each after those it names, ties by claimed time and id.

    The order depends on the set of entries alone. Kahn's algorithm with a heap
    (A. B. Kahn, "Topological sorting of large networks", CACM 5(11), 1962).
    """
    rank: dict[int, tuple[int, bytes, int]] = {}
    number: dict[bytes, int] = {}
    waits: dict[int, int] = {}
    next_ones: dict[int, list[int]] = {}
    links: list[tuple[int, bytes]] = []
    for row in store.all("SELECT n, id, prev, t FROM entry"):
        n = row["n"]
        rank[n] = (-1 if row["t"] is None else row["t"], row["id"], n)
        number[row["id"]] = n
        waits[n] = 0
        if row["prev"] is not None:
            links.append((n, row["prev"]))
    links += [(r["child"], r["parent"]) for r in store.all("SELECT * FROM seen")]
    for child, parent in links:
        if (before := number.get(parent)) is not None:
            next_ones.setdefault(before, []).append(child)
            waits[child] += 1
    ready = [rank[n] for n, count in waits.items() if not count]
    heapq.heapify(ready)
    order = []
    while ready:
        n = heapq.heappop(ready)[2]
        order.append(n)
        for child in next_ones.get(n, ()):
            waits[child] -= 1
            if not waits[child]:
                heapq.heappush(ready, rank[child])
    return order


def _one_chain(store: Store) -> bool:
    row = store.one("SELECT count(*) AS tips FROM tip")
    return row is not None and row["tips"] <= 1


def _view(row: Row) -> EntryView:
    return EntryView(
        n=row["n"],
        id=row["id"].hex(),
        dev=row["dev"].hex(),
        seq=row["seq"],
        t=row["t"],
        kind=row["kind"] or "",
        body=None if row["bytes"] is None else read_body(row["bytes"]),
        standing=bool(row["standing"]),
    )

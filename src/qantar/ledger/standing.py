"""Keep the column ``standing`` and the table of devices true to membership."""

from functools import cache

from qantar.ledger.entry import read_body
from qantar.ledger.membership import Act, Member, counts, resolve
from qantar.ledger.store import Row, Store
from qantar.ledger.view import causal_order

__all__ = ["members", "misjudged", "settle"]

_ACTS = (
    "SELECT e.n, e.id, e.dev, e.seq, b.kind, b.bytes FROM body b JOIN entry e USING (n)"
    " WHERE b.kind IN ('case.open', 'member.add', 'member.remove', 'device.add',"
    " 'device.retire')"
)


def settle(store: Store, case: str) -> None:
    """Compute anew whose entries count, if anything happened that may change it."""
    if not store.unsettled:
        return
    found = members(store, case)
    chains = _Chains(store)
    known = {bytes.fromhex(dev) for dev in found}
    changed = 0
    for row in store.all("SELECT DISTINCT dev FROM tip"):
        if row["dev"] not in known:
            changed += _stand(store, row["dev"], 0)
    for dev, member in found.items():
        raw = bytes.fromhex(dev)
        if not member.cuts:
            changed += _stand(store, raw, 1)
            continue
        for row in store.all("SELECT n, id, seq FROM entry WHERE dev = ?", (raw,)):
            stands = counts(row["seq"], row["id"].hex(), member.cuts, chains.on_chain)
            changed += store.run(
                "UPDATE entry SET standing = ? WHERE n = ? AND standing <> ?",
                (stands, row["n"], stands),
            )
    if changed:
        store.next_epoch()
    store.run("DELETE FROM device")
    for dev, member in found.items():
        store.add(
            "INSERT INTO device VALUES (?, ?, ?, ?)",
            (bytes.fromhex(dev), member.member, member.role, bool(member.cuts)),
        )
    store.unsettled = False


def misjudged(store: Store, case: str) -> list[str]:
    """Devices of which the tables say something else than membership; changes nothing."""
    found, chains = members(store, case), _Chains(store)
    kept = {
        row["dev"].hex(): (row["member"], row["role"], bool(row["cut"]))
        for row in store.all("SELECT * FROM device")
    }
    wrong = set()
    for row in store.all(
        "SELECT dev, min(standing) l, max(standing) h FROM entry GROUP BY dev"
    ):
        dev = row["dev"].hex()
        member = found.get(dev)
        if member is None or not member.cuts:
            right = int(member is not None)
            if (row["l"], row["h"]) != (right, right):
                wrong.add(dev)
            continue
        for one in store.all(
            "SELECT id, seq, standing FROM entry WHERE dev = ?", (row["dev"],)
        ):
            name = one["id"].hex()
            if one["standing"] != counts(
                one["seq"], name, member.cuts, chains.on_chain
            ):
                wrong.add(dev)
    told = {d: (m.member, m.role, bool(m.cuts)) for d, m in found.items()}
    wrong |= {
        dev for dev in kept.keys() | told.keys() if kept.get(dev) != told.get(dev)
    }
    return sorted(wrong)


def members(store: Store, case: str) -> dict[str, Member]:
    """Who belongs to the case, by device key in hex."""
    rows = store.all(_ACTS)
    if len(rows) > 1:
        place = {n: index for index, n in enumerate(causal_order(store))}
        rows.sort(key=lambda row: place[row["n"]])
    chains = _Chains(store)
    return resolve(
        [_act(row, case) for row in rows],
        precedes=chains.precedes,
        on_chain=chains.on_chain,
    )


def _act(row: Row, case: str) -> Act:
    name = row["id"].hex()
    return Act(
        id=name,
        dev=row["dev"].hex(),
        seq=row["seq"],
        kind=row["kind"],
        fields=read_body(row["bytes"]).fields,
        founding=name == case and row["kind"] == "case.open",
    )


def _stand(store: Store, dev: bytes, standing: int) -> int:
    return store.run(
        "UPDATE entry SET standing = ? WHERE dev = ? AND standing <> ?",
        (standing, dev, standing),
    )


class _Chains:
    """Who comes before whom. Answers are kept for one run."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.precedes = cache(self._precedes)
        self._chain = cache(self._walk)

    def on_chain(self, name: str, last: str) -> bool:
        """Whether an entry lies on the chain that ends with ``last``.

        While ``last`` is not here yet, places alone decide (the caller compares them).
        """
        if name == last or not self._here(last):
            return True
        return name in self._chain(last)

    def _here(self, name: str) -> bool:
        return (
            self._store.one("SELECT 1 FROM entry WHERE id = ?", (_raw(name),))
            is not None
        )

    def _walk(self, last: str) -> frozenset[str]:
        rows = self._store.all(
            "WITH RECURSIVE chain (id) AS (SELECT ? UNION"
            " SELECT prev FROM entry JOIN chain USING (id) WHERE prev IS NOT NULL)"
            " SELECT id FROM chain",
            (_raw(last),),
        )
        return frozenset(row["id"].hex() for row in rows)

    def _precedes(self, name: str, later: str) -> bool:
        row = self._store.one(
            "WITH RECURSIVE before (id) AS (SELECT ? UNION SELECT link FROM before JOIN ("
            " SELECT id AS child, prev AS link FROM entry WHERE prev IS NOT NULL"
            " UNION ALL SELECT e.id, s.parent FROM seen s JOIN entry e ON e.n = s.child"
            ") ON child = before.id) SELECT 1 FROM before WHERE id = ?",
            (_raw(later), _raw(name)),
        )
        return row is not None and name != later


def _raw(name: str) -> bytes:
    try:
        return bytes.fromhex(name)
    except ValueError:
        return b""

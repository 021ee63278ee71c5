"""Where every chain ends: enough to know what a copy holds."""

import hashlib
from dataclasses import dataclass

from qantar.ledger.store import Store

__all__ = ["Tip", "frontier", "root"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """The newest entry of a device; a device with two has a fork in its chain."""

    dev: str
    seq: int
    id: str


def frontier(store: Store) -> list[Tip]:
    """The newest entry of every chain and branch, by device, place and id."""
    rows = store.all("SELECT dev, seq, id FROM tip ORDER BY dev, seq, id")
    return [
        Tip(dev=row["dev"].hex(), seq=row["seq"], id=row["id"].hex()) for row in rows
    ]


def root(store: Store) -> str:
    """SHA-256 over a prefix and the ids of the frontier, ascending; hex."""
    ids = sorted(bytes.fromhex(tip.id) for tip in frontier(store))
    return hashlib.sha256(b"qantar/root/1\x00" + b"".join(ids)).hexdigest()

"""Find entries: by how their id begins, or by the exhibit they add."""

from qantar.ledger.entry import id_bytes
from qantar.ledger.log import Ledger

__all__ = ["adding", "beginning_with", "exhibits_beginning_with"]


def beginning_with(ledger: Ledger, prefix: str, *, limit: int = 3) -> list[str]:
    """Ids of entries that begin with these hex digits, ascending, at most ``limit``."""
    low, high = prefix.ljust(64, "0"), prefix.ljust(64, "f")
    rows = ledger.store.all(
        "SELECT id FROM entry WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?",
        (id_bytes(low), id_bytes(high), limit),
    )
    return [row["id"].hex() for row in rows]


def exhibits_beginning_with(
    ledger: Ledger, prefix: str, *, limit: int = 3
) -> list[str]:
    """Digests of exhibits that begin so, ascending, whether they count or not."""
    low, high = prefix.ljust(64, "0"), prefix.ljust(64, "f")
    rows = ledger.store.all(
        "SELECT digest FROM exhibit WHERE digest BETWEEN ? AND ?"
        " ORDER BY digest LIMIT ?",
        (id_bytes(low), id_bytes(high), limit),
    )
    return [row["digest"].hex() for row in rows]


def adding(ledger: Ledger, digest: str) -> list[str]:
    """Ids of all entries that add an exhibit, counting or not, in causal order."""
    return [
        view.id
        for view in ledger.entries("exhibit.add", quarantined=True)
        if view.body is not None and digest in view.body.exhibits
    ]

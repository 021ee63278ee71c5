"""The ledger's entries as rows of an export."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from qantar.ledger import EntryView, Ledger

__all__ = ["entry_page", "entry_rows"]


def entry_rows(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Every entry in causal order: who signed it, when they claim, what it is about.

    ``claimed`` is RFC 3339, UTC; the body's own fields are not part of the row.
    """
    yield from map(_row, ledger.entries(quarantined=True))


def entry_page(ledger: Ledger, skip: int, limit: int) -> list[dict[str, Any]]:
    """Some entries in the order in which they arrived here, after the first ``skip``."""
    rows = ledger.store.all(
        "SELECT id FROM entry WHERE n > ? ORDER BY n LIMIT ?", (skip, limit)
    )
    return [_row(one) for row in rows if (one := ledger.entry(row["id"].hex()))]


def _row(entry: EntryView) -> dict[str, Any]:
    return {
        "id": entry.id,
        "device": entry.dev,
        "seq": entry.seq,
        "claimed": None
        if entry.t is None
        else datetime.fromtimestamp(entry.t / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "kind": entry.kind,
        "refs": list(entry.body.refs) if entry.body else [],
        "exhibits": list(entry.body.exhibits) if entry.body else [],
        "supersedes": list(entry.body.supersedes) if entry.body else [],
        "standing": entry.standing,
    }

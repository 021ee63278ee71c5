"""The ledger's entries as rows of an export."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from qantar.ledger import Ledger

__all__ = ["entry_rows"]


def entry_rows(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Every entry in causal order: who signed it, when they claim, what it is about.

    ``claimed`` is RFC 3339, UTC; the body's own fields are not part of the row.
    """
    for entry in ledger.entries(quarantined=True):
        yield {
            "id": entry.id,
            "device": entry.dev,
            "seq": entry.seq,
            "claimed": None
            if entry.t is None
            else datetime.fromtimestamp(entry.t / 1000, UTC).strftime(
                "%Y-%m-%dT%H:%M:%SZ"
            ),
            "kind": entry.kind,
            "refs": list(entry.body.refs) if entry.body else [],
            "exhibits": list(entry.body.exhibits) if entry.body else [],
            "supersedes": list(entry.body.supersedes) if entry.body else [],
            "standing": entry.standing,
        }

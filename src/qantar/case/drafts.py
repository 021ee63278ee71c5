"""Drafts: what somebody was writing when the window closed or the machine died.

Local to this copy, never an entry, never part of a bundle. Kept in ``desk.db`` beside
the ledger, written through to the disk at once; removed bytes are overwritten.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from qantar.ledger import connect

__all__ = ["Draft", "Drafts"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS draft(
  about TEXT NOT NULL, tab TEXT NOT NULL, exhibit TEXT NOT NULL, n INTEGER NOT NULL,
  form TEXT NOT NULL, PRIMARY KEY(about, tab)
) STRICT;
CREATE TABLE IF NOT EXISTS setting(k TEXT PRIMARY KEY, v TEXT NOT NULL) STRICT;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One half-done form: about which statement, from which window, its fields."""

    about: str
    tab: str
    exhibit: str
    form: dict[str, list[str]]


class Drafts:
    """Half-done forms and settings of this copy's desk.

    Args:
        path: The SQLite file; made if missing.
        secret: Encrypts it, in a locked case.
    """

    def __init__(self, path: Path, secret: bytes | None = None) -> None:
        self._db = connect(path, secret, timeout=10, durable=True)
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def keep(self, draft: Draft) -> None:
        """Keep the newest state of a form; each window keeps its own."""
        self._db.execute(
            "INSERT OR REPLACE INTO draft(about, tab, exhibit, n, form) VALUES(?, ?, ?,"
            " (SELECT coalesce(max(n), 0) + 1 FROM draft), ?)",
            (draft.about, draft.tab, draft.exhibit, json.dumps(draft.form)),
        )

    def about(self, name: str) -> list[Draft]:
        """Drafts about one statement, the newest first."""
        return self._read("WHERE about = ?", name)

    def all(self, limit: int = 50) -> list[Draft]:
        """The newest drafts about anything."""
        return self._read("WHERE ? = ''", "")[:limit]

    def _read(self, where: str, value: str) -> list[Draft]:
        rows = self._db.execute(
            f"SELECT about, tab, exhibit, form FROM draft {where} ORDER BY n DESC",  # noqa: S608 (fixed words)
            (value,),
        )
        return [
            Draft(about=row[0], tab=row[1], exhibit=row[2], form=json.loads(row[3]))
            for row in rows
        ]

    def drop(self, about: str, tab: str = "") -> None:
        """Remove a window's draft about a statement; those of all windows if empty."""
        self._db.execute(
            "DELETE FROM draft WHERE about = ? AND (tab = ? OR ? = '')",
            (about, tab, tab),
        )

    def forget(self, exhibits: Iterable[str]) -> None:
        """Remove everything that was being written about exhibits, to the last byte."""
        self._db.executemany(
            "DELETE FROM draft WHERE exhibit = ?", ((one,) for one in exhibits)
        )
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def setting(self, key: str, default: str = "") -> str:
        """A setting of this copy's desk."""
        row = self._db.execute("SELECT v FROM setting WHERE k = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    def set(self, values: Mapping[str, str]) -> None:
        """Keep settings."""
        self._db.executemany(
            "INSERT OR REPLACE INTO setting(k, v) VALUES(?, ?)", values.items()
        )

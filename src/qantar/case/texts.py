"""Texts: what each reader made of each exhibit, kept with the case.

All offsets refer to these texts, so they are kept although they could be made again:
a later reader may read the same bytes differently. SQLite, WAL, ``synchronous=FULL``.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Self

import msgspec

from qantar.ledger import connect
from qantar.vocabulary.exhibit import ExhibitText
from qantar.vocabulary.passage import Unread

__all__ = ["TextStore"]

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(ExhibitText)


class _Bare(msgspec.Struct):
    media_type: str
    reader: str
    encoding: str = ""
    unread: tuple[Unread, ...] = ()


_BARE_DECODER = msgspec.json.Decoder(_Bare)


class TextStore:
    """Texts by exhibit; the newest reader's text comes first.

    Args:
        path: The SQLite file; made if missing.
        secret: Encrypts it, in a locked case.
    """

    def __init__(self, path: Path, secret: bytes | None = None) -> None:
        self._db = connect(path, secret, timeout=30, durable=True)
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS text(digest TEXT NOT NULL, reader TEXT NOT"
            " NULL, json TEXT NOT NULL, PRIMARY KEY(digest, reader)) STRICT"
        )
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS aside(name TEXT PRIMARY KEY, exhibit TEXT NOT"
            " NULL, data BLOB NOT NULL) STRICT"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def put_many(self, texts: Iterable[tuple[str, ExhibitText]]) -> None:
        """Keep texts by exhibit digest, in one transaction."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            self._db.executemany(
                "INSERT OR REPLACE INTO text(digest, reader, json) VALUES(?, ?, ?)",
                (
                    (digest, text.reader, _ENCODER.encode(text).decode())
                    for digest, text in texts
                ),
            )
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def get(self, digest: str) -> ExhibitText | None:
        """The newest text of an exhibit, or ``None``."""
        row = self._newest(digest)
        return _DECODER.decode(row) if row is not None else None

    def _newest(self, digest: str) -> str | None:
        row = self._db.execute(
            "SELECT json FROM text WHERE digest = ? ORDER BY rowid DESC LIMIT 1",
            (digest,),
        ).fetchone()
        return str(row[0]) if row else None

    def bare(self, digest: str) -> ExhibitText | None:
        """The newest text of an exhibit without its words, segments and claims.

        Only what the text is and what could not be read: the words are skipped, not
        decoded.
        """
        row = self._newest(digest)
        if row is None:
            return None
        told = _BARE_DECODER.decode(row)
        return ExhibitText(
            text="",
            media_type=told.media_type,
            reader=told.reader,
            encoding=told.encoding,
            unread=told.unread,
        )

    def forget(self, digests: Iterable[str]) -> None:
        """Remove all texts of exhibits, so that no byte of them stays in the file."""
        gone = [(digest,) for digest in digests]
        self._db.executemany("DELETE FROM text WHERE digest = ?", gone)
        if gone:
            self._db.executemany(
                "DELETE FROM aside WHERE exhibit = ? OR exhibit = ''", gone
            )
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def lay(self, name: str, data: bytes, *, exhibit: str = "") -> None:
        """Lay something aside that readers made and that cannot be made again.

        Args:
            name: Path-like; what is there is replaced.
            data: Bytes.
            exhibit: What it is about; it is forgotten with it. Without, it is about
                many, and is forgotten with any.
        """
        self._db.execute(
            "INSERT OR REPLACE INTO aside(name, exhibit, data) VALUES(?, ?, ?)",
            (name, exhibit, data),
        )

    def laid(self, start: str) -> list[tuple[str, bytes]]:
        """Everything laid aside whose name begins so, by name."""
        return [
            (str(row[0]), bytes(row[1]))
            for row in self._db.execute(
                "SELECT name, data FROM aside WHERE substr(name, 1, ?) = ? ORDER BY name",
                (len(start), start),
            )
        ]

    def remove(self, name: str) -> None:
        """Remove one thing that was laid aside."""
        self._db.execute("DELETE FROM aside WHERE name = ?", (name,))

    def readers(self, digest: str) -> tuple[str, ...]:
        """Readers that have read this exhibit, oldest first."""
        return tuple(
            row[0]
            for row in self._db.execute(
                "SELECT reader FROM text WHERE digest = ? ORDER BY rowid", (digest,)
            )
        )

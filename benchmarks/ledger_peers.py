"""What the ledger is measured beside: bare SQLite, and Git."""

import os
import sqlite3
import subprocess
from pathlib import Path

from qantar.ledger import Signed

__all__ = ["TEXT", "Bare", "Git"]

# What people write: Cyrillic, and never twice the same.
TEXT = "Между акиматом и вокзалом примерно с 15:50 стреляли, двое упали; запись {n}. "


class Bare:
    """SQLite with the same settings, and no check at all."""

    def __init__(self, path: Path) -> None:
        self.base = sqlite3.connect(path, isolation_level=None)
        self.base.execute("PRAGMA journal_mode = WAL")
        self.base.execute("PRAGMA synchronous = FULL")
        self.base.execute("CREATE TABLE t (id BLOB PRIMARY KEY, head, sig, body)")

    def one(self, n: int) -> None:
        self.base.execute(
            "INSERT INTO t VALUES (?, ?, ?, ?)", (os.urandom(32), b"h" * 400, b"s", b"")
        )

    def many(self, entries: list[Signed]) -> None:
        for start in range(0, len(entries), 5000):
            self.base.execute("BEGIN IMMEDIATE")
            self.base.executemany(
                "INSERT OR IGNORE INTO t VALUES (?, ?, ?, ?)",
                (
                    (bytes.fromhex(e.id), e.head, e.sig, e.body)
                    for e in entries[start : start + 5000]
                ),
            )
            self.base.execute("COMMIT")


class Git:
    """A repository with one commit for each entry, nothing signed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.run("init", "-q", "-b", "main")
        for key, value in {
            "user.name": "x",
            "user.email": "x@x",
            "core.fsync": "all",
            "core.fsyncMethod": "fsync",
            "gc.auto": "0",
        }.items():
            self.run("config", key, value)

    def run(self, *arguments: str, data: bytes | None = None) -> bytes:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            input=data,
            capture_output=True,
            check=True,
        )
        return done.stdout

    def commit(self, n: int) -> None:
        """One entry, as a person would commit it."""
        self.run("commit", "-q", "--allow-empty", "-m", TEXT.format(n=n) * 2)

    def take(self, entries: list[Signed]) -> None:
        """All entries as commits, by the fastest way there is."""
        stream = bytearray()
        for n, entry in enumerate(entries, 1):
            body = entry.body or b""
            stream += b"blob\nmark :%d\ndata %d\n%s\n" % (2 * n, len(body), body)
            stream += b"commit refs/heads/main\nmark :%d\n" % (2 * n + 1)
            stream += b"committer x <x@x> %d +0000\n" % (1_640_000_000 + n)
            stream += b"data %d\n%s\n" % (len(entry.head), entry.head)
            stream += b"from :%d\n" % (2 * n - 1) if n > 1 else b""
            stream += b"M 100644 :%d e/%d\n" % (2 * n, n % 997)
        self.run("fast-import", "--quiet", data=bytes(stream))

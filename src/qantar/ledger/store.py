"""The one file that holds the entries: ``log.db``, an SQLite database.

Write-ahead log and ``synchronous=FULL``: a commit that was acknowledged survives a
power cut; with ``NORMAL``, the usual choice, it may not (https://sqlite.org/wal.html,
"Performance Considerations"). ``secure_delete`` overwrites what is forgotten.
Every write takes the lock first (``BEGIN IMMEDIATE``), so that two programs at once
wait for one another instead of failing half-way.
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from qantar.errors import (
    CaseBusy,
    CaseError,
    DamagedCase,
    DiskFailed,
    NotACase,
)
from qantar.ledger.database import DATABASE_ERRORS, connect
from qantar.ledger.disk import new_file

__all__ = ["PATIENCE", "Row", "Store"]

SCHEMA = 2
_CHANGES = {1: ("CREATE INDEX seen_parent ON seen (parent)",)}
"""What makes the tables of a version those of the next."""
_APPLICATION = 0x51414E54  # "QANT", so that file(1) can tell what it is
PATIENCE = 30.0
"""Seconds that a write waits while another program writes."""

_RAISED: tuple[type[Exception], ...] = (*DATABASE_ERRORS, UnicodeDecodeError)
"""The last where SQLite quotes a damaged name, or a text is none any more."""

_DAMAGED = (
    0,  # a text that is none any more, which the library itself finds
    sqlite3.SQLITE_ERROR,  # all statements are fixed, so it is the tables that changed
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
)

Row: TypeAlias = sqlite3.Row
_Values: TypeAlias = Sequence[bytes | str | int | None]


class Store:
    """An open ``log.db``. Statements of the tables live with those who use them."""

    def __init__(
        self, path: Path, *, secret: bytes | None = None, patience: float = PATIENCE
    ) -> None:
        self.path = path
        self._secret = secret
        self._lock = threading.RLock()
        self._depth = 0
        self.unsettled = False  # whether membership has to be computed anew
        with told_plainly(path):
            # Autocommit: transactions begin where `transaction` says, nowhere else.
            self._base = connect(
                path, secret, timeout=patience, threads=True, named=True
            )

    @classmethod
    def create(
        cls, path: Path, *, secret: bytes | None = None, patience: float = PATIENCE
    ) -> "Store":
        """A store with empty tables, or the remains of one that was never finished.

        Args:
            path: The file.
            secret: 32 bytes that encrypt it, in a locked case.
            patience: Seconds that a write waits.
        """
        if not path.exists():
            # SQLite would let everyone read it; its side files copy the mode.
            with suppress(FileExistsError):
                new_file(path, mode=0o600).close()
        store = cls(path, secret=secret, patience=patience)
        try:
            store._settle()
            with store.transaction():
                if store.version() == 0:
                    store._make_tables()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def open(
        cls, path: Path, *, secret: bytes | None = None, patience: float = PATIENCE
    ) -> "Store":
        """The store in a file.

        Raises:
            NotACase: If there is none, or it is not ours.
            CaseError: If a newer version wrote it.
            DamagedCase: If it is no database any more.
        """
        if not path.is_file() or path.is_symlink():
            raise NotACase(f"{path.parent} holds no case: there is no {path.name}.")
        store = cls(path, secret=secret, patience=patience)
        try:
            store._refuse_other_versions()
            store._settle()
            store._bring_up_to_date()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close the file. The last one to do so empties the write-ahead log."""
        self._base.close()

    def version(self) -> int:
        """Version of the tables; 0 if there are none."""
        (mark,) = self.one("PRAGMA application_id") or (0,)
        (version,) = self.one("PRAGMA user_version") or (0,)
        if version and mark != _APPLICATION:
            raise NotACase(f"{self.path} is a database of another program.")
        return int(version)

    def epoch(self) -> int:
        """See ``Ledger.epoch``."""
        row = self.one("SELECT v FROM meta WHERE k = 'epoch'")
        return 0 if row is None else int(row["v"])

    def next_epoch(self) -> None:
        """Note that what was read before may have changed."""
        self.run(
            "INSERT INTO meta VALUES ('epoch', '1')"
            " ON CONFLICT (k) DO UPDATE SET v = CAST(v AS INTEGER) + 1"
        )

    # These four run millions of times in a merge, so each is written out: a context
    # manager around them costs as much as SQLite itself.

    def run(self, sql: str, values: _Values = ()) -> int:
        """Run one statement; gives the number of rows it changed."""
        with self._lock:
            try:
                return self._base.execute(sql, values).rowcount
            except _RAISED as why:
                raise _plainly(self.path, why) from why

    def add(self, sql: str, values: _Values) -> int:
        """Run one INSERT; gives the row's number."""
        with self._lock:
            try:
                return self._base.execute(sql, values).lastrowid or 0
            except _RAISED as why:
                raise _plainly(self.path, why) from why

    def all(self, sql: str, values: _Values = ()) -> list[Row]:
        """All rows of a question."""
        with self._lock:
            try:
                return self._base.execute(sql, values).fetchall()
            except _RAISED as why:
                raise _plainly(self.path, why) from why

    def one(self, sql: str, values: _Values = ()) -> Row | None:
        """The first row of a question."""
        with self._lock:
            try:
                row: Row | None = self._base.execute(sql, values).fetchone()
            except _RAISED as why:
                raise _plainly(self.path, why) from why
            return row

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written inside, or nothing; durable when it ends.

        One inside another belongs to the outer one. Any exception, Ctrl-C included,
        takes everything back.
        """
        with self._lock:
            if self._depth:
                yield
                return
            self.run("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
                self.run("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                self.unsettled = False
                raise
            finally:
                self._depth = 0

    def _refuse_other_versions(self) -> None:
        version = self.version()
        if version > SCHEMA:
            raise CaseError(
                f"{self.path} was written by a newer Qantar (tables {version}, this "
                f"one knows {SCHEMA}). Install the newer one to open it."
            )
        if version == 0:
            raise NotACase(
                f"{self.path} was never finished. Making the case again completes it."
            )

    def _bring_up_to_date(self) -> None:
        while (version := self.version()) < SCHEMA:
            with self.transaction():
                if self.version() == version:  # no other program was faster
                    for change in _CHANGES[version]:
                        self.run(change)
                    self.run(f"PRAGMA user_version = {version + 1}")

    def _settle(self) -> None:
        self.run("PRAGMA journal_mode = WAL")
        self.run("PRAGMA synchronous = FULL")
        self.run("PRAGMA foreign_keys = ON")
        self.run("PRAGMA secure_delete = ON")

    def make_key_table(self) -> None:
        """The table of what opens exhibits, which only a locked case has."""
        if self._secret is not None:
            self._run_script("locked.sql")

    def _make_tables(self) -> None:
        self._run_script("schema.sql")
        self.make_key_table()
        self.run(f"PRAGMA application_id = {_APPLICATION}")
        self.run(f"PRAGMA user_version = {SCHEMA}")

    def _run_script(self, name: str) -> None:
        script = files("qantar.ledger").joinpath("data", name).read_text("utf-8")
        for statement in _statements(script):
            self.run(statement)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script (``executescript`` would commit between them)."""
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn what SQLite says into what it means for the case."""
    try:
        yield
    except _RAISED as why:
        raise _plainly(path, why) from why


def _plainly(path: Path, why: Exception) -> Exception:
    """What an error of SQLite means for the case; itself if it is a fault of ours."""
    if type(why).__name__ == "ProgrammingError":  # of either library: a fault of ours
        return why
    code = getattr(why, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return CaseBusy(
            f"Another program is writing to {path}. Nothing was changed; try again "
            "when it is done."
        )
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return DiskFailed(
            f"The disk of {path} is full or failing ({why}). What was being "
            "written is taken back; everything before is kept. Make room and "
            "do it again."
        )
    if code in _DAMAGED or isinstance(why, UnicodeDecodeError):
        return DamagedCase(
            f"{path} is damaged ({why}). Do not write to this copy: copy the "
            "folder, then merge the newest bundle into a new case."
        )
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
        return CaseError(
            f"{path} cannot be opened for writing ({why}). Copy the case to a "
            "disk that can be written to."
        )
    return why

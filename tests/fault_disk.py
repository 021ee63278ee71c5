"""A disk that loses what was not synced, or fails: for tests of durability.

An SQLite VFS (https://sqlite.org/vfs.html) through APSW that passes everything on to
the real one and notes each write, truncation, sync and deletion. From the notes the
contents of the disk after a power cut at any moment are made again: what was synced,
and of what was not any part, down to single sectors of 512 bytes, which is what a disk
may have written of its cache (the model of SQLite's own crash tests, `test6.c`).
"""

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw
import pytest

__all__ = ["FaultDisk", "Moment", "base_on", "failing_at"]

SECTOR = 512
_NAME = "qantar-fault"


@dataclass(slots=True)
class _File:
    """One file: what is on the disk for certain, and what was written since."""

    durable: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        for place, data in self.waiting:
            _apply(self.durable, place, data)
        self.waiting.clear()

    def after_a_cut(self, dice: random.Random | None) -> bytes:
        """Contents after a cut: only what was synced, or some of the rest too."""
        data = bytearray(self.durable)
        if dice is not None:
            for place, written in self.waiting:
                if written is None:
                    if dice.random() < 0.5:
                        _apply(data, place, None)
                    continue
                for start in range(0, len(written), SECTOR):
                    if dice.random() < 0.5:
                        piece = written[start : start + SECTOR]
                        _apply(data, place + start, piece)
        return bytes(data)


@dataclass(frozen=True, slots=True)
class Moment:
    """The disk at one moment: contents of files by name, should the power go now."""

    number: int
    files: dict[str, bytes]

    def write_to(self, folder: Path) -> None:
        """Put the files into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.files.items():
            (folder / name).write_bytes(data)


class FaultDisk:
    """Notes what happens to the database files of one folder.

    Attributes:
        events: How many events were noted.
        fails: Called before each event with its kind (write, sync); may raise.
        cut: Called after each event.
    """

    def __init__(self) -> None:
        self.events = 0
        self.fails: Callable[[str], None] = lambda _kind: None
        self.cut: Callable[[FaultDisk], None] = lambda _disk: None
        self._files: dict[str, _File] = {}

    def moments(self, dice: random.Random, variants: int) -> Iterator[Moment]:
        """What could be on the disk if the power went now."""
        for variant in range(1 + variants):
            files = {
                Path(name).name: file.after_a_cut(dice if variant else None)
                for name, file in self._files.items()
                if not name.endswith("-shm")
            }
            yield Moment(self.events, files)

    def write(self, name: str, place: int, data: bytes) -> None:
        self._file(name).waiting.append((place, data))
        self._noted()

    def truncate(self, name: str, size: int) -> None:
        self._file(name).waiting.append((size, None))
        self._noted()

    def sync(self, name: str) -> None:
        self._file(name).sync()
        self._noted()

    def delete(self, name: str) -> None:
        self._files.pop(name, None)
        self._noted()

    def _file(self, name: str) -> _File:
        return self._files.setdefault(name, _File())

    def _noted(self) -> None:
        self.events += 1
        self.cut(self)


def _apply(data: bytearray, place: int, written: bytes | None) -> None:
    if written is None:
        del data[place:]
        return
    if len(data) < place:
        data.extend(bytes(place - len(data)))
    data[place : place + len(written)] = written


class _Vfs(apsw.VFS):
    def __init__(self, disk: FaultDisk) -> None:
        self._disk = disk
        super().__init__(_NAME, "")

    def xOpen(self, name: Any, flags: list[int]) -> "_VfsFile":
        return _VfsFile(self._disk, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        self._disk.delete(filename)


class _VfsFile(apsw.VFSFile):
    def __init__(self, disk: FaultDisk, name: Any, flags: list[int]) -> None:
        self._disk = disk
        self._name = name if isinstance(name, str) else name.filename()
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.fails("write")
        super().xWrite(data, offset)
        self._disk.write(self._name, offset, bytes(data))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        self._disk.truncate(self._name, newsize)

    def xSync(self, flags: int) -> None:
        self._disk.fails("sync")
        super().xSync(flags)
        self._disk.sync(self._name)


class _Cursor:
    """As much of ``sqlite3.Cursor`` as the ledger uses."""

    def __init__(self, rows: list[Any], changed: int, last: int) -> None:
        self._rows = rows
        self.rowcount = changed
        self.lastrowid = last

    def fetchall(self) -> list[Any]:
        return self._rows

    def fetchone(self) -> Any:
        return self._rows[0] if self._rows else None


class _Row:
    """As much of ``sqlite3.Row`` as the ledger uses."""

    def __init__(self, names: Sequence[str], values: Sequence[Any]) -> None:
        self._values = tuple(values)
        self._names = names

    def __getitem__(self, key: int | str) -> Any:
        return self._values[key if isinstance(key, int) else self._names.index(key)]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)


class _Base:
    """A connection through the faulty disk, as ``sqlite3.Connection`` would be."""

    def __init__(self, path: Path) -> None:
        self._base = apsw.Connection(str(path), vfs=_NAME)
        # The shared memory of the write-ahead log is no file of this disk.
        self._base.execute("PRAGMA locking_mode = EXCLUSIVE")

    def execute(self, sql: str, values: Sequence[Any] = ()) -> _Cursor:
        with _told_as_sqlite3():
            cursor = self._base.cursor()
            cursor.execute(sql, tuple(int(v) if v is True else v for v in values))
            try:
                names = [column[0] for column in cursor.get_description()]
            except apsw.ExecutionCompleteError:
                names = []
            rows = [_Row(names, row) for row in cursor]
            return _Cursor(rows, self._base.changes(), self._base.last_insert_rowid())

    @property
    def in_transaction(self) -> bool:
        return self._base.in_transaction

    def close(self) -> None:
        # As the standard library does: what could not be copied out of the
        # write-ahead log stays in it.
        with suppress(apsw.FullError, apsw.IOError):
            self._base.close(True)


_CODES: dict[type[apsw.Error], int] = {
    apsw.FullError: apsw.SQLITE_FULL,
    apsw.IOError: apsw.SQLITE_IOERR,
    apsw.BusyError: apsw.SQLITE_BUSY,
    apsw.ConstraintError: apsw.SQLITE_CONSTRAINT,
    apsw.CorruptError: apsw.SQLITE_CORRUPT,
}


@contextmanager
def _told_as_sqlite3() -> Iterator[None]:
    try:
        yield
    except apsw.Error as why:
        told = sqlite3.OperationalError(str(why))
        told.sqlite_errorcode = _CODES.get(type(why), apsw.SQLITE_ERROR)
        raise told from why


@contextmanager
def base_on(disk: FaultDisk, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every ledger that is opened inside lies on this disk."""
    vfs = _Vfs(disk)

    def connect(path: Path, secret: bytes | None = None, **_: object) -> _Base:
        assert secret is None
        return _Base(path)

    with monkeypatch.context() as patched:
        patched.setattr("qantar.ledger.store.connect", connect)
        yield
    vfs.unregister()


def failing_at(number: int, kind: str, full: bool) -> Callable[[str], None]:
    """Makes the event of this kind and number fail: disk full, or broken."""
    left = [number]

    def fail(what: str) -> None:
        if what != kind:
            return
        left[0] -= 1
        if left[0] == 0:
            raise apsw.FullError("full") if full else apsw.IOError("broken")

    return fail

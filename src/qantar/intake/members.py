"""Read members of zip files one after another without opening the zip file each time."""

import atexit
import io
import os
import threading
import zipfile
from contextlib import ExitStack
from pathlib import Path

from qantar.errors import UnreadableExhibit
from qantar.intake.limits import Limits
from qantar.intake.packed import open_zip, read_member

__all__ = ["read_through"]

_Key = tuple[int, Path, int, int, tuple[int, ...], Limits]


class _LastOpened:
    """The zip file that was read last, kept open.

    Opening means reading the whole directory; for each of ten thousand members anew,
    that is a hundred million entries.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = ExitStack()
        self._key: _Key | None = None
        self._packed: zipfile.ZipFile | None = None

    def close(self) -> None:
        """Let go of the file."""
        self._open.close()
        self._key = self._packed = None

    def read(self, path: Path, members: tuple[int, ...], limits: Limits) -> bytes:
        """See ``read_through``."""
        told = path.stat()
        # The process number: a copy of the program must not move our place in the file.
        key = (os.getpid(), path, told.st_mtime_ns, told.st_size, members[:-1], limits)
        with self._lock:
            if self._packed is None or self._key != key:
                self.close()
                self._packed = self._open.enter_context(
                    open_zip(_container(path, members[:-1], limits), limits)
                )
                self._key = key
            return _member(self._packed, members[-1], limits)


_last = _LastOpened()
atexit.register(_last.close)


def read_through(path: Path, members: tuple[int, ...], limits: Limits) -> bytes:
    """The bytes of a member, through zip files inside zip files.

    Args:
        path: The outermost zip file.
        members: Place in the directory of each zip file on the way.
        limits: Bounds for every one of them.

    Raises:
        UnreadableExhibit: Damage, a lock, a bound, or the file is another by now.
        OSError: The file cannot be opened.
    """
    return _last.read(path, members, limits)


def _container(
    path: Path, members: tuple[int, ...], limits: Limits
) -> Path | io.BytesIO:
    outer: Path | io.BytesIO = path
    for place in members:
        with open_zip(outer, limits) as packed:
            outer = io.BytesIO(_member(packed, place, limits))
    return outer


def _member(packed: zipfile.ZipFile, place: int, limits: Limits) -> bytes:
    listed = packed.infolist()
    if place >= len(listed):
        raise UnreadableExhibit(
            "the zip file was changed since it was walked; add it again"
        )
    return read_member(packed, listed[place], limits)

"""SHA-256 of a stream, computed beside the reading and writing of it."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import BinaryIO, Self

__all__ = ["Hasher", "hash_stream", "pieces"]

_PIECE = 1024 * 1024


class Hasher:
    """Hashes the first piece at once, all further ones in a thread of its own.

    So a small file costs no thread, and of a large one hashing and the disk go on at
    the same time: hashlib lets other threads run. Use it as a context manager.
    """

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._pool: ThreadPoolExecutor | None = None
        self._last: Future[None] | None = None
        self._begun = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown()

    def update(self, piece: bytes) -> None:
        """Take in the next bytes; waits while the ones before are hashed."""
        if not self._begun:
            self._begun = True
            self._hash.update(piece)
            return
        self._wait()
        self._pool = self._pool or ThreadPoolExecutor(1)
        self._last = self._pool.submit(self._hash.update, piece)

    def hexdigest(self) -> str:
        """The hash of everything so far, hex."""
        self._wait()
        return self._hash.hexdigest()

    def _wait(self) -> None:
        if self._last is not None:
            self._last.result()


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """What a stream still holds, a mebibyte at a time."""
    while piece := file.read(_PIECE):
        yield piece


def hash_stream(file: BinaryIO) -> str:
    """SHA-256 of what a stream still holds, hex."""
    with Hasher() as hasher:
        for piece in pieces(file):
            hasher.update(piece)
        return hasher.hexdigest()

"""Sink: where an export goes, with its count, its digest and what it had no place for."""

import hashlib
from collections import Counter
from typing import BinaryIO

import msgspec

from qantar.publishing.exports.formats import Written

__all__ = ["Sink"]


class Sink:
    """Passes bytes on and keeps count of them.

    Args:
        out: Where the bytes go.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._digest = hashlib.sha256()
        self._count = 0
        self._left_out: Counter[str] = Counter()

    @property
    def count(self) -> int:
        """How many rows have been written."""
        return self._count

    def put(self, data: bytes, *, rows: int = 0) -> None:
        """Write bytes that hold ``rows`` rows."""
        self._digest.update(data)
        self._out.write(data)
        self._count += rows

    def row(self, value: object, *, before: bytes = b"", after: bytes = b"") -> None:
        """Write one value as JSON on one line."""
        self.put(before + msgspec.json.encode(value) + after, rows=1)

    def leave_out(self, reason: str, times: int = 1) -> None:
        """Note that something had no place, with a message of the domain ``exports``."""
        self._left_out[reason] += times

    def written(self) -> Written:
        """Count, digest and what was left out."""
        return Written(
            count=self._count,
            sha256=self._digest.hexdigest(),
            left_out=dict(sorted(self._left_out.items())),
        )

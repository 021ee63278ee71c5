"""Writers of the exports: JSON lines and CSV, with count and digest of what was written."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import msgspec

from qantar.publishing.exports.plain import Row

__all__ = ["FORMATS", "Written", "write"]

FORMATS = ("jsonl", "csv")

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters that spreadsheets take for a formula (OWASP, CSV Injection)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many rows were written, and the SHA-256 of the bytes, hex."""

    count: int
    sha256: str


def write(rows: Iterable[Row], form: str, out: BinaryIO) -> Written:
    """Write rows as ``jsonl`` or ``csv``.

    CSV is UTF-8 with a header; nested values stand as JSON in their cell; a cell that
    a spreadsheet would run as a formula is preceded by an apostrophe.

    Raises:
        KeyError: If there is no such format.
    """
    chunks = {"jsonl": _jsonl, "csv": _csv}[form](rows)
    digest, count = hashlib.sha256(), 0
    for is_row, chunk in chunks:
        digest.update(chunk)
        out.write(chunk)
        count += is_row
    return Written(count=count, sha256=digest.hexdigest())


def _jsonl(rows: Iterable[Row]) -> Iterator[tuple[bool, bytes]]:
    encoder = msgspec.json.Encoder()
    for row in rows:
        yield True, encoder.encode(row) + b"\n"


def _csv(rows: Iterable[Row]) -> Iterator[tuple[bool, bytes]]:
    columns: list[str] = []
    for row in rows:
        if not columns:
            columns = list(row)
            yield False, _line(columns)
        yield True, _line([_cell(row.get(column)) for column in columns])


def _line(cells: list[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA_STARTS) else value
    return msgspec.json.encode(value).decode()

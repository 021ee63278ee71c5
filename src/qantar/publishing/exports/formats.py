"""Writers of the exports: JSON lines and CSV, with count and digest of what was written."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

import msgspec

from qantar.publishing.exports.plain import Row

__all__ = ["FORMATS", "Written", "csv_cell", "csv_line", "write", "write_each"]

FORMATS = ("jsonl", "csv")

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters that spreadsheets take for a formula (OWASP, CSV Injection)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many rows were written, and the SHA-256 of the bytes, hex.

    ``left_out`` counts what the format has no place for, by the reason (a message of
    the domain ``exports``).
    """

    count: int
    sha256: str
    left_out: dict[str, int] = field(default_factory=dict)


def write(rows: Iterable[Row], form: str, out: BinaryIO) -> Written:
    """Write rows as ``jsonl`` or ``csv``.

    CSV is UTF-8 with a header; nested values stand as JSON in their cell; a cell that
    a spreadsheet would run as a formula is preceded by an apostrophe.

    Raises:
        KeyError: If there is no such format.
    """
    return write_each(rows, {form: out})[form]


def write_each(rows: Iterable[Row], outs: Mapping[str, BinaryIO]) -> dict[str, Written]:
    """Write rows in several formats at once, so that they are made only once.

    Args:
        rows: Any number, streamed.
        outs: Where each format goes, by its name.

    Raises:
        KeyError: If there is no such format.
    """
    writers = {form: (_WRITERS[form](), hashlib.sha256()) for form in outs}
    count = 0
    for row in rows:
        for form, (lines, digest) in writers.items():
            chunk = lines(row)
            digest.update(chunk)
            outs[form].write(chunk)
        count += 1
    return {
        form: Written(count=count, sha256=digest.hexdigest())
        for form, (_, digest) in writers.items()
    }


def _jsonl() -> Callable[[Row], bytes]:
    encoder = msgspec.json.Encoder()
    return lambda row: encoder.encode(row) + b"\n"


def _csv() -> Callable[[Row], bytes]:
    columns: list[str] = []

    def lines(row: Row) -> bytes:
        head = b""
        if not columns:
            columns.extend(row)
            head = csv_line(columns)
        return head + csv_line([csv_cell(row.get(column)) for column in columns])

    return lines


_WRITERS: dict[str, Callable[[], Callable[[Row], bytes]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
}


def csv_line(cells: Iterable[str]) -> bytes:
    """One line of a table (RFC 4180), with its end."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode()


def csv_cell(value: object) -> str:
    """A value as a cell: nothing is empty, parts are JSON, no text is a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA_STARTS) else value
    return msgspec.json.encode(value).decode()

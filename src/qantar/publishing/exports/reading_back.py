"""Reading back: a file of data as a stranger would read it, row by row, with problems."""

import csv
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from qantar.publishing.exports.calendar import calendar_problems

__all__ = [
    "calendar_rows",
    "csv_rows",
    "document_rows",
    "file_digest",
    "line_rows",
    "package_rows",
]

_BLOCK = 1 << 20

Look = Callable[[dict[str, Any]], list[str]]
"""Tells what is wrong with one row."""


def nothing(row: dict[str, Any]) -> list[str]:
    """A row that is well formed is all that is asked for."""
    return []


def file_digest(path: Path) -> str:
    """SHA-256 of a file, hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def line_rows(path: Path, look: Look = nothing) -> Iterator[list[str]]:
    """Problems of each line of JSON."""
    with path.open("rb") as stream:
        for line in stream:
            yield _looked_at(line, look)


def _looked_at(line: bytes, look: Look) -> list[str]:
    try:
        row = msgspec.json.decode(line, type=dict[str, Any])
    except msgspec.DecodeError:
        return ["no JSON object"]
    return look(row)


def document_rows(path: Path, key: str, look: Look) -> Iterator[list[str]]:
    """Problems of each thing in the list ``key`` of one JSON document.

    Our documents have one thing a line, so that a large one need not be held whole; what
    stands around them must be a document too.
    """
    around = []
    with path.open("rb") as stream:
        for number, line in enumerate(stream):
            if number and line[:1] == b"{":
                yield _looked_at(line.rstrip(b",\n"), look)
            else:
                around.append(line)
    try:
        document = msgspec.json.decode(b"".join(around), type=dict[str, Any])
    except msgspec.DecodeError:
        yield ["no JSON document"]
        return
    if document.get(key) != []:
        yield [f"no list {key}"]


def csv_rows(path: Path) -> Iterator[list[str]]:
    """Problems of each row of a table: another number of cells than its head."""
    with path.open(encoding="utf-8", newline="") as stream:
        table = csv.reader(stream)
        head = next(table, [])
        for row in table:
            yield [] if len(row) == len(head) else ["cells"]


def calendar_rows(path: Path) -> Iterator[list[str]]:
    """Problems of a calendar, given with its first entry."""
    data = path.read_bytes()
    problems = list(calendar_problems(data))
    for number in range(len(data.split(b"\r\nBEGIN:VEVENT\r\n")) - 1):
        yield problems if number == 0 else []


def package_rows(path: Path) -> Iterator[list[str]]:
    """Rows that a data package tells of; tables beside it must have their digests."""
    told = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    for each in told["resources"]:
        beside = path.with_name(each["path"])
        wrong = beside.exists() and f"sha256:{file_digest(beside)}" != each["hash"]
        for number in range(each["rows"]):
            yield [f"digest of {each['path']}"] if wrong and number == 0 else []

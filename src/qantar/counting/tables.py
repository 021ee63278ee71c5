"""Read overlaps from a table: one row a cell with its count, or one row a person."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qantar.counting.overlaps import Overlaps
from qantar.errors import InputError

__all__ = ["COUNT", "CountTable", "Stratum", "read_table"]

COUNT = "count"
"""Name of the column that holds counts; without it each row is one person."""

MOST_LISTS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """A part of the table that is counted by itself; no labels: the whole."""

    labels: tuple[tuple[str, str], ...]
    overlaps: Overlaps


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """What a table holds.

    Attributes:
        strata: In the order of the table.
        unlisted: Persons (rows) on no list, who were left out.
        ignored: Columns of a table of persons that are no lists.
    """

    strata: tuple[Stratum, ...]
    unlisted: int = 0
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    lists: tuple[int, ...]
    strata: tuple[int, ...]
    count: int | None


def read_table(text: str, *, strata: Sequence[str] = ()) -> CountTable:
    """Read a table with a heading, with commas, semicolons or tabs.

    With a column ``count`` each row is one cell: 0/1 for each list, and how many. Without
    it each row is a person, and columns that are not 0/1 are passed over. Cells that are
    not named hold nobody.

    Args:
        text: The table.
        strata: Columns that divide it; each combination is counted by itself.

    Raises:
        InputError: What is wrong, in which row, and what would be right. Never the words
            of a cell in a table of persons, only their place.
    """
    rows = list(_rows(text))
    if len(rows) < 2:
        raise InputError(
            "The table is empty; its first row names the columns, the others hold data."
        )
    names, body = rows[0][1], rows[1:]
    columns = _columns(names, body, strata)
    held: dict[tuple[str, ...], Counter[int]] = {}
    seen: dict[tuple[tuple[str, ...], int], int] = {}
    unlisted = 0
    for number, row in body:
        label = tuple(row[c] for c in columns.strata)
        cell = _cell(number, row, names, columns)
        count = 1 if columns.count is None else _count(number, row[columns.count])
        if (
            columns.count is not None
            and seen.setdefault((label, cell), number) < number
        ):
            raise InputError(
                f"Rows {seen[label, cell]} and {number} are the same cell; give each"
                " combination of lists once, or name the column that divides them"
                " with --strata."
            )
        if not cell:
            unlisted += _unlisted(number, count, columns)
            continue
        held.setdefault(label, Counter())[cell] += count
    lists = tuple(names[c] for c in columns.lists)
    whole = _whole(lists, held)
    used = {*columns.lists, *columns.strata, columns.count}
    return CountTable(
        strata=tuple(
            Stratum(
                labels=tuple(zip(strata, label, strict=True)),
                overlaps=_overlaps(lists, held[label]) if columns.strata else whole,
            )
            for label in held
        ),
        unlisted=unlisted,
        ignored=tuple(name for c, name in enumerate(names) if c not in used),
    )


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    head = text.lstrip("\ufeff").split("\n", 1)[0]
    comma = max(",;\t", key=head.count)
    width = 0
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=comma)
    for row in reader:
        if not any(value.strip() for value in row):
            continue
        width = width or len(row)
        if len(row) != width:
            raise InputError(
                f"Row {reader.line_num} has {len(row)} columns, the heading {width};"
                " give every row as many."
            )
        yield reader.line_num, [value.strip() for value in row]


def _columns(
    names: list[str], body: list[tuple[int, list[str]]], strata: Sequence[str]
) -> _Columns:
    if doubled := [name for name, often in Counter(names).items() if often > 1]:
        raise InputError(f"Two columns are called {doubled[0]!r}; rename one of them.")
    if missing := [name for name in strata if name not in names]:
        raise InputError(
            f"There is no column {missing[0]!r} to divide by; the columns are"
            f" {', '.join(names)}."
        )
    count = names.index(COUNT) if COUNT in names else None
    dividing = tuple(names.index(name) for name in strata)
    rest = [c for c in range(len(names)) if c != count and c not in dividing]
    # A column of 0 and 1 is a list. One that mostly is has mistakes, which are named.
    lists = tuple(
        c for c in rest if 2 * sum(r[c] in ("0", "1") for _, r in body) > len(body)
    )
    if count is not None and len(lists) < len(rest):
        other = next(names[c] for c in rest if c not in lists)
        raise InputError(
            f"Column {other!r} is neither a list (0 or 1) nor the count; if it divides"
            f" the table, give --strata {other}."
        )
    if len(lists) < 2:
        raise InputError(
            f"The table has {len(lists)} list columns (0 or 1); overlaps need at least"
            " two lists, an estimate three."
        )
    if len(lists) > MOST_LISTS:
        raise InputError(f"{len(lists)} lists are more than {MOST_LISTS}; merge some.")
    return _Columns(lists=lists, strata=dividing, count=count)


def _cell(number: int, row: list[str], names: list[str], columns: _Columns) -> int:
    mask = 0
    for j, c in enumerate(columns.lists):
        if row[c] not in ("0", "1"):
            shown = (
                f" holds {row[c][:20]!r}" if columns.count is not None else " is wrong"
            )
            raise InputError(
                f"Row {number}, column {names[c]!r}{shown}; a list is 1 (on it) or 0."
            )
        mask |= int(row[c]) << j
    return mask


def _count(number: int, value: str) -> int:
    try:
        count = float(value)
    except ValueError:
        count = -1.0 if value.startswith("-") else float("nan")
    if count < 0:
        raise InputError(f"Row {number} counts {value!r}; a count is 0 or more.")
    if count != count or count in (float("inf"),) or count % 1:
        raise InputError(f"Row {number} counts {value!r}; a count is a whole number.")
    return int(count)


def _unlisted(number: int, count: int, columns: _Columns) -> int:
    if count and columns.count is not None:
        raise InputError(
            f"Row {number} counts {count} persons on no list; those are what is to be"
            " estimated. Leave the row out."
        )
    return count


def _overlaps(lists: tuple[str, ...], counted: Counter[int]) -> Overlaps:
    cells = tuple(sorted((cell, count) for cell, count in counted.items() if count))
    return Overlaps(lists=lists, cells=cells)


def _whole(
    lists: tuple[str, ...], held: dict[tuple[str, ...], Counter[int]]
) -> Overlaps:
    """All strata together, with the checks that make a table unusable."""
    whole = _overlaps(lists, sum(held.values(), Counter()))
    if not whole.persons:
        raise InputError("Nobody stands on any list; there is nothing to count.")
    if twins := whole.identical():
        one, other = (lists[j] for j in twins)
        raise InputError(
            f"Lists {one!r} and {other!r} hold exactly the same persons; one is a copy"
            " of the other. Leave one out."
        )
    return whole

"""Tables: what a header row says about the rows below it."""

import csv
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = [
    "DELIMITERS",
    "FIRST_ROWS",
    "KINDS",
    "SheetHeader",
    "find_delimiter",
    "header_place",
    "is_header",
    "looks_like_table",
    "name_columns",
    "recognise_header",
]

KINDS = ("claims", "names", "table")
FIRST_ROWS = 10
DELIMITERS = ",;\t|"
_NOT_A_NAME = re.compile(r"^[\s\d.,:/+-]*$")
_FEWEST_KNOWN_COLUMNS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHeader:
    """What a header row was recognised as.

    Attributes:
        kind: ``claims`` (one claim a row), ``names`` (a list of persons) or ``table``.
        columns: Column as written -> our field, for the columns that were recognised.
            Shown for confirmation, never applied silently.
    """

    kind: str
    columns: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    kind: str
    needs: frozenset[str]
    tells: frozenset[str]
    at_least: int


@cache
def _known() -> tuple[dict[str, str], tuple[_Rule, ...]]:
    raw = files("qantar.intake").joinpath("data", "columns.toml").read_text("utf-8")
    table = tomllib.loads(raw)
    fields = {
        _plain(spelling): field
        for field, spellings in table["field"].items()
        for spelling in (field, *spellings)
    }
    rules = tuple(
        _Rule(
            kind=rule["kind"],
            needs=frozenset(rule["needs"]),
            tells=frozenset(rule["tells"]),
            at_least=rule["at_least"],
        )
        for rule in table["rule"]
    )
    return fields, rules


def recognise_header(header: Sequence[str]) -> SheetHeader:
    """Recognise columns by their names in German, English, Russian and Kazakh."""
    fields, rules = _known()
    columns: dict[str, str] = {}
    for column in header:
        field = fields.get(_plain(column))
        if field and field not in columns.values():
            columns[column] = field
    found = set(columns.values())
    for rule in rules:
        if rule.needs <= found and len(found & rule.tells) >= rule.at_least:
            return SheetHeader(kind=rule.kind, columns=columns)
    return SheetHeader(kind="table", columns=columns)


def is_header(cells: Sequence[str]) -> bool:
    """Whether a first row names columns rather than holding values.

    Any recognised name decides; otherwise every cell must be a name: not empty, no mere
    number or date, and none twice.
    """
    fields, _ = _known()
    if any(_plain(cell) in fields for cell in cells):
        return True
    return len(set(cells)) == len(cells) and not any(map(_NOT_A_NAME.match, cells))


def header_place(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows names the columns: people put titles above them.

    The first row with two recognised names; else the first that fills at least half as
    many cells as the fullest one.

    Args:
        rows: The first rows of a table, at most ``FIRST_ROWS`` are of use.
    """
    fields, _ = _known()
    for place, cells in enumerate(rows):
        if sum(_plain(cell) in fields for cell in cells) >= 2:
            return place
    filled = [sum(bool(cell.strip("\ufeff \t")) for cell in cells) for cells in rows]
    enough = max(2, max(filled, default=0) / 2)
    return next((n for n, count in enumerate(filled) if count >= enough), 0)


def name_columns(header: Sequence[str]) -> tuple[list[str], list[str]]:
    """Give every column a name of its own.

    Returns:
        The names, and what had to be done: a column without a name becomes
        ``column 3``, the second ``Ort`` becomes ``Ort (2)``.
    """
    names: list[str] = []
    problems = []
    for number, written in enumerate(header, start=1):
        name = written.strip().lstrip("\ufeff")
        if not name:
            name = f"column {number}"
            problems.append(f"column {number} has no name and is called '{name}'")
        if name in names:
            copy = 2
            while f"{name} ({copy})" in names:
                copy += 1
            problems.append(
                f"column '{name}' stands twice; the one in place {number} "
                f"is called '{name} ({copy})'"
            )
            name = f"{name} ({copy})"
        names.append(name)
    return names, problems


def find_delimiter(text: str) -> str:
    """The delimiter that splits the first rows into the same number of cells, or ``""``."""
    lines = text[:20_000].splitlines()[:30]
    if len(text) > 20_000 and len(lines) > 1:
        lines.pop()
    best, best_score = "", 0.0
    for delimiter in DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        if not widths or max(widths) < 2:
            continue
        usual = max(set(widths), key=widths.count)
        if usual > 1:
            score = widths.count(usual) / len(widths) + min(usual, 20) / 100
            if score > best_score:
                best, best_score = delimiter, score
    return best


def looks_like_table(text: str) -> bool:
    """Whether words without a telling file name are a table: by three known columns."""
    first = text.split("\n", 1)[0].rstrip("\r")
    if not any(d in first for d in DELIMITERS) or len(first) > 5_000:
        return False
    fields, _ = _known()
    try:
        rows = [next(csv.reader([first], delimiter=d), []) for d in DELIMITERS]
    except csv.Error:
        return False
    return any(
        sum(_plain(cell) in fields for cell in cells) >= _FEWEST_KNOWN_COLUMNS
        for cells in rows
    )


def _plain(name: str) -> str:
    """A column name without case, punctuation and blanks."""
    return re.sub(r"[\W_]+", "", name.lstrip("\ufeff").casefold())

"""Bounds of a count that stand only in the remarks of a claim sheet.

A sheet writes "more than 100" as the figure 100 with the words in its note. The words
count for the row's figure if that figure follows them, or if they open the note and no
other figure follows; and only as far as the sheet's own bounds leave room: a bound
that the collector wrote is never overruled by a remark about another report.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from qantar.reading.sheets_tables import table

__all__ = ["Bounds", "bounds_from_note"]

ALMOST = 15 / 16
"""What is nearly n reaches down to this share of n (nearly 8000 is 7500 to 8000)."""

_NUMBER = r"\d{1,3}(?:[,.\s\u00a0\u202f’']\d{3})+(?!\d)|\d+(?:[.,]\d+)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Lower, best and upper as they stand, with the words that changed them."""

    lower: float | None = None
    best: float | None = None
    upper: float | None = None
    words: str = ""


def bounds_from_note(cells: Bounds, note: str) -> Bounds:
    """The bounds of the cells, made exact by the note where it tells more.

    >>> bounds_from_note(Bounds(lower=500, best=500), '"more than"; city only')
    Bounds(lower=501, best=None, upper=None, words='more than')

    Args:
        cells: As the sheet's own columns have them.
        note: The sheet's remark, ``""`` if there is none.
    """
    if cells.lower is None and cells.best is None and cells.upper is None:
        return _amount(note) or cells
    figure = cells.best if cells.best is not None else cells.lower
    if figure is None:
        return cells
    for match in _bound_pattern().finditer(note.casefold()):
        if _speaks_of(match, figure, note):
            read = _apply(_bound_words()[match["word"]], cells, figure)
            if read is not None:
                return replace(read, words=match["word"])
    return cells


def _speaks_of(match: re.Match[str], figure: float, note: str) -> bool:
    said = match["number"] or match["numeral"]
    if said is None:
        return (
            not note[: match.start()].strip(" \"“„«'") and match["quoted"] is not None
        )
    return _number(said) == figure


def _apply(kind: str, cells: Bounds, n: float) -> Bounds | None:
    """What the word makes of the figure; ``None`` where the sheet's bounds forbid it."""
    open_above = cells.upper is None
    open_below = cells.lower is None or (cells.lower == n and open_above)
    if kind == "above" and open_above and cells.lower in (None, n):
        return Bounds(lower=n + 1)
    if kind == "least" and open_above and cells.lower in (None, n):
        return Bounds(lower=n, best=n)
    if kind == "most" and open_below and cells.upper in (None, n):
        return Bounds(best=n, upper=n)
    if kind == "below" and open_below and open_above:
        return Bounds(upper=n - 1)
    if kind == "nearly" and open_below and cells.upper in (None, n):
        return Bounds(lower=n * ALMOST, best=n, upper=n)
    if kind == "about" and open_above and open_below:
        return Bounds(best=n)
    return None


def _amount(note: str) -> Bounds | None:
    """Dozens, hundreds, thousands: where the bound columns are left empty."""
    match = _amount_pattern().match(note.casefold().lstrip(' "“„«'))
    if match is None:
        return None
    lower, upper = table("bounds")["amounts"][match.group()]
    return Bounds(lower=lower, upper=upper, words=match.group())


def _number(said: str) -> float | None:
    numeral = table("bounds")["numerals"].get(said)
    if numeral is not None:
        return float(numeral)
    grouped = re.fullmatch(r"\d{1,3}(?:[,.\s\u00a0\u202f’']\d{3})+", said)
    digits = re.sub(r"\D", "", said) if grouped else said.replace(",", ".")
    return float(digits)


@cache
def _bound_words() -> dict[str, str]:
    return {
        word: kind
        for kind, entry in table("bounds").items()
        if kind not in {"numerals", "amounts"}
        for word in entry["words"]
    }


def _alternatives(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _bound_pattern() -> re.Pattern[str]:
    numerals = _alternatives(list(table("bounds")["numerals"]))
    return re.compile(
        rf"(?<!\w)(?P<word>{_alternatives(list(_bound_words()))})(?!\w)"
        rf"(?P<quoted>[\"”“»'])?[\s,]*(?:(?P<number>{_NUMBER})|(?P<numeral>{numerals})(?!\w))?"
    )


@cache
def _amount_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives(list(table('bounds')['amounts']))})(?!\w)")

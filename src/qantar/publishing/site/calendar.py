"""Calendar: which statements share a page of the chronology, and what it is called.

A page is a stretch of the calendar: a century, a decade, a year, a month, a third of a
month, a day; the longest that is light enough. A day that is still too heavy goes on
over several pages. So a new statement changes the page of its day and leaves the names
and the content of all others alone, and an address tells what it leads to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

__all__ = ["ALL", "UNDATED", "Entry", "Stretch", "stretches"]

ALL = "all"
UNDATED = "undated"

_THIRDS = (1, 11, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A statement as the calendar sees it.

    Attributes:
        day: Local day of its earliest time, else of its latest; ``None`` if undated.
        weight: About how many bytes it takes on a page.
        breaks: Whether a page may well end before it: drawn from its id, so that page
            ends come to the same places again after a statement was put in.
    """

    day: date | None
    weight: int
    breaks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One page.

    Attributes:
        grain: ``all``, ``century``, ``decade``, ``year``, ``month``, ``third``, ``day``
            or ``undated``.
        name: Of its file, without ``chronology-`` and ending: ``2022-01-05``,
            ``2022-01-01--10``, ``201x``, ``19xx``, ``undated``; ``""`` for ``all``.
        part: From 1; more than one only for days and the undated.
        first: Place of its first statement in the chronology, from 0.
        count: Of its statements.
        start: First day of the stretch of the calendar; ``None`` if undated or all.
        end: Last day of it.
    """

    grain: str
    name: str
    part: int
    first: int
    count: int
    start: date | None = None
    end: date | None = None


def stretches(
    entries: Sequence[Entry], *, heaviest: int, most: int
) -> tuple[Stretch, ...]:
    """Pages for statements in their order, each at the longest stretch that fits.

    Args:
        entries: By day, the undated last.
        heaviest: Weight that a page may have.
        most: Statements that a page may have.
    """
    return tuple(_divided(entries, 0, len(entries), ALL, heaviest, most))


_FINER = {
    ALL: "century",
    "century": "decade",
    "decade": "year",
    "year": "month",
    "month": "third",
    "third": "day",
}


def _divided(
    entries: Sequence[Entry], first: int, end: int, grain: str, heaviest: int, most: int
) -> Iterator[Stretch]:
    light = sum(entries[at].weight for at in range(first, end)) <= heaviest
    if light and end - first <= most:
        yield _stretch(entries[first].day if end > first else None, grain, first, end)
        return
    finer = _FINER.get(grain)
    if finer is None:
        parts = _parts(entries, first, end, heaviest, most)
        for part, (begin, stop) in enumerate(parts, 1):
            yield _stretch(entries[first].day, grain, begin, stop, part)
        return
    at = first
    for name, group in groupby(
        range(first, end), lambda at: _name(entries[at].day, finer)
    ):
        stop = at + sum(1 for _ in group)
        own = UNDATED if name == UNDATED else finer
        yield from _divided(entries, at, stop, own, heaviest, most)
        at = stop


def _parts(
    entries: Sequence[Entry], first: int, end: int, heaviest: int, most: int
) -> Iterator[tuple[int, int]]:
    begin, heavy = first, 0
    for at in range(first, end):
        own = entries[at].weight
        full = heavy + own > heaviest or at - begin >= most
        nearly = heavy > 2 * heaviest // 3 or at - begin >= 2 * most // 3
        if at > begin and (full or (nearly and entries[at].breaks)):
            yield begin, at
            begin, heavy = at, 0
        heavy += own
    yield begin, end


def _stretch(
    day: date | None, grain: str, first: int, end: int, part: int = 1
) -> Stretch:
    start, last = _bounds(day, grain) if day and grain != ALL else (None, None)
    return Stretch(
        grain=grain,
        name="" if grain == ALL else _name(day, grain),
        part=part,
        first=first,
        count=end - first,
        start=start,
        end=last,
    )


def _name(day: date | None, grain: str) -> str:
    if day is None:
        return UNDATED
    year = f"{day.year:04}"
    match grain:
        case "century":
            return f"{year[:2]}xx"
        case "decade":
            return f"{year[:3]}x"
        case "year":
            return year
        case "month":
            return f"{year}-{day.month:02}"
        case "third":
            start, end = _bounds(day, grain)
            return f"{start.isoformat()}--{end.day:02}"
    return day.isoformat()


def _bounds(day: date, grain: str) -> tuple[date, date]:
    match grain:
        case "century":
            years = day.year - day.year % 100, day.year - day.year % 100 + 99
        case "decade":
            years = day.year - day.year % 10, day.year - day.year % 10 + 9
        case "year":
            years = day.year, day.year
        case "month" | "third":
            return _third(day) if grain == "third" else (day.replace(day=1), _last(day))
        case _:
            return day, day
    return date(max(years[0], 1), 1, 1), date(years[1], 12, 31)


def _third(day: date) -> tuple[date, date]:
    start = max(first for first in _THIRDS if first <= day.day)
    end = start + 9 if start < _THIRDS[-1] else _last(day).day
    return day.replace(day=start), day.replace(day=end)


def _last(day: date) -> date:
    for number in (31, 30, 29):
        try:
            return day.replace(day=number)
        except ValueError:
            continue
    return day.replace(day=28)

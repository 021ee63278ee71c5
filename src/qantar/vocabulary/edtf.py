"""The Extended Date/Time Format, and what we add to it, as half-open UTC intervals.

EDTF is ISO 8601-2:2019, levels 0 to 2, as the Library of Congress describes it
(https://www.loc.gov/standards/datetime/, 4 February 2019). Ours beyond it:

* times of day with an offset or in the value's zone, ``2022-01-05T15:50+06:00``, with
  a qualifier behind (``~``), and as ends of intervals; ``T24:00`` is the day's end;
* intervals inside sets: ``[2022-01-01/2022-01-03, 2022-01-05]``;
* durations ``P4D``, ``PT45M``, with unknown digits ``PXD``, ``PX0Y``, ``PXX``, and
  repetitions ``R/P1W``: they have no place on the line, so no bounds.

Conventions. A day, month or year begins and ends at midnight of the zone, by the
zone's law of that date (IANA data; local mean time before there was a law). A time of
day lasts one minute, with seconds one second. A qualifier (``?`` ``~`` ``%``) on a
time of day widens it by 30 minutes to each side; on a date it widens nothing, since
nobody can say by how much. ``..`` is an open end, an empty end is unknown; both give
``None``. The bounds of a set are its hull. A winter (24, 28, 30, 32) runs into the
next year where its months do. Years before 1 or after 9999 have no ``datetime``:
the bound that cannot be said is ``None`` and the other one stays true.

Why not the ``edtf`` library, which this project's tests use as a second opinion: as of
5.0 it reads a winter as January to March of the same year, gives an unknown end ten
years of its own invention, ignores significant digits (``1950S2``), fails on
``1984-1X``, and takes a millisecond a value.
"""

import re
from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from qantar.errors import WhenError

__all__ = ["Bounds", "bounds", "cut_to_days", "zone_named"]

_WIDENING = timedelta(minutes=30)
_Q = "[?~%]?"
_DAY = re.compile(
    rf"({_Q})(-?[\dX]{{4}})(?:S(\d+))?({_Q})"
    rf"(?:-({_Q})([\dX]{{2}})({_Q})(?:-({_Q})([\dX]{{2}})({_Q}))?)?"
)
_LONG_YEAR = re.compile(rf"Y(-?\d+)(?:E(\d+))?(?:S(\d+))?{_Q}")
_TIME = re.compile(
    r"(-?\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?"
    rf"(Z|[+-]\d\d(?::?\d\d)?)?({_Q})"
)
_DURATION = re.compile(
    r"(?:R\d*/)?P(?:X+|(?=[\dXT.])(?:[\dX]+(?:\.\d+)?[YMWD])*"
    r"(?:T(?:[\dX]+(?:\.\d+)?[HMS])+)?|\.\.)"
)
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)?")

# ISO 8601-2:2019, 4.8.1: sub-year groupings as (first month, number of months).
_GROUPINGS = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),
    25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3),
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6),
}  # fmt: skip


class Bounds(NamedTuple):
    """Half-open UTC interval; ``None`` is an end that is open or cannot be said."""

    earliest: datetime | None
    latest: datetime | None


_NO_BOUNDS = Bounds(None, None)


@lru_cache(maxsize=512)
def zone_named(name: str) -> tzinfo:
    """The zone with an IANA name or an offset such as ``+06:00``; ``""`` is UTC.

    Raises:
        WhenError: If there is no such zone.
    """
    if name in ("", "Z", "UTC"):
        return UTC
    if match := _OFFSET.fullmatch(name):
        size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        if size < timedelta(hours=24):
            return timezone(size if match[1] == "+" else -size)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WhenError(
            f"There is no time zone {name!r}. Give an IANA name such as Asia/Almaty, "
            f"or an offset such as +06:00."
        ) from None


@lru_cache(maxsize=8192)
def bounds(value: str, zone: str = "") -> Bounds:
    """The interval in which the time must lie.

    Args:
        value: EDTF or one of our extensions.
        zone: IANA name or offset, for what names no offset itself; ``""`` is UTC.

    Raises:
        WhenError: If the value cannot be read, or its end lies before its start.
    """
    found = _NO_BOUNDS if _DURATION.fullmatch(value) else _any(value, zone_named(zone))
    if found.earliest and found.latest and found.earliest >= found.latest:
        raise WhenError(f"The time {value!r} ends before it begins. Swap its two ends.")
    return found


def _any(value: str, zone: tzinfo) -> Bounds:
    if value[:1] in "[{" and value[1:]:
        return _hull([_member(part, zone) for part in _members(value)])
    if "/" in value:
        return _interval(*_ends(value, "/"), zone)
    return _one(value, zone)


def _members(value: str) -> list[str]:
    closing = {"[": "]", "{": "}"}[value[0]]
    if value[-1] != closing:
        raise _unreadable(value, f"A set that opens with {value[0]} closes with it")
    return [part.strip() for part in value[1:-1].split(",")]


def _member(part: str, zone: tzinfo) -> Bounds:
    if "/" in part:
        return _interval(*_ends(part, "/"), zone)
    if ".." in part:
        first, last = _ends(part, "..")
        return _interval(first or "..", last or "..", zone)
    return _one(part, zone)


def _ends(value: str, mark: str) -> tuple[str, str]:
    first, _, last = value.partition(mark)
    if not (first or last) or (mark in last and last != ".."):
        raise _unreadable(value, "An interval has two ends, FIRST/LAST")
    return first, last


def _interval(first: str, last: str, zone: tzinfo) -> Bounds:
    earliest = None if first in ("", "..") else _one(first, zone).earliest
    latest = None if last in ("", "..") else _one(last, zone).latest
    return Bounds(earliest, latest)


def _hull(parts: list[Bounds]) -> Bounds:
    starts = [part.earliest for part in parts]
    ends = [part.latest for part in parts]
    return Bounds(
        None if None in starts else min(s for s in starts if s),
        None if None in ends else max(e for e in ends if e),
    )


def _one(value: str, zone: tzinfo) -> Bounds:
    if match := _TIME.fullmatch(value):
        return _time(match, zone)
    if match := _DAY.fullmatch(value):
        return _days(match, zone)
    if match := _LONG_YEAR.fullmatch(value):
        digits = len(match[1].lstrip("-")) + int(match[2] or 0)
        year = int(match[1]) * 10 ** min(int(match[2] or 0), 6)
        return _years(*_significant(year, digits, match[3]), zone)
    raise _unreadable(value, "Write a date as 2022, 2022-01, 2022-01-05 or 201X")


def _time(match: re.Match[str], zone: tzinfo) -> Bounds:
    hour, minute, second = int(match[2]), int(match[3]), int(match[4] or 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
        raise _unreadable(match[0], "Hours run from 00 to 24 and minutes to 59")
    if match[5]:
        zone = zone_named(match[5])
    try:
        start = datetime.fromisoformat(match[1]) + timedelta(
            hours=hour, minutes=minute, seconds=min(second, 59)
        )
        start = start.replace(tzinfo=zone).astimezone(UTC)
        around = _WIDENING if match[6] else timedelta()
        length = timedelta(seconds=1) if match[4] else timedelta(minutes=1)
        return Bounds(start - around, start + around + length)
    except (ValueError, OverflowError):
        raise _unreadable(match[0], "There is no such day") from None


def _days(match: re.Match[str], zone: tzinfo) -> Bounds:
    year, month, day = match[2], match[6], match[9]
    if match[3] and month:
        raise _unreadable(match[0], "Significant digits belong to a year by itself")
    if year == "XXXX":
        return _NO_BOUNDS
    low, high = _range(year)
    if match[3]:
        return _years(*_significant(low, 4, match[3]), zone)
    if month is None:
        return _years(low, high, zone)
    if month.isdigit() and int(month) > 12:
        return _grouping(match, low, high, zone)
    first = next(_dates(range(low, high + 1), month, day), None)
    last = next(_dates(range(high, low - 1, -1), month, day, last=True), None)
    if first is None or last is None:
        raise _unreadable(match[0], "There is no such day in the calendar")
    y, m, d = last
    if day:
        after = (y, m, d + 1) if d < _length(y, m) else (y, m + 1, 1)
    else:
        after = (y, m + 1, 1)
    return Bounds(_midnight(*first, zone), _midnight(*after, zone, end=True))


def _grouping(match: re.Match[str], low: int, high: int, zone: tzinfo) -> Bounds:
    if (found := _GROUPINGS.get(int(match[6]))) is None or match[9]:
        raise _unreadable(match[0], "Months run from 01 to 12, seasons from 21 to 41")
    first, count = found
    return Bounds(
        _midnight(low, first, 1, zone),
        _midnight(high, first + count, 1, zone, end=True),
    )


def _years(low: int, high: int, zone: tzinfo) -> Bounds:
    return Bounds(_midnight(low, 1, 1, zone), _midnight(high + 1, 1, 1, zone, end=True))


def _range(mask: str) -> tuple[int, int]:
    sign = -1 if mask[0] == "-" else 1
    digits = mask.lstrip("-")
    ends = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return (ends[0], ends[1]) if sign > 0 else (-ends[1], -ends[0])


def _significant(year: int, digits: int, kept: str | None) -> tuple[int, int]:
    if not kept or int(kept) >= digits:
        return year, year
    step = 10 ** min(digits - int(kept), 9)
    low = abs(year) // step * step
    return (low, low + step - 1) if year >= 0 else (-low - step + 1, -low)


def _length(year: int, month: int) -> int:
    if month == 2:
        return 29 if isleap(year) else 28
    return monthrange(2001, month)[1]


def _dates(
    years: range, month: str, day: str | None, *, last: bool = False
) -> Iterator[tuple[int, int, int]]:
    """Days that fit the masks, from the near end of ``years`` on."""
    step = -1 if last else 1
    months = [m for m in range(1, 13) if _fits(m, month)][::step]
    for year in years:
        for m in months:
            days = range(1, _length(year, m) + 1)[::step]
            yield from ((year, m, d) for d in days if day is None or _fits(d, day))


def _fits(number: int, mask: str) -> bool:
    text = f"{number:02d}"
    return all(m in ("X", c) for m, c in zip(mask, text, strict=True))


def _midnight(
    year: int, month: int, day: int, zone: tzinfo, *, end: bool = False
) -> datetime | None:
    """Midnight in UTC; outside of years 1 to 9999 the nearest bound still true."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if year < 1:
        return datetime(1, 1, 1, tzinfo=UTC) if end else None
    if year > 9999:
        return None if end else datetime(9999, 12, 31, tzinfo=UTC)
    try:
        return datetime(year, month, day, tzinfo=zone).astimezone(UTC)
    except OverflowError:
        return datetime(year, month, day, tzinfo=UTC) if (year == 1) == end else None


def _unreadable(value: str, right: str) -> WhenError:
    return WhenError(
        f"The time {value!r} is neither EDTF nor one of our extensions. {right}."
    )


def cut_to_days(value: str) -> str:
    """The value cut to days, which is EDTF level 2; ``""`` if it has no day at all.

    >>> cut_to_days("2022-01-05T15:50+06:00~/2022-01-05T16:00+06:00")
    '2022-01-05'
    >>> cut_to_days("[2022-01-01/2022-01-03, 2022-01-05]")
    '[2022-01-01..2022-01-03,2022-01-05]'
    >>> cut_to_days("PT45M")
    ''
    """
    if _DURATION.fullmatch(value):
        return ""
    if value[:1] in ("[", "{"):
        parts = dict.fromkeys(
            _cut_interval(part).replace("/", "..") for part in _members(value)
        )
        return f"{value[0]}{','.join(parts)}{value[-1]}"
    return _cut_interval(value)


def _cut_interval(value: str) -> str:
    if "/" not in value:
        return _cut(value)
    first, last = (_cut(end) for end in value.split("/", 1))
    return first if first == last and "T" in value else f"{first}/{last}"


def _cut(value: str) -> str:
    if (match := _TIME.fullmatch(value)) is None:
        return value
    if match[2] == "24":
        day = datetime.fromisoformat(match[1]) + timedelta(days=1)
        return day.date().isoformat()
    return match[1]

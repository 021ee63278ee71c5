"""Days of the proleptic Gregorian calendar: arithmetic, feasts, notation."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from functools import lru_cache

from qantar.errors import WhenError
from qantar.vocabulary.edtf import zone_named

__all__ = [
    "FEASTS",
    "clock_text",
    "days_after",
    "easter",
    "feast",
    "gregorian",
    "month_text",
    "months_after",
    "year_text",
]

# Fixed feasts as (month, day, length in days); the public days in Kazakhstan and
# Russia where they are more than one. Movable ones are computed below.
FEASTS = {
    "newyear": (1, 1, 1),
    "newyeareve": (12, 31, 1),
    "oldnewyear": (1, 13, 2),
    "christmas": (12, 25, 1),
    "christmaseve": (12, 24, 1),
    "orthodox-christmas": (1, 7, 1),
    "womensday": (3, 8, 1),
    "nauryz": (3, 21, 3),
    "mayday": (5, 1, 1),
    "victoryday": (5, 9, 1),
    "independence": (12, 16, 1),
    "independence-us": (7, 4, 1),
    "halloween": (10, 31, 1),
    "unity-kz": (5, 1, 1),
    "russiaday": (6, 12, 1),
}
_FROM_EASTER = {
    "easter": 0,
    "eastermonday": 1,
    "goodfriday": -2,
    "ascension": 39,
    "pentecost": 49,
}
# First days as kept in Kazakhstan (Muftiate's calendar); the moon decides, so there
# is no formula to be had, and other years are not known here.
_MOON = {
    "eid-fitr": {
        2018: (6, 15), 2019: (6, 4), 2020: (5, 24), 2021: (5, 13), 2022: (5, 2),
        2023: (4, 21), 2024: (4, 10), 2025: (3, 30),
    },
    "eid-adha": {
        2018: (8, 21), 2019: (8, 11), 2020: (7, 31), 2021: (7, 20), 2022: (7, 9),
        2023: (6, 28), 2024: (6, 16), 2025: (6, 6),
    },
}  # fmt: skip


def easter(year: int, *, orthodox: bool = False) -> date:
    """Easter Sunday, as a Gregorian day.

    Western: Meeus, Jones and Butcher (J. Meeus, Astronomical Algorithms, chapter 8);
    orthodox: Meeus' Julian algorithm (same chapter), turned into Gregorian days.
    """
    if orthodox:
        d = (19 * (year % 19) + 15) % 30
        e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return gregorian(year, month, day + 1)
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Julian date (Meeus, chapter 7: the leap days skipped)."""
    counted = year - 1 if month <= 2 else year
    skipped = counted // 100 - counted // 400 - 2
    return date(year, month, min(day, monthrange(year, month)[1])) + timedelta(skipped)


def feast(name: str, year: int) -> tuple[date, date] | None:
    """First and last day of a feast, ``None`` if it is not known for that year."""
    if not MINYEAR < year < MAXYEAR:
        return None
    if name in FEASTS:
        month, day, length = FEASTS[name]
        first = date(year, month, day)
        return first, first + timedelta(length - 1)
    if name in _MOON:
        if (found := _MOON[name].get(year)) is None:
            return None
        return date(year, *found), date(year, *found)
    orthodox = name.startswith("orthodox-")
    shift = _FROM_EASTER.get(name.removeprefix("orthodox-"))
    if shift is None:
        return None
    day_of = easter(year, orthodox=orthodox) + timedelta(shift)
    return day_of, day_of


def months_after(day: date, months: int) -> date:
    """The day so many months on, or the last of a month that is too short."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    year = min(max(year, MINYEAR), MAXYEAR)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def days_after(day: date, days: float) -> date:
    """The day so many days on, kept inside the calendar."""
    wanted = day.toordinal() + int(max(min(days, 4_000_000), -4_000_000))
    return date.fromordinal(min(max(wanted, 1), date.max.toordinal()))


def year_text(year: int) -> str:
    """A year in EDTF; years before the common era count from 0 (astronomical)."""
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def month_text(day: date) -> str:
    """The month of a day in EDTF."""
    return day.isoformat()[:7]


@lru_cache(maxsize=4096)
def clock_text(day: date, hour: int, minute: int, zone: str) -> str:
    """A time of day with the offset that the zone has then; ``24:00`` is next day's.

    A wall time that never was (clocks went forward) gets the offset before the gap; an
    ambiguous one the earlier offset. Without a zone there is no offset.
    """
    extra, minute = divmod(hour * 60 + minute, 1440)
    day = days_after(day, extra)
    hour, minute = divmod(minute, 60)
    text = f"{day.isoformat()}T{hour:02d}:{minute:02d}"
    if not zone:
        return text
    try:
        law = zone_named(zone)
    except WhenError:
        return text
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=law)
    offset = moment.utcoffset() or timedelta()
    total = round(offset.total_seconds() / 60)
    if total == 0 and zone in ("Z", "+00:00", "UTC", "GMT"):
        return text + "Z"
    sign = "-" if total < 0 else "+"
    return f"{text}{sign}{abs(total) // 60:02d}:{abs(total) % 60:02d}"

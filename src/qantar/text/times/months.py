"""Months and their parts: from what was said to EDTF."""

from datetime import date

from qantar.text.times.calendar import days_after, month_text, months_after, year_text
from qantar.text.times.found import Found, Reader
from qantar.text.times.sense import Sense
from qantar.text.times.years import full_year

__all__ = ["month_portion", "read_month"]


def read_month(sense: Sense, reader: Reader) -> Found | None:
    """A month, or a part of it; without a year the one that story and tense ask for."""
    month, year = sense["month"], full_year(sense, reader)
    if year is None:
        year = _likely_month_year(sense, reader)
    if year is None:
        return Found("DATE", f"XXXX-{month:02d}")
    if not 1 <= year <= 9998:
        return Found("DATE", f"{year_text(year)}-{month:02d}")
    first = date(year, month, 1)
    if "portion" in sense:
        found = month_portion(first, sense["portion"])
        if _not_yet(found, sense, reader) and year > 1:
            found = month_portion(date(year - 1, month, 1), sense["portion"])
        return found
    return Found("DATE", month_text(first), first, "month")


def _not_yet(found: Found, sense: Sense, reader: Reader) -> bool:
    """Whether a portion of a month without a year has not begun, told in the past."""
    today = reader.story.today
    if "year" in sense or "unit" in sense or reader.tense != "past" or today is None:
        return False
    return found.first.rstrip("~") > today.isoformat()


def _likely_month_year(sense: Sense, reader: Reader) -> int | None:
    story, today = reader.story, reader.story.today
    direction = sense.get("dir")
    if direction is None or today is None:
        if story.history and story.year:
            return story.year_of_month(sense["month"])
        if today is None:
            return story.year
        if story.anchored and story.year and story.year != today.year:
            return story.year
        if reader.tense == "future":
            return today.year + (sense["month"] < today.month)
        return today.year - (sense["month"] > today.month)
    if direction < 0:
        return today.year - (sense["month"] >= today.month)
    if direction > 0:
        return today.year + (sense["month"] <= today.month)
    return today.year


def month_portion(first: date, portion: str) -> Found:
    """A part of the month that begins on ``first``, a key of ``[portion]``."""
    last = days_after(months_after(first, 1), -1).day
    a, b = {
        "start": (1, 10),
        "mid": (11, 20),
        "end": (21, last),
        "first-days": (1, 9),
        "last-days": (last - 6, last),
        "twenties": (20, 29 if last > 28 else 28),
        "tens": (10, 19),
        "first-half": (1, 15),
        "second-half": (16, last),
    }[portion]
    month = month_text(first)
    return Found("DATE", f"{month}-{a:02d}~/{month}-{b:02d}~", first, "month")

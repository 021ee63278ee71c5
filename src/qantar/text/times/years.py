"""Years and what is longer or a part of one: decades, centuries, seasons, quarters."""

from dataclasses import replace
from datetime import date

from qantar.text.times.calendar import month_text, months_after, year_text
from qantar.text.times.found import Found, Reader
from qantar.text.times.sense import Sense

__all__ = [
    "base_year",
    "full_year",
    "read_century",
    "read_decade",
    "read_fiscal",
    "read_quarter",
    "read_season",
    "read_year",
]


def full_year(sense: Sense, reader: Reader) -> int | None:
    """The year said, two digits completed to the latest not after next year."""
    if "year" not in sense and sense.get("era") == -1 and "n" in sense:
        return 1 - int(sense["n"])
    if "year" in sense:
        return 1 - sense["year"] if sense.get("era") == -1 else sense["year"]
    if "yy" in sense:
        today = reader.story.today
        limit = (today.year if today else 2030) + 1
        year = limit // 100 * 100 + sense["yy"]
        return year if year <= limit else year - 100
    if sense.get("unit") == "year" and "dir" in sense:
        base = base_year(sense, reader)
        return None if base is None else base + sense["dir"]
    return None


def base_year(sense: Sense, reader: Reader) -> int | None:
    """The year that words such as "last year" count from."""
    story = reader.story
    if (sense.get("base") == "then" or story.history) and story.year:
        return story.year
    return story.today.year if story.today else story.year


def read_year(sense: Sense, reader: Reader) -> Found | None:
    """A year, or a part of it."""
    year = full_year(sense, reader)
    if year is None:
        return None
    portion = sense.get("portion", "")
    today = reader.story.today
    if sense.get("dir") == 0 and sense.get("base") != "then" and today:
        late = {"mid": 5, "end": 10, "second-half": 7}.get(portion, 1) > today.month
        year -= late and reader.tense == "past"  # told in spring: the end of last year
    text = year_text(year)
    day = date(year, 1, 1) if 1 <= year <= 9999 else None
    if "portion" in sense:
        return Found("DATE", _year_portion(text, sense["portion"]), day, "year")
    return Found("DATE", text, day, "year")


def _year_portion(year: str, portion: str) -> str:
    a, b = {
        "start": (1, 3),
        "mid": (5, 8),
        "end": (10, 12),
        "first-half": (1, 6),
        "second-half": (7, 12),
    }.get(portion, (1, 12))
    return f"{year}-{a:02d}~/{year}-{b:02d}~"


def read_decade(sense: Sense, reader: Reader) -> Found | None:
    """A decade, or its start, middle or end."""
    decade = sense["decade"]
    if decade < 100:
        today = reader.story.today
        limit = today.year if today else 2030
        decade += 1900 if 1900 + decade <= limit and decade >= 20 else 2000
        if "century" in sense:
            decade = (sense["century"] - 1) * 100 + decade % 100
    decade = decade // 10 * 10
    grain = Found("DATE", f"{decade // 10:03d}X", date(max(decade, 1), 1, 1), "more")
    portion = sense.get("portion")
    if portion is None:
        return grain
    # The first decade of a century is begun more slowly in speech: 2000~/2004~.
    a, b = {
        "start": (0, 4 if decade % 100 == 0 else 3),
        "mid": (4, 6),
        "end": (7, 9),
        "first-half": (0, 4),
        "second-half": (5, 9),
    }.get(portion, (0, 9))
    return replace(grain, value=f"{decade + a:04d}~/{decade + b:04d}~")


def read_century(sense: Sense, reader: Reader) -> Found | None:
    """A century, or a part of it."""
    del reader
    number = sense["century"]
    if sense.get("era") == -1:
        return Found(
            "DATE", f"{year_text(1 - number * 100)}/{year_text(-(number - 1) * 100)}"
        )
    if not 1 <= number <= 99:
        return None
    portion = sense.get("portion")
    start = (number - 1) * 100
    day = date(max(start, 1), 1, 1)
    if portion is None:
        return Found("DATE", f"{number - 1:02d}XX", day, "more")
    a, b = {
        "start": (0, 30),
        "mid": (40, 60),
        "end": (70, 99),
        "first-half": (0, 49),
        "second-half": (50, 99),
    }.get(portion, (0, 99))
    return Found("DATE", f"{start + a:04d}~/{start + b:04d}~", day, "more")


def read_season(sense: Sense, reader: Reader) -> Found | None:
    """A season; without a year the one that the tense asks for."""
    season, year = sense["season"], full_year(sense, reader)
    starts = {21: 3, 22: 6, 23: 9, 24: 12}
    month = starts[season]
    if reader.south:
        month = (month + 5) % 12 + 1
    if year is None:
        story, today = reader.story, reader.story.today
        base = story.year if story.history and story.year else None
        if base is None and today is None:
            base = story.year
        if base is None and today:
            year = today.year
            direction = sense.get("dir")
            if direction == -1:
                year -= 1
            elif direction == 1:
                year += month <= today.month
            elif direction is None and reader.tense != "future":
                year -= month > today.month
        else:
            year = base
    if year is None:
        return None
    code = season + 8 if reader.south else season
    text = f"{year_text(year)}-{code}"
    return Found(
        "DATE", text, date(year, month, 1) if 1 <= year <= 9999 else None, "year"
    )


def read_quarter(sense: Sense, reader: Reader) -> Found | None:
    """A quarter or a half of a year."""
    number = sense.get("quarter", 0) or sense["halfyear"]
    size, code = (3, 32 + number) if "quarter" in sense else (6, 39 + number)
    if not 1 <= number <= 12 // size:
        return None
    year = full_year(sense, reader)
    if year is None:
        base = base_year(sense, reader)
        if base is None:
            return None
        today = reader.story.today
        late = today and (number - 1) * size + 1 > today.month
        year = base - bool(late and reader.tense != "future" and "unit" not in sense)
    if not 1 <= year <= 9999:
        return None
    first = date(year, (number - 1) * size + 1, 1)
    return Found("DATE", f"{year:04d}-{code}", first, "year")


def read_fiscal(sense: Sense, reader: Reader) -> Found | None:
    """A quarter of a fiscal year that starts in the month ``fiscal``."""
    year = full_year(sense, reader)
    if year is None or "quarter" not in sense or not 1 <= year <= 9990:
        return None
    first = months_after(date(year, sense["fiscal"], 1), 3 * (sense["quarter"] - 1))
    last = months_after(first, 2)
    return Found("DATE", f"{month_text(first)}/{month_text(last)}", first, "year")

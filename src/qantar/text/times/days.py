"""Days, weeks and months: from what was said to EDTF."""

from dataclasses import replace
from datetime import date

from qantar.text.times.calendar import (
    days_after,
    feast,
    gregorian,
    month_text,
    months_after,
    year_text,
)
from qantar.text.times.found import Found, Reader
from qantar.text.times.months import month_portion, read_month
from qantar.text.times.sense import Sense
from qantar.text.times.story import setting_of
from qantar.text.times.years import (
    base_year,
    full_year,
    read_century,
    read_decade,
    read_fiscal,
    read_quarter,
    read_season,
    read_year,
)

__all__ = ["read_date"]


def read_date(sense: Sense, reader: Reader) -> Found | None:
    """A day or what is longer, with its modifier; ``None`` if the words tell none."""
    found = _calendar(sense, reader)
    if found and sense.get("julian") and found.grain == "day" and found.day:
        day = gregorian(found.day.year, found.day.month, found.day.day)
        found = Found("DATE", day.isoformat(), day, "day")
    if found and sense.get("mod") == "approx" and "~" not in found.value:
        value = "/".join(f"{end}~" for end in found.value.split("/"))
        found = replace(found, value=value)
    if (
        found
        and sense.get("mod") == "just-after"
        and found.day
        and found.grain == "day"
    ):
        last = days_after(found.day, 2).isoformat()
        found = replace(found, value=f"{found.day.isoformat()}/{last}~")
    if (
        found
        and sense.get("mod") == "just-before"
        and found.day
        and found.grain == "day"
    ):
        first = days_after(found.day, -2).isoformat()
        found = replace(found, value=f"{first}~/{found.day.isoformat()}")
    return found


def _calendar(sense: Sense, reader: Reader) -> Found | None:
    for test, make in (
        ("first", _digits_date),
        ("holiday", _holiday),
        ("decade", read_decade),
        ("century", read_century),
        ("fiscal", read_fiscal),
        ("quarter", read_quarter),
        ("halfyear", read_quarter),
        ("week", _week_number),
        ("season", read_season),
        ("weekday", _weekday),
        ("day", _day),
        ("month", read_month),
        ("year", read_year),
        ("yy", read_year),
        ("shift", _shift),
        ("dir", _relative_unit),
        ("era", read_year),
    ):
        if test in sense:
            return make(sense, reader)
    return None


def _whole_day(year: int, month: int, day: int) -> Found | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Found("DATE", found.isoformat(), found, "day")


def _day(sense: Sense, reader: Reader) -> Found | None:
    day = sense["day"]
    year = full_year(sense, reader)
    if year is not None and year < 1:
        if "month" in sense:
            return Found("DATE", f"{year_text(year)}-{sense['month']:02d}-{day:02d}")
        return None
    if "month" in sense:
        if year is None:
            year = _likely_year(sense["month"], day, _looking_ahead(sense, reader))
            year = _year_by_weekday(sense, year, reader)
        if year is None:
            return Found("DATE", f"XXXX-{sense['month']:02d}-{day:02d}")
        return _whole_day(year, sense["month"], day)
    base = _relative_month(sense, reader)
    if base is None:
        return None
    if "weekday" in sense:
        return _day_by_weekday(sense, base)
    found = _whole_day(base.year, base.month, day)
    if found and "unit" not in sense and reader.story.month is None and found.day:
        today = reader.story.today
        if today and found.day > today and reader.tense != "future":
            before = months_after(base, -1)
            found = _whole_day(before.year, before.month, day) or found
    return found


def _day_by_weekday(sense: Sense, base: date) -> Found | None:
    """Of the month, or the nearest, in which "Thursday the 9th" is true."""
    for months in (0, -1, 1):
        month = months_after(base.replace(day=1), months)
        found = _whole_day(month.year, month.month, sense["day"])
        if found and found.day and found.day.weekday() == sense["weekday"]:
            return found
    return _whole_day(base.year, base.month, sense["day"])


def _relative_month(sense: Sense, reader: Reader) -> date | None:
    story = reader.story
    base = story.month or (story.today.replace(day=1) if story.today else None)
    if base and sense.get("unit") == "month" and "dir" in sense:
        if sense.get("base") != "then" and story.today and not story.history:
            base = story.today.replace(day=1)
        return months_after(base, sense["dir"])
    return base


def _likely_year(month: int, day: int, reader: Reader) -> int | None:
    """The year of a day without one: by the story, else by the tense of the sentence."""
    story, today = reader.story, reader.story.today
    if story.history and story.year:
        return story.year_of_month(month)
    if story.anchored and story.year and story.year != (today.year if today else 0):
        return story.year
    if today is None:
        return story.year
    this = (today.month, today.day)
    if reader.tense == "future":
        return today.year + (1 if (month, day) < this and this[0] - month > 3 else 0)
    if (month, day) <= this:
        return today.year
    if reader.tense == "past" or _far_ahead(month, day, today):
        return today.year - 1
    if story.year and story.year < today.year:  # an anniversary: "in 1986 ... the 17th"
        return story.year
    return today.year  # a day just ahead is an announcement


def _year_by_weekday(sense: Sense, year: int | None, reader: Reader) -> int | None:
    """The year in which the day falls on the weekday said: "Saturday, 13 July"."""
    today = reader.story.today
    if year is None or "weekday" not in sense or reader.story.history or today is None:
        return year
    month, day = sense["month"], sense["day"]
    for near in (
        year,
        *sorted((year - 1, year + 1), key=lambda y: abs(y - today.year)),
    ):
        found = _whole_day(near, month, day)
        if found and found.day and found.day.weekday() == sense["weekday"]:
            return near
    return year


def _looking_ahead(sense: Sense, reader: Reader) -> Reader:
    """A deadline (until the 19th) lies ahead unless the sentence is in the past."""
    ahead = sense.get("bound") in ("until", "from", "by") and reader.tense == ""
    return replace(reader, tense="future") if ahead else reader


_ANNOUNCED = 31  # days within which a day ahead is an announcement


def _far_ahead(month: int, day: int, today: date) -> bool:
    ahead = (month - today.month) * 30 + day - today.day
    return ahead > _ANNOUNCED


def _week_number(sense: Sense, reader: Reader) -> Found | None:
    year = full_year(sense, reader) or base_year(sense, reader)
    if year is None:
        return None
    try:
        first = date.fromisocalendar(year, sense["week"], 1)
    except ValueError:
        return None
    return _span(first, 6, "week")


def _span(first: date, days: int, grain: str) -> Found:
    last = days_after(first, days)
    return Found("DATE", f"{first.isoformat()}/{last.isoformat()}", first, grain)


def _digits_date(sense: Sense, reader: Reader) -> Found | None:
    """``5/1/22``: the order of the language, unless that lies ahead of a past text."""
    year = full_year(sense, reader)
    one, two = sense["first"], sense["second"]
    if year is None:
        return None
    orders = [(two, one), (one, two)]  # (month, day)
    if setting_of(reader.language).get("order") == "mdy":
        orders.reverse()
    found = [f for m, d in orders if (f := _whole_day(year, m, d))]
    today = reader.story.today
    past = [f for f in found if f.day and today and f.day <= today]
    found = past or found
    if not found:
        return None
    both = len({f.value for f in found}) == 2 and sense.get("kind") == "slash"
    if not both or setting_of(reader.language).get("order") == "mdy":
        return found[0]
    values = sorted(f.value for f in found[:2])
    return Found("DATE", f"[{','.join(values)}]", found[0].day, "none")


def _holiday(sense: Sense, reader: Reader) -> Found | None:
    name, year = sense["holiday"], full_year(sense, reader)
    if name in ("easter", "eastermonday", "goodfriday", "pentecost", "ascension"):
        name = (
            "orthodox-" if setting_of(reader.language).get("orthodox") else ""
        ) + name
    if name == "christmas" and setting_of(reader.language).get("orthodox"):
        name = "orthodox-christmas"
    story, today = reader.story, reader.story.today
    if year is None and story.history:
        year = story.year
    if year is None and today:
        year = today.year
        this = feast(name, year)
        if reader.tense == "future" and this and this[1] < today:
            year += 1
        elif (
            reader.tense != "future"
            and this
            and this[0] > today
            and sense.get("dir") != 1
        ):
            year -= 1
    if year is None or (days := feast(name, year)) is None:
        return None
    first, last = days
    value = (
        first.isoformat()
        if first == last
        else f"{first.isoformat()}/{last.isoformat()}"
    )
    return Found("DATE", value, first, "day")


def _weekday(sense: Sense, reader: Reader) -> Found | None:
    if "day" in sense:
        return _day(sense, reader)
    if "shift" in sense or (sense.get("unit") == "day" and "dir" in sense):
        # "The next day, a Wednesday": the weekday only confirms it.
        return _shift(sense, reader) if "shift" in sense else _next_day(sense, reader)
    if told := _told_weekday(sense, reader):
        return _whole(told)
    reader = _looking_ahead(sense, reader)
    today, direction = reader.story.today, sense.get("dir")
    if reader.story.history or today is None or sense.get("base") == "then":
        today = reader.story.then
    if today is None:
        return None
    wanted = sense["weekday"]
    if sense.get("unit") == "week" and "dir" in sense and "n" not in sense:
        monday = days_after(today, -today.weekday() + 7 * sense["dir"])
        return _whole(days_after(monday, wanted))
    back = (today.weekday() - wanted) % 7
    if direction == -1:
        back = back or 7
        calendar_week = setting_of(reader.language).get("last_weekday") == "last week"
        if calendar_week and wanted < today.weekday():
            back += 7
    elif direction == 1 or (direction is None and reader.tense == "future"):
        back = back - 7
    elif direction == 0:
        back = today.weekday() - wanted
    if "sign" in sense and "n" in sense:  # Sunday a week ago
        back -= round(sense["sign"] * 7 * sense["n"])
    return _whole(days_after(today, -back))


def _told_weekday(sense: Sense, reader: Reader) -> date | None:
    """The day told just before, if the weekday is its own: "on 5 January, a Wednesday"."""
    day = reader.story.day
    if not reader.near or not reader.story.told or day is None or "dir" in sense:
        return None
    return day if day.weekday() == sense["weekday"] else None


def _next_day(sense: Sense, reader: Reader) -> Found | None:
    base = reader.story.then
    return _whole(days_after(base, sense["dir"])) if base else None


def _whole(day: date) -> Found:
    return Found("DATE", day.isoformat(), day, "day")


def _shift(sense: Sense, reader: Reader) -> Found | None:
    base = reader.story.then if sense.get("base") == "then" else reader.story.today
    if base is None:
        base = reader.story.then
    if base is None:
        return None
    day = days_after(base, sense["shift"])
    if sense["shift"] == 0 and sense.get("base") != "then":
        return Found("DATE", f"{day.isoformat()}~", day, "day")
    return Found("DATE", day.isoformat(), day, "day")


def _portion(sense: Sense) -> Sense:
    return Sense(portion=sense["portion"]) if "portion" in sense else Sense()


def _weekend(base: date, direction: int, reader: Reader) -> Found:
    """Saturday and Sunday: of this week, or the one that is over or to come."""
    saturday = days_after(base, 5 - base.weekday())
    begun = base.weekday() >= 5
    if direction < 0 or (direction == 0 and not begun and reader.tense != "future"):
        saturday = days_after(saturday, -7)
    elif direction > 0 and begun:
        saturday = days_after(saturday, 7)
    return _span(saturday, 1, "week")


def _relative_unit(sense: Sense, reader: Reader) -> Found | None:
    """Last week, this month, the next year, the same day."""
    story, unit, direction = reader.story, sense.get("unit"), sense["dir"]
    then = sense.get("base") == "then" or story.history
    base = (story.then if then else story.today) or story.then
    if unit == "year":
        return read_year(sense, reader)
    if base is None or unit is None:
        return None
    if unit == "day":
        return _next_day(sense, reader)
    if unit == "week":
        monday = days_after(base, -base.weekday() + 7 * direction)
        portion = sense.get("portion")
        if portion:
            a, b = {"start": (0, 1), "mid": (2, 3), "end": (5, 6)}.get(portion, (0, 6))
            first, last = days_after(monday, a), days_after(monday, b)
            return Found("DATE", f"{first}~/{last}~", first, "week")
        return _span(monday, 6, "week")
    if unit == "weekend":
        return _weekend(base, direction, reader)
    if unit == "month":
        month = story.month if then and story.month else base.replace(day=1)
        first = months_after(month.replace(day=1), direction)
        if "portion" in sense:
            return month_portion(first, sense["portion"])
        return Found("DATE", month_text(first), first, "month")
    if unit == "decade":
        decade = base.year // 10 * 10 + 10 * direction
        within = 1000 <= decade < 10_000
        told = Sense(decade=decade, **_portion(sense))
        return read_decade(told, reader) if within else None
    if unit == "century":
        number = base.year // 100 + 1 + direction
        return read_century(Sense(century=number, **_portion(sense)), reader)
    return None

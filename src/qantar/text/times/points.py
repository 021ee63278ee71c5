"""Days, months, years and times of day: from what was said to EDTF."""

from dataclasses import dataclass, replace
from datetime import date

from qantar.text.times.calendar import (
    clock_text,
    days_after,
    feast,
    gregorian,
    month_text,
    months_after,
    year_text,
)
from qantar.text.times.sense import Sense
from qantar.text.times.story import Story, Tense, hours_of, setting_of

__all__ = ["Found", "Reader", "hour_and_minute", "point"]


@dataclass(frozen=True, slots=True)
class Found:
    """A value with what the rest of the text may count from.

    ``day`` is the first day of what was told; ``grain`` its size: time, part, day,
    week, month, year, more, none. ``first`` and ``last`` are the values of the ends.
    """

    type: str
    value: str
    day: date | None = None
    grain: str = "none"
    clock: tuple[date, int, int] | None = None

    @property
    def first(self) -> str:
        """Value of the start of what was told."""
        return self.value.split("/")[0]

    @property
    def last(self) -> str:
        """Value of the end of what was told."""
        return self.value.split("/")[-1]


@dataclass(frozen=True, slots=True)
class Reader:
    """What the meaning of words hangs on: story, tense of the sentence, language."""

    story: Story
    tense: Tense
    language: str
    south: bool = False  # seasons of the southern hemisphere

    @property
    def hours(self) -> dict[str, tuple[int, int]]:
        """Hours of the parts of the day."""
        return hours_of(self.language)


def point(sense: Sense, reader: Reader) -> Found | None:
    """A day, month, year, part of a day or time of day; ``None`` if it is none."""
    if "hour" in sense:
        return _clock(sense, reader)
    if "part" in sense:
        return _part(sense, reader)
    return _date(sense, reader)


# ------------------------------------------------------------------ days and longer


def _date(sense: Sense, reader: Reader) -> Found | None:
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
        ("decade", _decade),
        ("century", _century),
        ("fiscal", _fiscal),
        ("quarter", _quarter),
        ("halfyear", _quarter),
        ("week", _week_number),
        ("season", _season),
        ("weekday", _weekday),
        ("day", _day),
        ("month", _month),
        ("year", _year),
        ("yy", _year),
        ("shift", _shift),
        ("dir", _relative_unit),
    ):
        if test in sense:
            return make(sense, reader)
    return None


def full_year(sense: Sense, reader: Reader) -> int | None:
    """The year said, two digits completed to the latest not after next year."""
    if "year" in sense:
        return 1 - sense["year"] if sense.get("era") == -1 else sense["year"]
    if "yy" in sense:
        today = reader.story.today
        limit = (today.year if today else 2030) + 1
        year = limit // 100 * 100 + sense["yy"]
        return year if year <= limit else year - 100
    if sense.get("unit") == "year" and "dir" in sense:
        base = _base_year(sense, reader)
        return None if base is None else base + sense["dir"]
    return None


def _base_year(sense: Sense, reader: Reader) -> int | None:
    story = reader.story
    if (sense.get("base") == "then" or story.history) and story.year:
        return story.year
    return story.today.year if story.today else story.year


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
            year = _likely_year(sense["month"], day, reader)
        if year is None:
            return Found("DATE", f"XXXX-{sense['month']:02d}-{day:02d}")
        return _whole_day(year, sense["month"], day)
    base = _relative_month(sense, reader)
    if base is None:
        return None
    found = _whole_day(base.year, base.month, day)
    if found and "unit" not in sense and reader.story.month is None and found.day:
        today = reader.story.today
        if today and found.day > today and reader.tense != "future":
            before = months_after(base, -1)
            found = _whole_day(before.year, before.month, day) or found
    return found


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
        return story.year
    if story.anchored and story.year and story.year != (today.year if today else 0):
        return story.year
    if today is None:
        return story.year
    this = (today.month, today.day)
    if reader.tense == "future":
        return today.year + (1 if (month, day) < this and this[0] - month > 3 else 0)
    # A day just ahead is an announcement, not last year's.
    return today.year - (
        1 if (month, day) > this and _far_ahead(month, day, today) else 0
    )


def _far_ahead(month: int, day: int, today: date) -> bool:
    ahead = (month - today.month) * 30 + day - today.day
    return ahead > 3


def _month(sense: Sense, reader: Reader) -> Found | None:
    month, year = sense["month"], full_year(sense, reader)
    if year is None:
        year = _likely_month_year(sense, reader)
    if year is None:
        return Found("DATE", f"XXXX-{month:02d}")
    if not 1 <= year <= 9998:
        return Found("DATE", f"{year_text(year)}-{month:02d}")
    first = date(year, month, 1)
    if "portion" in sense:
        return _month_portion(first, sense["portion"])
    return Found("DATE", month_text(first), first, "month")


def _likely_month_year(sense: Sense, reader: Reader) -> int | None:
    story, today = reader.story, reader.story.today
    direction = sense.get("dir")
    if direction is None or today is None:
        if story.history and story.year:
            return story.year
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


def _month_portion(first: date, portion: str) -> Found:
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


def _year(sense: Sense, reader: Reader) -> Found | None:
    year = full_year(sense, reader)
    if year is None:
        return None
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


def _decade(sense: Sense, reader: Reader) -> Found | None:
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


def _century(sense: Sense, reader: Reader) -> Found | None:
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


def _season(sense: Sense, reader: Reader) -> Found | None:
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
    return Found("DATE", text, date(year, month, 1) if year > 0 else None, "year")


def _quarter(sense: Sense, reader: Reader) -> Found | None:
    number = sense.get("quarter", 0) or sense["halfyear"]
    size, code = (3, 32 + number) if "quarter" in sense else (6, 39 + number)
    if not 1 <= number <= 12 // size:
        return None
    year = full_year(sense, reader)
    if year is None:
        base = _base_year(sense, reader)
        if base is None:
            return None
        today = reader.story.today
        late = today and (number - 1) * size + 1 > today.month
        year = base - bool(late and reader.tense != "future" and "unit" not in sense)
    first = date(year, (number - 1) * size + 1, 1)
    return Found("DATE", f"{year:04d}-{code}", first, "year")


def _fiscal(sense: Sense, reader: Reader) -> Found | None:
    """A quarter of a fiscal year that starts in the month ``fiscal``."""
    year = full_year(sense, reader)
    if year is None or "quarter" not in sense or not 1 <= year <= 9990:
        return None
    first = months_after(date(year, sense["fiscal"], 1), 3 * (sense["quarter"] - 1))
    last = months_after(first, 2)
    return Found("DATE", f"{month_text(first)}/{month_text(last)}", first, "year")


def _week_number(sense: Sense, reader: Reader) -> Found | None:
    year = full_year(sense, reader) or _base_year(sense, reader)
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
    if "day" in sense and "month" in sense:
        return _day(sense, reader)
    today, direction = reader.story.today, sense.get("dir")
    if reader.story.history or today is None:
        today = reader.story.then
    if today is None:
        return None
    wanted = sense["weekday"]
    if sense.get("unit") == "week" and "dir" in sense:
        monday = days_after(today, -today.weekday() + 7 * sense["dir"])
        return _whole(days_after(monday, wanted))
    back = (today.weekday() - wanted) % 7
    if direction == -1:
        back = back or 7
        calendar_week = setting_of(reader.language).get("last_weekday") == "last week"
        if calendar_week and wanted < today.weekday():
            back += 7
        day = days_after(today, -back)
    elif direction == 1 or (direction is None and reader.tense == "future"):
        day = days_after(today, 7 - back if back else 7 if direction == 1 else 7)
    elif direction == 0:
        monday = days_after(today, -today.weekday())
        day = days_after(monday, wanted)
    else:
        day = days_after(today, -back)
    if "sign" in sense and "n" in sense:  # Sunday a week ago
        day = days_after(day, sense["sign"] * 7 * sense["n"])
        if sense["sign"] < 0 and back == 0:
            day = days_after(day, 0)
    return _whole(day)


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


def _relative_unit(sense: Sense, reader: Reader) -> Found | None:
    """Last week, this month, the next year, the same day."""
    story, unit, direction = reader.story, sense.get("unit"), sense["dir"]
    then = sense.get("base") == "then" or story.history
    base = (story.then if then else story.today) or story.then
    if unit == "year":
        return _year(sense, reader)
    if base is None or unit is None:
        return None
    if unit == "day":
        return _whole(days_after(base, direction)) if story.then else None
    if unit == "week":
        monday = days_after(base, -base.weekday() + 7 * direction)
        portion = sense.get("portion")
        if portion:
            a, b = {"start": (0, 1), "mid": (2, 3), "end": (5, 6)}.get(portion, (0, 6))
            first, last = days_after(monday, a), days_after(monday, b)
            return Found("DATE", f"{first}~/{last}~", first, "week")
        return _span(monday, 6, "week")
    if unit == "weekend":
        monday = days_after(base, -base.weekday())
        saturday = days_after(monday, 5)
        if (
            (direction < 0 and base.weekday() < 5)
            or (base.weekday() >= 5 and direction < 0)
        ) or (direction == 0 and reader.tense != "future" and base.weekday() < 5):
            saturday = days_after(saturday, -7)
        elif direction > 0 and base.weekday() >= 5:
            saturday = days_after(saturday, 7)
        return _span(saturday, 1, "week")
    if unit == "month":
        month = story.month if then and story.month else base.replace(day=1)
        first = months_after(month.replace(day=1), direction)
        if "portion" in sense:
            return _month_portion(first, sense["portion"])
        return Found("DATE", month_text(first), first, "month")
    if unit == "decade":
        decade = base.year // 10 * 10 + 10 * direction
        return Found("DATE", f"{decade // 10:03d}X", date(decade, 1, 1), "more")
    if unit == "century":
        return _century(Sense(century=base.year // 100 + 1 + direction), reader)
    return None


# ------------------------------------------------------------------ times of day


def hour_and_minute(sense: Sense) -> tuple[int, int, bool]:
    """Hour and minute on the clock; whether they belong to the day after."""
    hour, minute = sense["hour"], sense.get("minute", 0)
    part, half = sense.get("part", ""), sense.get("halfday")
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    next_day = False
    if part and half is None and hour <= 12:
        late = part in ("evening", "late-evening", "early-evening", "tonight")
        noonish = part in (
            "noon",
            "afternoon",
            "daytime",
            "late-afternoon",
            "early-afternoon",
        )
        if (late and hour < 12) or (noonish and hour < 7):
            hour += 12
        elif part in ("night", "last-night", "overnight", "late-night"):
            if 6 <= hour < 12:
                hour += 12
            else:
                hour %= 12
                next_day = True
        elif part in ("morning", "small-hours") and hour == 12:
            hour = 0
    if sense.get("kind") in ("spoken", "to-hour") and not part and half is None and hour <= 6:
        hour += 12  # said in words and by itself: people speak of their waking hours
    total = hour * 60
    if sense.get("kind") == "to-hour":
        total -= 60  # a quarter of the tenth: fifteen minutes past nine
    if sense.get("half"):
        total += 30 * sense["half"]
    total += -minute if sense.get("minus") else minute
    return total // 60, total % 60, next_day


def _clock(sense: Sense, reader: Reader) -> Found | None:
    day, said = _day_of_time(sense, reader)
    if day is None:
        return None
    hour, minute, next_day = hour_and_minute(sense)
    if next_day and not said:
        day = days_after(day, 1)
    if hour < 0:
        hour, day = hour + 24, days_after(day, -1)
    zone = sense.get("zone", "")
    if zone in ("", "local"):
        zone = reader.story.zone
    return clock_found(day, hour, minute, zone, sense.get("mod", ""))


def clock_found(day: date, hour: int, minute: int, zone: str, mod: str) -> Found:
    """A time of day with its modifier: gegen, kurz vor, kurz nach."""
    total = hour * 60 + minute

    def text(minutes: int) -> str:
        shift, rest = divmod(minutes, 1440)
        return clock_text(days_after(day, shift), rest // 60, rest % 60, zone)

    value = text(total)
    if mod == "approx":
        value += "~"
    elif mod == "just-before":
        value = f"{text(total - 10)}~/{value}"
    elif mod == "just-after":
        value = f"{value}/{text(total + 10)}~"
    elif mod == "within-hour":
        value = f"{text(total)}~/{text(total + 60)}~"
    shift, rest = divmod(total, 1440)
    clock = (days_after(day, shift), rest // 60, rest % 60)
    return Found("TIME", value, clock[0], "day", clock)


_LONGER = {"unit", "weekday", "month", "day"}
_DAY_FIELDS = (
    "first", "holiday", "weekday", "day", "month", "shift", "dir",
)  # fmt: skip


def _day_of_time(sense: Sense, reader: Reader) -> tuple[date | None, bool]:
    """The day a time of day belongs to, and whether the words themselves say it."""
    story = reader.story
    if "part" in sense and "dir" in sense and not _LONGER & set(sense):
        base = story.then if sense["dir"] == 1 else story.today or story.then
        return (days_after(base, sense["dir"]) if base else None), True
    if sense.get("part") == "last-night" and story.today:
        return days_after(story.today, -1), True
    if any(name in sense for name in _DAY_FIELDS):
        rest = Sense(**{k: v for k, v in sense.items() if k != "mod"})  # type: ignore[typeddict-item]
        found = _date(rest, reader)
        if found and found.day and found.grain == "day":
            return found.day, True
        if found is None or "unit" in sense:
            return (found.day if found else None), True
    return reader.story.then, False


def _part(sense: Sense, reader: Reader) -> Found | None:
    part = sense["part"]
    shaded = f"{sense.get('shade', '')}-{part}"
    if shaded in reader.hours:
        part = shaded
    first, last = reader.hours[part]
    zone = reader.story.zone if sense.get("zone", "local") == "local" else sense["zone"]
    night = part in ("night", "overnight", "last-night", "tonight", "late-night")
    story = reader.story
    if night:
        day = _evening_of_night(sense, reader)
    else:
        day, _ = _day_of_time(sense, reader)
    if day is None:
        return None
    ends = []
    for hour in (first, last):
        shift, rest = divmod(hour, 24)
        ends.append(clock_text(days_after(day, shift), rest, 0, zone) + "~")
    return Found("TIME", "/".join(ends), day, "day")


def _evening_of_night(sense: Sense, reader: Reader) -> date | None:
    """The day on whose evening the night begins."""
    story, part = reader.story, sense["part"]
    said, by_words = _day_of_time(
        Sense(
            **{
                k: v
                for k, v in sense.items()
                if k not in ("dir",) or "unit" in sense or "weekday" in sense
            }
        ),  # type: ignore[typeddict-item]
        reader,
    )
    if said is None:
        return None
    if sense.get("kind") == "eve":
        return days_after(said, -1)
    if part == "tonight":
        return story.today or said
    if sense.get("shift") == 0:
        return said if reader.tense == "future" else days_after(said, -1)
    if sense.get("dir") == -1 and "weekday" not in sense:
        return days_after(story.today or said, -1)
    if by_words:
        return said
    if story.told or story.anchored:
        return said
    return said if reader.tense == "future" else days_after(said, -1)

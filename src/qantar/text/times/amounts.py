"""Amounts of time: how long, how often, and how long before or after."""

from datetime import date

from qantar.text.times.calendar import (
    clock_text,
    days_after,
    month_text,
    months_after,
    year_text,
)
from qantar.text.times.found import Found, Reader
from qantar.text.times.sense import Sense, merged

__all__ = ["duration", "offset", "recurring"]

_UNITS = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "week": "{}W",
    "month": "{}M", "year": "{}Y", "decade": "{}0Y", "century": "{}00Y",
    "weekend": "{}D", "quarteryear": "{}M", "halfyearunit": "{}M",
    "generation": "XXY", "night": "{}D",
}  # fmt: skip
_MONTHS = {"month": 1, "quarteryear": 3, "halfyearunit": 6, "year": 12, "decade": 120,
           "century": 1200}  # fmt: skip


def _amount(sense: Sense) -> str:
    """The part of an ISO 8601 duration after the P."""
    unit = sense["unit"]
    form = _UNITS[unit]
    if "{}" not in form:
        return form
    if "n" not in sense:
        return form.format("X")
    n = sense["n"]
    if unit in ("quarteryear", "halfyearunit"):
        n *= _MONTHS[unit]
    if n != int(n):
        if unit == "hour":
            return f"T{round(n * 60)}M"
        if unit == "year":
            return f"{round(n * 12)}M"
        if unit == "century":
            return f"{round(n * 100)}Y"
        if unit == "decade":
            return f"{round(n * 10)}Y"
        if unit == "month":
            return f"{round(n * 30)}D"
        if unit == "minute":
            return f"T{round(n * 60)}S"
        if unit == "day":
            return f"T{round(n * 24)}H"
        return form.format(round(n))
    return form.format(int(n))


def duration(sense: Sense) -> Found | None:
    """An amount of time by itself; ``None`` if no unit is told."""
    if "unit" not in sense:
        return None
    value = _amount(sense)
    if (plus := sense.get("b")) and "unit" in plus and "unit" in sense:
        more = _amount(plus)
        value += more if "T" not in value else more.lstrip("T")
    return Found("DURATION", "P" + value)


def recurring(sense: Sense) -> Found | None:
    """What comes again and again: how often, or on which day of the year."""
    if "month" in sense and "day" in sense:
        return Found("SET", f"XXXX-{sense['month']:02d}-{sense['day']:02d}")
    if "length" in sense:
        return Found("SET", "R/" + sense["length"])
    unit = sense.get("unit") or next(
        (unit for name, unit in _RECURS_EVERY if name in sense), None
    )
    if unit is None:
        return None
    return Found("SET", "R/P" + _amount(merged(Sense(n=1), sense, Sense(unit=unit))))


# How often comes what is said with "every" and is no unit itself.
_RECURS_EVERY = (
    ("part", "day"),
    ("weekday", "week"),
    ("season", "year"),
    ("month", "year"),
    ("holiday", "year"),
)


def offset(sense: Sense, reader: Reader) -> Found | None:
    """Two weeks ago, in three days, twenty minutes later."""
    unit, story = sense["unit"], reader.story
    counted = sense.get("base") == "then"
    base = story.today if not (counted or story.history) else story.reached
    base = base or story.then
    if base is None:
        return None
    if "n" not in sense:
        return _uncounted_offset(sense, base) or duration(sense)
    n = sense["n"] * sense["sign"]
    if unit in ("minute", "hour", "second"):
        # Hours are counted from the clock of the story, once it has one.
        counted = counted or (story.anchored and story.clock is not None)
        found = _clock_offset(sense, reader, counted=counted)
        return found or duration(sense)
    if unit in ("day", "weekend"):
        day = days_after(base, n)
        return Found("DATE", day.isoformat(), day, "day")
    if unit == "week":
        day = days_after(base, round(n * 7))
        return Found("DATE", f"{day.isoformat()}~", day, "day")
    months = n * _MONTHS.get(unit, 12)
    if unit in ("generation",):
        return None
    if abs(months) > 12 * 6000:
        return None
    long_ago = base.year + int(months // 12)
    if long_ago < 1:
        return Found("DATE", f"{year_text(long_ago)}~", None, "more")
    day = months_after(base, round(months))
    if abs(months) >= 24 or unit in ("decade", "century"):
        return Found("DATE", f"{year_text(day.year)}~", day, "year")
    return Found("DATE", f"{month_text(day)}~", day, "month")


def _uncounted_offset(sense: Sense, base: date) -> Found | None:
    """A few years ago: some of the unit, taken as two to nine."""
    unit = sense["unit"]
    if unit in ("day", "week"):
        size = 7 if unit == "week" else 1
        near = days_after(base, 2 * size * sense["sign"])
        far = days_after(base, 9 * size * sense["sign"])
        ends = sorted((near, far))
        value = "/".join(f"{end.isoformat()}~" for end in ends)
    elif unit in ("month", "year", "decade", "century"):
        step = _MONTHS[unit] * sense["sign"]
        ends = sorted((months_after(base, 2 * step), months_after(base, 9 * step)))
        text = month_text if unit == "month" else (lambda day: year_text(day.year))
        value = "/".join(f"{text(end)}~" for end in ends)
    else:
        return None
    return Found("DATE", value, ends[0], "more")


def _clock_offset(sense: Sense, reader: Reader, *, counted: bool) -> Found | None:
    story = reader.story
    minutes = {"minute": 1.0, "hour": 60.0, "second": 1 / 60}[sense["unit"]]
    shift = round(sense["n"] * minutes * sense["sign"])
    if counted and story.clock:
        day, hour, minute = story.clock
    elif story.document and (not counted or (shift > 0 and _from_now(reader))):
        moment = story.document
        day, hour, minute = moment.date(), moment.hour, moment.minute
    else:
        return None
    days, rest = divmod(hour * 60 + minute + shift, 1440)
    day = days_after(day, days)
    exact = sense["unit"] != "hour" or sense["n"] == 0.5
    value = clock_text(day, rest // 60, rest % 60, story.zone)
    clock = (day, rest // 60, rest % 60)
    return Found("TIME", value if exact else value + "~", day, "day", "", clock)


def _from_now(reader: Reader) -> bool:
    """Whether a chat counts on from its own moment: "I'll be there in 20 minutes"."""
    story = reader.story
    begun = story.told or story.anchored or story.history
    return story.timed and not begun and reader.tense != "past"

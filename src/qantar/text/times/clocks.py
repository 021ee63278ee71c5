"""Times of day and parts of the day: from what was said to EDTF."""

from datetime import date

from qantar.text.times.calendar import clock_text, days_after
from qantar.text.times.days import read_date
from qantar.text.times.found import Found, Reader
from qantar.text.times.sense import Sense, without

__all__ = ["point"]

_LONGER = {"unit", "weekday", "month", "day"}
_DAY_FIELDS = (
    "first", "holiday", "weekday", "day", "month", "shift", "dir",
)  # fmt: skip


def point(sense: Sense, reader: Reader) -> Found | None:
    """A day, month, year, part of a day or time of day; ``None`` if it is none."""
    if "hour" in sense:
        return _clock(sense, reader)
    if "part" in sense:
        return _part(sense, reader)
    return read_date(sense, reader)


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
    if (
        sense.get("kind") in ("spoken", "to-hour")
        and not part
        and half is None
        and hour <= 6
    ):
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
    story = reader.story
    if next_day and not said and (story.told or story.anchored):
        day = days_after(day, 1)  # the night that follows the day of the story
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


def _day_of_time(sense: Sense, reader: Reader) -> tuple[date | None, bool]:
    """The day a time of day belongs to, and whether the words themselves say it."""
    story = reader.story
    if "part" in sense and "dir" in sense and not _LONGER & set(sense):
        base = story.then if sense["dir"] == 1 else story.today or story.then
        return (days_after(base, sense["dir"]) if base else None), True
    if sense.get("part") == "last-night" and story.today:
        return days_after(story.today, -1), True
    if any(name in sense for name in _DAY_FIELDS):
        rest = without(sense, "mod")
        found = read_date(rest, reader)
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
    named = sense if {"unit", "weekday"} & set(sense) else without(sense, "dir")
    said, by_words = _day_of_time(named, reader)
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

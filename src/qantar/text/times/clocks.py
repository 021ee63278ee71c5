"""Times of day and parts of the day: from what was said to EDTF."""

from datetime import date

from qantar.text.times.calendar import clock_text, days_after
from qantar.text.times.days import read_date
from qantar.text.times.found import Found, Reader
from qantar.text.times.sense import Sense, without
from qantar.text.times.story import Late, setting_of

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
    if not said:
        if next_day and (story.told or story.anchored):
            day = days_after(day, 1)  # the night that follows the day of the story
        elif not next_day and _is_over(story.late, hour):
            day = days_after(day, 1)
    if hour < 0:
        hour, day = hour + 24, days_after(day, -1)
    zone = sense.get("zone", "")
    if zone in ("", "local"):
        zone = reader.story.zone
    if not said:
        turned = _turned(sense, reader, day, hour * 60 + minute)
        if turned < 0 and _was_morning(sense, reader, hour, minute):
            hour, turned = hour - 12, 0
        day = days_after(day, turned)
    return clock_found(day, hour, minute, zone, sense.get("mod", ""))


_SMALL_HOURS = 6
_EVENING = 18


def _is_over(late: Late, hour: int) -> bool:
    """Whether an hour lies on the day after the evening or night told just before.

    People tell in order: after an evening three o'clock is that night's, after a night
    every hour up to the evening is the next day's.
    """
    if late == "evening":
        return hour < _SMALL_HOURS
    return late == "night" and hour < _EVENING


def _was_morning(sense: Sense, reader: Reader, hour: int, minute: int) -> bool:
    """Whether an hour said in words, "at four", can be the morning of a told today."""
    story = reader.story
    if sense.get("kind") != "spoken" or {"part", "halfday"} & set(sense) or hour < 13:
        return False
    moment = story.document
    if moment is None or not story.told:
        return False
    return (hour - 12, minute) <= (moment.hour, moment.minute)


def _turned(sense: Sense, reader: Reader, day: date, minutes: int) -> int:
    """Days by which a time of day without a day lies off the day of the story.

    What lasts *until* an hour ends after what was told before it: "arrested at half
    past two and held until midnight". And "since eleven in the evening", written at
    three in the morning, means the day before.
    """
    story, bound = reader.story, sense.get("bound", "")
    if bound == "until":
        clock = story.clock
        return int(
            bool(clock and clock[0] == day and clock[1] * 60 + clock[2] > minutes)
        )
    if not story.timed or story.document is None or day != story.today:
        return 0
    if sense.get("zone", "local") != "local" or reader.tense == "future":
        return 0
    now = story.document.hour * 60 + story.document.minute
    return -int(minutes > now and (reader.tense == "past" or bound == "since"))


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
    late: Late = "evening" if clock[1] >= _EVENING else ""
    return Found("TIME", value, clock[0], "day", late, clock)


def _day_of_time(sense: Sense, reader: Reader) -> tuple[date | None, bool]:
    """The day a time of day belongs to, and whether the words themselves say it."""
    story = reader.story
    if "part" in sense and "dir" in sense and not _LONGER & set(sense):
        base = story.then if _of_story(sense, reader) else story.today or story.then
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


def _of_story(sense: Sense, reader: Reader) -> bool:
    """Whether "this evening", "that night" is one of the story, not the writer's."""
    if sense.get("base") == "then" or sense["dir"] == 1 or reader.story.history:
        return True
    writers = setting_of(reader.language).get("this_part") == "writer"
    return sense["dir"] == 0 and reader.story.looks_back and not writers


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
        day, said = _day_of_time(sense, reader)
        if day and not said and _is_over(reader.story.late, first):
            day = days_after(day, 1)
    if day is None:
        return None
    ends = []
    for hour in (first, last):
        shift, rest = divmod(hour, 24)
        ends.append(clock_text(days_after(day, shift), rest, 0, zone) + "~")
    late: Late = "night" if night else "evening" if first >= _EVENING else ""
    return Found("TIME", "/".join(ends), day, "day", late)


def _evening_of_night(sense: Sense, reader: Reader) -> date | None:
    """The day on whose evening the night begins."""
    story, part = reader.story, sense["part"]
    if story.night and sense.get("dir") == 0 and _of_story(sense, reader):
        return story.night  # that night: the one told before
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

"""From what words say about time to a value: EDTF with our extensions.

The fields of a sense decide which of the functions below reads it; none of them knows
a word of any language.
"""

from dataclasses import replace

from qantar.text.times.amounts import duration, offset, recurring
from qantar.text.times.calendar import (
    FEASTS,
    clock_text,
    days_after,
    month_text,
    year_text,
)
from qantar.text.times.clocks import point
from qantar.text.times.found import Found, Reader
from qantar.text.times.sense import Sense, lend, merged, without

__all__ = ["resolved"]


def resolved(sense: Sense, reader: Reader) -> Found | None:
    """The value of a sense, or ``None`` if the story does not tell enough."""
    make = sense.get("make")
    if "unit" in sense and "n" in sense and "half" in sense:  # one and a half years
        sense = merged(without(sense, "half"), Sense(n=sense["n"] + 0.5))
    if "limit" in sense:
        return _limit(sense, reader)
    if make == "range":
        return _range(sense, reader)
    if make == "oneof":
        return _one_of(sense, reader)
    if make == "set":
        return recurring(sense)
    if make == "midnight":
        return _midnight(sense, reader)
    if "vague" in sense and not ("part" in sense or "hour" in sense):
        return _vague(sense, reader)
    if "length" in sense:
        return Found("DURATION", sense["length"])
    if "unit" in sense and ("n" in sense or "some" in sense) and "weekday" not in sense:
        if "sign" in sense:
            return offset(sense, reader)
        if "season" not in sense:
            return duration(sense)
    if sense.get("soft"):
        return duration(merged(sense, Sense(some=1)))
    if sense.get("bound") == "feast" and _is_feast(sense, reader):
        return recurring(sense)
    return point(sense, reader)


def _is_feast(sense: Sense, reader: Reader) -> bool:
    """Whether a day without a year is kept every year: a gift *for* the 8th of March."""
    if "year" in sense or reader.tense == "past":
        return False
    said = (sense.get("month"), sense.get("day"))
    return any((month, day) == said for month, day, _ in FEASTS.values())


def _limit(sense: Sense, reader: Reader) -> Found | None:
    inner = without(sense, "limit")
    if not reader.tense and sense["limit"] == "not-before":  # lies ahead
        reader = replace(reader, tense="future")
    found = resolved(inner, reader)
    if found is None or found.type not in ("DATE", "TIME") or found.value[0] in "[{":
        return None
    after = sense["limit"] == "not-before"
    value = f"{found.first}/.." if after else f"../{found.last}"
    return replace(found, value=value)


# ------------------------------------------------------------------ ranges, choices


def _completed(a: Sense, b: Sense) -> tuple[Sense, Sense]:
    """Both ends of a range with what is said only once: 4. bis 6. Januar."""
    first, last = merged(a), merged(b)
    if "hour" in first and last.get("hour", 0) > 6:
        first = without(first, "kind")  # "six or seven o'clock": both of the morning
    if first.get("make") or last.get("make"):
        return first, last
    if "month" not in first and "day" in first:
        lend(last, first, ("month",))
    if "month" not in last and "day" in last:
        lend(first, last, ("month",))
    lend(last, first, ("era", "zone"))
    if "hour" in first or "part" in first:
        if "day" not in first:
            lend(last, first, ("year", "yy", "month", "day", "weekday", "shift"))
        if "hour" in last:
            lend(last, first, ("halfday", "part"))
        if "hour" in last and not {"day", "weekday"} & set(last):
            lend(first, last, ("year", "month", "day", "weekday", "shift"))
    if "month" in first or "season" in first:
        lend(last, first, ("year", "yy"))
        if "month" in last:
            lend(first, last, ("year", "yy"))
    if "yy" in last and "year" in first and "month" not in last:
        year = first["year"] // 100 * 100 + last.pop("yy")
        last["year"] = year if year >= first["year"] else year + 100
    return first, last


def _range(sense: Sense, reader: Reader) -> Found | None:
    rest = without(sense, "a", "b", "make", "bound")
    a, b = _completed(merged(rest, sense["a"]), merged(rest, sense["b"]))
    ahead = replace(reader, story=replace(reader.story))
    if "hour" in a and "hour" in b and not _DAYS & (set(a) | set(b)):
        return _hours(a, b, sense, reader)
    last = resolved(b, reader)
    if last is None:
        return None
    if last.day and "month" in a and "year" not in a and "month" in b:
        a["year"] = last.day.year - (
            (a["month"], a.get("day", 1)) > (b["month"], b.get("day", 31))
        )
    if "hour" in a and last.day and "hour" in b and not _DAYS & set(a):
        ahead.story.day, ahead.story.late = last.day, ""
    first = resolved(a, ahead)
    if only := sense.get("only"):
        return first if only == "a" else last
    if first is None or "/.." in first.value or "[" in first.value + last.value:
        return None
    if last.clock and _runs_backwards(first, last):
        if _DAYS & set(b):
            return None
        ahead.story.day = days_after(last.clock[0], 1)
        last = resolved(b, ahead) or last
    return _joined(first, last, sense)


_DAYS = {"day", "weekday", "shift"}


def _hours(a: Sense, b: Sense, sense: Sense, reader: Reader) -> Found | None:
    """Hours of a day that neither end names: the second counts from the first."""
    first = resolved(a, reader)
    if first is None or first.day is None:
        return None
    ahead = replace(reader, story=replace(reader.story))
    ahead.story.day, ahead.story.late, ahead.story.timed = first.day, "", False
    last = resolved(b, ahead)
    if only := sense.get("only"):
        return first if only == "a" else last
    if last and last.clock and _runs_backwards(first, last):
        ahead.story.day = days_after(first.day, 1)
        last = resolved(b, ahead)
    if last and _not_over(first, last, reader):
        before = replace(reader.story, day=days_after(first.day, -1), timed=False)
        return _hours(a, b, sense, replace(reader, story=before))
    return _joined(first, last, sense) if last else None


def _not_over(first: Found, last: Found, reader: Reader) -> bool:
    """Whether hours of today are told as past, before they are over: yesterday's."""
    story = reader.story
    if not story.timed or story.document is None or reader.tense != "past":
        return False
    now = (story.document.date(), story.document.hour, story.document.minute)
    return first.day == story.today and last.clock is not None and last.clock > now


def _runs_backwards(first: Found, last: Found) -> bool:
    """Whether the end, a time of day, lies before the start: it is of the next day."""
    if first.clock and last.clock:
        return last.clock <= first.clock
    return last.first < first.first


def _joined(first: Found, last: Found, sense: Sense) -> Found | None:
    if first.day and last.day and first.day > last.day:
        return None
    kind = "TIME" if "T" in first.value + last.value else "DATE"
    end = last.value.split("/")
    close = end[0] if sense.get("kind") == "night" else end[-1]
    when = f"{first.first}/{close}"
    day = last.clock[0] if last.clock else first.day  # the story goes on from the end
    return Found(kind, when, day, last.grain, last.late, last.clock)


def _one_of(sense: Sense, reader: Reader) -> Found | None:
    a, b = _completed(sense["a"], sense["b"])
    if "hour" in a and "hour" in b:
        lend(a, b, ("halfday", "part"))
    first, last = resolved(a, reader), resolved(b, reader)
    if only := sense.get("only"):
        return first if only == "a" else last
    if first is None or last is None or first.value == last.value:
        return None
    kind = "TIME" if "T" in first.value + last.value else "DATE"
    return Found(kind, f"[{first.value},{last.value}]", first.day, "none")


def _midnight(sense: Sense, reader: Reader) -> Found | None:
    """Midnight on a day: where that day begins or where it ends."""
    found = point(merged(sense, Sense(hour=0, minute=0)), reader)
    if found is None or found.clock is None:
        return None
    day = found.clock[0]
    zone = sense.get("zone") or reader.story.zone
    ends = [clock_text(day, hour, 0, zone) for hour in (0, 24)]
    return Found("TIME", f"[{','.join(ends)}]", day, "day")


# ------------------------------------------------------------------ vague words


def _vague(sense: Sense, reader: Reader) -> Found | None:
    story = reader.story
    now = story.today or story.then
    if now is None:
        return None
    today = now.isoformat()
    then = (story.day or story.month or now).isoformat()
    word = sense["vague"]
    if word == "these-days":
        first = days_after(now, -5)
        return Found("DATE", f"{first.isoformat()}~/{today}")
    if word == "then" and story.clock:
        day, hour, minute = story.clock
        value = clock_text(day, hour, minute, story.zone)
        return Found("TIME", value, day, "day", "", story.clock)
    if word == "someday":  # one night, of a month or year that the story tells
        if story.month or story.year:
            told = (
                month_text(story.month) if story.month else year_text(story.year or 0)
            )
            return Found("DATE", f"{told}~")
        return None
    if word == "near":  # Kazakh "таяуда" looks both ways
        word = "soon" if reader.tense == "future" else "recently"
    value = {
        "now": f"{today}~",
        "recently": f"/{today}",
        "formerly": f"../{today}",
        "soon": f"{today}/..",
        "sincethen": f"{then}/{today}" if then < today else f"/{today}",
        "after-then": f"{then}/..",
        "before-then": f"../{then}",
        "then": then,
    }[word]
    return Found("DATE", value)

"""From what words say about time to a value: EDTF with our extensions.

The fields of a sense decide which of the functions below reads it; none of them knows
a word of any language.
"""

from dataclasses import replace
from datetime import date

from qantar.text.times.calendar import (
    FEASTS,
    clock_text,
    days_after,
    month_text,
    months_after,
    year_text,
)
from qantar.text.times.clocks import point
from qantar.text.times.found import Found, Reader
from qantar.text.times.sense import Sense, lend, merged, without

__all__ = ["resolved"]

_UNITS = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "week": "{}W",
    "month": "{}M", "year": "{}Y", "decade": "{}0Y", "century": "{}00Y",
    "weekend": "{}D", "quarteryear": "{}M", "halfyearunit": "{}M",
    "generation": "XXY", "night": "{}D",
}  # fmt: skip
_MONTHS = {"month": 1, "quarteryear": 3, "halfyearunit": 6, "year": 12, "decade": 120,
           "century": 1200}  # fmt: skip


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
        return _set(sense)
    if make == "midnight":
        return _midnight(sense, reader)
    if "vague" in sense and not ("part" in sense or "hour" in sense):
        return _vague(sense, reader)
    if "length" in sense:
        return Found("DURATION", sense["length"])
    if "unit" in sense and ("n" in sense or "some" in sense) and "weekday" not in sense:
        if "sign" in sense:
            return _offset(sense, reader)
        if "season" not in sense:
            return _duration(sense)
    if sense.get("soft"):
        return _duration(merged(sense, Sense(some=1)))
    if sense.get("bound") == "feast" and _is_feast(sense, reader):
        return _set(sense)
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
    last = resolved(b, reader)
    if last is None:
        return None
    ahead = Reader(
        story=replace(reader.story), tense=reader.tense, language=reader.language
    )
    if last.day and "month" in a and "year" not in a and "month" in b:
        a["year"] = last.day.year - (
            (a["month"], a.get("day", 1)) > (b["month"], b.get("day", 31))
        )
    ahead.story.late = ""  # both ends lie on one side of the night told before
    if (
        "hour" in a
        and last.day
        and "hour" in b
        and not {"day", "weekday", "shift"} & set(a)
    ):
        ahead.story.day = last.day
    first = resolved(a, ahead)
    if only := sense.get("only"):
        return first if only == "a" else last
    if first is None or "/.." in first.value or "[" in first.value + last.value:
        return None
    if first.clock and last.clock and last.clock <= first.clock:
        if {"day", "weekday", "shift"} & set(b):
            return None
        ahead.story.day = days_after(last.clock[0], 1)
        last = resolved(b, ahead) or last
    return _joined(first, last, sense)


def _joined(first: Found, last: Found, sense: Sense) -> Found | None:
    if first.day and last.day and first.day > last.day:
        return None
    kind = "TIME" if "T" in first.value + last.value else "DATE"
    end = last.value.split("/")
    close = end[0] if sense.get("kind") == "night" else end[-1]
    when = f"{first.first}/{close}"
    return Found(kind, when, first.day, last.grain, last.late, last.clock)


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


# ------------------------------------------------------------------ amounts


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


def _duration(sense: Sense) -> Found | None:
    if "unit" not in sense:
        return None
    value = _amount(sense)
    if (plus := sense.get("b")) and "unit" in plus and "unit" in sense:
        more = _amount(plus)
        value += more if "T" not in value else more.lstrip("T")
    return Found("DURATION", "P" + value)


def _set(sense: Sense) -> Found | None:
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


def _offset(sense: Sense, reader: Reader) -> Found | None:
    """Two weeks ago, in three days, twenty minutes later."""
    unit, story = sense["unit"], reader.story
    counted = sense.get("base") == "then"
    base = story.today if not (counted or story.history) else story.reached
    base = base or story.then
    if base is None:
        return None
    if "n" not in sense:
        return _uncounted_offset(sense, base)
    n = sense["n"] * sense["sign"]
    if unit in ("minute", "hour", "second"):
        # Hours are counted from the clock of the story, once it has one.
        counted = counted or (story.anchored and story.clock is not None)
        found = _clock_offset(sense, reader, counted=counted)
        return found or _duration(sense)
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
    elif story.document and (not counted or _from_now(reader)):
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

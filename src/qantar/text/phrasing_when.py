"""Times in words: as vague as they are, in four languages.

Reads EDTF (ISO 8601-2) with our extensions and says it back: an interval stays an
interval, "one of" stays "or", an open end stays open.
"""

import re
from datetime import date, time
from functools import lru_cache
from typing import Any

from babel.dates import format_date

from qantar.text.lexicon import load
from qantar.text.phrasing_counts import babel_locale, unit_words
from qantar.vocabulary.when import When

__all__ = ["when_words"]

_LANGUAGES = ("de", "en", "ru", "kk")
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)T(?P<hour>\d\d)(?::?(?P<minute>\d\d))?(?::\d\d)?"
    r"(?:Z|[+-]\d\d:?\d\d)?(?P<mark>[~?%]*)$"
)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?P<mark>[~?%]*)$")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?P<mark>[~?%]*)$")
_YEAR = re.compile(r"(?P<year>\d{2}[\dX]{2})(?P<mark>[~?%]*)$")
_YEARLY = re.compile(r"XXXX-(\d\d)-(\d\d)$")
_DURATION = re.compile(r"P(?:(\w+?)([YMWD]))?(?:T(\w+?)([HM]))?$")
_UNITS = {"Y": "years", "M": "months", "W": "weeks", "D": "days", "H": "hours"}


def when_words(when: When, lang: str) -> str:
    """The time in words; the words of the passage if the value cannot be told.

    Args:
        when: Its value is told in its own zone, never moved to another.
        lang: ``de``, ``en``, ``ru`` or ``kk``; any other gives English.
    """
    lang = lang if lang in _LANGUAGES else "en"
    return _told(when.value, lang) or when.words or when.value


@lru_cache(maxsize=16384)
def _told(value: str, lang: str) -> str:
    raw: dict[str, Any] = load(lang, "phrasing")["when"]
    return _any("".join(value.split()), lang, raw)


def _any(value: str, lang: str, raw: dict[str, Any]) -> str:
    if value[:1] in ("[", "{"):
        members = [_any(part, lang, raw) for part in _members(value[1:-1])]
        joint = raw["or"] if value[0] == "[" else raw["and"]
        return f" {joint} ".join(members) if all(members) else ""
    if value.startswith("R/"):
        often = raw["often"].get(value[2:])
        return often or str(raw["every"]).format(d=_duration(value[2:], lang))
    if value.startswith("P"):
        return _duration(value, lang)
    if "/" in value:
        first, _, last = value.partition("/")
        return _interval(first, last, lang, raw)
    return _one(value, lang, raw)


def _members(inner: str) -> list[str]:
    return [part for part in re.split(r",", inner) if part]


def _interval(first: str, last: str, lang: str, raw: dict[str, Any]) -> str:
    if first in ("", ".."):
        return str(raw["until"]).format(d=_one(last, lang, raw))
    if last in ("", ".."):
        return str(raw["since"]).format(d=_one(first, lang, raw))
    part = _part_of_day(first, last, lang, raw)
    if part:
        return part
    a, b = _MOMENT.match(first), _MOMENT.match(last)
    if a and b and a["day"] == b["day"]:
        clocks = str(raw["between"]).format(a=_clock(a, raw), b=_clock(b, raw))
        return f"{_day(a['day'], lang, raw)}, {clocks}"
    start, stop = _one(first, lang, raw), _one(last, lang, raw)
    if not start or not stop:
        return ""
    return start if start == stop else str(raw["between"]).format(a=start, b=stop)


def _part_of_day(first: str, last: str, lang: str, raw: dict[str, Any]) -> str:
    """Both ends vague and at the hours of a part of the day: say that part."""
    a, b = _MOMENT.match(first), _MOMENT.match(last)
    if not a or not b or not a["mark"] or not b["mark"]:
        return ""
    if int(a["minute"] or 0) or int(b["minute"] or 0):
        return ""
    days = (date.fromisoformat(b["day"]) - date.fromisoformat(a["day"])).days
    if days == 1 and (a["hour"], b["hour"]) == ("22", "06"):
        return str(raw["night"]).format(
            a=_day(a["day"], lang, raw), b=_day(b["day"], lang, raw)
        )
    hours = f"{a['hour']}-{'24' if days == 1 and b['hour'] == '00' else b['hour']}"
    name = raw["parts"].get(hours) if days == 0 or hours.endswith("-24") else None
    if name is None:
        return ""
    return str(raw["part"]).format(p=name, d=_day(a["day"], lang, raw))


def _one(value: str, lang: str, raw: dict[str, Any]) -> str:
    moment = _MOMENT.match(value)
    if moment and int(moment["hour"]) <= 24:
        return str(raw["day_clock"]).format(
            d=_day(moment["day"], lang, raw), t=_clock(moment, raw)
        )
    yearly = _YEARLY.match(value)
    if yearly:
        day = date(2000, int(yearly[1]), int(yearly[2]))
        pattern = format_date(day, raw["day_short"], locale=babel_locale(lang))
        return str(raw["yearly"]).format(d=pattern)
    match = _DAY.match(value)
    if match:
        told = _day(value[:10], lang, raw)
        return _marked(told, match["mark"], raw, "about_day")
    match = _MONTH.match(value)
    if match:
        return _marked(_month(match, lang, raw), match["mark"], raw, "about")
    match = _YEAR.match(value)
    return (
        _marked(_year(match["year"], raw), match["mark"], raw, "about") if match else ""
    )


def _marked(told: str, mark: str, raw: dict[str, Any], about: str) -> str:
    if "~" in mark or "%" in mark:
        told = str(raw[about]).format(d=told)
    return str(raw["maybe"]).format(d=told) if mark.strip("~") else told


def _day(value: str, lang: str, raw: dict[str, Any]) -> str:
    day = date.fromisoformat(value)
    return format_date(day, raw["day"], locale=babel_locale(lang))


def _month(match: re.Match[str], lang: str, raw: dict[str, Any]) -> str:
    year, month = int(match[1]), int(match[2])
    if 21 <= month <= 24:
        return str(raw["season"][month - 21]).format(y=year)
    if not 1 <= month <= 12:
        return ""
    told = format_date(date(year, month, 1), raw["month"], locale=babel_locale(lang))
    return told.lower() if raw.get("small") else told


def _year(year: str, raw: dict[str, Any]) -> str:
    if year.endswith("XX"):
        century = int(year[:2]) + 1
        return str(raw["centuries"].get(str(century)) or raw["century"]).format(
            c=century
        )
    if year.endswith("X"):
        return str(raw["decade"]).format(y=f"{year[:3]}0")
    return str(raw["year"]).format(y=int(year))


def _clock(moment: re.Match[str], raw: dict[str, Any]) -> str:
    told = time(int(moment["hour"]) % 24, int(moment["minute"] or 0))
    clock = str(raw["clock"]).format(t=told.strftime("%H:%M"))
    return str(raw["about_clock"]).format(t=clock) if moment["mark"] else clock


def _duration(value: str, lang: str) -> str:
    """A length of time; the unsaid number of "some days" is an ellipsis."""
    match = _DURATION.match(value)
    if match is None:
        return ""
    told = []
    for number, unit in ((match[1], match[2]), (match[3], match[4])):
        if unit is None:
            continue
        name = "minutes" if unit == "M" and match[4] == unit else _UNITS[unit]
        if number.isdigit():
            told.append(unit_words(int(number), name, lang))
        else:
            told.append(unit_words(5, name, lang).replace("5", "…"))
    return " ".join(told)

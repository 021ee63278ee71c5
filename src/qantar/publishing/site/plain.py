"""Plain: names of voices and days as a page of the site writes them."""

import re
from datetime import date
from functools import lru_cache

from babel.dates import format_date, format_interval, format_skeleton

from qantar.publishing.citations import date_words
from qantar.text.messages import N_, translator

__all__ = ["day_heading", "days", "locale_of", "short_day", "voice_name"]

_PSEUDONYM = re.compile(r"(Voice|Person) ([A-Z]+)$")
_UNNAMED = " (unnamed)"


def locale_of(lang: str) -> str:
    """Babel's locale; English dates are written day first."""
    return "en_GB" if lang == "en" else lang


def voice_name(name: str, lang: str) -> str:
    """A voice as shown: pseudonyms and unnamed voices in the reader's language.

    >>> voice_name("Voice A", "de")
    'Stimme A'
    """
    say = translator(lang, "site").gettext
    if found := _PSEUDONYM.match(name):
        form = (
            N_("Voice %(letter)s") if found[1] == "Voice" else N_("Person %(letter)s")
        )
        return say(form) % {"letter": found[2]}
    if name.endswith(_UNNAMED):
        return say("%(description)s, not named") % {
            "description": name.removesuffix(_UNNAMED)
        }
    return say("name withheld") if name == "[name withheld]" else name


@lru_cache(maxsize=2048)
def day_heading(day: date, lang: str) -> str:
    """A day as a heading of the chronology."""
    return format_date(day, "full", locale=locale_of(lang))


def short_day(day: date, lang: str) -> str:
    """A day as short as an axis needs it: 5 Jan."""
    return str(format_skeleton("MMMd", day, locale=locale_of(lang)))


def days(start: date, end: date, grain: str, lang: str) -> str:
    """A stretch of the calendar from its first to its last day, as ``grain`` needs it.

    >>> days(date(2022, 1, 1), date(2022, 1, 10), "third", "de")
    '1.–10. Jan. 2022'
    """
    match grain:
        case "day":
            return str(format_date(start, "long", locale=locale_of(lang)))
        case "third":
            return str(format_interval(start, end, "yMMMMd", locale=locale_of(lang)))
        case "month":
            return date_words(f"{start.year:04}-{start.month:02}", lang)
        case "year":
            return f"{start.year}"
    return f"{start.year}–{end.year}"

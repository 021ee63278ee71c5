"""Plain words for a statement, its time and its numbers, in four languages.

Deliberately stiff: voice, what it does with the claim, kind of event, who, whom, how
many, where. Nothing is said here that the statement does not hold.
"""

import re
from datetime import date, datetime

from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal

from qantar.publishing.citations import date_words
from qantar.text.messages import N_, translator
from qantar.vocabulary.kinds import event_kind
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.statement import Stance, Statement
from qantar.vocabulary.when import When

__all__ = ["locale_of", "quantity_words", "sentence", "voice_name", "when_words"]

_SAYING = {
    Stance.ASSERTS: N_("%(voice)s says: %(what)s."),
    Stance.DENIES: N_("%(voice)s denies: %(what)s."),
    Stance.RUMOUR: N_("%(voice)s passes on a rumour: %(what)s."),
    Stance.UNCONFIRMED: N_("%(voice)s reports, unconfirmed: %(what)s."),
    Stance.PREDICTS: N_("%(voice)s expects: %(what)s."),
    Stance.DEMANDS: N_("%(voice)s demands: %(what)s."),
    Stance.OPINION: N_("%(voice)s supposes: %(what)s."),
}
_POINT = re.compile(
    r"(?P<day>[\dX]{4}(?:-[\dX]{2}){0,2})"
    r"(?:T(?P<time>\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?(?P<sign>[~?%]?)$"
)
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
    if name == "[name withheld]":
        return say("name withheld")
    return name


def quantity_words(quantity: Quantity, lang: str) -> str:
    """A count with its bounds.

    >>> quantity_words(Quantity(what="killed", lower=101), "en")
    'at least 101'
    """
    say = translator(lang, "site").gettext

    def number(value: float) -> str:
        return format_decimal(value, locale=locale_of(lang))

    low, best, high = quantity.lower, quantity.best, quantity.upper
    if low is None and best is None and high is None:
        return quantity.words
    if low is not None and high is not None and low != high:
        if best is not None and low < best:
            return say("about %(number)s") % {"number": number(best)}
        return say("%(low)s to %(high)s") % {"low": number(low), "high": number(high)}
    if high is None and low is not None:
        return say("at least %(number)s") % {"number": number(low)}
    if low is None and high is not None and best is None:
        return say("at most %(number)s") % {"number": number(high)}
    value = best if best is not None else low
    unit = "" if quantity.unit in ("people", "things") else f" {quantity.unit}"
    if quantity.unit == "percent":
        unit = " %"
    return (number(value) if value is not None else quantity.words) + unit


def when_words(when: When | None, lang: str) -> str:
    """A time in words, as exact as it is known and no more.

    >>> when_words(When(value="2022-01-05T15:50+06:00~"), "en")
    'about 5 January 2022, 15:50'
    """
    say = translator(lang, "site").gettext
    if when is None:
        return say("no date")
    value = "".join(when.value.split())
    if value[:1] in "[{":
        parts = [_span(part, lang) for part in value[1:-1].split(",")]
        return say(" or ").join(parts)
    return _span(value, lang) or when.words or value


def _span(value: str, lang: str) -> str:
    say = translator(lang, "site").gettext
    left, slash, right = value.replace("..", "/..", value[:2] != "..").partition("/")
    if "/" not in value and ".." not in value:
        return _point(value, lang)
    right = right.lstrip("/").removeprefix("..") if "/.." in right else right
    if not slash or right in ("", ".."):
        return say("from %(start)s on") % {"start": _point(left, lang)}
    if left in ("..", ""):
        return say("before the end of %(end)s") % {"end": _point(right, lang)}
    if left[:10] == right[:10] and "T" in right:
        end = right.partition("T")[2][:5]
    else:
        end = _point(right, lang)
    return say("%(start)s to %(end)s") % {"start": _point(left, lang), "end": end}


def _point(value: str, lang: str) -> str:
    found = _POINT.match(value)
    if not found:
        return value
    say = translator(lang, "site").gettext
    day = found["day"]
    if "X" in day:
        decade = day[:3] + "0"
        words = say("the %(decade)ss") % {"decade": decade}
        words = words if re.match(r"\d{3}X$", day) else day
    else:
        words = date_words(day, lang)
    if found["time"]:
        hour = datetime.strptime(found["time"], "%H:%M").time()  # noqa: DTZ007
        words = f"{words}, {format_time(hour, 'HH:mm', locale=locale_of(lang))}"
    return say("about %(number)s") % {"number": words} if found["sign"] else words


def day_heading(day: date, lang: str) -> str:
    """A day as a heading of the chronology."""
    return format_date(day, "full", locale=locale_of(lang))


def short_day(day: date, lang: str) -> str:
    """A day as short as an axis needs it: 5 Jan."""
    return str(format_skeleton("MMMd", day, locale=locale_of(lang)))


def sentence(statement: Statement, lang: str) -> str:
    """The statement as one sentence in ``lang``."""
    say = translator(lang, "site").gettext
    label = event_kind(statement.event_type).labels[lang]
    parts = [label]
    parts += [voice_name(party.name, lang) for party in statement.agents]
    if statement.targets:
        told = ", ".join(voice_name(party.name, lang) for party in statement.targets)
        parts.append("→ " + told)
    parts += [quantity_words(quantity, lang) for quantity in statement.quantities]
    parts += [where.name for where in statement.where[:1]]
    what = ", ".join(dict.fromkeys(filter(None, parts)))
    return say(_SAYING[statement.stance]) % {
        "voice": voice_name(statement.origin.name, lang),
        "what": what,
    }

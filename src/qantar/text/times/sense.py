"""Sense: what a stretch of words says about time, before anybody asks when.

Grammar rules only collect fields; ``resolve`` turns them into values with the help of
the document's date, zone and story. A field that was not said is absent.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict, cast

__all__ = ["FIELDS", "Readings", "Sense", "lend", "merged", "sense_of", "without"]


class Sense(TypedDict, total=False):
    """Fields that words can tell. Months, days, hours count as people do.

    ``a`` and ``b`` are the two ends of a range, or two alternatives; ``b`` by itself is
    a second amount: three years and four months.
    """

    a: "Sense"
    b: "Sense"
    at: tuple[int, int]  # where an end of a range stands in the text
    only: str  # a, b: this end of the range by itself
    plain: str  # category of the part that TIMEX takes by itself
    make: str  # range, oneof, span, duration, set: how the parts are put together
    year: int
    yy: int  # a year of two digits
    month: int
    day: int
    weekday: int  # Monday is 0
    first: int  # of "5/1/22": the order is the language's affair
    second: int
    hour: int
    minute: int
    minus: int  # minutes that are missing to the hour: "ten to five"
    half: int  # "halb vier": 30 minutes before (-1) or after (+1) the hour
    halfday: str  # am, pm
    zone: str  # IANA name or offset
    city: str  # a place whose clock is meant
    part: str  # a part of the day, a key of [part]
    shade: str  # early, late
    portion: str  # start, mid, end, first-days: of a month, year, decade
    decade: int
    century: int
    season: int  # 21 to 24 as in EDTF
    quarter: int
    halfyear: int
    week: int
    fiscal: int
    era: int  # -1: before the common era
    julian: int  # said to be in the old calendar
    holiday: str
    shift: int  # days from the document's: yesterday is -1
    dir: int  # last -1, this 0, next +1
    soft: int  # 1: "past weeks" and the like, no exact unit
    unit: str
    n: float
    vague: str  # a key of [vague]
    some: int  # an amount nobody counted
    sign: int  # before -1, after +1
    base: str  # now, then: from where an offset counts
    mod: str  # approx, more, less, just-before, just-after
    bound: str  # before, after, since, until, from, by
    limit: str  # not-before, not-after
    every: int
    length: str  # ISO 8601 duration said by one word
    kind: str  # anchor of the offset, see relative


Readings = dict[str, Sense]
"""Category to what a word says when it is read as that category."""

FIELDS = frozenset(Sense.__annotations__)


def sense_of(fields: Mapping[str, Any]) -> Sense:
    """A sense from fields that a data file tells."""
    return cast(Sense, dict(fields))


def merged(*parts: Sense) -> Sense:
    """All fields of the parts; what is said later wins."""
    found: dict[str, Any] = {}
    for part in parts:
        found.update(part)
    return sense_of(found)


def without(sense: Sense, *names: str) -> Sense:
    """The sense with some fields taken out."""
    return sense_of({k: v for k, v in sense.items() if k not in names})


def lend(giver: Sense, taker: Sense, names: Iterable[str]) -> None:
    """Give the taker those fields of the giver that it does not have itself."""
    lent = cast(dict[str, Any], giver)
    for name in names:
        if name in lent:
            cast(dict[str, Any], taker).setdefault(name, lent[name])

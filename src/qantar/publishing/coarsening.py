"""Coarsening: a time told no more exactly than a profile allows."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from qantar.errors import WhenError
from qantar.publishing.policy import DATE_GRAINS
from qantar.vocabulary.when import When

__all__ = ["COORDINATES", "coarse_day", "coarse_when", "is_finer"]

COORDINATES = re.compile(
    r"(?<![\d.])-?\d{1,3}\.\d{3,}\s*[°NSEW]*\s*[,;/ ]\s*-?\d{1,3}\.\d{3,}"
)
"""A position in decimal degrees, to about a hundred metres or less."""

_DAY = re.compile(r"(\d{4}-[\dX]{2})-[\dX]{2}")
_MONTH = re.compile(r"(?<![\d-])(\d{4})-[\dX]{2}(?!\d)")
_DIGITS = re.compile(r"\d{4}-\d\d-\d\d")


def _grain(value: str) -> str:
    if "T" in value and value[:1] not in "PR":
        return "minute"
    if _DAY.search(value):
        return "day"
    return "month" if _MONTH.search(value) else "year"


def is_finer(when: When, grain: str) -> bool:
    """Whether a time is told more exactly than ``grain``. Durations are not."""
    if when.value[:1] in ("P", "R"):
        return False
    return DATE_GRAINS.index(_grain(when.value)) > DATE_GRAINS.index(grain)


def coarse_day(told: str, grain: str) -> str:
    """Dates in a text of our own (a reason, a period), cut to ``grain``.

    >>> coarse_day("2022-01-05", "month")
    '2022-01'
    """
    if grain in ("minute", "day"):
        return told
    cut = _DAY.sub(r"\1", told)
    return _MONTH.sub(r"\1", cut) if grain == "year" else cut


def coarse_when(when: When | None, grain: str) -> When | None:
    """The time no finer than ``grain``; its wording goes, for it would tell.

    A time that cannot be told coarsely is not told at all.

    >>> coarse_when(When(value="2022-01-05T16:00+06:00~"), "day").value
    '2022-01-05'
    """
    if when is None or not is_finer(when, grain):
        return when
    value = coarse_day(when.edtf(), grain)
    if not value:
        return None
    try:
        told = When.parse(value, zone=when.zone, basis=when.basis)
    except WhenError:
        return None
    if not _holds(told, when):
        told = _days_around(told, when, grain)
    return replace(told, words="")


def _holds(told: When, when: When) -> bool:
    if None in (when.earliest, when.latest, told.earliest, told.latest):
        return True
    return told.earliest <= when.earliest and when.latest <= told.latest  # type: ignore[operator]


def _days_around(told: When, when: When, grain: str) -> When:
    """About midnight is two days; they are told as an interval of days or months."""
    zone = ZoneInfo(when.zone) if "/" in when.zone else UTC
    if when.earliest is None or when.latest is None:
        return told
    first = when.earliest.astimezone(zone).date().isoformat()
    last = (when.latest - datetime.resolution).astimezone(zone).date().isoformat()
    value = f"{coarse_day(first, grain)}/{coarse_day(last, grain)}"
    return When.parse(value, zone=when.zone, basis=when.basis)

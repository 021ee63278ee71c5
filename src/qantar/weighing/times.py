"""Two times of one happening: what their difference is.

A time of day without a zone is known to the day at best; a time as wide as a day is
compared by overlap. Only what happens once can be contradicted by another day.
"""

import tomllib
from datetime import timedelta
from functools import cache
from importlib.resources import files

from qantar.vocabulary.finding import Verdict
from qantar.vocabulary.when import When
from qantar.weighing.claims import Claim
from qantar.weighing.verdict import Finding

__all__ = ["CLOCK", "compare_starts", "compare_times", "once", "zone_unknown"]

CLOCK = timedelta(minutes=60)
"""Two observers who time one cut within the hour do not contradict each other: series
of measurements have steps of up to half an hour, and reports round to the hour."""


@cache
def _once() -> dict[str, frozenset[str]]:
    text = files("qantar.weighing").joinpath("data/once.toml").read_text("utf-8")
    return {key: frozenset(words) for key, words in tomllib.loads(text).items()}


def once(claim: Claim) -> bool:
    """Whether what the claim speaks of can happen only once to its person or case."""
    t = claim.traits
    if t.person and t.event in _once()["kinds"]:
        return True
    return bool(t.targets) and t.words in _once()["words"]


def zone_unknown(when: When) -> bool:
    """Whether a time of day stands without any zone."""
    return "T" in when.value and not when.zone and not _offset(when.value)


def _offset(value: str) -> bool:
    clock = value.split("T", 1)[1]
    return "Z" in clock or "+" in clock or "-" in clock[1:].split("/")[0]


def compare_times(a: Claim, b: Claim) -> Finding | None:
    """The verdict on two times of one happening; ``None`` if they agree."""
    x, y = a.traits.when, b.traits.when
    if x is None or y is None or x.value == y.value:
        return None
    values = (("a", x.value), ("b", y.value))
    if x.earliest is None or y.earliest is None or x.latest is None or y.latest is None:
        return None
    gap = max(x.earliest, y.earliest) - min(x.latest, y.latest)
    if zone_unknown(x) or zone_unknown(y):
        if gap < timedelta(hours=26):
            return Finding(
                facet="time", verdict=Verdict.NOISE, rule="zone-unknown", values=values
            )
    elif gap < timedelta(0):
        return None
    elif gap <= CLOCK and "T" in x.value and "T" in y.value:
        minutes = str(int(gap.total_seconds() // 60))
        return Finding(
            facet="time",
            verdict=Verdict.NOISE,
            rule="clock",
            values=(*values, ("minutes", minutes)),
        )
    if once(a) and once(b):
        return Finding(
            facet="time", verdict=Verdict.CONTRADICTION, rule="once", values=values
        )
    return Finding(
        facet="time", verdict=Verdict.UNDECIDED, rule="perhaps-two", values=values
    )


def compare_starts(a: Claim, b: Claim) -> Finding | None:
    """The verdict on two beginnings of one movement.

    A movement begins in one town, spreads to a region, reaches a country: beginnings of
    different grain differ in scope. One voice that tells two beginnings tells stages.
    """
    x, y = a.traits.when, b.traits.when
    if x is None or y is None or x.value == y.value:
        return None
    values = (("a", x.value), ("b", y.value))
    places = (("a_place", a.traits.place_name), ("b_place", b.traits.place_name))
    if a.traits.place != b.traits.place:
        return Finding(
            facet="time",
            verdict=Verdict.SCOPE,
            rule="start-elsewhere",
            values=(*values, *places),
        )
    if a.traits.fine != b.traits.fine:
        return Finding(
            facet="time", verdict=Verdict.SCOPE, rule="start-grain", values=values
        )
    found = compare_times(a, b)
    if found is None or found.verdict is Verdict.NOISE:
        return found
    return Finding(
        facet="time", verdict=Verdict.CONTRADICTION, rule="starts-differ", values=values
    )

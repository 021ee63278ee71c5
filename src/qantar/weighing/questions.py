"""Which questions a claim answers, and by what its answers are compared."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from datetime import timedelta

from qantar.vocabulary.finding import Verdict
from qantar.weighing.claims import Claim, overlap
from qantar.weighing.network import compare_networks
from qantar.weighing.numbers import compare_counts
from qantar.weighing.occurrence import compare_agents, compare_denial, compare_places
from qantar.weighing.times import compare_starts, compare_times
from qantar.weighing.traits import MOVEMENTS
from qantar.weighing.verdict import Finding

__all__ = ["ABOUT_WORDS", "OF_ANY_EVENT", "OF_PEOPLE", "Compare", "Key", "asked_by"]

Compare = Callable[[Claim, Claim], Finding | None]
Key = tuple[Hashable, ...]


def asked_by(claim: Claim) -> Iterator[tuple[Key, Compare]]:
    """The questions that a claim answers: facet, what is asked, where or of whom."""
    t, q = claim.traits, claim.quantity
    where = t.place or t.fine or t.exhibit
    kind = t.words if t.row else ""  # in running text the words are the sentence's own
    if t.kind == "network":
        if q is None and not t.negative:
            yield ("connectivity", t.kind, where), compare_networks
    elif "start" in t.cues and t.event in MOVEMENTS and q is None and not t.negative:
        yield ("time", f"start of {t.kind}"), _starts
    if t.person and not t.negative:
        yield ("time", t.event, kind, t.person), compare_times
        yield ("place", t.event, kind, t.person), compare_places
        yield ("agent", t.event, t.person), compare_agents
    elif t.fine and not t.negative and (kind or t.event in _AT_ONE_PLACE):
        yield ("time", kind or t.event, t.fine), compare_times
        if kind and t.agents and (day := _day(claim)):
            yield ("agent", kind, t.fine, day), _who
    if q is not None and _counts(claim):
        about = where
        event = "" if q.what in OF_ANY_EVENT else t.event
        if q.unit != "people" and q.unit not in OF_PEOPLE:
            about = "; ".join(sorted(t.targets or t.agents)) or t.id
        yield ("number", q.what, q.unit, event, about), compare_counts
    if t.kind != "network":
        yield ("occurrence", t.event, where), _denied


_AT_ONE_PLACE = frozenset({"seizure-of-building", "arson"})
"""What befalls a building mostly once: its hours can be compared."""
ABOUT_WORDS = frozenset({"publication", "speech"})
"""Statements that a figure was said or published do not say it themselves."""


OF_ANY_EVENT = frozenset(
    {"killed", "injured", "detained", "missing", "bodies", "tortured", "convicted"}
)
"""Measures that name their event: 5 killed are 5 killed in a clash and in a strike."""


OF_PEOPLE = frozenset({"bodies", "families", "troops"})
"""Units that need no owner: a share, a sum or a sentence is compared for one subject."""


def _who(a: Claim, b: Claim) -> Finding | None:
    """Who did it at one place on one day: two sides may be two incidents of that day.

    Only where both tell hours, and the hours meet, one excludes the other.
    """
    found = compare_agents(a, b)
    if found is None or found.verdict is not Verdict.CONTRADICTION:
        return found
    x, y = a.traits.when, b.traits.when
    told = all(w and w.width is not None and w.width <= _HOURS for w in (x, y))
    if told and overlap(a.traits, b.traits):
        return found
    return replace(found, verdict=Verdict.UNDECIDED, rule="agents-unclear")


def _day(claim: Claim) -> str:
    """The day on which it happened, ``""`` if it can be several."""
    when = claim.traits.when
    if when is None or when.earliest is None or when.width is None:
        return ""
    return when.earliest.date().isoformat() if when.width <= _ONE_DAY else ""


_ONE_DAY = timedelta(days=1)
_HOURS = timedelta(hours=6)


def _counts(claim: Claim) -> bool:
    """Whether the claim answers how many; "nobody was hurt" answers with none."""
    t = claim.traits
    none = claim.quantity is not None and claim.quantity.best == 0
    if t.event in ABOUT_WORDS or _one_person(claim):
        return False
    return none or not t.negative


def _one_person(claim: Claim) -> bool:
    """A count of one is somebody's case and no toll, unless a total is said to be one."""
    q = claim.quantity
    if q is None or q.unit != "people" or claim.traits.figure != 1:
        return False
    return len(claim.traits.targets) == 1 or not q.cumulative


def _starts(a: Claim, b: Claim) -> Finding | None:
    """Starts in two places are compared only if one is the country or region of all."""
    wide = {"country", "region"} & {a.traits.grain, b.traits.grain}
    return compare_starts(a, b) if wide or a.traits.place == b.traits.place else None


def _denied(a: Claim, b: Claim) -> Finding | None:
    if a.traits.negative == b.traits.negative:
        return None
    return compare_denial(b, a) if a.traits.negative else compare_denial(a, b)

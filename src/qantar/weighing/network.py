"""Two accounts of one network: cut then or then, this network or that, on or off."""

from datetime import timedelta

from qantar.vocabulary.finding import Verdict
from qantar.weighing.claims import Claim, overlap
from qantar.weighing.times import CLOCK, compare_times
from qantar.weighing.verdict import Finding

__all__ = ["compare_networks", "networks_of"]

_NETWORKS = frozenset({"mobile", "fixed", "telephone"})
_DAY = timedelta(days=1, hours=12)


def networks_of(claim: Claim) -> frozenset[str]:
    """The networks that a claim names; empty for the internet at large."""
    return claim.traits.cues & _NETWORKS


def compare_networks(a: Claim, b: Claim) -> Finding | None:
    """The verdict on two network states at one place; ``None`` if they agree."""
    if networks_of(a) != networks_of(b):
        if overlap(a.traits, b.traits) is False:
            return None
        return Finding(
            facet="connectivity", verdict=Verdict.SCOPE, rule="networks-differ"
        )
    if a.traits.event != b.traits.event:
        if overlap(a.traits, b.traits):
            return Finding(
                facet="connectivity", verdict=Verdict.SCOPE, rule="window-inside"
            )
        return None
    if not (_narrow(a) and _narrow(b)):
        return None
    ends = _ends_differ(a, b)
    if ends is not None:
        return ends
    found = compare_times(a, b)
    if found is None or found.verdict is Verdict.NOISE:
        return found and Finding(
            facet="connectivity",
            verdict=found.verdict,
            rule=found.rule,
            values=found.values,
        )
    return Finding(
        facet="connectivity",
        verdict=Verdict.UNDECIDED,
        rule="cut-again",
        values=found.values,
    )


def _ends_differ(a: Claim, b: Claim) -> Finding | None:
    """Two intervals with hours at both ends: over at noon, or not at twenty past two."""
    x, y = a.traits.when, b.traits.when
    if x is None or y is None or not overlap(a.traits, b.traits):
        return None
    if any(w.value.count("T") < 2 or "/" not in w.value for w in (x, y)):
        return None
    if x.latest is None or y.latest is None or abs(x.latest - y.latest) <= CLOCK:
        return None
    values = (("a", x.value), ("b", y.value))
    return Finding(
        facet="connectivity",
        verdict=Verdict.CONTRADICTION,
        rule="ends-differ",
        values=values,
    )


def _narrow(claim: Claim) -> bool:
    when = claim.traits.when
    return when is not None and when.width is not None and when.width <= _DAY

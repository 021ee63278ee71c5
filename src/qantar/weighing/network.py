"""Two accounts of one network: cut then or then, this network or that, on or off."""

from datetime import timedelta

from qantar.vocabulary.finding import Verdict
from qantar.weighing.claims import Claim, overlap
from qantar.weighing.times import compare_times
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


def _narrow(claim: Claim) -> bool:
    when = claim.traits.when
    return when is not None and when.width is not None and when.width <= _DAY

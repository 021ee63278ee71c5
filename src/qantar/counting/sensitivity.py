"""What the answer would be if one thing were otherwise: a list, a prior, the unseen."""

from qantar.counting.assessment import LeftOut, OtherPrior
from qantar.counting.decomposable import average_adaptively
from qantar.counting.latent import LatentPosterior
from qantar.counting.loglinear import ALL_MODELS, Selector, comparable, select
from qantar.counting.models import notation
from qantar.counting.overlaps import Overlaps

__all__ = ["DIAL", "dialled", "other_priors", "without_each_list"]

DIAL = (0.25, 0.5, 2 / 3, 1.5, 2.0, 4.0)
"""Odds between the log-linear interaction of all lists and none."""

DELTAS = (("delta-half", 0.5), ("delta-one", 1.0))


LEAST_KEPT = 0.02
"""Share of draws that must keep weight under another prior; with fewer it is chance."""


def without_each_list(overlaps: Overlaps) -> tuple[LeftOut, ...]:
    """The log-linear total without each list in turn; empty below four lists."""
    overlaps = comparable(overlaps)
    lists = len(overlaps.lists)
    if lists < 4:
        return ()
    selector = Selector(lists - 1)
    found = []
    for j, name in enumerate(overlaps.lists):
        rest = overlaps.without(j)
        best = select(rest.table(), selector) if all(rest.sizes()) else None
        found.append(
            LeftOut(listed=name, total=None)
            if best is None
            else LeftOut(listed=name, total=best.total, model=notation(best.model))
        )
    return tuple(found)


def dialled(persons: int, total: float) -> tuple[tuple[float, float], ...]:
    """Totals for other values of the interaction of all lists.

    A log-linear model of all lists has one term more than there are seen cells. Setting
    it to nothing is an assumption (Aleshin-Guendel, Sadinle, Wakefield 2024, "The
    central role of the identifying assumption in population size estimation",
    Biometrics 80); setting it to u multiplies those on no list by exp(u) or exp(-u), and
    leaves every seen cell as it is, so that no data can tell.

    Returns:
        Pairs: how many times as many are on no list, and the total.
    """
    return tuple((times, persons + times * (total - persons)) for times in DIAL)


def other_priors(
    overlaps: Overlaps, latent: LatentPosterior | None
) -> tuple[OtherPrior, ...]:
    """The Bayesian families under other priors."""
    found = []
    if 3 <= len(overlaps.lists) <= ALL_MODELS:
        for name, delta in DELTAS:
            averaged = average_adaptively(overlaps.table(), delta=delta)
            found.append(
                OtherPrior(
                    family="decomposable",
                    prior=name,
                    lower=averaged.quantile(0.025),
                    median=averaged.quantile(0.5),
                    upper=averaged.quantile(0.975),
                )
            )
    for name, weighed in latent.priors if latent and latent.converged else ():
        if weighed.effective < LEAST_KEPT:
            continue
        found.append(
            OtherPrior(
                family="latent-class",
                prior=name,
                lower=weighed.lower,
                median=weighed.median,
                upper=weighed.upper,
                effective=weighed.effective,
            )
        )
    return tuple(found)

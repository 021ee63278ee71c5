"""Each family of models on a table of overlaps, as a value to set beside the others."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qantar.counting.assessment import Family, Reason
from qantar.counting.bootstrap import bootstrap
from qantar.counting.combining import combine
from qantar.counting.decomposable import EDGE, average_adaptively
from qantar.counting.latent import LatentPosterior
from qantar.counting.loglinear import Selector, comparable, select
from qantar.counting.models import notation
from qantar.counting.moments import Moment
from qantar.counting.overlaps import Overlaps

__all__ = [
    "FARTHEST",
    "decomposable_family",
    "latent_family",
    "log_linear_family",
    "moment_family",
    "replicates_family",
]

FARTHEST = 10.0
"""Largest total, in persons seen, that overlaps can carry; beyond it the model speaks."""

BEST_MODELS = 60
SEARCH_DRAWS = 100


def _checked(family: Family, persons: int) -> Family:
    """The family, unusable if it goes farther than overlaps can carry."""
    reasons = family.reasons
    if not family.upper <= FARTHEST * persons:
        reasons += (Reason.of("beyond", times=f"{FARTHEST:.0f}"),)
    return replace(family, usable=not reasons, reasons=reasons)


def moment_family(name: str, moment: Moment) -> Family:
    """An estimate from a few counts; the verdict never rests on it."""
    detail = "" if moment.coverage is None else f"{moment.coverage:.1%}"
    return Family(
        name=name,
        total=moment.total,
        lower=moment.lower,
        upper=moment.upper,
        usable=False,
        detail=detail,
    )


def log_linear_family(
    overlaps: Overlaps, draws: int, generator: np.random.Generator
) -> Family:
    """The best log-linear model, its choice bootstrapped.

    With more than eight lists the smallest are taken as one, until five are left.
    """
    narrow_lists = comparable(overlaps)
    table = narrow_lists.table()
    selector = Selector(len(narrow_lists.lists))
    best = select(table, selector)
    if best is None:
        return Family(
            name="log-linear",
            total=math.nan,
            lower=math.nan,
            upper=math.nan,
            usable=False,
            reasons=(Reason.of("not-identified"),),
        )
    narrow = selector
    if len(selector.models) > 2 * BEST_MODELS:
        narrow = selector.narrowed(table, BEST_MODELS)
    drawn = bootstrap(
        table,
        lambda tables: narrow.totals(tables)[0],
        draws=draws if selector.models else min(draws, SEARCH_DRAWS),
        generator=generator,
    )
    family = Family(
        name="log-linear",
        total=best.total,
        lower=drawn.lower,
        upper=drawn.upper,
        usable=True,
        detail=notation(best.model),
    )
    return _checked(family, overlaps.persons)


def decomposable_family(overlaps: Overlaps) -> Family:
    """Averaged decomposable graphs, three to five lists."""
    found = average_adaptively(overlaps.table())
    family = Family(
        name="decomposable",
        total=found.quantile(0.5),
        lower=found.quantile(0.025),
        upper=found.quantile(0.975),
        usable=True,
        reasons=(Reason.of("grid-edge"),) if found.at_edge > EDGE else (),
    )
    return _checked(family, overlaps.persons)


def latent_family(found: LatentPosterior, persons: int) -> Family:
    """The latent-class posterior: its median; unusable if the chains do not agree."""
    reasons: tuple[Reason, ...] = ()
    if not found.converged:
        means = sorted(found.chains)
        reasons = (
            Reason.of(
                "not-converged",
                chains=str(len(means)),
                lowest=f"{means[0]:.0f}",
                highest=f"{means[-1]:.0f}",
                r_hat=f"{found.r_hat:.2f}",
            ),
        )
    family = Family(
        name="latent-class",
        total=found.median,
        lower=found.lower,
        upper=found.upper,
        usable=True,
        detail=f"R-hat {found.r_hat:.3f}, ESS {found.bulk:.0f}/{found.tail:.0f}",
        reasons=reasons,
    )
    return _checked(family, persons)


def replicates_family(found: Sequence[LatentPosterior]) -> Family:
    """The latent-class answers of several tables of the same persons, as one."""
    combined = combine([each.replicate for each in found])
    each = [latent_family(one, one.replicate.persons) for one in found]
    reasons = tuple(dict.fromkeys(reason for one in each for reason in one.reasons))
    return Family(
        name="replicates",
        total=combined.mean,
        lower=combined.lower,
        upper=combined.upper,
        usable=not reasons,
        detail=str(len(found)),
        reasons=reasons,
    )

"""One interval from several tables of the same persons: joined or labelled otherwise.

Rubin's rules on the logarithm of those on no list, as HRDAG's verdata combines the
replicates of the Colombian truth commission (Gelman et al., "Bayesian Data Analysis", 3rd
ed., section 18.2, for the rules): within-variance plus (1 + 1/m) times between-variance,
and a t distribution.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qantar.errors import InputError

__all__ = ["Combined", "Replicate", "combine", "replicate_of"]

LEAST_UNLISTED = 0.1
"""Stands for nobody unlisted, so that there is a logarithm; as in verdata."""

STEPS = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Replicate:
    """What one table says of those on no list.

    Attributes:
        persons: Persons on lists.
        unlisted: Mean of those on no list.
        log_mean: Mean of their logarithm.
        log_variance: Variance of their logarithm.
    """

    persons: int
    unlisted: float
    log_mean: float
    log_variance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """The combined total with its 95% interval."""

    mean: float
    lower: float
    upper: float


def replicate_of(persons: int, totals: NDArray[np.float64]) -> Replicate:
    """A replicate from draws of the total."""
    unlisted = totals.ravel() - persons
    logs = np.log(np.where(unlisted <= 0, LEAST_UNLISTED, unlisted))
    return Replicate(
        persons=persons,
        unlisted=float(unlisted.mean()),
        log_mean=float(logs.mean()),
        log_variance=float(logs.var(ddof=1)),
    )


def combine(replicates: Sequence[Replicate]) -> Combined:
    """Combine the answers of several tables.

    Raises:
        InputError: With fewer than two replicates.
    """
    often = len(replicates)
    if often < 2:
        raise InputError(
            f"There are {often} replicates; doubt about joining needs at least two."
        )
    persons = round(float(np.mean([each.persons for each in replicates])))
    means = np.array([each.log_mean for each in replicates])
    within = float(np.mean([each.log_variance for each in replicates]))
    between = float(means.var(ddof=1))
    spread = math.sqrt(within + (often + 1) / often * between)
    freedom = math.inf
    if between > 0:
        freedom = (often - 1) * (1 + within / ((often + 1) * between)) ** 2
    reach = _student(0.975, freedom) * spread
    centre = float(means.mean())
    return Combined(
        mean=persons + float(np.mean([each.unlisted for each in replicates])),
        lower=persons + math.exp(centre - reach),
        upper=persons + math.exp(centre + reach),
    )


def _student(share: float, freedom: float) -> float:
    """A quantile above the median of Student's t, by integration and bisection."""
    freedom = min(freedom, 1e6)
    scale = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)
    scale -= math.log(freedom * math.pi) / 2
    low, high = 0.0, 1000.0
    for _ in range(60):
        middle = (low + high) / 2
        # Substituting t = sqrt(freedom) tan(a) makes the range finite.
        angles = np.linspace(0, math.atan(middle / math.sqrt(freedom)), STEPS + 1)
        density = np.exp(
            scale + math.log(freedom) / 2 + (freedom - 1) * np.log(np.cos(angles))
        )
        if 0.5 + float(np.trapezoid(density, angles)) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2

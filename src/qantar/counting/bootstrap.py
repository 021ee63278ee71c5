"""Bootstrap of the whole procedure, choice of the model included.

Efron 1987, "Better bootstrap confidence intervals" (JASA 82: 171-185): intervals that
are corrected for bias and acceleration (BCa). Persons are drawn again from the cells;
the acceleration comes from leaving out one person of each cell, weighted by its count.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bootstrap", "bootstrap"]

_Array = NDArray[np.float64]
_Totals = Callable[[_Array], _Array]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bootstrap:
    """A BCa interval and what it was made of.

    Attributes:
        lower: Lower end.
        upper: Upper end; infinite if too many draws have no estimate.
        draws: Estimates of the drawn tables, sorted; those without one are infinite.
        bias: Bias correction z0.
        acceleration: Acceleration a.
    """

    lower: float
    upper: float
    draws: _Array
    bias: float
    acceleration: float


def bootstrap(
    table: _Array,
    totals: _Totals,
    *,
    draws: int,
    generator: np.random.Generator,
    level: float = 0.95,
) -> Bootstrap:
    """Bootstrap an estimate of the number of persons.

    Args:
        table: Counts of all 2^lists cells.
        totals: The procedure: tables in, estimated persons out; NaN is no estimate.
        draws: How many tables are drawn.
        generator: Randomness.
        level: Coverage that is aimed at.
    """
    counts = table.astype(int)
    persons = int(counts.sum())
    drawn = generator.multinomial(persons, counts / persons, size=draws)
    found = totals(drawn.astype(float))
    found = np.sort(np.where(np.isnan(found), np.inf, found))
    point = float(totals(table[None, :])[0])
    below = (np.sum(found < point) + 0.5 * np.sum(found == point)) / draws
    bias = NormalDist().inv_cdf(float(np.clip(below, 0.5 / draws, 1 - 0.5 / draws)))
    acceleration = _acceleration(table, totals)
    ends = []
    for tail in ((1 - level) / 2, (1 + level) / 2):
        z = bias + NormalDist().inv_cdf(tail)
        share = NormalDist().cdf(bias + z / (1 - acceleration * z))
        ends.append(_quantile(found, share))
    return Bootstrap(
        lower=ends[0], upper=ends[1], draws=found, bias=bias, acceleration=acceleration
    )


def _quantile(values: _Array, share: float) -> float:
    place = share * (len(values) - 1)
    low, high = values[math.floor(place)], values[math.ceil(place)]
    if not np.isfinite(high):
        return float(high if place % 1 else low)
    return float(low + (high - low) * (place % 1))


def _acceleration(table: _Array, totals: _Totals) -> float:
    cells = np.flatnonzero(table > 0)
    left = np.repeat(table[None, :], len(cells), axis=0)
    left[np.arange(len(cells)), cells] -= 1
    found, weights = totals(left), table[cells]
    good = np.isfinite(found)
    found, weights = found[good], weights[good]
    if not len(found):
        return 0.0
    away = np.average(found, weights=weights) - found
    squares = float(weights @ away**2)
    return float(weights @ away**3) / (6 * squares**1.5) if squares > 0 else 0.0

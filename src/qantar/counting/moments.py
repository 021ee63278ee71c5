"""Estimates from a few counts: two lists, Chao's lower bound, sample coverage."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qantar.counting.bootstrap import bootstrap
from qantar.counting.fitting import fit_design
from qantar.counting.overlaps import DENSE_LISTS, Overlaps
from qantar.errors import InputError

__all__ = ["Moment", "chao_lower_bound", "chapman", "petersen", "sample_coverage"]

Z = 1.959963984540054
"""The 0.975 quantile of the normal distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A total with a 95% interval.

    The interval is log-normal in the unlisted persons, so that it never falls below the
    persons seen (Chao 1987, section 3). ``coverage`` is for sample coverage only.
    """

    total: float
    error: float
    lower: float
    upper: float
    coverage: float | None = None


def _moment(persons: int, total: float, error: float) -> Moment:
    missing = total - persons
    if missing <= 0:
        return Moment(total=total, error=error, lower=float(persons), upper=total)
    wide = math.exp(Z * math.sqrt(math.log1p((error / missing) ** 2)))
    return Moment(
        total=total,
        error=error,
        lower=persons + missing / wide,
        upper=persons + missing * wide,
    )


def _two(overlaps: Overlaps) -> tuple[int, int, int]:
    if len(overlaps.lists) != 2:
        raise InputError(
            f"There are {len(overlaps.lists)} lists; this estimate is for two."
        )
    first, second = overlaps.sizes()
    return first, second, overlaps.sharing(3)


def petersen(overlaps: Overlaps) -> Moment:
    """Petersen 1896, for two lists that are independent: ``n1 n2 / m``.

    Raises:
        InputError: With other than two lists, or if they share nobody.
    """
    first, second, both = _two(overlaps)
    if not both:
        raise InputError("The two lists share nobody; there is no Petersen estimate.")
    total = first * second / both
    variance = first * second * (first - both) * (second - both) / both**3
    return _moment(overlaps.persons, total, math.sqrt(variance))


def chapman(overlaps: Overlaps) -> Moment:
    """Chapman 1951: Petersen with less bias; variance by Seber 1970.

    Raises:
        InputError: With other than two lists.
    """
    first, second, both = _two(overlaps)
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (
        (first + 1)
        * (second + 1)
        * (first - both)
        * (second - both)
        / ((both + 1) ** 2 * (both + 2))
    )
    return _moment(overlaps.persons, total, math.sqrt(variance))


def chao_lower_bound(overlaps: Overlaps) -> Moment | None:
    """A lower bound that holds if people differ in how easily they get onto lists.

    Chao 1987 (Biometrics 43: 783-791) with lists of unequal size, as the log-linear
    model with one free term for everybody on three lists, on four and so on, none of
    them negative (Rivest, Baillargeon 2007, Biometrics 63: 999-1006). With more than
    ``DENSE_LISTS`` lists only persons on one and two lists are looked at.
    It is no bound if lists avoid each other (one takes whom the other leaves).

    Returns:
        The bound, or ``None`` if nobody is on exactly two lists, or a list is empty.
    """
    lists = len(overlaps.lists)
    if not overlaps.frequencies()[1] or not all(overlaps.sizes()):
        return None
    counted = dict(overlaps.cells)
    orders = {cell.bit_count() for cell in counted if cell.bit_count() > 2}
    if lists > DENSE_LISTS:
        cells = [1 << j for j in range(lists)]
        cells += [1 << i | 1 << j for i in range(lists) for j in range(i)]
        orders = set()
    else:
        cells = [
            cell
            for cell in range(1, 1 << lists)
            if cell.bit_count() <= 2 or cell.bit_count() in orders
        ]
    counts = np.array([float(counted.get(cell, 0)) for cell in cells])
    while True:
        free = sorted(orders)
        design = np.array(
            [
                [
                    1,
                    *(c >> j & 1 for j in range(lists)),
                    *(c.bit_count() == k for k in free),
                ]
                for c in cells
            ],
            dtype=float,
        )
        values, covariance = fit_design(design, counts)
        extra = values[lists + 1 :]
        if not len(extra) or extra.min() >= 0:
            break
        orders.remove(free[int(np.argmin(extra))])
    missing = math.exp(values[0])
    error = math.sqrt(missing + missing**2 * covariance[0, 0])
    return _moment(overlaps.persons, overlaps.persons + missing, error)


def sample_coverage(
    overlaps: Overlaps, *, draws: int, generator: np.random.Generator
) -> Moment | None:
    """Sample coverage for three lists, the form for high coverage.

    Chao, Tsay 1998 (Statistics in Medicine 17: 2157-2175); formulas as in Chao, Tsay,
    Lin, Shau, Chao 2001 (Statistics in Medicine 20: 3123-3157), equation 14. It allows
    lists to depend on each other. Its interval is bootstrapped; draws without a positive
    answer count as infinite.

    Returns:
        The estimate, or ``None`` if there are not three lists, or the formula has no
        positive answer.
    """
    if len(overlaps.lists) != 3:
        return None
    table = overlaps.table()
    total, coverage = _covered(table)
    if not math.isfinite(total) or total < overlaps.persons:
        return None
    drawn = bootstrap(
        table,
        lambda tables: np.array([_covered(each)[0] for each in tables]),
        draws=draws,
        generator=generator,
    )
    finite = drawn.draws[np.isfinite(drawn.draws)]
    return Moment(
        total=total,
        error=float(np.std(finite)),
        lower=max(drawn.lower, float(overlaps.persons)),
        upper=drawn.upper,
        coverage=coverage,
    )


def _covered(table: NDArray[np.float64]) -> tuple[float, float]:
    cells = np.arange(8)
    sizes = [float(table[cells >> j & 1 == 1].sum()) for j in range(3)]
    alone = [float(table[1 << j]) for j in range(3)]
    if min(sizes) <= 0:
        return math.nan, 0.0
    coverage = 1 - sum(a / s for a, s in zip(alone, sizes, strict=True)) / 3
    shared, bent = 0.0, 0.0
    for i, j in ((0, 1), (0, 2), (1, 2)):
        both = float(table[(cells >> i & 1 == 1) & (cells >> j & 1 == 1)].sum())
        shared += both
        # Persons not on the third, once for each of the two lists they are on.
        one = float(table[1 << i] + table[1 << j] + 2 * table[1 << i | 1 << j])
        bent += one * both / (sizes[i] * sizes[j])
    if coverage <= 0:
        return math.nan, coverage
    below = 1 - bent / (3 * coverage)
    total = shared / (3 * coverage) / below if below > 0 else math.nan
    return total, coverage

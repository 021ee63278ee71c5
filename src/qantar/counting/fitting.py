"""Maximum likelihood of many log-linear models on many tables at once.

Poisson counts of the observed cells, fitted by Newton's method, which for this model is
iteratively reweighted least squares (McCullagh, Nelder 1989, section 2.5). All sums run
over supersets of a term, so that one matrix product serves every model.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Fits", "fit", "fit_design"]

_Array = NDArray[np.float64]
_Index = NDArray[np.int64]

STEPS = 40
CONVERGED = 1e-9
STEEPEST = 40.0
"""Largest log-mean and largest single step, so that means that go to 0 stay finite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """Results for each pair of table and model, shape (tables * models,).

    Attributes:
        missing: Estimated persons on no list.
        deviance: Of the observed cells, 0 for a perfect fit.
        parameters: Terms of the model, those at minus infinity included, as Silverman,
            Chan and Vincent (2024) count them.
        spread: Variance of the logarithm of ``missing``, from the inverse information.
    """

    missing: _Array
    deviance: _Array
    parameters: _Array
    spread: _Array


def fit(tables: _Array, models: _Index) -> Fits:
    """Fit each model to each table; models of one call have equally many terms.

    Args:
        tables: Counts, shape (tables, 2^lists); cell 0 is not looked at.
        models: Terms as masks, shape (models, terms), the constant first.

    Returns:
        Fits, tables outermost.
    """
    every = np.arange(tables.shape[1])
    holds = ((every[:, None] & every) == every).astype(float)
    counts = np.repeat(tables, len(models), axis=0)
    counts[:, 0] = 0
    terms = np.tile(models, (len(tables), 1))
    unions = terms[:, :, None] | terms[:, None, :]
    # Terms whose lists share nobody are at minus infinity; their cells are taken out.
    dead = np.take_along_axis(counts @ holds, terms, axis=1) == 0
    live = _spread(dead.astype(float), terms, len(every)) @ holds.T < 0.5
    live[:, 0] = False
    logs = np.log(counts + 0.5)
    work = live * (counts + 0.5)
    right = np.take_along_axis(
        (work * logs + live * (counts - work)) @ holds, terms, axis=1
    )
    values = _solve(work, holds, unions, right, dead)
    past = np.full(len(counts), np.inf)
    step = np.zeros_like(values)
    for _ in range(STEPS):
        means, deviance = _means(values, terms, holds, counts, live)
        worse = deviance > past * (1 + 1e-9) + 1e-9
        if worse.any():
            step[worse] /= 2
            values[worse] -= step[worse]
            means, deviance = _means(values, terms, holds, counts, live)
        if np.all(np.abs(past - deviance) <= CONVERGED * (deviance + 1)):
            break
        past = deviance
        right = np.take_along_axis((counts - means) @ holds, terms, axis=1)
        step = np.clip(_solve(means, holds, unions, right, dead), -STEEPEST, STEEPEST)
        values = values + step
    return Fits(
        missing=np.exp(np.clip(values[:, 0], -STEEPEST, STEEPEST)),
        deviance=deviance,
        parameters=np.full(len(counts), float(terms.shape[1])),
        spread=_inverse(means, holds, unions, dead),
    )


def _spread(values: _Array, terms: _Index, size: int) -> _Array:
    full = np.zeros((len(terms), size))
    np.put_along_axis(full, terms, values, axis=1)
    return full


def _means(
    values: _Array,
    terms: _Index,
    holds: _Array,
    counts: _Array,
    live: NDArray[np.bool_],
) -> tuple[_Array, _Array]:
    logs = np.clip(
        _spread(values, terms, counts.shape[1]) @ holds.T, -STEEPEST, STEEPEST
    )
    means = np.where(live, np.exp(logs), 0.0)
    seen = counts > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(seen, counts * (np.log(counts) - logs), 0.0) - counts + means
    return means, 2 * parts.sum(axis=1)


def _information(
    means: _Array, holds: _Array, unions: _Index, dead: NDArray[np.bool_]
) -> _Array:
    sums = means @ holds
    rows = np.arange(len(sums))[:, None, None]
    found = sums[rows, unions]
    diagonal = np.arange(unions.shape[1])
    # A hair of ridge keeps directions that the table does not tell from blowing up.
    found[:, diagonal, diagonal] += dead + 1e-9
    return found


def _solve(
    means: _Array,
    holds: _Array,
    unions: _Index,
    right: _Array,
    dead: NDArray[np.bool_],
) -> _Array:
    information = _information(means, holds, unions, dead)
    found = np.linalg.solve(information, right[:, :, None])[:, :, 0]
    return np.where(dead, 0.0, found).astype(np.float64)


def _inverse(
    means: _Array, holds: _Array, unions: _Index, dead: NDArray[np.bool_]
) -> _Array:
    first = np.zeros(dead.shape)
    first[:, 0] = 1.0
    return _solve(means, holds, unions, first, dead)[:, 0]


def fit_design(design: _Array, counts: _Array) -> tuple[_Array, _Array]:
    """Poisson regression on any design: values and their covariance.

    Args:
        design: Shape (cells, terms), of full column rank.
        counts: Shape (cells,).
    """
    logs: _Array = np.log(counts + 0.5)
    means: _Array = counts + 0.5
    values: _Array = np.zeros(design.shape[1])
    for _ in range(STEPS):
        information = design.T * means @ design
        answer = logs + (counts - means) / means
        step = np.linalg.solve(information, design.T @ (means * answer))
        new = step.astype(np.float64)
        if np.max(np.abs(new - values)) < 1e-10:
            break
        values = new
        logs = np.clip(design @ values, -STEEPEST, STEEPEST)
        means = np.exp(logs)
    inverse = np.linalg.inv(design.T * means @ design)
    return values, inverse.astype(np.float64)

"""Whether a log-linear model has an estimate at all on a table with empty cells.

Chan, Silverman, Vincent 2021, "Multiple systems estimation for sparse capture data"
(JASA 116: 1297-1306), sections 2 and 3: a term whose lists share nobody gets the value
minus infinity, and all cells that hold it are taken out. Of what is left, the estimate
exists if the sufficient statistics lie inside the marginal cone (Fienberg, Rinaldo
2012), and is unique if the design matrix has full column rank.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from qantar.counting.models import Model

__all__ = ["Existence", "existence"]

_Array = NDArray[np.float64]
EPSILON = 1e-8


class Existence(IntEnum):
    """The four states of Chan, Silverman and Vincent, with their numbers."""

    ESTIMABLE = 0
    NO_MAXIMUM = 1
    NOT_IDENTIFIED = 2
    NEITHER = 3


def existence(table: _Array, model: Model) -> Existence:
    """The state of a model on a table.

    Args:
        table: Counts of all 2^lists cells, shape (2^lists,); cell 0 is not looked at.
        model: The model.
    """
    cells = np.arange(1, len(table))
    counts = table[1:]
    holds = (cells[:, None] & np.array(model)) == np.array(model)
    dead = counts @ holds == 0
    left = ~holds[:, dead].any(axis=1)
    design, counts = holds[left][:, ~dead].astype(float), counts[left]
    identified = int(np.linalg.matrix_rank(design)) == design.shape[1]
    state = 0 if _has_maximum(design, counts) else 1
    return Existence(state + (0 if identified else 2))


def _has_maximum(design: _Array, counts: _Array) -> bool:
    """Whether strictly positive means with the same sufficient statistics exist.

    By Stiemke's lemma they do unless some ``y`` that leaves the cells with persons alone
    raises others: with ``b`` the empty cells' rows in a basis of such ``y``, there must
    be ``v >= 0`` with ``b' v = -b' 1``: a linear programme, solved as least squares.
    """
    empty = counts == 0
    if not empty.any():
        return True
    _, values, right = np.linalg.svd(design[~empty])
    rank = int((values > EPSILON * max(values[0], 1.0)).sum()) if len(values) else 0
    null = right[rank:].T
    if not null.shape[1]:
        return True
    rows = design[empty] @ null
    rows = rows[np.abs(rows).max(axis=1) > EPSILON]
    if not len(rows):
        return True
    return _distance(rows.T, -rows.sum(axis=0)) < 1e-6


def _distance(a: _Array, b: _Array) -> float:
    """Smallest length of ``a v - b`` over ``v >= 0`` (Lawson, Hanson 1974, ch. 23)."""
    size = a.shape[1]
    inside = np.zeros(size, dtype=bool)
    v = np.zeros(size)
    for _ in range(30 * size):
        gain = a.T @ (b - a @ v)
        if inside.all() or gain[~inside].max() < 1e-10:
            break
        inside[np.argmax(np.where(inside, -np.inf, gain))] = True
        while True:
            trial = np.zeros(size)
            trial[inside] = np.linalg.lstsq(a[:, inside], b, rcond=None)[0]
            if trial[inside].min() > 1e-12:
                break
            low = inside & (trial <= 1e-12)
            step = np.min(v[low] / np.maximum(v[low] - trial[low], 1e-300))
            v = v + step * (trial - v)
            inside &= v > 1e-12
            if not inside.any():
                break
        v = trial if inside.any() else np.zeros(size)
    return float(np.linalg.norm(a @ v - b))

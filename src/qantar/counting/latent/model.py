"""The latent-class model: its prior, its cells, and the rungs it is heated over.

Manrique-Vallier 2016, "Bayesian population size estimation using Dirichlet process
mixtures" (Biometrics 72: 1246-1254). Persons belong to classes; within a class the lists
are independent:

    x_ij ~ Bernoulli(lambda_kj),   k ~ weights,   lambda_kj ~ Beta(1, 1),
    weights by stick breaking: V_k ~ Beta(1, alpha), the last class takes the rest,
    alpha ~ Gamma(1/4, rate 1/4),   p(N) proportional to 1/N for every N: no upper end.

With that prior the persons N can be integrated out: what is left is the probability of
the cells given that a person is listed at all, and those on no list are negative
binomial. All work is on cells with their counts, so that its cost does not grow with the
number of persons.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qantar.counting.overlaps import Overlaps
from qantar.counting.special import log_gamma

__all__ = ["ALPHA_RATE", "ALPHA_SHAPE", "LatentModel", "log_listings"]

_Array = NDArray[np.float64]

ALPHA_SHAPE = 0.25
ALPHA_RATE = 0.25
"""Prior of alpha as in the article and in its package LCMCR."""

MOST_CLASSES = 15
"""As the Colombian truth commission's estimates have it (HRDAG's verdata)."""

CONCENTRATION = 2.0
"""Of the loose class's prior where one person's lists are no strange class."""

LOWEST = 0.8
"""How far towards Beta(1, 1 / s) the other side goes."""

ALIKE_BEND, LOW_BEND = 3.0, 2.0
"""How much closer rungs lie where they are cold: there the exchange is hardest."""

STEP = 16.0
MOST_RUNGS = 6
EASY = 8.0
"""Cost of a class, in logarithms, below which chains need no hotter rungs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LatentModel:
    """What the sampler works on.

    Attributes:
        lists: Names of the lists.
        cells: Which lists each cell is on, 0 or 1, shape (1 + cells, lists); the first
            row is the cell that nobody saw.
        counts: Persons of each seen cell, shape (cells,).
        classes: Most classes there may be.
        rungs: Shapes of the prior Beta(a, b) of ``lambda`` of the loose class on each rung,
            shape (rungs, 2, lists).
        cold: The rung that is the model itself: 1 and 1.
    """

    lists: tuple[str, ...]
    cells: _Array
    counts: NDArray[np.int64]
    classes: int
    rungs: _Array
    cold: int

    @property
    def persons(self) -> int:
        """Persons on at least one list."""
        return int(self.counts.sum())

    @staticmethod
    def of(
        overlaps: Overlaps, *, classes: int | None = None, rungs: int | None = None
    ) -> "LatentModel":
        """The model of a table.

        A new class must find rates near those of the lists at hand, against a prior that
        is flat: with many rare lists that never happens by itself, and chains stay with
        the number of classes they have. On hotter rungs one class, the loose one, has a
        prior of its own, under which it comes and goes; chains exchange states along the
        rungs (parallel tempering). The model is the rung in the middle. Up one side the
        prior moves to Beta(2 s, 2 (1 - s)), s the share of persons on the list, so that
        even one person's lists are no strange class: small classes of the well-known
        come and go. Up the other it moves towards Beta(1, 1 / s): large classes that
        lists mostly miss. The more the lists together miss, the more rungs.

        Args:
            overlaps: Who is on which lists.
            classes: Most classes; 2^lists - 1 but at most 15 if not given.
            rungs: How many on either side; from the sizes of the lists if not given.
        """
        lists = len(overlaps.lists)
        masks = np.array([0, *(cell for cell, _ in overlaps.cells)], dtype=object)
        cells = np.array([[mask >> j & 1 for j in range(lists)] for mask in masks])
        share = (np.array(overlaps.sizes()) + 0.5) / (overlaps.persons + 1.0)
        cost = float(-np.log(share).sum())
        if rungs is None:
            rungs = min(MOST_RUNGS, math.ceil(cost / STEP)) if cost > EASY else 0
        low = np.stack([np.ones(lists), share**-LOWEST])
        alike = CONCENTRATION * np.stack([share, 1 - share])
        heat = np.arange(rungs, 0, -1)[:, None, None] / max(rungs, 1)
        ladder = [alike**heat**ALIKE_BEND, np.ones((1, 2, lists))]
        ladder.append(low ** heat[::-1] ** LOW_BEND)
        return LatentModel(
            lists=overlaps.lists,
            cells=cells.astype(float),
            counts=np.array([count for _, count in overlaps.cells]),
            classes=classes or min(MOST_CLASSES, 2**lists - 1),
            rungs=np.concatenate(ladder),
            cold=rungs,
        )


def log_listings(listed: _Array, members: _Array, shapes: _Array) -> _Array:
    """Log-probability of a class's listings with its rates integrated out.

    Args:
        listed: Listings on each list, shape (..., lists).
        members: Persons of the class, those on no list included, shape (...).
        shapes: Of the prior Beta(a, b) of the rates, shape (..., 2, lists).
    """
    a, b = shapes[..., 0, :], shapes[..., 1, :]
    missed = members[..., None] - listed
    terms = log_gamma(a + listed) - log_gamma(a) + log_gamma(b + missed) - log_gamma(b)
    terms += log_gamma(a + b) - log_gamma(a + b + members[..., None])
    found: _Array = terms.sum(axis=-1)
    return found

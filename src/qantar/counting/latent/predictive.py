"""Whether tables drawn from the fitted model look like the table at hand.

Posterior predictive checks (Gelman, Meng, Stern 1996, Statistica Sinica 6: 733-760) on
each seen cell, each pair of lists and the number of persons on exactly 1, 2, ... lists.
Given the persons seen each of these is binomial, so that no persons need be drawn.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qantar.counting.latent.model import LatentModel

__all__ = ["Check", "predictive_checks"]

_Array = NDArray[np.float64]

DRAWS = 400
MOST_CELLS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A count of the table beside what the model expects of it.

    Attributes:
        kind: cell, pair or times (persons on exactly so many lists).
        lists: Places of the lists in the table; for ``times`` how many lists.
        seen: Persons in the table.
        lower: 2.5% quantile of drawn tables.
        upper: 97.5% quantile.
    """

    kind: str
    lists: tuple[int, ...]
    seen: int
    lower: int
    upper: int

    @property
    def holds(self) -> bool:
        """Whether the table lies within what the model expects."""
        return self.lower <= self.seen <= self.upper


def predictive_checks(
    model: LatentModel, weights: _Array, on: _Array, generator: np.random.Generator
) -> tuple[Check, ...]:
    """Compare the table with tables drawn from the posterior.

    Args:
        model: The model and its table.
        weights: Log-weights of draws, shape (draws, classes).
        on: Log-rates, shape (draws, classes, lists).
        generator: Randomness.
    """
    chosen = np.linspace(0, len(weights) - 1, min(DRAWS, len(weights))).astype(int)
    share, rate = np.exp(weights[chosen]), np.exp(on[chosen])
    listed = 1 - (share * (1 - rate).prod(axis=2)).sum(axis=1)
    pairs = np.einsum("dk,dki,dkj->dij", share, rate, rate, optimize=True)
    times = _times(share, rate)
    found: list[Check] = []

    def check(kind: str, lists: tuple[int, ...], seen: int, chance: _Array) -> None:
        drawn = generator.binomial(model.persons, np.clip(chance / listed, 0, 1))
        lower, upper = np.quantile(drawn, (0.025, 0.975), method="inverted_cdf")
        found.append(
            Check(kind=kind, lists=lists, seen=seen, lower=int(lower), upper=int(upper))
        )

    largest = np.argsort(-model.counts, kind="stable")[:MOST_CELLS]
    for row in largest:
        on_it = model.cells[row + 1]
        inside = np.where(on_it > 0, rate, 1 - rate).prod(axis=2)
        names = tuple(np.flatnonzero(on_it).tolist())
        check("cell", names, int(model.counts[row]), (share * inside).sum(axis=1))
    seen = model.cells[1:].T @ (model.cells[1:] * model.counts[:, None])
    for i, j in zip(*np.triu_indices(len(model.lists), 1), strict=True):
        check("pair", (int(i), int(j)), int(seen[i, j]), pairs[:, i, j])
    exactly = np.bincount(
        model.cells[1:].sum(axis=1).astype(int), model.counts, len(model.lists) + 1
    )
    for often in range(1, len(model.lists) + 1):
        check("times", (often,), int(exactly[often]), times[:, often])
    return tuple(found)


def _times(share: _Array, rate: _Array) -> _Array:
    """Chance of standing on exactly 0, 1, 2, ... lists, shape (draws, lists + 1)."""
    draws, classes, lists = rate.shape
    found = np.zeros((draws, classes, lists + 1))
    found[:, :, 0] = 1
    for j in range(lists):
        here = rate[:, :, j, None]
        found[:, :, 1:] = found[:, :, 1:] * (1 - here) + found[:, :, :-1] * here
        found[:, :, 0] *= 1 - here[:, :, 0]
    total: _Array = (share[:, :, None] * found).sum(axis=1)
    return total

"""Model averaging over decomposable graphs.

Madigan, York 1997, "Bayesian methods for estimation of the size of a closed population"
(Biometrika 84: 19-31): within a graph the cell probabilities have a hyper-Dirichlet
prior, so that the likelihood of every graph and every number of unlisted persons is a
product over cliques divided by separators. All graphs are equally likely beforehand, and
a total N has the weight 1/N.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qantar.counting.graphs import decomposable_graphs

__all__ = ["Averaged", "average", "average_adaptively"]

_Array = NDArray[np.float64]

CHUNK = 4096
EDGE = 1e-4
"""Mass that may lie in the last twentieth of the grid before it is too short."""

LONGEST = 400_000
"""Longest grid, in persons; a posterior that reaches beyond is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Averaged:
    """A posterior of the total on a grid of unlisted persons.

    Attributes:
        first: Total that ``weights[0]`` belongs to.
        weights: Probability of each total, one person apart; they add up to 1.
        graphs: Probability of each graph, in the order of ``decomposable_graphs``.
    """

    first: int
    weights: _Array
    graphs: _Array

    @property
    def mean(self) -> float:
        """Posterior mean of the total."""
        return float(self.first + self.weights @ np.arange(len(self.weights)))

    def quantile(self, share: float) -> int:
        """Smallest total with at least ``share`` of the probability at or below it."""
        place = int(np.searchsorted(np.cumsum(self.weights), share * (1 - 1e-12)))
        return self.first + min(place, len(self.weights) - 1)

    @property
    def at_edge(self) -> float:
        """Probability in the last twentieth of the grid."""
        return float(self.weights[-max(1, len(self.weights) // 20) :].sum())


def average_adaptively(table: _Array, *, delta: float | None = None) -> Averaged:
    """Average on a grid that is doubled until next to nothing lies at its edge.

    Look at ``at_edge``: if it is above ``EDGE`` even on the longest grid, the result has
    no upper end that the data set.
    """
    most = max(1000, int(8 * table[1:].sum()))
    while True:
        found = average(table, most=min(most, LONGEST), delta=delta)
        if found.at_edge <= EDGE or most >= LONGEST:
            return found
        most *= 2


def average(
    table: _Array, *, most: int, least: int = 0, delta: float | None = None
) -> Averaged:
    """Average over all decomposable graphs but the saturated one.

    Args:
        table: Counts of all 2^lists cells, three to five lists; cell 0 is not looked at.
        most: Largest number of unlisted persons, included.
        least: Smallest number.
        delta: Prior count of each cell; 1 divided by the number of cells if not given.
    """
    lists = len(table).bit_length() - 1
    delta = 1 / len(table) if delta is None else delta
    persons = int(table[1:].sum())
    graphs = decomposable_graphs(lists)
    signs = np.zeros((len(graphs), len(table)))
    for row, (cliques, separators) in enumerate(graphs):
        np.add.at(signs[row], list(cliques), 1.0)
        np.add.at(signs[row], list(separators), -1.0)
    parts = _parts(table, least=least, most=most, delta=delta)
    missing = np.arange(least, most + 1)
    # Ways to choose who is unlisted among N, times 1/N.
    common = (
        _log_gammas(persons + least + 1, len(missing))
        - _log_gammas(least + 1, len(missing))
        - np.log(persons + missing)
    )
    marginal = np.zeros(len(missing))
    by_graph = np.zeros(len(graphs))
    top = -np.inf
    for start in range(0, len(missing), CHUNK):
        end = start + CHUNK
        logs = signs @ parts[:, start:end] + common[start:end]
        peak = max(top, float(logs.max()))
        scale = math.exp(top - peak) if np.isfinite(top) else 0.0
        marginal *= scale
        by_graph *= scale
        top = peak
        weights = np.exp(logs - top)
        marginal[start:end] = weights.sum(axis=0)
        by_graph += weights.sum(axis=1)
    return Averaged(
        first=persons + least,
        weights=marginal / marginal.sum(),
        graphs=by_graph / by_graph.sum(),
    )


def _parts(table: _Array, *, least: int, most: int, delta: float) -> _Array:
    """Log-likelihood of each set of lists by itself, shape (2^lists, grid)."""
    cells = np.arange(len(table))
    size = most - least + 1
    persons = int(table[1:].sum())
    prior = delta * len(table)
    whole = math.lgamma(prior) - _log_gammas(persons + least + prior, size)
    found = np.zeros((len(table), size))
    for chosen in cells[1:]:
        margin = np.bincount(cells & chosen, weights=table, minlength=len(table))
        here = np.unique(cells & chosen)
        alpha = prior / len(here)
        fixed = sum(
            math.lgamma(margin[cell] + alpha) - math.lgamma(alpha) for cell in here[1:]
        )
        empty = _log_gammas(margin[0] - table[0] + least + alpha, size)
        found[chosen] = whole + fixed + empty - math.lgamma(alpha)
    return found


def _log_gammas(start: float, size: int) -> _Array:
    """Logarithms of the gamma function at ``start``, ``start + 1``, ... .

    Anchored every few thousand steps, so that rounding does not add up.
    """
    found = np.empty(size)
    for begin in range(0, size, CHUNK):
        steps = np.arange(begin, min(begin + CHUNK, size) - 1)
        found[begin] = math.lgamma(start + begin)
        found[begin + 1 : begin + CHUNK] = found[begin] + np.cumsum(
            np.log(start + steps)
        )
    return found

"""What other priors would say: weights for the same draws.

A posterior under another prior is the same draws with other weights, as long as enough
draws keep weight. The grid: N flat, or steeper than 1/N; alpha ~ Gamma(1, 1), which
allows more classes; rates ~ Beta(1, 2), which expects that lists miss most people.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qantar.counting.latent.model import ALPHA_RATE, ALPHA_SHAPE, log_listings

__all__ = ["PRIORS", "Reweighted", "log_ratios", "reweighted"]

_Array = NDArray[np.float64]

PRIORS = ("total-flat", "total-steep", "more-classes", "low-rates")
"""Names of the other priors, in the order of ``log_ratios``."""


class Reweighted(NamedTuple):
    """Quantiles under another prior; ``effective``: share of draws that keep weight."""

    lower: float
    median: float
    upper: float
    effective: float


def log_ratios(
    members: _Array, listed: _Array, alpha: _Array, totals: _Array
) -> _Array:
    """Logarithms of other prior densities over the model's own, up to a constant.

    Args:
        members: Persons of each class, shape (chains, classes).
        listed: Listings, shape (chains, classes, lists).
        alpha: Log alpha, shape (chains,).
        totals: N, shape (chains,).

    Returns:
        Shape (chains, priors).
    """
    flat = np.ones((2, listed.shape[-1]))
    rare = flat * np.array([[1.0], [2.0]])
    low = log_listings(listed, members, rare) - log_listings(listed, members, flat)
    rate = np.exp(alpha)
    return np.stack(
        [
            np.log(totals),
            -np.log(totals),
            (1 - ALPHA_SHAPE) * alpha - (1 - ALPHA_RATE) * rate,
            np.where(members > 0, low, 0.0).sum(axis=-1),
        ],
        axis=-1,
    )


def reweighted(totals: _Array, ratios: _Array) -> Reweighted:
    """Quantiles of N (2.5%, 50%, 97.5%) under another prior.

    Args:
        totals: Draws of N, any shape.
        ratios: Logarithms of their weights, same shape.
    """
    order = np.argsort(totals, axis=None)
    values = totals.ravel()[order]
    weights = np.exp(ratios.ravel()[order] - ratios.max())
    weights /= weights.sum()
    reached = np.searchsorted(np.cumsum(weights), (0.025, 0.5, 0.975))
    lower, median, upper = values[np.minimum(reached, len(values) - 1)]
    kept = 1 / float((weights**2).sum()) / len(values)
    return Reweighted(float(lower), float(median), float(upper), kept)

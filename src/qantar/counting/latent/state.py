"""Where the chains are: parameters of many replicas at once, and what they imply."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qantar.counting.latent.model import ALPHA_RATE, ALPHA_SHAPE, LatentModel

__all__ = ["Members", "State", "log_beta_draws", "log_small_beta_draws", "start"]

_Array = NDArray[np.float64]

SLIGHTEST = 1e-300
"""Smallest probability of being listed that is divided by."""


@dataclass(slots=True)
class State:
    """Parameters of the replicas, as logarithms, so that nothing is ever clamped.

    Tiny gamma draws rounded up to a floor move the 2.5% quantile of N by hundreds, while
    mean and median still look right; here they stay logarithms.

    Attributes:
        on: log lambda, shape (replicas, classes, lists).
        off: log (1 - lambda).
        stick: log V, shape (replicas, classes - 1).
        rest: log (1 - V).
        alpha: log alpha, shape (replicas,).
        loose: Label of the class whose rates have the rung's own prior, (replicas,).
    """

    on: _Array
    off: _Array
    stick: _Array
    rest: _Array
    alpha: _Array
    loose: NDArray[np.int64]

    def weights(self) -> _Array:
        """Log-weights of the classes, shape (replicas, classes)."""
        last = np.zeros((len(self.stick), 1))
        found = np.concatenate([self.stick, last], axis=1)
        found[:, 1:] += np.cumsum(self.rest, axis=1)
        return found


@dataclass(slots=True)
class Members:
    """Who is in which class: what the parameters are drawn from.

    Attributes:
        members: Persons of each class, those on no list included, (replicas, classes).
        listed: Listings, shape (replicas, classes, lists).
        unlisted: Persons on no list, shape (replicas,).
    """

    members: _Array
    listed: _Array
    unlisted: _Array


def shares(
    cells: _Array, on: _Array, off: _Array, weights: _Array
) -> tuple[_Array, _Array]:
    """Each cell's shares of the classes, and the log-probability of each cell.

    Returns:
        Shapes (replicas, cells, classes), which add up to 1 over classes, and
        (replicas, cells).
    """
    logs = np.matmul(cells, (on - off).transpose(0, 2, 1))
    logs += (weights + off.sum(axis=2))[:, None, :]
    peak = logs.max(axis=2)
    logs -= peak[:, :, None]
    np.exp(logs, out=logs)
    sums = logs.sum(axis=2)
    logs /= sums[:, :, None]
    return logs, np.log(sums) + peak


def log_listed(unseen: _Array) -> _Array:
    """Log-probability of being listed, from that of being on no list."""
    found: _Array = np.log(np.maximum(-np.expm1(unseen), SLIGHTEST))
    return found


def log_gamma_draws(generator: np.random.Generator, shape: _Array) -> _Array:
    """Logarithms of gamma draws, right for shapes near 0 (Marsaglia, Tsang 2000)."""
    lift = np.log(generator.standard_gamma(shape + 1))
    found: _Array = lift - generator.standard_exponential(shape.shape) / shape
    return found


def log_beta_draws(
    generator: np.random.Generator, one: _Array, other: _Array
) -> tuple[_Array, _Array]:
    """Beta draws with both shapes at least 1: their log, and the log of the rest."""
    first, second = generator.standard_gamma(one), generator.standard_gamma(other)
    whole = np.log(first + second)
    return np.log(first) - whole, np.log(second) - whole


def log_small_beta_draws(
    generator: np.random.Generator, one: _Array, other: _Array
) -> tuple[_Array, _Array]:
    """The same for shapes that may be near 0: as sticks' are when alpha is small."""
    first = log_gamma_draws(generator, one)
    second = log_gamma_draws(generator, other)
    whole = np.logaddexp(first, second)
    return first - whole, second - whole


def start(model: LatentModel, chains: int, generator: np.random.Generator) -> State:
    """States far apart: of one class, of two, and so on to all, with rates anywhere.

    Args:
        model: The model.
        chains: How many; each has its rungs side by side.
        generator: Randomness.
    """
    rungs, _, lists = model.rungs.shape
    classes = model.classes
    many = 1 + np.arange(chains) * classes // chains
    active = np.repeat(np.minimum(many, classes), rungs)
    one = np.ones((len(active), classes, lists))
    on, off = log_beta_draws(generator, one, one)
    left = np.maximum(active[:, None] - np.arange(classes - 1), 0)
    # Even weights of the classes that are in use, next to none for the others.
    used = np.where(left > 1, 1.0 / np.maximum(left, 1), 1 - 1e-6)
    alpha = np.log(generator.standard_gamma(ALPHA_SHAPE + 1, len(active)) / ALPHA_RATE)
    return State(
        on=on,
        off=off,
        stick=np.log(used),
        rest=np.log1p(-used),
        alpha=alpha,
        loose=generator.integers(0, classes, len(active)),
    )

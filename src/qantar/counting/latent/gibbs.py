"""One round of Gibbs sampling: who is in which class, labels, alpha, parameters."""

import numpy as np
from numpy.typing import NDArray

from qantar.counting.latent.model import ALPHA_RATE, ALPHA_SHAPE, LatentModel
from qantar.counting.latent.state import (
    Members,
    State,
    log_beta_draws,
    log_listed,
    log_small_beta_draws,
    shares,
)
from qantar.counting.special import log_gamma

__all__ = ["allocate", "draw_alpha", "draw_parameters", "exchange_labels"]

_Array = NDArray[np.float64]

BATCH = 40_000
"""Numbers held at once for cells times classes, so that they stay in the cache."""

EXCHANGES = 3


def allocate(
    model: LatentModel, state: State, generator: np.random.Generator
) -> Members:
    """Draw how many are on no list, and the class of everybody.

    N is integrated out, so that the unlisted are negative binomial given the parameters.
    """
    replicas, classes = state.on.shape[:2]
    members = np.empty((replicas, classes))
    listed = np.empty(state.on.shape)
    unlisted = np.empty(replicas)
    step = max(1, BATCH // (len(model.cells) * classes))
    weights = state.weights()
    for begin in range(0, replicas, step):
        part = slice(begin, begin + step)
        drawn, missing = _allocate(
            model, state.on[part], state.off[part], weights[part], generator
        )
        unlisted[part] = missing
        members[part] = drawn.sum(axis=1)
        listed[part] = np.matmul(drawn.transpose(0, 2, 1), model.cells)
    return Members(members=members, listed=listed, unlisted=unlisted)


def _allocate(
    model: LatentModel,
    on: _Array,
    off: _Array,
    weights: _Array,
    generator: np.random.Generator,
) -> tuple[_Array, NDArray[np.int64]]:
    chances, logs = shares(model.cells, on, off, weights)
    odds = np.exp(logs[:, 0] - log_listed(logs[:, 0]))
    missing = generator.poisson(generator.standard_gamma(model.persons, len(on)) * odds)
    drawn = np.zeros(chances.shape)
    drawn[:, 0] = generator.multinomial(missing, chances[:, 0])
    single = np.flatnonzero(model.counts == 1) + 1
    more = np.flatnonzero(model.counts > 1) + 1
    drawn[:, more] = generator.multinomial(model.counts[more - 1], chances[:, more])
    if len(single):
        reached = np.cumsum(chances[:, single], axis=2)
        reached[:, :, -1] = 2.0
        over = reached > generator.random((len(on), len(single), 1))
        chosen = over.argmax(axis=2)
        rows = np.arange(len(on))[:, None]
        drawn[rows, single[None, :], chosen] = 1.0
    return drawn, missing


def _log_sizes(members: _Array, alpha: _Array) -> _Array:
    """Log-probability of the class sizes with the sticks integrated out."""
    reach = np.cumsum(members[:, ::-1], axis=1)[:, ::-1]
    rate = np.exp(alpha)[:, None]
    terms = log_gamma(rate + reach[:, 1:]) - log_gamma(1 + rate + reach[:, :-1])
    terms += log_gamma(1 + members[:, :-1])
    found: _Array = terms.sum(axis=1) + terms.shape[1] * alpha
    return found


def exchange_labels(
    found: Members, state: State, generator: np.random.Generator
) -> None:
    """Let pairs of classes change labels, by Metropolis's rule, sticks integrated out.

    Stick breaking prefers large classes first; without this, chains get stuck in orders
    (Papaspiliopoulos, Roberts 2008, Biometrika 95: 169-186, section 3.4).
    """
    replicas, classes = found.members.shape
    if classes < 2:
        return
    rows = np.arange(replicas)
    now = _log_sizes(found.members, state.alpha)
    for _ in range(EXCHANGES):
        one = generator.integers(0, classes, size=(replicas,))
        away = generator.integers(1, classes, size=(replicas,))
        other = np.mod(one + away, classes)
        turned = found.members.copy()
        turned[rows, one] = found.members[rows, other]
        turned[rows, other] = found.members[rows, one]
        then = _log_sizes(turned, state.alpha)
        taken = -generator.standard_exponential(replicas) < then - now
        now = np.where(taken, then, now)
        found.members[taken] = turned[taken]
        row = np.flatnonzero(taken)
        a, b = one[row], other[row]
        kept = found.listed[row, a]
        found.listed[row, a] = found.listed[row, b]
        found.listed[row, b] = kept
        was = state.loose[taken]
        state.loose[taken] = np.where(was == a, b, np.where(was == b, a, was))


def draw_alpha(found: Members, state: State, generator: np.random.Generator) -> None:
    """Draw alpha given the class sizes, sticks integrated out: two Metropolis steps."""
    now = _log_alpha(found.members, state.alpha)
    for width in (0.5, 2.0):
        tried = state.alpha + width * generator.standard_normal(len(state.alpha))
        then = _log_alpha(found.members, tried)
        taken = -generator.standard_exponential(len(now)) < then - now
        now = np.where(taken, then, now)
        state.alpha = np.where(taken, tried, state.alpha)


def _log_alpha(members: _Array, alpha: _Array) -> _Array:
    """Log-density of log alpha given the class sizes, up to a constant."""
    prior = ALPHA_SHAPE * alpha - ALPHA_RATE * np.exp(alpha)
    return prior + _log_sizes(members, alpha)


def draw_parameters(
    found: Members, shapes: _Array, state: State, generator: np.random.Generator
) -> None:
    """Draw sticks and rates given who is in which class.

    Args:
        found: Who is in which class.
        shapes: Of the prior of the loose class's rates, shape (replicas, 2, lists).
        state: Is changed.
        generator: Randomness.
    """
    reach = np.cumsum(found.members[:, ::-1], axis=1)[:, ::-1]
    rate = np.exp(state.alpha)[:, None]
    state.stick, state.rest = log_small_beta_draws(
        generator, 1 + found.members[:, :-1], rate + reach[:, 1:]
    )
    missed = found.members[:, :, None] - found.listed
    state.on, state.off = log_beta_draws(generator, 1 + found.listed, 1 + missed)
    if not (shapes == 1).all():
        row = np.arange(len(missed))
        state.on[row, state.loose], state.off[row, state.loose] = log_small_beta_draws(
            generator,
            shapes[:, 0] + found.listed[row, state.loose],
            shapes[:, 1] + missed[row, state.loose],
        )

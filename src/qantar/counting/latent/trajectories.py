"""Hamiltonian moves of rates and weights, with persons and classes integrated out.

Gibbs sampling moves N by little, because everybody's class and everybody unlisted is
drawn given the old parameters. The probability of the seen cells alone, given that a
person is listed, has no such memory; its gradient is a difference of expected counts
(Fisher's identity), so that Hamiltonian dynamics cost no more than a round of Gibbs
(Neal 2011, "MCMC using Hamiltonian dynamics", sections 3 and 5).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qantar.counting.latent.model import LatentModel
from qantar.counting.latent.state import State, log_listed, shares

__all__ = ["Pace", "travel"]

_Array = NDArray[np.float64]

TARGET = 0.65
"""Share of accepted moves that is aimed at (Neal 2011, section 4.4)."""

JITTER = 0.3


@dataclass(slots=True)
class Pace:
    """How far a move goes: steps of ``length``, and how many."""

    length: float
    steps: int

    def adapt(self, accepted: float, rounds: int) -> None:
        """Longer after many accepted moves, shorter after few; less and less."""
        self.length *= float(np.exp((accepted - TARGET) / (1 + 0.05 * rounds)))


@dataclass(slots=True)
class _Place:
    """A place in unbounded coordinates: log-density, its gradient, the state there."""

    density: _Array
    rates: _Array
    sticks: _Array
    state: State


def _at(
    model: LatentModel, rates: _Array, sticks: _Array, old: State, prior: _Array
) -> _Place:
    """Density and gradient at log-odds of rates and sticks, Jacobian included."""
    state = State(
        on=-np.logaddexp(0, -rates),
        off=-np.logaddexp(0, rates),
        stick=-np.logaddexp(0, -sticks),
        rest=-np.logaddexp(0, sticks),
        alpha=old.alpha,
        loose=old.loose,
    )
    chances, logs = shares(model.cells, state.on, state.off, state.weights())
    seen = log_listed(logs[:, 0])
    density = logs[:, 1:] @ model.counts - model.persons * seen
    rate = np.exp(old.alpha)[:, None]
    both = prior.sum(axis=1)
    density += (prior[:, 0] * state.on + prior[:, 1] * state.off).sum(axis=(1, 2))
    density += (state.stick + rate * state.rest).sum(axis=1)
    expected = np.empty(logs.shape)
    expected[:, 0] = model.persons * np.exp(logs[:, 0] - seen)
    expected[:, 1:] = model.counts
    chances *= expected[:, :, None]
    members = chances.sum(axis=1)
    listed = np.matmul(chances.transpose(0, 2, 1), model.cells)
    reach = np.cumsum(members[:, ::-1], axis=1)[:, ::-1]
    return _Place(
        density=density,
        rates=prior[:, 0] + listed - (both + members[:, :, None]) * np.exp(state.on),
        sticks=1 + members[:, :-1] - (1 + rate + reach[:, :-1]) * np.exp(state.stick),
        state=state,
    )


def travel(
    model: LatentModel,
    state: State,
    shapes: _Array,
    pace: Pace,
    generator: np.random.Generator,
) -> tuple[State, NDArray[np.bool_]]:
    """Move states, alpha fixed.

    Args:
        model: The model.
        state: Where the replicas are.
        shapes: Of the prior of the loose class's rates, shape (replicas, 2, lists).
        pace: How far.
        generator: Randomness.

    Returns:
        The states afterwards, and which of them moved.
    """
    row, classes, lists = np.arange(len(state.on)), *state.on.shape[1:]
    prior = np.ones((len(row), 2, classes, lists))
    prior[row, :, state.loose] = shapes
    rates, sticks = state.on - state.off, state.stick - state.rest
    here = place = _at(model, rates, sticks, state, prior)
    speed = generator.standard_normal(rates.shape)
    turn = generator.standard_normal(sticks.shape)
    before = here.density - _energy(speed, turn)
    step = pace.length * np.exp(JITTER * generator.standard_normal((len(rates), 1)))
    speed += step[:, :, None] / 2 * place.rates
    turn += step / 2 * place.sticks
    for taken in range(pace.steps):
        rates = rates + step[:, :, None] * speed
        sticks = sticks + step * turn
        place = _at(model, rates, sticks, state, prior)
        share = 0.5 if taken == pace.steps - 1 else 1.0
        speed += share * step[:, :, None] * place.rates
        turn += share * step * place.sticks
    # A path that went astray has no finite energy, and is not taken.
    with np.errstate(over="ignore", invalid="ignore"):
        gain = place.density - _energy(speed, turn) - before
    moved = -generator.standard_exponential(len(gain)) < gain
    return _chosen(moved, place.state, state), moved


def _energy(speed: _Array, turn: _Array) -> _Array:
    with np.errstate(over="ignore"):
        found: _Array = ((speed**2).sum(axis=(1, 2)) + (turn**2).sum(axis=1)) / 2
    return found


def _chosen(moved: NDArray[np.bool_], new: State, old: State) -> State:
    row = moved[:, None]
    return State(
        on=np.where(row[:, :, None], new.on, old.on),
        off=np.where(row[:, :, None], new.off, old.off),
        stick=np.where(row, new.stick, old.stick),
        rest=np.where(row, new.rest, old.rest),
        alpha=old.alpha,
        loose=old.loose,
    )

"""The rungs of each chain, and the exchange of states between neighbours."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qantar.counting.latent.model import log_listings
from qantar.counting.latent.state import Members, State

__all__ = ["Ladder"]

_Array = NDArray[np.float64]
_Index = NDArray[np.int64]


class Ladder:
    """Chains of rungs, laid side by side: replica ``chain * rungs + rung``.

    On every rung one class, the loose one, has a prior of its own; the coldest rung's is
    the model's. There the loose class is any class, and says nothing.

    Attributes:
        rungs: Rungs of each chain.
        cold: Replicas that are on the coldest rung, the model itself.
        shapes: Of the prior of the loose class's rates, shape (replicas, 2, lists).
        trips: How often a state came from a hottest rung to the coldest.
    """

    def __init__(self, shapes: _Array, cold: int, chains: int) -> None:
        self.rungs = len(shapes)
        self.cold = slice(cold, None, self.rungs)
        self.shapes: _Array = np.tile(shapes, (chains, 1, 1))
        self.trips = 0
        self._hot = np.zeros(chains * self.rungs, dtype=bool)
        self._tried = np.zeros(self.rungs)
        self._taken = np.zeros(self.rungs)

    def choose(
        self, found: Members, state: State, generator: np.random.Generator
    ) -> None:
        """Draw anew which class is the loose one, rates integrated out."""
        row, label = np.nonzero(found.members > 0)
        fit = np.zeros(found.members.shape)
        fit[row, label] = _fit(found, row, label, self.shapes[row])
        gumbel = -np.log(generator.standard_exponential(fit.shape))
        state.loose = (fit + gumbel).argmax(axis=1)

    def exchange(
        self, found: Members, state: State, turn: int, generator: np.random.Generator
    ) -> None:
        """Let neighbours change places, by Metropolis's rule, rates integrated out.

        Args:
            found: Who is in which class; is changed.
            state: Its alpha and loose class go with the classes; rates and sticks must
                be drawn anew.
            turn: Even rounds pair rungs 0 and 1, 2 and 3; odd rounds 1 and 2, ....
            generator: Randomness.
        """
        if self.rungs < 2:
            return
        rung = np.arange(len(self.shapes)) % self.rungs
        cold = np.flatnonzero((rung % 2 == turn % 2) & (rung < self.rungs - 1))
        gain = self._gain(found, state, cold, 1) + self._gain(
            found, state, cold + 1, -1
        )
        taken = -generator.standard_exponential(len(cold)) < gain
        np.add.at(self._tried, rung[cold], 1)
        np.add.at(self._taken, rung[cold], np.exp(np.minimum(gain, 0)))
        both = np.concatenate([cold[taken], cold[taken] + 1])
        turned = np.concatenate([cold[taken] + 1, cold[taken]])
        for values in (found.members, found.listed, found.unlisted, state.alpha):
            values[both] = values[turned]
        for labels in (state.loose, self._hot):
            labels[both] = labels[turned]
        self._hot[:: self.rungs] = True
        self._hot[self.rungs - 1 :: self.rungs] = True
        self.trips += int(self._hot[self.cold].sum())
        self._hot[self.cold] = False

    def _gain(self, found: Members, state: State, rows: _Index, to: int) -> _Array:
        """How much better loose classes fit the neighbour's prior than their own."""
        label = state.loose[rows]
        there = _fit(found, rows, label, self.shapes[rows + to])
        gain: _Array = there - _fit(found, rows, label, self.shapes[rows])
        return np.where(found.members[rows, label] > 0, gain, 0.0)

    def snapshot(self) -> dict[str, NDArray[np.generic]]:
        """What it has seen so far, as plain arrays."""
        return {
            "trips": np.array(self.trips),
            "hot": self._hot,
            "tried": self._tried,
            "taken": self._taken,
        }

    def resume(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Go back to where a snapshot was taken."""
        self.trips = int(arrays["trips"])
        self._hot = arrays["hot"].copy()
        self._tried, self._taken = arrays["tried"].copy(), arrays["taken"].copy()

    @property
    def accepted(self) -> _Array:
        """Mean probability of an exchange between each pair of neighbours."""
        found: _Array = self._taken[:-1] / np.maximum(self._tried[:-1], 1)
        return found


def _fit(found: Members, row: _Index, label: _Index, shapes: _Array) -> _Array:
    """How well classes fit a prior of their rates, against that of the model."""
    members, listed = found.members[row, label], found.listed[row, label]
    flat = log_listings(listed, members, np.ones(shapes.shape))
    return log_listings(listed, members, shapes) - flat

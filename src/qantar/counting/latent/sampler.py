"""The sampler: chains from far apart, each with its rungs, run side by side.

Each chain is a ladder of replicas. A round draws classes, labels, alpha and parameters
on every rung, lets neighbours on a ladder exchange states in alternation of odd and even
pairs (Syed, Bouchard-Cote, Deligiannidis, Doucet 2022, "Non-reversible parallel
tempering", JRSS B 84: 321-350), and moves the coldest and the hottest rungs along
Hamiltonian paths. Only
the coldest rung, the model itself, is kept.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qantar.counting.latent.gibbs import (
    allocate,
    draw_alpha,
    draw_parameters,
    exchange_labels,
)
from qantar.counting.latent.ladder import Ladder
from qantar.counting.latent.model import LatentModel
from qantar.counting.latent.priors import log_ratios
from qantar.counting.latent.state import Members, State, start
from qantar.counting.latent.trajectories import Pace, travel

__all__ = ["Kept", "Sampler"]

_Array = NDArray[np.float64]

ADAPT = 400
"""Rounds in which the length of paths is adapted; they are never kept."""

STATE = ("on", "off", "stick", "rest", "alpha", "loose")

THIN = 10
SMALL = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of the coldest rung.

    Attributes:
        totals: N of each round, shape (rounds, chains).
        occupied: Classes that hold anybody, same shape.
        ratios: Logarithms of what other priors would weigh each draw with, shape
            (rounds, chains, priors).
        weights: Log-weights of every tenth round, shape (kept, chains, classes).
        on: Log-rates of every tenth round, shape (kept, chains, classes, lists).
    """

    totals: _Array
    occupied: _Array
    ratios: _Array
    weights: _Array
    on: _Array


class Sampler:
    """Several chains of one model; ``run`` goes on from where they are.

    ``snapshot`` and ``resume`` put it away and bring it back, its generator included:
    the draws are the same as without a pause.
    """

    def __init__(
        self, model: LatentModel, *, chains: int, generator: np.random.Generator
    ) -> None:
        self.model = model
        self.chains = chains
        self.rounds = 0
        self._generator = generator
        self._ladder = Ladder(model.rungs, model.cold, chains)
        self._state = start(model, chains, generator)
        small = len(model.cells) * model.classes < SMALL
        self._pace = Pace(length=0.03, steps=32 if small else 8)
        self._every = 1 if small else 4
        rung = np.arange(chains * len(model.rungs)) % len(model.rungs)
        # The coldest for N, the hottest so that a loose class grows in one go.
        ends = (0, model.cold, len(model.rungs) - 1)
        self._moving = np.flatnonzero(np.isin(rung, ends))
        self._rows: list[tuple[_Array, _Array, _Array]] = []
        self._points: list[tuple[_Array, _Array]] = []

    def run(self, rounds: int) -> "Sampler":
        """Go on for some rounds; returns itself, so that it can be sent to a thread."""
        for _ in range(rounds):
            self._round()
        return self

    def _round(self) -> None:
        state, generator = self._state, self._generator
        found = allocate(self.model, state, generator)
        exchange_labels(found, state, generator)
        draw_alpha(found, state, generator)
        self._keep(found, state)
        self._ladder.choose(found, state, generator)
        self._ladder.exchange(found, state, self.rounds, generator)
        draw_parameters(found, self._ladder.shapes, state, generator)
        if self.rounds % self._every == 0:
            self._move()
        if self.rounds % THIN == 0:
            cold = self._ladder.cold
            self._points.append((state.weights()[cold], state.on[cold].copy()))
        self.rounds += 1

    def _move(self) -> None:
        state = self._state
        rows = self._moving
        part = State(
            on=state.on[rows],
            off=state.off[rows],
            stick=state.stick[rows],
            rest=state.rest[rows],
            alpha=state.alpha[rows],
            loose=state.loose[rows],
        )
        part, moved = travel(
            self.model, part, self._ladder.shapes[rows], self._pace, self._generator
        )
        state.on[rows], state.off[rows] = part.on, part.off
        state.stick[rows], state.rest[rows] = part.stick, part.rest
        if self.rounds < ADAPT:
            self._pace.adapt(float(moved.mean()), self.rounds)

    def _keep(self, found: Members, state: State) -> None:
        cold = self._ladder.cold
        members = found.members[cold]
        totals = self.model.persons + found.unlisted[cold]
        ratios = log_ratios(members, found.listed[cold], state.alpha[cold], totals)
        self._rows.append((totals, (members > 0).sum(axis=1).astype(float), ratios))

    @property
    def trips(self) -> float:
        """Journeys of a replica from the hottest rung to the coldest, a chain."""
        return self._ladder.trips / self.chains

    def kept(self) -> Kept:
        """The second two thirds of what was drawn; the first third is forgotten."""
        begin = max(self.rounds // 3, min(ADAPT, self.rounds // 2))
        rows = self._rows[begin:]
        points = self._points[min(begin // THIN + 1, len(self._points) - 1) :]
        return Kept(
            totals=np.array([row[0] for row in rows]),
            occupied=np.array([row[1] for row in rows]),
            ratios=np.array([row[2] for row in rows]),
            weights=np.array([point[0] for point in points]),
            on=np.array([point[1] for point in points]),
        )

    def snapshot(self) -> dict[str, NDArray[np.generic]]:
        """All that is needed to go on, as plain arrays."""
        state, ladder = self._state, self._ladder
        return {
            "rounds": np.array(self.rounds),
            "pace": np.array(self._pace.length),
            "generator": np.array(json.dumps(self._generator.bit_generator.state)),
            **{name: getattr(state, name) for name in STATE},
            **ladder.snapshot(),
            **{f"row{k}": np.array([r[k] for r in self._rows]) for k in range(3)},
            **{f"point{k}": np.array([p[k] for p in self._points]) for k in range(2)},
        }

    def resume(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Go back to where a snapshot was taken."""
        self.rounds = int(arrays["rounds"])
        self._pace.length = float(arrays["pace"])
        self._generator.bit_generator.state = json.loads(str(arrays["generator"]))
        self._state = State(**{name: arrays[name].copy() for name in STATE})
        self._ladder.resume(arrays)
        rows = zip(*(arrays[f"row{k}"] for k in range(3)), strict=True)
        self._rows = [(totals, held, ratios) for totals, held, ratios in rows]
        points = zip(*(arrays[f"point{k}"] for k in range(2)), strict=True)
        self._points = [(weights, on) for weights, on in points]

"""Log-linear models: the best by BIC of all that have an estimate.

Silverman, Chan, Vincent 2024, "Bootstrapping multiple systems estimates to account for
model selection" (Statistics and Computing 34: 44): all hierarchical models of up to five
lists are compared; with more, the search goes downhill from the best model without
interactions of three lists that it can reach, adding or taking out one term at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qantar.counting.existence import Existence, existence
from qantar.counting.fitting import fit
from qantar.counting.models import (
    Model,
    hierarchical_models,
    independence,
    neighbours,
)
from qantar.counting.overlaps import Overlaps

__all__ = ["LogLinear", "Selector", "comparable", "fit_model", "select"]

_Array = NDArray[np.float64]

ALL_MODELS = 5
MOST_LISTS = 8
BATCH = 3_000_000
"""Numbers held at once for the information matrices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLinear:
    """A fitted log-linear model.

    Attributes:
        model: Its terms.
        total: Estimated persons, those on no list included.
        error: Standard error of ``total``, given the model; after Sandland, Cormack 1984.
        deviance: Of the observed cells.
        bic: Deviance plus log of the persons seen for each parameter.
        state: Whether the model has an estimate.
        tried: How many models were compared; 0 if a search looked for them.
    """

    model: Model
    total: float
    error: float
    deviance: float
    bic: float
    state: Existence
    tried: int = 1


def fit_model(table: _Array, model: Model) -> LogLinear:
    """Fit one model.

    Args:
        table: Counts of all 2^lists cells, shape (2^lists,).
        model: Any hierarchical model.
    """
    found = fit(table[None, :], np.array([model]))
    return _answer(
        table,
        model,
        missing=found.missing[0],
        spread=found.spread[0],
        deviance=found.deviance[0],
        parameters=found.parameters[0],
    )


def _answer(
    table: _Array,
    model: Model,
    *,
    missing: float,
    spread: float,
    deviance: float,
    parameters: float,
) -> LogLinear:
    persons = table[1:].sum()
    return LogLinear(
        model=model,
        total=float(persons + missing),
        error=float(np.sqrt(missing + missing**2 * max(spread, 0.0))),
        deviance=float(deviance),
        bic=float(deviance + np.log(persons) * parameters),
        state=existence(table, model),
    )


class Selector:
    """Chooses the best model by BIC on many tables of the same lists.

    Whether a model has an estimate depends only on which cells are empty, so that what
    was once found out is kept.
    """

    def __init__(
        self, lists: int, *, order: int | None = None, models: Sequence[Model] = ()
    ) -> None:
        self.lists = lists
        self.order = order or (lists - 1 if lists <= ALL_MODELS else 3)
        self.models = tuple(models)
        if lists <= ALL_MODELS and not models:
            self.models = hierarchical_models(lists, self.order)
        self._states: dict[tuple[bytes, Model], Existence] = {}

    def totals(self, tables: _Array) -> tuple[_Array, list[Model]]:
        """Estimated persons by the best model of each table; NaN where none has any.

        Args:
            tables: Shape (tables, 2^lists).
        """
        if not self.models:
            found = [self._downhill(table) for table in tables]
            return np.array([total for total, _ in found]), [m for _, m in found]
        models = self.models
        bic, missing = self._scores(tables, models)
        chosen = [self._first(t, b, models) for t, b in zip(tables, bic, strict=True)]
        totals = [
            t[1:].sum() + (m[k] if k >= 0 else np.nan)
            for t, m, k in zip(tables, missing, chosen, strict=True)
        ]
        return np.array(totals), [models[k] if k >= 0 else () for k in chosen]

    def narrowed(self, table: _Array, best: int) -> "Selector":
        """A selector among the models that are best on one table, to bootstrap faster.

        Silverman, Chan and Vincent (2024, section 4) find that a few dozen suffice.
        """
        if not self.models:
            return self
        bic, _ = self._scores(table[None, :], self.models)
        kept = np.argsort(bic[0], kind="stable")[:best]
        return Selector(
            self.lists, order=self.order, models=[self.models[k] for k in kept]
        )

    def _scores(
        self, tables: _Array, models: tuple[Model, ...]
    ) -> tuple[_Array, _Array]:
        bic = np.empty((len(tables), len(models)))
        missing = np.empty_like(bic)
        logs = np.log(tables[:, 1:].sum(axis=1))[:, None]
        sizes = np.array([len(model) for model in models])
        for size in np.unique(sizes):
            where = np.flatnonzero(sizes == size)
            terms = np.array([models[k] for k in where])
            step = max(1, BATCH // (len(where) * size * size))
            for start in range(0, len(tables), step):
                part = tables[start : start + step]
                found = fit(part, terms)
                shape = (len(part), len(where))
                score = found.deviance.reshape(shape)
                score = score + logs[start : start + step] * found.parameters.reshape(
                    shape
                )
                bic[start : start + step, where] = score
                missing[start : start + step, where] = found.missing.reshape(shape)
        return bic, missing

    def _first(self, table: _Array, bic: _Array, models: tuple[Model, ...]) -> int:
        for k in np.argsort(bic, kind="stable"):
            if self._state(table, models[k]) is Existence.ESTIMABLE:
                return int(k)
        return -1

    def _state(self, table: _Array, model: Model) -> Existence:
        key = ((table > 0).tobytes(), model)
        if key not in self._states:
            self._states[key] = existence(table, model)
        return self._states[key]

    def _downhill(self, table: _Array) -> tuple[float, Model]:
        model = independence(self.lists)
        bic, missing = self._scores(table[None, :], (model,))
        best, total = bic[0, 0], missing[0, 0]
        if self._state(table, model) is not Existence.ESTIMABLE:
            return float("nan"), ()
        while True:
            near = neighbours(model, self.lists, self.order)
            bic, missing = self._scores(table[None, :], near)
            k = self._first(table, bic[0], near)
            if k < 0 or bic[0, k] >= best - 1e-9:
                return float(table[1:].sum() + total), model
            model, best, total = near[k], bic[0, k], missing[0, k]


def comparable(overlaps: Overlaps) -> Overlaps:
    """Overlaps that log-linear models can be compared on in a reasonable time.

    Up to eight lists as they are; of more, the smallest are taken as one, so that five
    are left and all models can be compared.
    """
    if len(overlaps.lists) <= MOST_LISTS:
        return overlaps
    return overlaps.merged(ALL_MODELS)


def select(table: _Array, selector: Selector) -> LogLinear | None:
    """The best model by BIC, or ``None`` if no model has an estimate."""
    _, chosen = selector.totals(table[None, :])
    if not chosen[0]:
        return None
    found = fit_model(table, chosen[0])
    return LogLinear(
        **{
            name: getattr(found, name)
            for name in ("model", "total", "error", "deviance", "bic", "state")
        },
        tried=len(selector.models),
    )

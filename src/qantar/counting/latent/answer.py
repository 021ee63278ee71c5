"""Run chains until they agree, and say what they say, or that they do not agree."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from qantar.counting.combining import Replicate, replicate_of
from qantar.counting.diagnostics import (
    bulk_ess,
    quantile_error,
    split_r_hat,
    tail_ess,
)
from qantar.counting.latent.keeping import restored
from qantar.counting.latent.model import LatentModel
from qantar.counting.latent.predictive import Check, predictive_checks
from qantar.counting.latent.priors import PRIORS, Reweighted, reweighted
from qantar.counting.latent.sampler import Sampler
from qantar.counting.overlaps import Overlaps

__all__ = ["LatentOptions", "LatentPosterior", "latent_posterior", "samplers"]

_Array = NDArray[np.float64]

Report = Callable[[int, int], None]
Mapper = Callable[[Callable[[Sampler], Sampler], list[Sampler]], Iterable[Sampler]]

AGREE = 1.05
"""Largest split R-hat of chains that agree."""

ENOUGH = 200.0
"""Fewest effective draws, of the middle and of the tails, for an answer."""

GOOD_AGREE, GOOD = 1.01, 1000.0
"""Where sampling stops before its end (Vehtari et al. 2021 ask for 1.01 and 400)."""

GROUPS = 2
"""Groups of chains with rungs, each with a generator: what may run at the same time."""

REPLICAS = 24
FEWEST_CHAINS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class LatentOptions:
    """How long to sample.

    Attributes:
        rounds: Most rounds.
        block: Rounds between looks at whether the chains agree.
        classes: Most classes; from the number of lists if not given.
        mapper: Runs the groups of chains: ``map``, or that of a pool of threads. The
            draws are the same either way.
        report: Is told rounds done and most rounds.
        save: Is given the samplers after each block, to keep them.
        stored: What ``save`` kept in an earlier run, to go on from.
    """

    rounds: int = 6000
    block: int = 250
    classes: int | None = None
    mapper: Mapper = field(default=map)
    report: Report | None = None
    save: Callable[[list[Sampler]], None] | None = None
    stored: Mapping[str, NDArray[np.generic]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LatentPosterior:
    """The posterior of N under the latent-class model.

    Attributes:
        mean: Posterior mean of N.
        median: Posterior median.
        lower: 2.5% quantile.
        upper: 97.5% quantile.
        errors: Monte Carlo standard errors of lower end, median and upper end.
        r_hat: Rank-normalised split R-hat of N.
        bulk: Effective draws for the middle of the distribution.
        tail: Effective draws for its tails.
        chains: Mean of each chain.
        occupied: Mean number of classes that hold anybody.
        occupied_r_hat: Split R-hat of that number.
        rounds: Rounds that were sampled.
        trips: Journeys of a state from the hottest rung to the coldest, a chain.
        checks: The table beside tables drawn from the posterior.
        priors: Quantiles of N under other priors, by name.
        histogram: Edges (one more) and shares of N for a picture.
        replicate: What is needed to combine it with other tables of the same persons.
    """

    mean: float
    median: float
    lower: float
    upper: float
    errors: tuple[float, float, float]
    r_hat: float
    bulk: float
    tail: float
    chains: tuple[float, ...]
    occupied: float
    occupied_r_hat: float
    rounds: int
    trips: float
    checks: tuple[Check, ...]
    priors: tuple[tuple[str, Reweighted], ...]
    histogram: tuple[tuple[float, ...], tuple[float, ...]]
    replicate: Replicate

    @property
    def converged(self) -> bool:
        """Whether the chains agree, with enough effective draws."""
        return self.r_hat <= AGREE and min(self.bulk, self.tail) >= ENOUGH


def samplers(
    model: LatentModel, generator: np.random.Generator, *, chains: int | None = None
) -> list[Sampler]:
    """Groups of chains from starts far apart, none of them run yet.

    Args:
        model: The model.
        generator: Is split, one for each group.
        chains: All chains together; as many as keep the arrays worth their while, and
            at least eight, if not given.
    """
    chains = chains or max(FEWEST_CHAINS, REPLICAS // len(model.rungs))
    # Without rungs all chains together are too few numbers to be worth a second group.
    groups = GROUPS if len(model.rungs) > 1 else 1
    return [
        Sampler(model, chains=chains // groups, generator=child)
        for child in generator.spawn(groups)
    ]


def latent_posterior(
    overlaps: Overlaps,
    *,
    generator: np.random.Generator,
    options: LatentOptions | None = None,
) -> LatentPosterior:
    """Sample until the chains agree well, or the rounds are used up.

    Look at ``converged`` before anything else.

    Args:
        overlaps: Who is on which lists.
        generator: Randomness.
        options: How long to sample.
    """
    options = options or LatentOptions()
    model = LatentModel.of(overlaps, classes=options.classes)
    groups = samplers(model, generator)
    if options.stored:
        groups = restored(model, options.stored, samplers=groups)
    while True:
        rounds = groups[0].rounds
        if rounds >= options.block and _good(_totals(groups)):
            break
        if rounds >= options.rounds:
            break
        block = min(options.block, options.rounds - rounds)
        groups = list(options.mapper(partial(_run, block), groups))
        if options.report:
            options.report(groups[0].rounds, options.rounds)
        if options.save:
            options.save(groups)
    return _posterior(model, groups, generator)


def _run(rounds: int, group: Sampler) -> Sampler:
    return group.run(rounds)


def _totals(groups: list[Sampler]) -> _Array:
    return np.concatenate([group.kept().totals for group in groups], axis=1)


def _good(totals: _Array) -> bool:
    return (
        split_r_hat(totals) <= GOOD_AGREE
        and min(bulk_ess(totals), tail_ess(totals)) >= GOOD
    )


def _posterior(
    model: LatentModel, groups: list[Sampler], generator: np.random.Generator
) -> LatentPosterior:
    kept = [group.kept() for group in groups]
    totals = np.concatenate([each.totals for each in kept], axis=1)
    occupied = np.concatenate([each.occupied for each in kept], axis=1)
    ratios = np.concatenate([each.ratios for each in kept], axis=1)
    weights = np.concatenate([_flat(each.weights) for each in kept])
    on = np.concatenate([_flat(each.on) for each in kept])
    lower, median, upper = np.quantile(totals, (0.025, 0.5, 0.975))
    return LatentPosterior(
        mean=float(totals.mean()),
        median=float(median),
        lower=float(lower),
        upper=float(upper),
        errors=(
            quantile_error(totals, 0.025),
            quantile_error(totals, 0.5),
            quantile_error(totals, 0.975),
        ),
        r_hat=split_r_hat(totals),
        bulk=bulk_ess(totals),
        tail=tail_ess(totals),
        chains=tuple(totals.mean(axis=0).tolist()),
        occupied=float(occupied.mean()),
        occupied_r_hat=split_r_hat(occupied),
        rounds=groups[0].rounds,
        trips=sum(group.trips for group in groups) / len(groups),
        checks=predictive_checks(model, weights, on, generator),
        priors=tuple(
            (name, reweighted(totals, ratios[:, :, k])) for k, name in enumerate(PRIORS)
        ),
        histogram=_histogram(totals),
        replicate=replicate_of(model.persons, totals),
    )


def _flat(values: _Array) -> _Array:
    return values.reshape(-1, *values.shape[2:])


def _histogram(totals: _Array) -> tuple[tuple[float, ...], tuple[float, ...]]:
    low, high = np.quantile(totals, (0.0005, 0.9975))
    counts, edges = np.histogram(totals, bins=48, range=(low, max(high, low + 48)))
    return tuple(edges.tolist()), tuple((counts / totals.size).tolist())

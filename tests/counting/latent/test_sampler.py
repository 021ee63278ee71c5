"""The sampler of latent classes: right where exact sums are possible, and repeatable."""

from itertools import product

import numpy as np
import pytest

from qantar.counting import LatentOptions, Overlaps, latent_posterior
from qantar.counting.latent import LatentModel, Sampler, restored, samplers, stored
from qantar.counting.latent.model import ALPHA_RATE, ALPHA_SHAPE
from qantar.counting.special import log_gamma
from qantar.errors import InputError

SMALL = Overlaps(lists=("A", "B", "C"), cells=((1, 2), (3, 2), (4, 1), (7, 2)))
MOST = 60
"""Most unlisted that are summed over; the sampler's draws beyond are left out too."""


def exact_unlisted(overlaps: Overlaps) -> np.ndarray:
    """Posterior of 0, 1, ... unlisted with two classes: a sum over who is where."""
    masks = [cell for cell, _ in overlaps.cells]
    counts = [count for _, count in overlaps.cells]
    on = np.array([[mask >> j & 1 for j in range(3)] for mask in masks])
    log_alpha = np.linspace(-60, 8, 1500)
    prior = ALPHA_SHAPE * log_alpha - ALPHA_RATE * np.exp(log_alpha)
    a, b = np.meshgrid(np.arange(MOST + 1.0), np.arange(MOST + 1.0), indexing="ij")
    found = np.full(MOST + 1, -np.inf)
    cache: dict[tuple[int, int], float] = {}
    for seats in product(*(range(count + 1) for count in counts)):
        first = np.array(seats)
        second = np.array(counts) - first
        ways = -(log_gamma(first + 1.0) + log_gamma(second + 1.0)).sum()
        logs = ways + log_gamma(a + b + sum(counts)) - log_gamma(a + 1)
        logs = logs - log_gamma(b + 1)
        for people, unlisted in ((first, a), (second, b)):
            size = people.sum() + unlisted
            for listed in people @ on:
                logs = logs + log_gamma(np.float64(listed) + 1 + 0 * size)
                logs = logs + log_gamma(size - listed + 1) - log_gamma(size + 2)
        logs = logs + sizes(first.sum() + a, second.sum() + b, log_alpha, prior, cache)
        for total in range(MOST + 1):
            part = logs[a + b == total]
            found[total] = np.logaddexp(found[total], np.logaddexp.reduce(part))
    weights = np.exp(found - found.max())
    return np.asarray(weights / weights.sum())


def sizes(
    one: np.ndarray,
    other: np.ndarray,
    log_alpha: np.ndarray,
    prior: np.ndarray,
    cache: dict[tuple[int, int], float],
) -> np.ndarray:
    """Log-probability of two class sizes, stick and alpha integrated out."""
    found = np.empty(one.shape)
    rate = np.exp(log_alpha)
    for place in np.ndindex(one.shape):
        key = (int(one[place]), int(other[place]))
        if key not in cache:
            stick = log_alpha + log_gamma(np.array([1.0 + key[0]]))
            stick = stick + log_gamma(rate + key[1])
            stick = stick - log_gamma(1 + rate + key[0] + key[1])
            cache[key] = float(np.logaddexp.reduce(prior + stick))
        found[place] = cache[key]
    return found


def drawn_unlisted(model: LatentModel, *, chains: int, rounds: int) -> np.ndarray:
    sampler = Sampler(model, chains=chains, generator=np.random.default_rng(5))
    return sampler.run(rounds).kept().totals - model.persons


@pytest.mark.parametrize("rungs", [0, 1])
def test_draws_have_the_exact_distribution(rungs: int) -> None:
    model = LatentModel.of(SMALL, classes=2, rungs=rungs)
    exact = np.cumsum(exact_unlisted(SMALL))

    drawn = drawn_unlisted(model, chains=30, rounds=900)

    drawn = drawn[drawn <= MOST]
    for unlisted in (0, 1, 3, 7, 15):
        assert (drawn <= unlisted).mean() == pytest.approx(exact[unlisted], abs=0.025)


def test_a_stored_run_goes_on_as_if_never_stopped() -> None:
    model = LatentModel.of(SMALL, classes=3, rungs=1)
    whole = samplers(model, np.random.default_rng(2), chains=4)
    for sampler in whole:
        sampler.run(60)
    begun = samplers(model, np.random.default_rng(2), chains=4)
    for sampler in begun:
        sampler.run(25)

    fresh = samplers(model, np.random.default_rng(99), chains=4)
    going = restored(model, stored(begun), samplers=fresh)
    for sampler in going:
        sampler.run(35)

    for one, other in zip(whole, going, strict=True):
        assert np.array_equal(one.kept().totals, other.kept().totals)


def test_chains_of_another_table_are_refused() -> None:
    model = LatentModel.of(SMALL, classes=3)
    other = LatentModel.of(
        Overlaps(lists=("A", "B", "C"), cells=((1, 5), (3, 2))), classes=3
    )
    begun = stored(samplers(other, np.random.default_rng(1), chains=2))

    with pytest.raises(InputError, match="another table"):
        restored(model, begun, samplers=samplers(model, np.random.default_rng(1)))


def test_the_order_of_workers_changes_nothing() -> None:
    def backwards(run, groups):  # type: ignore[no-untyped-def]
        return [run(group) for group in reversed(groups)][::-1]

    wide = Overlaps(
        lists=tuple("ABCDEFGH"),
        cells=tuple(sorted([(3, 1000), *((1 << j, 30) for j in range(8))])),
    )
    one, other = (
        latent_posterior(
            wide,
            generator=np.random.default_rng(3),
            options=LatentOptions(rounds=20, block=10, mapper=mapper),
        )
        for mapper in (map, backwards)
    )

    assert one.chains == other.chains


def test_cost_does_not_grow_with_persons() -> None:
    small, large = (
        LatentModel.of(Overlaps(lists=("A", "B"), cells=((1, n), (2, n), (3, n))))
        for n in (5, 500_000)
    )

    assert small.cells.shape == large.cells.shape


def test_cells_are_sorted_whatever_their_width() -> None:
    wide = Overlaps(
        lists=tuple(f"L{j}" for j in range(60)), cells=((1, 3), (1 << 59, 2))
    )

    assert LatentModel.of(wide).cells[2].tolist() == [0.0] * 59 + [1.0]

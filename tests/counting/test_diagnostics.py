"""Diagnostics of chains, on chains whose truth is known."""

import numpy as np
import pytest

from qantar.counting.diagnostics import (
    bulk_ess,
    quantile_error,
    split_r_hat,
    tail_ess,
)

GENERATOR = np.random.default_rng(4)
INDEPENDENT = GENERATOR.standard_normal((1000, 4))


def test_independent_draws_are_worth_their_number() -> None:
    assert split_r_hat(INDEPENDENT) == pytest.approx(1, abs=0.01)
    assert bulk_ess(INDEPENDENT) == pytest.approx(4000, rel=0.15)
    assert tail_ess(INDEPENDENT) == pytest.approx(4000, rel=0.2)


def test_a_chain_elsewhere_is_seen() -> None:
    moved = INDEPENDENT + np.array([0, 0, 0, 2.0])

    assert split_r_hat(moved) > 1.2
    assert bulk_ess(moved) < 50


def test_a_chain_that_is_only_wider_is_seen() -> None:
    wider = INDEPENDENT * np.array([1, 1, 1, 4.0])

    assert split_r_hat(wider) > 1.1


def test_slow_draws_are_worth_what_theory_says() -> None:
    """An autoregressive chain of 0.9 is worth (1 - 0.9) / (1 + 0.9) of its length."""
    noise = np.random.default_rng(5).standard_normal((20_000, 4))
    draws = np.zeros_like(noise)
    for step in range(1, len(draws)):
        draws[step] = 0.9 * draws[step - 1] + noise[step]

    assert bulk_ess(draws) == pytest.approx(80_000 * 0.1 / 1.9, rel=0.15)


def test_the_error_of_a_quantile_is_that_of_repetitions() -> None:
    many = np.random.default_rng(6).standard_normal((300, 2000))
    found = np.quantile(many, 0.975, axis=1).std()

    assert quantile_error(many[:1].reshape(-1, 4), 0.975) == pytest.approx(
        found, rel=0.35
    )

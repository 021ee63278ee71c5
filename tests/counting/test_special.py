"""The gamma function's logarithm, and ranks as normal scores."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.counting.special import log_gamma, normal_scores


@given(st.floats(1e-300, 1e12))
def test_log_gamma_is_that_of_the_standard_library(value: float) -> None:
    found = log_gamma(np.array([value]))[0]

    assert found == pytest.approx(math.lgamma(value), rel=1e-11, abs=1e-11)


def test_ranks_become_normal_scores_and_ties_share_theirs() -> None:
    scores = normal_scores(np.array([5.0, 7.0, 7.0, 9.0]))

    assert scores[1] == scores[2] == pytest.approx(0)
    assert scores[3] == pytest.approx(NormalDist().inv_cdf((4 - 0.375) / 4.25))

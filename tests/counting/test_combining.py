"""Several tables of the same persons, combined."""

import math

import numpy as np
import pytest

from qantar.counting import (
    Replicate,
    combine,
    read_table,
    replicate_of,
    with_labels_drawn,
)
from qantar.counting.combining import _student
from qantar.errors import InputError


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(2, 4.302653), (5, 2.570582), (19, 2.093024), (1e9, 1.96)]
)
def test_students_quantiles_are_those_of_the_tables(
    freedom: float, quantile: float
) -> None:
    assert _student(0.975, freedom) == pytest.approx(quantile, rel=1e-4)


def test_replicates_that_agree_keep_their_own_width() -> None:
    one = Replicate(persons=100, unlisted=50, log_mean=3.9, log_variance=0.04)

    found = combine([one] * 20)

    assert found.lower == pytest.approx(100 + math.exp(3.9 - 1.96 * 0.2), rel=1e-3)
    assert found.upper == pytest.approx(100 + math.exp(3.9 + 1.96 * 0.2), rel=1e-3)


def test_replicates_that_differ_widen_the_interval() -> None:
    same = Replicate(persons=100, unlisted=50, log_mean=3.9, log_variance=0.04)
    other = Replicate(persons=100, unlisted=90, log_mean=4.4, log_variance=0.04)

    assert combine([same, other] * 5).upper > combine([same] * 10).upper + 20


def test_one_replicate_is_not_enough() -> None:
    with pytest.raises(InputError, match="at least two"):
        combine([replicate_of(10, np.array([20.0, 30.0]))])


TABLE = "town,A,B,count\nnorth,1,0,90\nsouth,1,0,10\nsouth,0,1,50\n,1,0,200\n"


def test_missing_labels_go_where_the_same_lists_are() -> None:
    table = read_table(TABLE, strata=["town"])

    drawn = with_labels_drawn(table, times=30, generator=np.random.default_rng(1))

    for each in drawn:
        assert sum(s.overlaps.persons for s in each.strata) == 350
    north = [each.strata[0].overlaps.persons - 90 for each in drawn]
    assert np.mean(north) == pytest.approx(180, abs=6)
    assert len(set(north)) > 5


def test_a_label_that_no_stratum_agrees_with_is_told() -> None:
    table = read_table("town,A,B,count\n,1,0,9\n,0,1,5\n", strata=["town"])

    with pytest.raises(InputError, match="at least one"):
        with_labels_drawn(table, times=2, generator=np.random.default_rng(1))

"""Log-linear models: which there are, what they give, when they give nothing."""

import numpy as np
import pytest

from qantar.counting.bootstrap import bootstrap
from qantar.counting.existence import Existence, existence
from qantar.counting.graphs import decomposable_graphs
from qantar.counting.loglinear import Selector, fit_model, select
from qantar.counting.models import (
    hierarchical_models,
    independence,
    model_of,
    neighbours,
    notation,
)


def independent(total: float, chances: tuple[float, ...]) -> np.ndarray:
    cells = np.arange(1 << len(chances))
    table = np.full(len(cells), total)
    for j, chance in enumerate(chances):
        table = table * np.where(cells >> j & 1, chance, 1 - chance)
    table[0] = 0
    return table


@pytest.mark.parametrize(("lists", "count"), [(3, 8), (4, 113), (5, 6893)])
def test_hierarchical_models_are_all_there(lists: int, count: int) -> None:
    assert len(hierarchical_models(lists)) == count


@pytest.mark.parametrize(("lists", "count"), [(3, 8), (4, 61), (5, 822)])
def test_decomposable_graphs_are_all_but_the_complete_one(
    lists: int, count: int
) -> None:
    assert len(decomposable_graphs(lists)) == count - 1


def test_notation_is_read_back() -> None:
    for model in hierarchical_models(4):
        assert model_of(notation(model), 4) == model


def test_neighbours_are_hierarchical_and_one_term_away() -> None:
    every = set(hierarchical_models(4))
    model = model_of("[123,14]", 4)

    near = neighbours(model, 4, 3)

    assert set(near) <= every
    assert {abs(len(other) - len(model)) for other in near} == {1}


def test_independent_lists_give_back_the_total() -> None:
    table = independent(1000.0, (0.3, 0.5, 0.2))

    assert fit_model(table, independence(3)).total == pytest.approx(1000.0)


def test_an_estimate_does_not_depend_on_the_order_of_lists() -> None:
    table = np.array([0, 40, 31, 9, 22, 6, 7, 4, 18, 3, 5, 2, 6, 1, 2, 3.0])
    turned = np.zeros(16)
    for cell in range(16):
        turned[(cell << 1 & 15) | cell >> 3] = table[cell]

    one, other = (select(t, Selector(4)) for t in (table, turned))

    assert one is not None
    assert other is not None
    assert other.total == pytest.approx(one.total)


def test_lists_that_share_nobody_have_an_estimate_only_with_their_interaction() -> None:
    # A and B share nobody: the interaction is minus infinity, the cells fall out.
    table = np.array([0, 10, 12, 0, 9, 4, 5, 0.0])

    assert existence(table, model_of("[12,3]", 3)) is Existence.ESTIMABLE
    assert existence(table, model_of("[12,13,23]", 3)) is Existence.NOT_IDENTIFIED


def test_no_model_on_lists_without_any_overlap() -> None:
    assert select(np.array([0, 9, 8, 0, 7, 0, 0, 0.0]), Selector(3)) is None


def test_the_bootstrap_repeats_itself_from_one_seed() -> None:
    table = np.array([0, 40, 31, 9, 22, 6, 7, 4.0])
    selector = Selector(3)

    one, other = (
        bootstrap(
            table,
            lambda tables: selector.totals(tables)[0],
            draws=200,
            generator=np.random.default_rng(7),
        )
        for _ in range(2)
    )

    assert (one.lower, one.upper) == (other.lower, other.upper)
    assert one.lower < select_total(table) < one.upper


def select_total(table: np.ndarray) -> float:
    found = select(table, Selector(3))
    assert found is not None
    return found.total

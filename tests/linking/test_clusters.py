"""Disjoint sets with forbidden pairs."""

from hypothesis import given
from hypothesis import strategies as st

from qantar.linking.clusters import Clusters

PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20)


@given(PAIRS, PAIRS)
def test_forbidden_pairs_never_share_a_set(
    forbidden: list[tuple[int, int]], joins: list[tuple[int, int]]
) -> None:
    clusters = Clusters(10)
    for a, b in forbidden:
        clusters.forbid(a, b)
    for a, b in joins:
        clusters.join(a, b, "told")

    assert all(a == b or clusters.find(a) != clusters.find(b) for a, b in forbidden)


@given(PAIRS)
def test_every_node_is_in_one_group(joins: list[tuple[int, int]]) -> None:
    clusters = Clusters(10)
    for a, b in joins:
        assert clusters.join(a, b, "told")

    assert sorted(n for g in clusters.groups(range(10)).values() for n in g) == list(
        range(10)
    )


def test_reasons_of_both_sides_are_kept_once() -> None:
    clusters = Clusters(4)
    clusters.join(0, 1, "one")
    clusters.join(2, 3, "two")
    clusters.join(0, 3, "one")

    assert sorted(clusters.why[clusters.find(2)]) == ["one", "two"]

"""Decomposable graphs on up to five lists, by their cliques and separators."""

from functools import cache
from itertools import combinations

__all__ = ["DecomposableGraph", "decomposable_graphs"]

DecomposableGraph = tuple[tuple[int, ...], tuple[int, ...]]
"""Cliques and separators, as masks of lists; an empty separator is left out."""


@cache
def decomposable_graphs(lists: int) -> tuple[DecomposableGraph, ...]:
    """All decomposable graphs but the complete one: 7 of three lists, 60, 821.

    The complete graph is the saturated model, in which the missing cell is free.
    """
    edges = [1 << i | 1 << j for i, j in combinations(range(lists), 2)]
    found = []
    for chosen in range((1 << len(edges)) - 1):
        kept = [edge for k, edge in enumerate(edges) if chosen >> k & 1]
        if (graph := _decompose(kept, lists)) is not None:
            found.append(graph)
    return tuple(found)


def _decompose(edges: list[int], lists: int) -> DecomposableGraph | None:
    """Take out one list at a time whose neighbours are all joined (Lauritzen 1996, 2.1).

    Each step's list with its neighbours is a clique, unless it is part of an earlier
    one. ``None``: not decomposable.
    """
    near = [0] * lists
    for edge in edges:
        for j in range(lists):
            if edge >> j & 1:
                near[j] |= edge & ~(1 << j)
    left = (1 << lists) - 1
    families: list[int] = []
    while left:
        j = next((j for j in range(lists) if _simplicial(j, near, left)), -1)
        if j < 0:
            return None
        families.append(near[j] & left | 1 << j)
        left &= ~(1 << j)
    cliques: list[int] = []
    for family in families:
        if not any(family & other == family for other in cliques):
            cliques.append(family)
    return tuple(cliques), tuple(_between(cliques))


def _simplicial(j: int, near: list[int], left: int) -> bool:
    if not left >> j & 1:
        return False
    around = near[j] & left
    return all(
        around & ~(near[k] | 1 << k) == 0 for k in range(len(near)) if around >> k & 1
    )


def _between(cliques: list[int]) -> list[int]:
    """Separators: the overlaps on a largest spanning tree of the cliques."""
    joined, rest = cliques[:1], cliques[1:]
    found = []
    while rest:
        _, shared, best = max(
            ((one & other).bit_count(), one & other, other)
            for one in joined
            for other in rest
        )
        found.append(shared)
        joined.append(best)
        rest.remove(best)
    return [separator for separator in found if separator]

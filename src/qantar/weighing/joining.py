"""Joining statements of one origin: pairs found in blocks, made into trees of relays."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qantar.weighing.blocks import Block
from qantar.weighing.evidence import Evidence, compare, threshold
from qantar.weighing.memory import Memory
from qantar.weighing.traits import Traits

__all__ = ["Forest", "Standing", "block_pairs"]

Standing = Mapping[str, frozenset[str]]
REPRESENTATIVES = 24
"""In one block a statement is compared with at most so many earlier ones, one for each
voice, so that a figure in ten thousand statements costs no ten thousand squared."""


@dataclass(slots=True)
class Forest:
    """Disjoint sets with path halving; each join is an edge with its reasons."""

    size: int
    parent: list[int] = field(init=False)
    edges: list[tuple[int, int, tuple[Evidence, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parent = list(range(self.size))

    def find(self, i: int) -> int:
        """The representative of the set that ``i`` is in."""
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def join(self, i: int, j: int, reasons: Sequence[Evidence] = ()) -> None:
        """One set of two. Empty ``reasons``: those of the pair, asked for later."""
        a, b = sorted((self.find(i), self.find(j)))
        if a != b:
            self.parent[b] = a
            self.edges.append((i, j, tuple(reasons)))

    def trees(
        self,
    ) -> Iterator[tuple[list[int], list[tuple[int, int, tuple[Evidence, ...]]]]]:
        """The members of each set, and the edges that hold it together."""
        members: dict[int, list[int]] = defaultdict(list)
        for i in range(self.size):
            members[self.find(i)].append(i)
        edges: dict[int, list[tuple[int, int, tuple[Evidence, ...]]]] = defaultdict(
            list
        )
        for edge in self.edges:
            edges[self.find(edge[0])].append(edge)
        for root, group in members.items():
            yield group, edges.get(root, [])


def block_pairs(
    block: Block, standing: Standing, memory: Memory, marks: Sequence[bytes]
) -> Iterator[tuple[int, int]]:
    """Pairs of a block that have one origin: each statement with an earlier voice.

    What is found depends on nothing outside the block, so that it can be remembered.
    """
    key = memory.key("origin", block.key, (marks[i] for i, _ in block.members))
    known = memory.recall(key)
    if known is None:
        pairs = array("I")
        for pair in _compared(block, standing):
            pairs.extend(pair)
        known = pairs.tobytes()
        memory.keep(key, known)
    found = array("I")
    found.frombytes(known)
    for k in range(0, len(found), 2):
        yield block.members[found[k]][0], block.members[found[k + 1]][0]


def _compared(block: Block, standing: Standing) -> Iterator[tuple[int, int]]:
    """Positions in the block of pairs above the threshold, one for each join."""
    sets = Forest(len(block.members))
    seen: list[tuple[int, Traits]] = []
    for at, (_, t) in enumerate(block.members):
        for earlier, other in seen:
            if sets.find(at) == sets.find(earlier):
                continue
            reasons = compare(other, t, standing)
            if any(r.kind == "rounded" for r in reasons):
                continue
            if sum(r.weight for r in reasons) >= threshold():
                sets.join(earlier, at)
                yield earlier, at
        if not any(o.voice == t.voice and o.text == t.text for _, o in seen):
            seen.append((at, t))
            del seen[:-REPRESENTATIVES]

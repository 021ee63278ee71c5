"""Overlaps: how many persons stand on exactly which lists."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qantar.errors import InputError

__all__ = ["DENSE_LISTS", "Overlaps", "overlaps_of_persons"]

DENSE_LISTS = 12
"""With more lists than this, no table of all 2^lists cells is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaps:
    """A table of overlaps after persons were told apart and joined across lists.

    Attributes:
        lists: Names of the lists.
        cells: Pairs of cell and count. A cell is a bit mask: bit ``j`` is set if the
            persons stand on list ``j``. Cells are above 0, ascending, without repeats;
            counts are above 0. Cells that are not there hold nobody.
    """

    lists: tuple[str, ...]
    cells: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        """Check the cells."""
        masks = [cell for cell, _ in self.cells]
        if masks != sorted(set(masks)) or any(
            not 0 < cell < 1 << len(self.lists) for cell in masks
        ):
            raise InputError(
                f"Cells {masks[:8]} are no ascending masks of {len(self.lists)} lists;"
                " give each cell once, from 1 to 2^lists - 1."
            )
        if wrong := [count for _, count in self.cells if count <= 0]:
            raise InputError(f"A cell holds {wrong[0]} persons; leave empty cells out.")

    @property
    def persons(self) -> int:
        """Persons on at least one list."""
        return sum(count for _, count in self.cells)

    def sizes(self) -> tuple[int, ...]:
        """Persons on each list."""
        return tuple(self.sharing(1 << j) for j in range(len(self.lists)))

    def sharing(self, lists: int) -> int:
        """Persons who stand on all lists of a mask, and perhaps on others."""
        return sum(count for cell, count in self.cells if cell & lists == lists)

    def pairs(self) -> dict[tuple[int, int], int]:
        """Persons shared by each pair of lists."""
        return {
            (i, j): self.sharing(1 << i | 1 << j)
            for i in range(len(self.lists))
            for j in range(i + 1, len(self.lists))
        }

    def frequencies(self) -> tuple[int, ...]:
        """Persons on exactly 1, 2, ... lists."""
        found = [0] * len(self.lists)
        for cell, count in self.cells:
            found[cell.bit_count() - 1] += count
        return tuple(found)

    def table(self) -> NDArray[np.float64]:
        """Counts of all cells, shape (2^lists,); cell 0 (nobody's list) is 0.

        Raises:
            InputError: With more than ``DENSE_LISTS`` lists.
        """
        if len(self.lists) > DENSE_LISTS:
            raise InputError(
                f"{len(self.lists)} lists make too many cells for one table;"
                f" merge lists until there are at most {DENSE_LISTS}."
            )
        found = np.zeros(1 << len(self.lists))
        for cell, count in self.cells:
            found[cell] = count
        return found

    def keep(self, lists: Sequence[int]) -> "Overlaps":
        """Overlaps of some lists; who stands on none of them falls out."""
        counted: Counter[int] = Counter()
        for cell, count in self.cells:
            counted[sum((cell >> j & 1) << k for k, j in enumerate(lists))] += count
        del counted[0]
        return Overlaps(
            lists=tuple(self.lists[j] for j in lists),
            cells=tuple(sorted(counted.items())),
        )

    def without(self, listed: int) -> "Overlaps":
        """Overlaps as if one list had not been there."""
        return self.keep([j for j in range(len(self.lists)) if j != listed])

    def merged(self, most: int) -> "Overlaps":
        """Overlaps with the smallest lists taken as one, until ``most`` are left.

        Who was on any of them is on the joined list, whose name joins theirs with +.
        """
        if len(self.lists) <= most:
            return self
        sizes = self.sizes()
        order = sorted(range(len(sizes)), key=lambda j: (-sizes[j], j))
        return self.joined(
            [[j] for j in sorted(order[: most - 1])] + [order[most - 1 :]]
        )

    def named(self, lists: Sequence[str]) -> "Overlaps":
        """Overlaps of the lists with these names, in this order.

        Raises:
            InputError: If there is no list of a name.
        """
        if missing := [name for name in lists if name not in self.lists]:
            raise InputError(
                f"There is no list {missing[0]!r}; the lists are"
                f" {', '.join(self.lists)}."
            )
        return self.keep([self.lists.index(name) for name in lists])

    def joined(self, groups: Sequence[Sequence[int]]) -> "Overlaps":
        """Overlaps of groups of lists, each group as one list."""
        masks = [sum(1 << j for j in group) for group in groups]
        counted: Counter[int] = Counter()
        for cell, count in self.cells:
            counted[sum(bool(cell & mask) << k for k, mask in enumerate(masks))] += (
                count
            )
        del counted[0]
        return Overlaps(
            lists=tuple("+".join(self.lists[j] for j in group) for group in groups),
            cells=tuple(sorted(counted.items())),
        )

    def identical(self) -> tuple[int, int] | None:
        """Two lists that hold exactly the same persons, if there are any."""
        sizes = self.sizes()
        for (i, j), shared in self.pairs().items():
            if shared and shared == sizes[i] == sizes[j]:
                return i, j
        return None


def overlaps_of_persons(
    memberships: Mapping[str, Iterable[str]], lists: Sequence[str] = ()
) -> Overlaps:
    """Overlaps from each person's lists; a person on no list is left out.

    Args:
        memberships: Person to the names of lists. Persons are identifiers.
        lists: Order of the lists; by name if not given.
    """
    held = {person: frozenset(names) for person, names in memberships.items()}
    named = tuple(lists) or tuple(sorted(frozenset().union(*held.values())))
    bit = {name: 1 << j for j, name in enumerate(named)}
    counted = Counter(sum(bit[name] for name in names) for names in held.values())
    del counted[0]
    return Overlaps(lists=named, cells=tuple(sorted(counted.items())))

"""Finding the stretches that touch another without going through all of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

__all__ = ["Slices", "depths"]


class _Stretch(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=_Stretch)


class Slices(Generic[S]):
    """Stretches in order of their start."""

    def __init__(self, items: Sequence[S]) -> None:
        self._items = list(items)
        self._starts = [item.start for item in self._items]
        # The farthest end so far: where it lies before a spot, so do all ends.
        self._reach = list(accumulate((i.end for i in self._items), max))

    def touching(self, start: int, end: int) -> list[tuple[int, S]]:
        """Stretches that share a code point with ``[start, end)``, numbered."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        return [
            (number, self._items[number])
            for number in range(first, last)
            if self._items[number].end > start
        ]


def depths(stretches: Sequence[_Stretch]) -> list[int]:
    """How many stretches enclose each one."""
    depths = []
    stack: list[int] = []
    for number, stretch in enumerate(stretches):
        while stack and stretches[stack[-1]].end <= stretch.start:
            stack.pop()
        depths.append(len(stack))
        stack.append(number)
    return depths

"""What an engine does; one contract for DuckDB and for Spark."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from qantar.engine.settings import Settings

__all__ = ["Engine", "Pair", "Row"]

Row = Mapping[str, str | int | None]
"""One record: ``id`` and the columns that the settings name."""

_T = TypeVar("_T")
_R = TypeVar("_R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records that may be one.

    Attributes:
        left: Id, the smaller of the two.
        right: Id.
        probability: That both are one, 0 to 1, as the model has learnt it from the
            records themselves. It orders pairs; people decide.
        levels: Column and, in words, how its two values are alike.
    """

    left: str
    right: str
    probability: float
    levels: tuple[tuple[str, str], ...] = ()


class Engine(Protocol):
    """Pairs of records, shared words, and a function over many texts."""

    def pairs(
        self, rows: Iterable[Row], settings: Settings, *, least: float = 0.5
    ) -> Iterator[Pair]:
        """Learn the parameters from the rows, and give the pairs worth a look.

        Args:
            rows: Records, each ``id`` once.
            settings: Columns, levels, blocking, training.
            least: Pairs less probable than this are left out.

        Raises:
            InputError: If a row lacks a column, or an id comes twice.
        """
        ...

    def shared_shingles(
        self, sketches: Iterable[tuple[str, Sequence[int]]], *, least: int = 1
    ) -> Iterator[tuple[str, str, int]]:
        """Texts that share hashes of their sketches, near-linear in their number.

        Each text is paired with the first of those that share a hash with it, not with
        all: a post that a thousand repeat makes a thousand pairs.

        Args:
            sketches: Id and hashes (below 2 to the power of 63) of each text.
            least: Pairs that share fewer hashes are left out.

        Returns:
            First id, other id, number of shared hashes; by ids.
        """
        ...

    def map_texts(
        self, function: Callable[[_T], _R], texts: Sequence[_T]
    ) -> Iterator[_R]:
        """``function`` of each text, in order; on Spark on many machines.

        Args:
            function: Pure, and known by its name to every process (no lambda).
            texts: Anything that can be pickled.
        """
        ...

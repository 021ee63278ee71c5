"""Nearly the same words in two exhibits: shingles, a sketch of each, near-linear.

A clause is the set of its runs of five words (Broder, "On the resemblance and containment
of documents", 1997). The smallest hashes of the set are its sketch (bottom-k MinHash: of
two sets that share the part J, the smallest of all is shared with probability J). Clauses
that share one of four smallest are candidates, and compared in full.
"""

import hashlib
import re
from array import array
from collections import defaultdict
from collections.abc import Iterator

from qantar.vocabulary.statement import Statement

__all__ = ["Wordings"]

SHINGLE = 5
"""Words in a shingle; Broder takes up to ten for pages, a clause has about twenty."""
SKETCH = 4
ALIKE = 0.6
"""Share of common shingles (Jaccard) from which two clauses are nearly the same words."""
WORDINGS = 24
"""So many different wordings with one smallest hash are held apart; a phrase that still
more clauses share is a formula and shows nothing."""


class Wordings:
    """The wording of clauses as sorted hashes of word runs, taken in one pass."""

    def __init__(self) -> None:
        self._runs: dict[int, array[int]] = {}
        self._exhibits: dict[int, str] = {}
        self._ids: dict[int, str] = {}

    def add(self, index: int, statement: Statement) -> None:
        """Takes one clause in; rows of sheets are left out: their words are columns."""
        runs = array("Q") if statement.external_id else _shingles(statement.quote)
        if runs:
            self._runs[index] = runs
            self._exhibits[index] = statement.exhibit
            self._ids[index] = statement.id

    def alike(self) -> Iterator[tuple[int, int]]:
        """Pairs of clauses in nearly the same words, in two exhibits.

        A clause is set against one clause of each wording that was met, not against
        all: a post that a thousand repeat costs a thousand comparisons.
        """
        table: dict[int, list[int]] = defaultdict(list)
        for index, runs in self._runs.items():
            for sketch in runs[:SKETCH]:
                table[sketch].append(index)
        for _, group in sorted(table.items()):
            if len(group) > 1:
                yield from self._of_one(sorted(group, key=self._ids.__getitem__))

    def _of_one(self, group: list[int]) -> Iterator[tuple[int, int]]:
        wordings: list[tuple[int, set[int]]] = []
        for index in group:
            mine = set(self._runs[index])
            for other, runs in wordings:
                if _alike(mine, runs):
                    if self._exhibits[index] != self._exhibits[other]:
                        yield other, index
                    break
            else:
                if len(wordings) < WORDINGS:
                    wordings.append((index, mine))


def _shingles(quote: str) -> "array[int]":
    words = re.findall(r"\w+", quote.casefold())
    runs = {
        hashlib.blake2b(
            " ".join(words[k : k + SHINGLE]).encode(), digest_size=8
        ).digest()
        for k in range(len(words) - SHINGLE + 1)
    }
    return array("Q", sorted(int.from_bytes(run) for run in runs))


def _alike(mine: set[int], theirs: set[int]) -> bool:
    common = len(mine & theirs)
    return common >= ALIKE * (len(mine) + len(theirs) - common)

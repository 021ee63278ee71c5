"""Which statements are worth comparing: blocks of candidates, near-linear in number."""

import hashlib
import re
from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from qantar.vocabulary.statement import Statement
from qantar.weighing.evidence import digits, rounds_to
from qantar.weighing.traits import Traits

__all__ = ["Block", "Wordings", "blocks", "lists", "rounded_pairs"]

SHINGLE = 5
"""Words in a shingle. Broder, "On the resemblance and containment of documents" (1997)
uses up to ten for pages; a clause has about twenty words."""
SKETCH = 4
ALIKE = 0.6
"""Share of common shingles (Jaccard) from which two clauses are nearly the same words."""
LIST_PLACES = 3
"""So many places of one list make it a list; two may be a whole and its part."""
BLOCK_LIMIT = 64
TELLING = 10
"""From here on one voice and one figure are worth comparing where no place is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Candidates with their indices, by publication and then order of input."""

    key: tuple[Hashable, ...]
    members: tuple[tuple[int, Traits], ...]


def blocks(traits: Sequence[Traits]) -> Iterator[Block]:
    """Blocks of at least two statements, in a fixed order."""
    table: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for i, t in enumerate(traits):
        for key in _keys(t):
            table[key].append(i)
    for key in sorted(table, key=repr):
        if len(table[key]) > 1:
            members = sorted(
                table[key], key=lambda i: (_day(traits[i]), traits[i].order)
            )
            yield Block(key=key, members=tuple((i, traits[i]) for i in members))


def _day(t: Traits) -> int:
    return t.day if t.day is not None else 10**7


def _keys(t: Traits) -> Iterator[tuple[Hashable, ...]]:
    figure = t.figure
    if figure is not None and t.quantity is not None:
        near = {figure, figure - 1} if t.quantity.best is None else {figure}
        for value in near:
            if digits(value) >= 3 or value >= 1000:
                yield "figure", t.negative, t.measure, value
            else:
                yield "figure", t.negative, t.measure, value, t.place, _month(t)
        voice = t.voice.office or t.voice.key
        if voice and figure >= TELLING:
            yield "voice", t.negative, t.measure, figure, voice
    if t.person:
        yield "person", t.negative, t.kind, t.person
    if t.when is not None and "T" in t.when.value and t.when.earliest is not None:
        yield "hour", t.negative, t.kind, t.when.earliest
    if t.kind == "network":
        yield "log", t.negative, t.place, _month(t)
    elif figure is None and t.when is not None:
        yield "kind", t.negative, t.kind, t.place, t.fine, t.when.value


def _month(t: Traits) -> str:
    if t.when is None or t.when.earliest is None:
        return ""
    return t.when.earliest.strftime("%Y-%m")


def rounded_pairs(traits: Sequence[Traits]) -> Iterator[tuple[int, list[int]]]:
    """For each statement with a round figure, those whose figure rounds to it.

    Both counts must be of one measure, place and month, and at most ``BLOCK_LIMIT``
    exact figures are looked at: where more compete, none could be chosen.
    """
    exact: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for i, t in enumerate(traits):
        if t.figure is not None and t.figure >= 10:
            exact[(t.negative, t.measure, t.place, _month(t))].append(i)
    for members in exact.values():
        figures: dict[float, list[int]] = defaultdict(list)
        for i in members:
            figure = traits[i].figure
            if figure is not None:
                figures[figure].append(i)
        for rounded in sorted(figures):
            fitting = [f for f in figures if rounds_to(f, rounded)]
            if fitting and len(fitting) <= BLOCK_LIMIT:
                near = [j for f in sorted(fitting) for j in figures[f][:BLOCK_LIMIT]]
                for i in figures[rounded]:
                    yield i, near


def lists(traits: Sequence[Traits]) -> Iterator[tuple[list[int], str, str]]:
    """Places of one list: one voice counts one thing in several places, in one text."""
    table: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for i, t in enumerate(traits):
        if t.quantity is not None and t.as_of is not None and t.place:
            table[(t.text, t.voice.outer, t.measure, t.as_of, t.negative)].append(i)
    for group in table.values():
        if len({traits[i].place for i in group}) >= LIST_PLACES:
            yield group, "list", "places of one list, read out at once"


class Wordings:
    """The wording of clauses as sorted hashes of word runs, taken in one pass."""

    def __init__(self) -> None:
        self._runs: dict[int, array[int]] = {}
        self._exhibits: dict[int, str] = {}

    def add(self, index: int, statement: Statement) -> None:
        """Takes one clause in; rows of sheets are left out: their words are columns."""
        runs = array("Q") if statement.external_id else _shingles(statement.quote)
        if runs:
            self._runs[index] = runs
            self._exhibits[index] = statement.exhibit

    def alike(self) -> Iterator[tuple[list[int], str, str]]:
        """Pairs of clauses in nearly the same words, in two exhibits."""
        table: dict[int, list[int]] = defaultdict(list)
        for index, runs in self._runs.items():
            for sketch in runs[:SKETCH]:
                table[sketch].append(index)
        for group in table.values():
            for i, j in combinations(group[:BLOCK_LIMIT], 2):
                apart = self._exhibits[i] != self._exhibits[j]
                if apart and _alike(self._runs[i], self._runs[j]):
                    yield [i, j], "wording", "nearly the same words"


def _shingles(quote: str) -> "array[int]":
    words = re.findall(r"\w+", quote.casefold())
    runs = {
        hashlib.blake2b(
            " ".join(words[k : k + SHINGLE]).encode(), digest_size=8
        ).digest()
        for k in range(len(words) - SHINGLE + 1)
    }
    return array("Q", sorted(int.from_bytes(run) for run in runs))


def _alike(a: "array[int]", b: "array[int]") -> bool:
    mine, theirs = set(a), set(b)
    return len(mine & theirs) >= ALIKE * len(mine | theirs)

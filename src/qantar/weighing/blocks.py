"""Which statements are worth comparing: blocks of candidates, near-linear in number."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from qantar.weighing.evidence import LOST, digits, rounds_to
from qantar.weighing.traits import Traits

__all__ = ["Block", "blocks", "lists", "rounded_pairs"]

LIST_PLACES = 3
"""So many places of one list make it a list; two may be a whole and its part."""
BLOCK_LIMIT = 64
ROUND = 2
"""Significant digits that a rounded figure keeps at most."""
TELLING = 10
"""From here on one voice and one figure are worth comparing where no place is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Candidates with their indices, by publication and then id."""

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
            members = sorted(table[key], key=lambda i: (_day(traits[i]), traits[i].id))
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
        ordered = sorted(figures)
        for rounded in ordered:
            if digits(rounded) > ROUND:
                continue
            low = bisect_left(ordered, rounded / (1 + 2 * LOST))
            high = bisect_right(ordered, rounded * (1 + 2 * LOST))
            fitting = [f for f in ordered[low:high] if rounds_to(f, rounded)]
            if fitting and len(fitting) <= BLOCK_LIMIT:
                near = [j for f in sorted(fitting) for j in figures[f][:BLOCK_LIMIT]]
                for i in figures[rounded]:
                    yield i, near


def lists(traits: Sequence[Traits]) -> Iterator[list[int]]:
    """Places of one list: one voice counts one thing in several places, in one text."""
    table: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for i, t in enumerate(traits):
        if t.quantity is not None and t.as_of is not None and t.place:
            table[(t.text, t.voice.outer, t.measure, t.as_of, t.negative)].append(i)
    for group in table.values():
        if len({traits[i].place for i in group}) >= LIST_PLACES:
            yield group

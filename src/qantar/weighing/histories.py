"""The order of what befell a person, where only some of it has a date.

Dated steps stand by their time. A step without a date stands where its text tells it:
behind the step that the same text told before. Where no text tells, it stands where such
a step mostly comes: detained before tortured before released. Each step says which of the
three it is, so that nobody takes a guess for a date.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

__all__ = ["DATED", "TOLD", "USUAL", "Step", "in_order"]

DATED, TOLD, USUAL = "dated", "told", "usual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that befell a person, as one statement has it.

    Attributes:
        kind: Event type.
        rank: Where such a step mostly comes, from 0.
        when: The earliest instant it can mean, UTC, or ``None``.
        exhibit: Where it is told.
        start: First code point.
        statement: Id.
    """

    kind: str
    rank: int
    when: datetime | None
    exhibit: str
    start: int
    statement: str


def in_order(steps: Iterable[Step]) -> list[tuple[Step, str]]:
    """The steps in their likely order, each with what the order rests on.

    A statement of a kind that is dated elsewhere stands with it: it tells of the same
    arrest, unless its text puts something between.

    Args:
        steps: Of one person, in any order.

    Returns:
        Steps with ``DATED``, ``TOLD`` or ``USUAL``.
    """
    every = sorted(steps, key=lambda s: (s.exhibit, s.start, s.statement))
    placed = [
        (step, DATED)
        for step in sorted(
            (s for s in every if s.when is not None),
            key=lambda s: (s.when, s.rank, s.statement),
        )
    ]
    undated = [step for step in every if step.when is None]
    while undated:
        anchored = [s for s in undated if _behind(s, every, placed) is not None]
        if anchored:
            step = anchored[0]
            at = _behind(step, every, placed)
            placed.insert(at if at is not None else len(placed), (step, TOLD))
        else:
            step = min(undated, key=lambda s: (s.rank, s.exhibit, s.start, s.statement))
            placed.insert(_usual(step, placed), (step, USUAL))
        undated.remove(step)
    return placed


def _behind(
    step: Step, every: list[Step], placed: list[tuple[Step, str]]
) -> int | None:
    """Where the step goes by its own text: behind what the text told just before.

    Only where that follows the usual order, too: reports often tell the end first.
    """
    before = [s for s in every if s.exhibit == step.exhibit and s.start < step.start]
    if not before or before[-1].rank > step.rank:
        return None
    for at, (other, _) in enumerate(placed):
        if other is before[-1]:
            return at + 1
    return None


def _usual(step: Step, placed: list[tuple[Step, str]]) -> int:
    """Behind the last step of the same or an earlier rank, before the first later one."""
    for at, (other, _) in enumerate(placed):
        if other.rank > step.rank:
            return at
    return len(placed)

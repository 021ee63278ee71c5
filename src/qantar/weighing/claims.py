"""What is weighed: one statement's answer to one question, with its origin.

A statement with two counts answers two questions; a statement of an arrest without a
count still says that it happened, when, and to whom.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from qantar.errors import WhenError
from qantar.vocabulary.finding import Member
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.when import When
from qantar.weighing.traits import Traits
from qantar.weighing.voices import same_named

__all__ = ["Claim", "overlap", "periods", "same_speaker"]

BRIDGE = timedelta(days=45)
"""A time wider than this joins a period and never bridges two: "in 2022" says nothing
about whether January and November are one matter."""

MONTH = 31
_OPEN_EARLY = datetime.min.replace(tzinfo=UTC)
_OPEN_LATE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One answer: the traits of its statement, its origin, and the count it gives."""

    traits: Traits
    origin: str
    quantity: Quantity | None = None
    withdrawn: bool = False

    @property
    def member(self) -> Member:
        """The passage, as a contradiction cites it."""
        t = self.traits
        return Member(statement=t.id, exhibit=t.exhibit, start=t.start, end=t.end)

    @property
    def state(self) -> tuple[int, int] | None:
        """First and last day number of the count's state; ``None`` if not told.

        A month stays a month wide: two states are in order only if the first ends
        before the other begins.
        """
        return _days(self.quantity.as_of) if self.quantity else None

    @property
    def dated(self) -> tuple[int, int] | None:
        """The count's state, else the day of its publication."""
        if self.state is not None:
            return self.state
        return None if self.traits.day is None else (self.traits.day, self.traits.day)

    @property
    def day(self) -> int | None:
        """First day of ``dated``, to sort by; a year is too wide to name a day."""
        if self.dated is None or self.dated[1] - self.dated[0] > MONTH:
            return None
        return self.dated[0]

    @property
    def said(self) -> str:
        """The figure as people read it: 225, from 101, up to 64, 24 to 99."""
        q = self.quantity
        if q is None:
            return self.traits.when.value if self.traits.when else ""
        if q.best is not None:
            return f"{q.best:g}" if q.best < 1_000_000 else f"{q.best:.0f}"
        if q.lower is not None and q.upper is not None:
            return f"{q.lower:g}-{q.upper:g}"
        return f"≥ {q.lower:g}" if q.lower is not None else f"≤ {q.upper:g}"


@cache
def _days(edtf: str) -> tuple[int, int] | None:
    try:
        when = When.parse(edtf) if edtf else None
    except WhenError:
        return None
    if when is None or when.earliest is None or when.latest is None:
        return None
    last = when.latest - timedelta(seconds=1)
    return when.earliest.toordinal(), last.toordinal()


def same_speaker(a: Claim, b: Claim) -> bool:
    """Whether one voice or one office gives both.

    Two persons of one office at one place are one office: its head may have changed.
    """
    x, y = a.traits.voice, b.traits.voice
    if same_named(x, y):
        return True
    one_office = bool(x.office) and x.key == y.key
    return one_office and a.traits.place == b.traits.place


def overlap(a: Traits, b: Traits) -> bool | None:
    """Whether two times can be one; ``None`` if one of them is not told."""
    if a.when is None or b.when is None:
        return None
    return (a.when.earliest or _OPEN_EARLY) < (b.when.latest or _OPEN_LATE) and (
        b.when.earliest or _OPEN_EARLY
    ) < (a.when.latest or _OPEN_LATE)


def periods(
    claims: Sequence[Claim], *, gap: timedelta | None = None
) -> list[tuple[str, list[Claim]]]:
    """Claims cut into periods: runs of overlapping times, with a label for each.

    A time too wide to bridge goes to the first period it overlaps; claims without a
    time make a period of their own, labelled ``""``.

    Args:
        claims: Of one question.
        gap: Times that lie no further apart than this are one period, too.
    """
    undated = [c for c in claims if c.traits.when is None or not c.traits.when.bounded]
    dated = [c for c in claims if c.traits.when is not None and c.traits.when.bounded]
    groups: list[list[Claim]] = []
    end = _OPEN_EARLY
    for claim in sorted((c for c in dated if not _wide(c)), key=_sort_key):
        if not groups or _start(claim) >= end + (gap or timedelta(0)):
            groups.append([])
        groups[-1].append(claim)
        end = max(end, _end(claim))
    ends = [max(_end(c) for c in group) for group in groups]
    alone: list[list[Claim]] = []
    for claim in sorted((c for c in dated if _wide(c)), key=_sort_key):
        at = bisect_right(ends, _start(claim))
        if at < len(groups) and _start(groups[at][0]) < _end(claim):
            groups[at].append(claim)
        elif alone and overlap(alone[-1][0].traits, claim.traits):
            alone[-1].append(claim)
        else:
            alone.append([claim])
    runs = [*groups, *alone]
    labels = [_label(group) for group in runs]
    again = {label for label, count in Counter(labels).items() if count > 1}
    labelled = [
        (_label(group, days=True) if label in again else label, group)
        for label, group in zip(labels, runs, strict=True)
    ]
    return labelled + ([("", undated)] if undated else [])


def _start(claim: Claim) -> datetime:
    when = claim.traits.when
    return (when.earliest if when else None) or _OPEN_EARLY


def _end(claim: Claim) -> datetime:
    when = claim.traits.when
    return (when.latest if when else None) or _OPEN_LATE


def _wide(claim: Claim) -> bool:
    return _end(claim) - _start(claim) > BRIDGE


def _sort_key(claim: Claim) -> tuple[datetime, str]:
    return _start(claim), claim.traits.id


def _label(group: Iterable[Claim], *, days: bool = False) -> str:
    """EDTF: a month if all times lie in it, else the days from the first to the last.

    ``days`` where another period of the question lies in the same month.
    """
    narrow = [c for c in group if not _wide(c)] or list(group)
    first = min(_start(c) for c in narrow)
    last = max(_end(c) for c in narrow)
    start = "" if first == _OPEN_EARLY else first.date().isoformat()
    if last == _OPEN_LATE:
        return f"{start}/.."
    last -= timedelta(seconds=1)
    if start == last.date().isoformat():
        return start
    if start and not days and (first.year, first.month) == (last.year, last.month):
        return first.strftime("%Y-%m")
    return f"{start}/{last.date().isoformat()}"

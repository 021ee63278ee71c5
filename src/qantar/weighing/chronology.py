"""Order by uncertain time, and the mark that shows how uncertain a time is.

The alphabet has eight marks, so that a reader learns it once for page, print and screen;
a cut network is hatched behind them. Nothing without a time is put on the axis.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from qantar.vocabulary.finding import Connectivity
from qantar.vocabulary.statement import Statement
from qantar.vocabulary.when import When

__all__ = ["MARKS", "chronological", "core", "hull", "mark", "network_off"]

MARKS = ("instant", "about", "lasted", "within", "day", "one-of", "open", "undated")
"""◆ exact · ─◆─ about then · ■■ lasted · [···] once, somewhere in here · ▭ that day,
hour unknown · ▫▫ one of a set · → no known end · no mark: the undated stand apart."""

_LATE = datetime.max.replace(tzinfo=UTC)
_DAY = re.compile(r"-?\d{4}-\d\d-\d\d[~?%]?")


def mark(when: When | None, *, lasting: bool = False) -> str:
    """One of ``MARKS`` for a time.

    >>> mark(When.parse("2022-01-05T16:00+06:00~")), mark(When.parse("2022-01"))
    ('about', 'within')

    Args:
        when: The time, or ``None``.
        lasting: What the statement speaks of went on from end to end, as a strike or a
            cut of the network does, instead of happening once between the two.
    """
    if when is None or not when.bounded:
        return "undated"
    value = when.value
    if value.startswith("["):
        return "one-of"
    if ".." in value or when.earliest is None or when.latest is None:
        return "open"
    if value.startswith(("P", "R")):
        return "lasted"
    if "/" in value or value.startswith("{"):
        return "lasted" if lasting else "within"
    exact = "T" in value or _DAY.fullmatch(value) is not None
    if exact and value.endswith(("~", "?", "%")):
        return "about"
    if "T" in value:
        return "instant"
    return "day" if exact else "within"


def hull(whens: Iterable[When]) -> tuple[datetime | None, datetime | None]:
    """From the earliest to the latest that any of the times can mean.

    An end is ``None`` if one of the times is open there. Half-open, UTC.
    """
    ends = [(w.earliest, w.latest) for w in whens if w.bounded]
    starts = [start for start, _ in ends]
    lasts = [last for _, last in ends]
    first = None if not starts or None in starts else min(s for s in starts if s)
    final = None if not lasts or None in lasts else max(x for x in lasts if x)
    return first, final


def core(whens: Iterable[When]) -> tuple[datetime, datetime] | None:
    """The stretch that all times agree on; ``None`` if there is none.

    Half-open, UTC. Open times set no bound of their own.
    """
    ends = [(w.earliest, w.latest) for w in whens if w.bounded]
    starts = [start for start, _ in ends if start is not None]
    lasts = [last for _, last in ends if last is not None]
    if not starts or not lasts or max(starts) >= min(lasts):
        return None
    return max(starts), min(lasts)


def chronological(
    statements: Iterable[Statement],
) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Dated statements by earliest time, then exactness; undated ones apart.

    A time whose beginning is open stands where it can end at the latest. Among equal
    beginnings the more exact comes first; ids break ties.
    """
    dated: list[Statement] = []
    undated: list[Statement] = []
    for statement in statements:
        placed = statement.when is not None and statement.when.bounded
        (dated if placed else undated).append(statement)
    return tuple(sorted(dated, key=_key)), tuple(sorted(undated, key=lambda s: s.id))


def _key(statement: Statement) -> tuple[datetime, datetime, str]:
    when = statement.when
    if when is None:
        return _LATE, _LATE, statement.id
    first = when.earliest or when.latest or _LATE
    return first, when.latest or _LATE, statement.id


def network_off(
    when: When | None, cuts: Sequence[Connectivity], *, places: Iterable[str] = ()
) -> bool:
    """Whether a time touches a stretch in which a network was off.

    Args:
        when: The time; an undated one touches nothing.
        cuts: Network states, in any order.
        places: Ids of the place and of what contains it; empty for all places.
    """
    wanted = set(places)
    if when is None or not when.bounded:
        return False
    return any(
        cut.state == "off"
        and (not wanted or cut.place in wanted)
        and when.overlaps(cut.when) is not False
        for cut in cuts
    )

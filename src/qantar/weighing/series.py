"""Series of one voice: which of its totals stood on a day.

An office that counts on (225, 227, 230) has one latest total on every day. A text without
a voice that gives just this number, while it was the latest, has most likely read it.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from qantar.weighing.traits import Traits

__all__ = ["standing_totals"]

LEAST = 3
"""So many totals make a series; two may be a correction."""
FRESH = 92
"""Days for which the latest total is news; years later everybody knows it from somewhere."""


def standing_totals(traits: Sequence[Traits]) -> Mapping[str, frozenset[str]]:
    """Statement without a voice of its own -> voices whose latest total it gives.

    Args:
        traits: Of all statements.
    """
    series: dict[tuple[str, str], dict[str, dict[float, int]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for t in traits:
        voice = t.voice.office or t.voice.key
        if _counts(t) and voice and not t.own and not t.voice.vague:
            told = t.as_of if t.as_of is not None else t.day
            first = series[t.measure, t.place][voice]
            if t.figure is not None and told is not None:
                first[t.figure] = min(told, first.get(t.figure, told))
    found: dict[str, frozenset[str]] = {}
    for t in traits:
        if not _counts(t) or not (t.own or t.voice.vague) or t.day is None:
            continue
        voices = series.get((t.measure, t.place), {})
        latest = {v for v, s in voices.items() if _latest(s, t.day) == t.figure}
        if latest:
            found[t.id] = frozenset(latest)
    return found


def _counts(t: Traits) -> bool:
    return t.figure is not None and not t.negative and t.real and t.figure >= 10


def _latest(series: Mapping[float, int], day: int) -> float | None:
    """The total that stood on ``day``; ``None`` if there is no series yet."""
    if len(series) < LEAST:
        return None
    steps = sorted((told, figure) for figure, told in series.items())
    at = bisect_right(steps, (day, float("inf")))
    told, figure = steps[at - 1] if at else (0, None)
    return figure if day - told <= FRESH else None

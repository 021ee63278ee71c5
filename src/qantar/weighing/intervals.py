"""What interval of counts a quantity means, as its words say it."""

from qantar.vocabulary.quantity import Quantity
from qantar.weighing.cues import cues_in

__all__ = ["ABOUT", "figure_of", "interval", "is_exact", "meet"]

ABOUT = 0.1
"""How far "about" may be off: no convention tells it; a tenth is what rounding loses."""


def figure_of(q: Quantity) -> float:
    """The figure said, else the bound that was."""
    for value in (q.best, q.lower, q.upper):
        if value is not None:
            return value
    return 0.0


def interval(q: Quantity) -> tuple[float, float]:
    """Smallest and largest count meant, inclusive.

    "Up to n" reaches down to nought, "at least n" has no end, "about n" may be off by a
    tenth, and a figure without any such word is meant exactly.

    >>> interval(Quantity(what="killed", best=61))
    (61, 61)
    >>> interval(Quantity(what="killed", best=200, upper=200))
    (0.0, 200)
    """
    if q.lower is None and q.upper is None:
        figure = figure_of(q)
        off = figure * ABOUT if "about" in cues_in(q.words) else 0
        return figure - off, figure + off
    low = q.lower if q.lower is not None else 0.0
    return low, q.upper if q.upper is not None else float("inf")


def is_exact(q: Quantity) -> bool:
    """Whether one figure is meant and no other."""
    low, high = interval(q)
    return low == high


def meet(q: Quantity, r: Quantity, *, tolerance: float = 0.0) -> bool:
    """Whether one true count could satisfy both.

    Args:
        q: One quantity.
        r: Another, of the same thing; this is not checked here.
        tolerance: Relative widening of both intervals, 0.01 for one per cent.
    """
    (a, b), (c, d) = interval(q), interval(r)
    less, more = 1 - tolerance, 1 + tolerance
    return a * less <= d * more and c * less <= b * more

"""Cover: a halftone drawn from the record itself, so that it says something true.

Each column is a day of the densest stretch; the more statements speak of it, the
higher the dots rise.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

__all__ = ["cover_svg", "densest_days"]

COLUMNS = 37
ROWS = 26
_STEP = 4.0


def densest_days(days: Iterable[date], width: int = COLUMNS) -> list[int]:
    """Statements a day over the ``width`` days in a row that hold most of them."""
    counts = Counter(days)
    if not counts:
        return [0] * width
    best, start = -1, min(counts)
    for first in sorted(counts):
        held = sum(counts.get(first + timedelta(days=n), 0) for n in range(width))
        if held > best:
            best, start = held, first
    return [counts.get(start + timedelta(days=n), 0) for n in range(width)]


def cover_svg(days: Iterable[date]) -> bytes:
    """The halftone as SVG, 148 by 104 millimetres."""
    counts = densest_days(days)
    top = max(max(counts), 1)
    dots = []
    for column, count in enumerate(counts):
        rise = (count / top) ** 0.5 * (ROWS - 4)
        for row in range(ROWS):
            height = ROWS - row
            inside = height <= rise
            sky = 0.28 + 0.5 * (1 - row / ROWS) * ((column * 7 + row * 3) % 5 + 8) / 12
            radius = 1.75 if inside else max(0.25, 1.15 - sky)
            dots.append(
                f'<circle cx="{(column + 0.5) * _STEP:g}"'
                f' cy="{(row + 0.5) * _STEP:g}" r="{radius:.2f}"/>'
            )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 148 104">'
        '<rect width="148" height="104" fill="#f4f1ea"/>'
        f'<g fill="#1b1a17">{"".join(dots)}</g></svg>'
    ).encode()

"""Pictures of a count as SVG: overlaps, intervals, a posterior. No scripts, no addresses.

Every mark has its number beside it, so that print, a poor screen or no colour at all
lose nothing.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from qantar.counting.overlaps import Overlaps

__all__ = ["Interval", "histogram_picture", "interval_picture", "overlap_picture"]

WIDTH = 760
ROW = 26
LABEL = 230
TAIL = 150
TICKS = 5
MOST_CELLS = 24
BAR = 150

Number = Callable[[float], str]

_STYLE = (
    "<style>.qc .k{fill:#14181b}.qc .s{fill:#4a5359}.qc .b{fill:#0b4a6f}"
    ".qc .u{fill:#8b969c}.qc .o{stroke:#d3d9dc;fill:none}"
    ".qc .i{stroke:#0b4a6f;stroke-width:5}.qc .n{stroke:#8b969c;stroke-width:5}"
    ".qc .w{stroke:#a8320a;stroke-width:5}.qc .p{fill:#fff;stroke:#14181b;"
    "stroke-width:2}.qc .r{stroke:#14181b;stroke-dasharray:3 3}.qc .e{fill:#d3d9dc}"
    ".qc .f{fill:#0b4a6f;fill-opacity:.12}.qc text{font:13px system-ui,sans-serif}"
    ".qc .t{font-size:12px}</style>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """One row: a point with its ends; ends may be infinite, the point may be missing.

    ``tone`` is ``i`` for what counts, ``n`` for what is shown for comparison, ``w`` for
    what stands out. ``words`` stand at the end of the row instead of the numbers.
    """

    label: str
    point: float | None
    lower: float | None = None
    upper: float | None = None
    tone: str = "i"
    words: str = ""


def _svg(height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg class="qc" viewBox="0 0 {WIDTH} {height:.0f}" role="img" xmlns='
        f'"http://www.w3.org/2000/svg" aria-label="{escape(title)}">{_STYLE}'
        + "".join(parts)
        + "</svg>"
    )


def _text(x: float, y: float, words: str, kind: str = "k", anchor: str = "") -> str:
    place = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}"{place}>{escape(words)}</text>'


def _shortened(words: str, letters: int) -> str:
    return words if len(words) <= letters else words[: letters - 1] + "…"


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers from ``low`` to ``high``."""
    rough = (high - low) / TICKS
    unit = 10 ** math.floor(math.log10(rough))
    step = next(unit * k for k in (1, 2, 5, 10) if unit * k >= rough)
    first = math.ceil(low / step)
    return [k * step for k in range(first, math.floor(high / step) + 1)]


def interval_picture(
    rows: Sequence[Interval],
    number: Number,
    *,
    title: str,
    band: tuple[float, float] | None = None,
    floor: float | None = None,
) -> str:
    """Points with their intervals, one below the other.

    Args:
        rows: What is drawn.
        number: Writes a number in the reader's language.
        title: For those who cannot see it.
        band: A range behind all rows: what the verdict says.
        floor: A dashed line: persons on lists, which no total can be below.
    """
    values = [
        value
        for row in rows
        for value in (row.point, row.lower, row.upper)
        if value is not None and math.isfinite(value)
    ]
    values += [*(band or ()), *([floor] if floor is not None else [])]
    low, high = min(values), max(values)
    pad = (high - low or 1) * 0.06
    low, high = max(low - pad, min(low, 0)), high + pad
    left, right = LABEL, WIDTH - TAIL
    bottom = ROW * len(rows) + 14

    def at(value: float) -> float:
        return left + (right - left) * (min(value, high) - low) / (high - low)

    parts = []
    if band:
        wide = at(band[1]) - at(band[0])
        parts.append(
            f'<rect class="f" x="{at(band[0]):.1f}" y="4" width="{wide:.1f}"'
            f' height="{bottom - 4}"/>'
        )
    for tick in [] if all(row.words for row in rows) else _ticks(low, high):
        parts.append(f'<path class="o" d="M{at(tick):.1f} 4V{bottom}"/>')
        parts.append(_text(at(tick), bottom + 16, number(tick), "s t", "middle"))
    if floor is not None:
        parts.append(f'<path class="r" d="M{at(floor):.1f} 4V{bottom}"/>')
    for place, row in enumerate(rows):
        parts += _interval(row, ROW * place + 22, at, right, number)
    return _svg(bottom + 26, title, parts)


def _interval(
    row: Interval, y: float, at: Callable[[float], float], right: float, number: Number
) -> list[str]:
    parts = [_text(0, y + 4, _shortened(row.label, 34))]
    if row.lower is not None and row.upper is not None:
        end = at(row.upper) if math.isfinite(row.upper) else right
        parts.append(
            f'<path class="{row.tone}" d="M{at(row.lower):.1f} {y}H{end:.1f}"/>'
        )
    words = "–"
    if row.point is not None and math.isfinite(row.point):
        parts.append(f'<circle class="p" cx="{at(row.point):.1f}" cy="{y}" r="4.5"/>')
        words = number(row.point)
    if row.lower is not None and row.upper is not None and math.isfinite(row.lower):
        words += f" [{number(row.lower)}–{number(row.upper)}]"
    parts.append(_text(right + 10, y + 4, row.words or words, "s t"))
    return parts


def overlap_picture(overlaps: Overlaps, number: Number, *, title: str) -> str:
    """Who is on which lists (UpSet): a column a combination, a row a list.

    Lex, Gehlenborg, Strobelt, Vuillemot, Pfister 2014, "UpSet: visualization of
    intersecting sets" (IEEE TVCG 20: 1983-1992). The largest combinations only, and the
    lists in the order of their size.
    """
    cells = sorted(overlaps.cells, key=lambda cell: (-cell[1], cell[0]))[:MOST_CELLS]
    sizes = overlaps.sizes()
    order = sorted(range(len(sizes)), key=lambda j: (-sizes[j], j))
    wide = min(34.0, (WIDTH - LABEL - 10) / max(len(cells), 1))
    most, largest = max(count for _, count in cells), max(sizes)
    top = BAR + 38
    parts = []
    for row, j in enumerate(order):
        y = top + 20 * row
        if row % 2 == 0:
            parts.append(
                f'<rect class="f" x="0" y="{y - 10}" width="{WIDTH}" height="20"/>'
            )
        bar = 60 * sizes[j] / largest
        parts.append(
            f'<rect class="u" x="{LABEL - 12 - bar:.1f}" y="{y - 5}" width="{bar:.1f}"'
            ' height="10"/>'
        )
        parts.append(
            _text(2, y + 4, f"{_shortened(overlaps.lists[j], 15)} {number(sizes[j])}")
        )
    for column, (cell, count) in enumerate(cells):
        x = LABEL + wide * (column + 0.5)
        bar = BAR * count / most
        parts.append(
            f'<rect class="b" x="{x - wide * 0.35:.1f}" y="{BAR + 20 - bar:.1f}"'
            f' width="{wide * 0.7:.1f}" height="{max(bar, 1):.1f}"/>'
        )
        parts.append(_text(x, BAR + 15 - bar, number(count), "s t", "middle"))
        on_it = [row for row, j in enumerate(order) if cell >> j & 1]
        ends = f"M{x:.1f} {top + 20 * on_it[0]}V{top + 20 * on_it[-1]}"
        parts.append(f'<path class="k" stroke="#14181b" stroke-width="2" d="{ends}"/>')
        for row in range(len(order)):
            kind = "k" if row in on_it else "e"
            y = top + 20 * row
            parts.append(f'<circle class="{kind}" cx="{x:.1f}" cy="{y}" r="5"/>')
    return _svg(top + 20 * len(order), title, parts)


def histogram_picture(
    edges: Sequence[float],
    shares: Sequence[float],
    number: Number,
    *,
    title: str,
    marks: Sequence[float] = (),
) -> str:
    """How likely which total: bars, and dashed lines at the marks."""
    high, low, top = edges[-1], edges[0], max(shares)
    parts = []

    def at(value: float) -> float:
        return 10 + (WIDTH - 20) * (value - low) / (high - low)

    for begin, end, share in zip(edges, edges[1:], shares, strict=False):
        tall = BAR * share / top
        parts.append(
            f'<rect class="b" x="{at(begin):.1f}" y="{BAR + 18 - tall:.1f}"'
            f' width="{max(at(end) - at(begin) - 1, 0.5):.1f}" height="{tall:.1f}"/>'
        )
    for mark in marks:
        x = at(min(max(mark, low), high))
        parts.append(f'<path class="r" d="M{x:.1f} 14V{BAR + 18}"/>')
        parts.append(_text(x, 10, number(mark), "s t", "middle"))
    for tick in _ticks(low, high):
        parts.append(_text(at(tick), BAR + 34, number(tick), "s t", "middle"))
    return _svg(BAR + 42, title, parts)

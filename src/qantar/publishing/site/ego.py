"""Ego graph: a few ties of ownership as a drawing, each line leading to its passage.

Small on purpose: who stands at most a few steps from whom, left to right. Above a couple
of dozen names it would be a hairball, and the table alone says it better.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

__all__ = ["MOST_NODES", "Tie", "draw_ties"]

MOST_NODES = 24
_WIDTH, _HEIGHT = 230, 40
_ACROSS, _DOWN = 340, 58
_EDGE = 12
_LONGEST = 30
"""Signs of a name that fit into its box; the whole stands in its title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """From whom to what, in which relation, and the passage that says so."""

    owner: str
    asset: str
    relation: str
    href: str = ""


def draw_ties(ties: Sequence[Tie], *, title: str) -> Markup:
    """The drawing as SVG; empty if there is nothing, or too much, to draw.

    Args:
        ties: In the order of the table.
        title: What the drawing shows, for those who do not see it.
    """
    names = list(dict.fromkeys(n for tie in ties for n in (tie.owner, tie.asset)))
    if not names or len(names) > MOST_NODES:
        return Markup()
    places = _placed(names, ties)
    width = max(x for x, _ in places.values()) + _WIDTH + _EDGE
    height = max(y for _, y in places.values()) + _HEIGHT + _EDGE
    lines = [_line(tie, places) for tie in ties]
    boxes = [_box(name, *places[name]) for name in names]
    head = Markup(
        '<svg class="ties" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="group"'
        ' aria-label="{title}"><defs><marker id="tip" viewBox="0 0 8 8" refX="8"'
        ' refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0L8 4 0 8z"/></marker></defs>'
    ).format(w=width, h=height, title=title)
    return head + Markup().join([*lines, *boxes]) + Markup("</svg>")


def _placed(names: Sequence[str], ties: Sequence[Tie]) -> dict[str, tuple[int, int]]:
    """Left to right by the longest way from those who are owned by nobody here."""
    depth = dict.fromkeys(names, 0)
    for _ in names:  # a circle of ownership ends the search as well
        for tie in ties:
            if tie.owner != tie.asset and depth[tie.asset] <= depth[tie.owner]:
                depth[tie.asset] = min(depth[tie.owner] + 1, len(names))
    columns = sorted(set(depth.values()))
    rows: dict[int, int] = {}
    out = {}
    for name in names:
        column = columns.index(depth[name])
        row = rows[column] = rows.get(column, -1) + 1
        out[name] = (_EDGE + column * _ACROSS, _EDGE + row * _DOWN)
    return out


def _line(tie: Tie, places: dict[str, tuple[int, int]]) -> Markup:
    (x1, y1), (x2, y2) = places[tie.owner], places[tie.asset]
    x1, y1, y2 = x1 + _WIDTH, y1 + _HEIGHT // 2, y2 + _HEIGHT // 2
    middle = (x1 + x2) // 2
    drawn = Markup(
        '<path fill="none" stroke="#0b4a6f" stroke-width="1.6" d="M{x1} {y1}C{m} {y1} {m} {y2} {x2} {y2}"'
        ' marker-end="url(#tip)"/><text fill="#0b4a6f" text-anchor="middle" x="{m}" y="{y}">{label}</text>'
    ).format(
        x1=x1, y1=y1, m=middle, x2=x2, y2=y2, y=(y1 + y2) // 2 - 5, label=tie.relation
    )
    if not tie.href:
        return drawn
    told = f"{tie.owner} – {tie.relation} – {tie.asset}"
    return Markup('<a href="{}" aria-label="{}">{}</a>').format(tie.href, told, drawn)


def _box(name: str, x: int, y: int) -> Markup:
    shown = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    return Markup(
        '<g><title>{name}</title><rect fill="#fff" stroke="#14181b" stroke-width="1.5" x="{x}" y="{y}" width="{w}"'
        ' height="{h}"/><text x="{tx}" y="{ty}">{shown}</text></g>'
    ).format(
        name=name,
        x=x,
        y=y,
        w=_WIDTH,
        h=_HEIGHT,
        tx=x + 10,
        ty=y + 25,
        shown=shown,
    )

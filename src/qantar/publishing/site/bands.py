"""Bands: when which network worked where, as far as anybody says."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from qantar.publishing.site.timeline import WIDTH, Axis, axis_of
from qantar.publishing.site.words import Words
from qantar.publishing.site.zones import local
from qantar.vocabulary.finding import Connectivity

__all__ = ["draw_bands"]

_STYLES = {"off": "off", "throttled": "thr", "on": "on"}
_ROW = 32
_LEFT = 250
_MOST_ROWS = 24


def draw_bands(found: Sequence[Connectivity], words: Words, zone: str) -> str:
    """One band for each place and network; empty if no state has a date."""
    counts: Counter[date] = Counter()
    for one in found:
        first, last = one.when.earliest, one.when.latest
        for instant in (first, last - timedelta(minutes=1) if last else None):
            if instant is not None:
                counts[local(instant, zone).date()] += 1
    axis = axis_of(counts, zone, left=_LEFT)
    if axis is None:
        return ""
    rows: dict[tuple[str, str], list[Connectivity]] = {}
    for one in found:
        rows.setdefault((one.place_name, one.network), []).append(one)
    body = []
    y = 44
    for (place, network), states in sorted(rows.items())[:_MOST_ROWS]:
        label = words.network(network, "").rstrip(": ")
        body.append(
            f'<text class="ax" x="8" y="{y + 13}">{escape(f"{place}, {label}")}</text>'
            f'<path class="dk" d="M{_LEFT} {y}H{axis.edges[-1]:.0f}v18H{_LEFT}z"/>'
        )
        body += [_band(one, axis, y, words) for one in states]
        y += _ROW
    grid = "".join(f'<path class="g" d="M{x:.0f} 22V{y}"/>' for x in axis.edges)
    days = "".join(
        f'<text class="ax" x="{x + 4:.0f}" y="32">{escape(words.short_day(day))}</text>'
        for day, x in zip(axis.days, axis.edges, strict=False)
    )
    title = escape(words.say("Network cuts"))
    return (
        f'<svg viewBox="0 0 {WIDTH} {y + 6}" width="{WIDTH}" height="{y + 6}" role="img"'
        f' aria-label="{title}"><pattern id="thr" width="6" height="6"'
        ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="g3" d="M0 0V6"/></pattern>'
        f"{grid}{days}{''.join(body)}</svg>"
    )


def _band(one: Connectivity, axis: Axis, y: int, words: Words) -> str:
    """One stated stretch; a single instant is a short one."""
    start = axis.at(one.when.earliest) if one.when.earliest else axis.edges[0]
    end = axis.at(one.when.latest) if one.when.latest else axis.edges[-1]
    title = f"{words.network(one.network, one.state)}, {words.when(one.when)}"
    return (
        f'<rect class="{_STYLES.get(one.state, "dk")}" x="{start:.0f}" y="{y}"'
        f' width="{max(end - start, 5):.0f}" height="18">'
        f"<title>{escape(title)}</title></rect>"
    )

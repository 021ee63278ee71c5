"""Timeline: the statements of the days that matter as one picture, with their signs.

Days are as wide as they are full; that is said beside the picture. Nothing undated is
drawn. What is too much for one picture is counted and left to the chronology.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape

from qantar.publishing.marks import Mark, is_dated, mark_of
from qantar.publishing.site.lines import in_language, tone_of
from qantar.publishing.site.plan import Plan
from qantar.publishing.site.words import Words
from qantar.publishing.site.zones import local
from qantar.vocabulary.record import RecordView
from qantar.vocabulary.statement import Statement

__all__ = ["Axis", "Selection", "axis_of", "draw_timeline", "select"]

WIDTH = 1340
_LEFT = 128
_ROW = 19
_MOST_DAYS = 16
_MOST_ROWS = 60
_LEAST_DAY = 46
_MOST_LANES = 6
_LETTER = 6.4
_VAGUE = ("other", "speech", "publication", "economic")
_HATCH = (
    '<pattern id="nch" width="7" height="7" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><path class="nl" d="M0 0V7"/></pattern>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Days from left to right; ``edges`` has one more entry than ``days``."""

    days: tuple[date, ...]
    edges: tuple[float, ...]
    zone: str

    def at(self, instant: datetime) -> float:
        """Where an instant lies; earlier and later ones stick to the ends."""
        there = local(instant, self.zone)
        day = there.date()
        if day < self.days[0]:
            return self.edges[0]
        if day > self.days[-1]:
            return self.edges[-1]
        number = self.days.index(day)
        share = (there.hour * 60 + there.minute) / 1440
        return self.edges[number] + share * (
            self.edges[number + 1] - self.edges[number]
        )


def axis_of(counts: Counter[date], zone: str, *, left: float = _LEFT) -> Axis | None:
    """The window of days that holds most, at most ``_MOST_DAYS`` of them."""
    if not counts:
        return None
    days = sorted(counts)
    best = max(
        days,
        key=lambda first: (
            sum(
                counts[day]
                for day in days
                if first <= day < first + timedelta(days=_MOST_DAYS)
            ),
            -first.toordinal(),
        ),
    )
    inside = [day for day in days if best <= day < best + timedelta(days=_MOST_DAYS)]
    span = [
        inside[0] + timedelta(days=number)
        for number in range((inside[-1] - inside[0]).days + 1)
    ]
    weights = [min(counts[day], 12) for day in span]
    free = WIDTH - left - 30 - _LEAST_DAY * len(span)
    edges = [left]
    for own in weights:
        edges.append(edges[-1] + _LEAST_DAY + free * own / max(sum(weights), 1))
    return Axis(days=tuple(span), edges=tuple(edges), zone=zone)


def _rank(statement: Statement, plan: Plan) -> tuple[bool, int, bool, str]:
    """Kinds that say something before those that do not, narrow times before wide."""
    when = statement.when
    first = when.earliest if when is not None else None
    last = when.latest if when is not None else None
    days = (last - first).days if first is not None and last is not None else 9
    vague = statement.event_type in _VAGUE
    return (vague, days, tone_of(statement, plan) != "conf", statement.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What the picture shows, and how many statements it leaves out and why."""

    axis: Axis | None
    statements: tuple[Statement, ...]
    left_out: dict[str, int]


def select(view: RecordView, plan: Plan) -> Selection:
    """The days and statements for the picture, in any language."""
    zone = view.facts().zone
    counts: Counter[date] = Counter()
    undated = 0
    for statement in view.statements(by_time=True):
        when = statement.when
        if when is None or not is_dated(when):
            undated += 1
            continue
        first = when.earliest or when.latest
        if first is not None and _narrow(statement):
            counts[local(first, zone).date()] += 1
    axis = axis_of(counts, zone)
    if axis is None:
        return Selection(axis=None, statements=(), left_out={"undated": undated})
    chosen, outside, more = _chosen(view, plan, axis)
    return Selection(
        axis=axis,
        statements=tuple(chosen),
        left_out={"undated": undated, "outside": outside, "more": more},
    )


def _narrow(statement: Statement) -> bool:
    """Whether the time is within a month: years would stretch the axis."""
    when = statement.when
    if when is None or when.earliest is None or when.latest is None:
        return True
    return when.latest - when.earliest < timedelta(days=32)


def _chosen(
    view: RecordView, plan: Plan, axis: Axis
) -> tuple[list[Statement], int, int]:
    """Statements on the axis; too many: first those that others contradict."""
    found: list[Statement] = []
    outside = 0
    for statement in view.statements(by_time=True):
        when = statement.when
        if when is None or not is_dated(when):
            continue
        first, last = when.earliest or when.latest, when.latest or when.earliest
        if first is None or last is None:
            continue
        begins = local(first, axis.zone).date()
        ends = (local(last, axis.zone) - timedelta(minutes=1)).date()
        if begins > axis.days[-1] or ends < axis.days[0] or not _narrow(statement):
            outside += 1
            continue
        found.append(statement)
    more = max(0, len(found) - _MOST_ROWS)
    if more:
        found.sort(key=lambda s: _rank(s, plan))
        found = found[:_MOST_ROWS]
    return found, outside, more


def draw_timeline(selection: Selection, plan: Plan, words: Words) -> str:
    """The picture as SVG; empty if nothing has a date."""
    axis = selection.axis
    if axis is None:
        return ""
    lanes: dict[str, list[Statement]] = defaultdict(list)
    chosen = [in_language(one, plan, words.lang) for one in selection.statements]
    sizes = Counter(_lane(statement) for statement in chosen)
    kept = {name for name, _ in sizes.most_common(_MOST_LANES)}
    for statement in chosen:
        name = _lane(statement)
        lanes[name if name in kept else ""].append(statement)
    body: list[str] = []
    y = 40.0
    for name in sorted(lanes, key=lambda lane: (lane == "", -sizes[lane], lane)):
        label = name or words.say("elsewhere or no place")
        body.append(f'<path class="g" d="M8 {y:.0f}H{WIDTH - 8}"/>')
        for line, part in enumerate(_wrapped(label)):
            body.append(
                f'<text class="ln" x="8" y="{y + 17 + 15 * line:.0f}">{escape(part)}</text>'
            )
        y = _lane_rows(lanes[name], plan, words, axis, body, y)
    cut = "".join(_shade(plan, axis, y))
    grid = "".join(
        f'<path class="g" d="M{x:.0f} 22V{y:.0f}"/>' for x in axis.edges
    ) + "".join(
        f'<text class="ax" x="{x + 4:.0f}" y="32">{escape(words.short_day(day))}</text>'
        for day, x in zip(axis.days, axis.edges, strict=False)
    )
    title = escape(words.say("Timeline"))
    return (
        f'<svg viewBox="0 0 {WIDTH} {y + 8:.0f}" width="{WIDTH}" height="{y + 8:.0f}"'
        f' role="group" aria-label="{title}">{_HATCH}{cut}{grid}{"".join(body)}</svg>'
    )


def _wrapped(label: str) -> list[str]:
    """A lane's name on up to three short lines."""
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + len(word) > 13 and len(lines) < 3:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _lane(statement: Statement) -> str:
    return statement.where[0].name if statement.where else ""


def _lane_rows(
    statements: Sequence[Statement],
    plan: Plan,
    words: Words,
    axis: Axis,
    body: list[str],
    top: float,
) -> float:
    """Places each statement on the first row with room; gives the next lane's top."""
    rows: list[list[tuple[float, float]]] = []
    for statement in statements:
        when = statement.when
        if when is None:
            continue
        mark = mark_of(when, statement.event_type)
        left = axis.at(when.earliest) if when.earliest else axis.edges[0]
        right = axis.at(when.latest) if when.latest else axis.edges[-1]
        if right - left < 12:
            left, right = (left + right) / 2 - 6, (left + right) / 2 + 6
        label = _label(statement, words)
        long = len(label) * _LETTER + 8
        anchor, x = _beside(left, right, long)
        taken = (
            min(left - 4, x - long if anchor == "end" else x),
            max(right + 4, x + long if anchor == "start" else x),
        )
        y = top + 13 + _row_with_room(rows, taken) * _ROW
        tone = tone_of(statement, plan)
        page = plan.statement_page(statement.id)
        body.append(
            f'<a href="{page}#s-{statement.id}"><g class="a {tone}">'
            f"{_shape(mark, left, right, y)}</g>"
            f'<text class="lb {tone}" x="{x:.0f}" y="{y + 4:.0f}" text-anchor="{anchor}">'
            f"{escape(label)}<title>{escape(words.when(when))}</title></text></a>"
        )
    return top + max(len(rows), 2) * _ROW + 14


def _beside(left: float, right: float, long: float) -> tuple[str, float]:
    """Where a label goes: after the sign, before it, or at the end of the sheet."""
    if right + 6 + long < WIDTH - 4:
        return "start", right + 6
    if left - 6 - long > _LEFT:
        return "end", left - 6
    return "end", WIDTH - 6


def _row_with_room(
    rows: list[list[tuple[float, float]]], taken: tuple[float, float]
) -> int:
    """The first row where the stretch meets no other, made if there is none."""
    for number, row in enumerate(rows):
        if all(taken[1] < a or taken[0] > b for a, b in row):
            row.append(taken)
            return number
    rows.append([taken])
    return len(rows) - 1


def _label(statement: Statement, words: Words) -> str:
    """Kind of event and the first count or person, as short as a picture needs it."""
    told = words.event(statement.event_type)
    if statement.quantities:
        told += f" {words.quantity(statement.quantities[0])}"
    elif statement.targets:
        told += f": {words.voice(statement.targets[0].name)}"
    elif statement.agents:
        told += f": {words.voice(statement.agents[0].name)}"
    return told if len(told) <= 44 else told[:43].rstrip() + "…"


def _shape(mark: Mark, left: float, right: float, y: float) -> str:
    """The sign of ``marks`` stretched to its span."""
    a, b, m = f"{left:.0f}", f"{right:.0f}", f"{(left + right) / 2:.0f}"
    top, low = f"{y - 5:.0f}", f"{y + 5:.0f}"
    line = f"{y:.0f}"
    if mark in (Mark.EXACT, Mark.ABOUT):
        stem = f'<path class="l" d="M{a} {line}H{b}"/>' if mark is Mark.ABOUT else ""
        return f'{stem}<path d="M{m} {y - 6:.0f}l6 6-6 6-6-6z"/>'
    if mark is Mark.LASTED:
        return f'<path d="M{a} {top}H{b}V{low}H{a}z"/>'
    if mark is Mark.DAY:
        return f'<path class="t" d="M{left + 1:.0f} {top}H{right - 1:.0f}V{low}H{left + 1:.0f}z"/>'
    if mark is Mark.ONE_OF:
        third = (right - left) * 0.42
        return (
            f'<path class="b" d="M{a} {top}h{third:.0f}v10H{a}z'
            f'M{right - third:.0f} {top}h{third:.0f}v10h-{third:.0f}z"/>'
        )
    if mark is Mark.OPEN:
        return (
            f'<path class="h" d="M{a} {line}H{right - 6:.0f}"/>'
            f'<path d="M{right - 8:.0f} {top}l9 5-9 5z"/>'
        )
    if mark is Mark.BEFORE:
        return (
            f'<path class="l d" d="M{left + 8:.0f} {line}H{b}"/>'
            f'<path class="h" d="M{b} {top}V{low}"/><path d="M{left + 9:.0f} {top}l-9 5 9 5z"/>'
        )
    return (
        f'<path class="l" d="M{left + 3:.0f} {top}H{a}V{low}H{left + 3:.0f}'
        f'M{right - 3:.0f} {top}H{b}V{low}H{right - 3:.0f}"/>'
        f'<path class="l d" d="M{a} {line}H{b}"/>'
    )


def _shade(plan: Plan, axis: Axis, bottom: float) -> list[str]:
    """A hatch where the main network was cut somewhere; cuts that overlap are one."""
    stretches: list[tuple[float, float]] = []
    for left, right in sorted(
        (axis.at(cut.start), axis.at(cut.end))
        for cut in plan.cuts
        if cut.mean and cut.start is not None and cut.end is not None
    ):
        if stretches and left <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], right))
        else:
            stretches.append((left, right))
    return [
        f'<rect class="nc" x="{left:.0f}" y="22"'
        f' width="{right - left:.0f}" height="{bottom - 22:.0f}"/>'
        for left, right in stretches
        if right > left
    ]

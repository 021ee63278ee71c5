"""Statements that speak of one happening: kind, place, overlapping time.

The most exact statements are heard first. Two that cannot have been at one time are two
events, however alike; a vague statement joins an event only if a single one fits, so
that "on 6 January" never melts a morning and an evening into one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from qantar.linking.links import Links
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.entity import Event
from qantar.vocabulary.statement import Stance, Statement
from qantar.vocabulary.when import When

__all__ = ["link_events"]

_NOT_HAPPENED = frozenset({Stance.PREDICTS, Stance.DEMANDS})
_NO_EVENT = frozenset({"other", "ownership", "economic", "speech", "publication"})
"""Conditions, relations and words: they are no happening that others could report."""
_EXACT = timedelta(hours=12)
"""Statements this exact or exacter tell incidents of one day apart."""
_LONGEST = timedelta(days=62)
"""A statement vaguer than this belongs to no single event."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is kept of a statement: all that clustering needs."""

    id: str
    earliest: datetime
    latest: datetime
    when: When

    @property
    def span(self) -> timedelta:
        return self.latest - self.earliest


@dataclass(slots=True)
class _Open:
    """An event as it grows; the interval is what all its statements share."""

    earliest: datetime
    latest: datetime
    when: When
    statements: list[str] = field(default_factory=list)


def link_events(statements: Iterable[Statement], links: Links) -> tuple[Event, ...]:
    """Cluster statements into events, streaming; by earliest time, then id.

    Args:
        statements: With places filled in by ``apply_links``. Statements without a
            bounded time or of something that is not said to have happened are passed
            over.
        links: Of the case; tells which place contains which.

    Returns:
        Events with at least one statement. ``grain`` is hour, day, week or period.
    """
    blocks: dict[tuple[str, str], list[_Said]] = defaultdict(list)
    for statement in statements:
        if said := _said(statement):
            place = _place(statement)
            blocks[(statement.event_type, place)].append(said)
    names = {place.id: place.name for place in links.places}
    events = [
        _event(kind, place, grown, names)
        for (kind, place), block in blocks.items()
        for grown in _clustered(block)
    ]
    return tuple(sorted(events, key=lambda e: (_instant(e), e.id)))


def _instant(event: Event) -> datetime:
    if event.when is None or event.when.earliest is None:
        return datetime.max.replace(tzinfo=UTC)
    return event.when.earliest


def _said(statement: Statement) -> _Said | None:
    when = statement.when
    if (
        when is None
        or when.earliest is None
        or when.latest is None
        or statement.conditional
        or statement.stance in _NOT_HAPPENED
        or statement.event_type in _NO_EVENT
        or when.latest - when.earliest > _LONGEST
    ):
        return None
    return _Said(statement.id, when.earliest, when.latest, when)


def _place(statement: Statement) -> str:
    """The most exact place that has an id; a building counts by its town elsewhere."""
    for where in statement.where:
        if where.id:
            return where.id
    return statement.where[0].name.casefold() if statement.where else ""


def _clustered(block: list[_Said]) -> list[_Open]:
    """Exact statements first; near-linear through an index of events by day."""
    grown: list[_Open] = []
    by_day: dict[int, list[_Open]] = defaultdict(list)
    for said in sorted(block, key=lambda s: (s.span, s.earliest, s.id)):
        fitting: list[_Open] = []
        for day in _days(said.earliest, said.latest):
            for event in by_day.get(day, ()):
                overlaps = event.earliest < said.latest and said.earliest < event.latest
                if overlaps and event not in fitting:
                    fitting.append(event)
            if len(fitting) > 1 and said.span > _EXACT:
                break
        if len(fitting) == 1 or (fitting and said.span <= _EXACT):
            event = max(fitting, key=lambda e: _shared(e, said))
            event.earliest = max(event.earliest, said.earliest)
            event.latest = min(event.latest, said.latest)
            event.statements.append(said.id)
            continue
        event = _Open(said.earliest, said.latest, said.when, [said.id])
        grown.append(event)
        for day in _days(said.earliest, said.latest):
            by_day[day].append(event)
    return grown


def _shared(event: _Open, said: _Said) -> timedelta:
    return min(event.latest, said.latest) - max(event.earliest, said.earliest)


def _days(earliest: datetime, latest: datetime) -> range:
    """Days since the epoch (UTC) that the half-open interval touches."""
    last = max(earliest, latest - timedelta(microseconds=1))
    return range(earliest.toordinal(), last.toordinal() + 1)


def _grain(span: timedelta) -> str:
    if span <= _EXACT:
        return "hour"
    if span <= 2 * _DAY:
        return "day"
    return "week" if span <= 10 * _DAY else "period"


def _event(kind: str, place: str, grown: _Open, names: dict[str, str]) -> Event:
    where = names.get(place, place)
    why = ["the same kind of event"]
    if where:
        why.append(f"the same place: {where}")
    if len(grown.statements) > 1:
        why.append("overlapping times")
    return Event(
        id="e:"
        + derive_id("event", kind, place, grown.when.value, min(grown.statements)),
        kind=kind,
        when=grown.when,
        place=place,
        grain=_grain(grown.when.latest - grown.when.earliest)
        if grown.when.latest and grown.when.earliest
        else "",
        statements=tuple(grown.statements),
        why=tuple(why),
    )

"""Calendar: the chronology as iCalendar (RFC 5545), one entry an event.

A calendar knows no doubt. An uncertain time takes all the days that it may be, is marked
as tentative and as free, and its title says in words that it was once in there.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from qantar.publishing.exports.sink import Sink
from qantar.text.messages import N_
from qantar.text.phrasing import sentence, when_words
from qantar.vocabulary.entity import Event, Place
from qantar.vocabulary.kinds import event_kinds
from qantar.vocabulary.record import RecordView
from qantar.vocabulary.when import When

__all__ = ["CALENDAR_LOSSES", "CALENDAR_TAKES", "calendar_problems", "write_calendar"]

CALENDAR_LOSSES = (
    N_("An uncertain time fills every day that it may be, marked as tentative."),
    N_("One date an event; dates that others tell stand in its sentences."),
    N_("Offsets, voices and verdicts are not carried; the sentences are."),
)
_UNBOUNDED = N_("events without a date, or whose time has an open end")

_LINE = 75
"""Octets of a line without its end (section 3.1)."""

_DAY = timedelta(days=1)


def _folded(line: str) -> bytes:
    """A content line with its end, folded between code points (section 3.1)."""
    out, room = bytearray(), _LINE
    for sign in line:
        data = sign.encode()
        if len(data) > room:
            out += b"\r\n "
            room = _LINE - 1
        out += data
        room -= len(data)
    return bytes(out + b"\r\n")


def _text(value: str) -> str:
    """A TEXT value (section 3.3.11)."""
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(sign, escaped)
    return "".join(sign for sign in value if sign >= " ")


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _zone(when: When) -> tzinfo:
    """The zone in which a day is a day; an offset is read from any of its bounds."""
    if "/" in when.zone:
        return ZoneInfo(when.zone)
    if when.zone[:1] in ("+", "-"):
        return datetime.fromisoformat(f"2000-01-01T00:00{when.zone}").tzinfo or UTC
    return UTC


def _times(when: When) -> list[str]:
    """DTSTART and DTEND: moments if an hour was told, else days of the local calendar."""
    start, end = when.earliest, when.latest
    if start is None or end is None:
        return []
    if "T" in when.value and end - start < _DAY:
        return [f"DTSTART:{_stamp(start)}", f"DTEND:{_stamp(end)}"]
    zone = _zone(when)
    first = start.astimezone(zone).date()
    last = (end - timedelta(microseconds=1)).astimezone(zone).date() + _DAY
    return [
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last:%Y%m%d}",
    ]


def _entry(view: RecordView, event: Event, place: Place | None, lang: str) -> list[str]:
    when = event.when
    if when is None or not (times := _times(when)):
        return []
    kind = (
        event_kinds()[event.kind].labels[lang]
        if event.kind in event_kinds()
        else event.kind
    )
    told = when_words(when, lang)
    title = ": ".join(filter(None, (place.name if place else "", f"{kind}, {told}")))
    facts = view.facts()
    statements = [view.statement(one) for one in event.statements]
    sentences = [sentence(each, lang) for each in statements]
    sure = _is_exact(when) and all(
        each.when is None or each.when.could_be_the_same(when) is not False
        for each in statements
    )
    fine = place is not None and place.precision not in ("region", "country")
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(event.id)}@{facts.root[:16]}.qantar.invalid",
        f"DTSTAMP:{_stamp(datetime.fromisoformat(facts.built.replace('Z', '+00:00')))}",
        *times,
        f"SUMMARY:{_text(title)}",
        f"DESCRIPTION:{_text(chr(10).join(sentences))}",
        f"CATEGORIES:{_text(kind)}",
        f"STATUS:{'CONFIRMED' if sure else 'TENTATIVE'}",
        "TRANSP:TRANSPARENT",
    ]
    if place is not None:
        lines.append(f"LOCATION:{_text(place.name)}")
        if fine and place.lat is not None and place.lon is not None:
            lines.append(f"GEO:{place.lat:.6f};{place.lon:.6f}")
    return [*lines, "END:VEVENT"]


def _is_exact(when: When) -> bool:
    return not any(sign in when.value for sign in "~?%/[{X")


CALENDAR_TAKES = ("events",)


def write_calendar(view: RecordView, what: str, lang: str, sink: Sink) -> None:
    """One calendar with all events that have a date."""
    places = {place.id: place for place in view.places()}
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Qantar//Chronology//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(view.facts().title)}",
    ]
    sink.put(b"".join(map(_folded, head)))
    for event in view.events():
        lines = _entry(view, event, places.get(event.place), lang)
        if lines:
            sink.put(b"".join(map(_folded, lines)), rows=1)
        else:
            sink.leave_out(_UNBOUNDED)
    sink.put(_folded("END:VCALENDAR"))


def calendar_problems(data: bytes) -> Iterator[str]:
    """What is wrong with a calendar: lines too long, entries open or without a time."""
    lines = data.split(b"\r\n")
    if any(len(line) > _LINE for line in lines):
        yield "a line of more than 75 octets"
    for entry in data.replace(b"\r\n ", b"").split(b"BEGIN:VEVENT")[1:]:
        for needed in (b"UID:", b"DTSTAMP:", b"DTSTART", b"SUMMARY:", b"END:VEVENT"):
            if b"\r\n" + needed not in entry:
                yield f"an entry without {needed.decode()}"

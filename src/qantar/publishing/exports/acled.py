"""ACLED: events as a table with the columns of the Armed Conflict Location & Event Data.

Columns, precisions and disorder types after the ACLED Codebook (2023 and the column
changes of 2023); which of our kinds is which of theirs stands in
``vocabulary/data/event_kinds.toml``. Not theirs: ``qantar_*`` at the end of a row.
"""

from collections.abc import Iterable
from datetime import timedelta

from babel import Locale
from babel.core import get_global

from qantar.publishing.exports.formats import csv_cell, csv_line
from qantar.publishing.exports.sink import Sink
from qantar.text.messages import N_
from qantar.text.phrasing import sentence
from qantar.vocabulary.entity import Event, Place
from qantar.vocabulary.kinds import event_kinds
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.record import RecordView
from qantar.vocabulary.statement import Stance, Statement, Status

__all__ = ["ACLED_COLUMNS", "ACLED_LOSSES", "ACLED_TAKES", "write_acled"]

_COLUMNS = """event_id_cnty event_date year time_precision disorder_type event_type
sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction
civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude
geo_precision source source_scale notes fatalities tags timestamp qantar_statements
qantar_when qantar_fatalities_low qantar_fatalities_high"""
ACLED_COLUMNS = tuple(_COLUMNS.split())
ACLED_LOSSES = (
    N_("One date an event: the middle of what it may be, with its precision."),
    N_(
        "Fatalities are the lowest figure that was said of the event; running totals are left out."
    ),
    N_("Who stands on which side (inter, interaction) is not judged and stays empty."),
    N_("Denied, rumoured and expected events have no row."),
)
_UNDATED = N_("events without a date within one month: the table has no place for them")
_UNSAID = N_("events that nobody asserts, and speech: the table has no place for them")

_WEEK, _MONTH = timedelta(days=7), timedelta(days=31)
_GEO = {"building": 1, "square": 1, "street": 1, "city": 1, "region": 3, "country": 3}
_DISORDER = {
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
"""Every other type is political violence (Codebook, disorder types)."""


def _precision(event: Event) -> tuple[str, int] | None:
    """Date and precision: 1 the day, 2 within a week, 3 within a month."""
    when = event.when
    if when is None or when.earliest is None or when.latest is None:
        return None
    width = when.latest - when.earliest
    day = when.edtf()[:10]
    if (
        width <= timedelta(days=1)
        and len(day) == len("2022-01-05")
        and day[:4].isdigit()
    ):
        return day, 1
    if width > _MONTH:
        return None
    middle = (when.earliest + width / 2).date().isoformat()
    return middle, 2 if width <= _WEEK else 3


def _fatalities(statements: Iterable[Statement]) -> tuple[float, float] | None:
    """Lowest and highest figure of people killed in the event itself."""
    found: list[Quantity] = [
        quantity
        for statement in statements
        for quantity in statement.quantities
        if quantity.what == "killed" and not quantity.cumulative
    ]
    told = [q.best if q.best is not None else q.lower for q in found]
    figures = [figure for figure in told if figure is not None]
    return (min(figures), max(figures)) if figures else None


def _iso(country: str) -> str:
    """ISO 3166-1 numeric of a two-letter code, from CLDR's aliases."""
    aliases = get_global("territory_aliases").items()
    found = (key for key, codes in aliases if key.isdigit() and codes == [country])
    return next(found, "")


def _around(place: Place | None, places: dict[str, Place], grain: str) -> str:
    seen: set[str] = set()
    while place is not None and place.id not in seen:
        if place.precision == grain:
            return place.name
        seen.add(place.id)
        place = places.get(place.inside)
    return ""


def _row(
    view: RecordView,
    event: Event,
    places: dict[str, Place],
    outlets: dict[str, str],
    lang: str,
) -> dict[str, object] | str:
    """The row of an event, or the reason why it has none."""
    told = [
        statement
        for statement in map(view.statement, event.statements)
        if statement.stance is Stance.ASSERTS and statement.status is Status.STANDING
    ]
    kind = event_kinds().get(event.kind)
    if kind is None or not kind.acled[0] or not told:
        return _UNSAID
    dated = _precision(event)
    if dated is None:
        return _UNDATED
    place = places.get(event.place)
    fatal = _fatalities(told)
    heard = {outlets[s.exhibit] for s in told} - {""}
    actors = dict.fromkeys(party.name for s in told for party in s.agents)
    targets = dict.fromkeys(party.name for s in told for party in s.targets)
    country = place.country if place else ""
    return {
        "event_id_cnty": event.id,
        "event_date": dated[0],
        "year": dated[0][:4],
        "time_precision": dated[1],
        "disorder_type": _DISORDER.get(kind.acled[0], "Political violence"),
        "event_type": kind.acled[0],
        "sub_event_type": kind.acled[1],
        "actor1": "; ".join(actors),
        "actor2": "; ".join(targets),
        "iso": _iso(country),
        "country": Locale("en").territories.get(country, "") if country else "",
        "admin1": _around(place, places, "region"),
        "location": place.name if place else "",
        "latitude": place.lat if place else "",
        "longitude": place.lon if place else "",
        "geo_precision": _GEO.get(place.precision, "") if place else "",
        "source": "; ".join(sorted(heard)),
        "notes": " ".join(dict.fromkeys(sentence(s, lang) for s in told)),
        "fatalities": f"{fatal[0]:g}" if fatal else "",
        "qantar_statements": " ".join(event.statements),
        "qantar_when": event.when.value if event.when else "",
        "qantar_fatalities_low": f"{fatal[0]:g}" if fatal else "",
        "qantar_fatalities_high": f"{fatal[1]:g}" if fatal else "",
    }


ACLED_TAKES = ("events",)


def write_acled(view: RecordView, what: str, lang: str, sink: Sink) -> None:
    """CSV in UTF-8 with a header; cells that a spreadsheet would run are made harmless."""
    places = {place.id: place for place in view.places()}
    outlets = {e.digest: e.provenance.outlet for e in view.exhibits(texts=False)}
    sink.put(csv_line(ACLED_COLUMNS))
    for event in view.events():
        row = _row(view, event, places, outlets, lang)
        if isinstance(row, str):
            sink.leave_out(row)
        else:
            cells = [csv_cell(row.get(column, "")) for column in ACLED_COLUMNS]
            sink.put(csv_line(cells), rows=1)

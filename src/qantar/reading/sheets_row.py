"""One row of a claim sheet -> one statement, and what in it could not be read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from qantar.errors import QuantityError, WhenError
from qantar.reading.sheets_bounds import Bounds, bounds_from_note
from qantar.reading.sheets_cells import cell_spans
from qantar.reading.sheets_places import places_of
from qantar.reading.sheets_tables import (
    Columns,
    Measure,
    how_known,
    kind_of,
    measure_of,
    stance_of,
)
from qantar.text.populations import scopes_in
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.exhibit import Exhibit, Segment
from qantar.vocabulary.passage import Span, Unread
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.statement import (
    CarrierStance,
    Party,
    Speaker,
    Stance,
    Statement,
    Where,
)
from qantar.vocabulary.when import When

__all__ = ["READER", "RESERVED", "SheetRow", "read_row"]

READER = "sheet/1"

RESERVED = frozenset({"sheet_kind", "sheet", "row"})
"""Attributes that intake adds to a row beside its columns."""

_SPAN_FIELDS = {
    "external_id": "external_id",
    "chain": "speaker",
    "stance": "stance",
    "kind": "event_words",
    "when": "when",
    "when_words": "when_words",
    "where": "where",
    "agents": "agents",
    "targets": "targets",
    "best": "quantities",
    "measure": "label",
    "as_of": "as_of",
    "note": "note",
    "published": "published",
    "outlet": "outlet",
    "origin": "origin_hint",
}
"""Column -> name of the statement's field in ``spans``."""

_EDTF = re.compile(r"[\[{]?(?:\.\.|-?\d{4})(?:[-/~?%,X.T]|$)")
"""How a time in the notation begins; a column called "when" may hold it or words."""

_ONLY = re.compile(
    r"(?:^|[;,.:])\s*(?:([^;,.:?]*?)\s+(?:only|ғана)|(?:nur|только)\s+([^;,.:?]*?))\s*(?=[;,.]|$)",
    re.IGNORECASE,
)
"""A clause of its own: "civilians only or all" and "police only?" leave it open."""


@dataclass(slots=True, kw_only=True)
class SheetRow:
    """A row while it is read: its cells, and what was found unreadable so far."""

    exhibit: Exhibit
    segment: Segment
    columns: Columns
    number: int
    unread: list[Unread] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    def cell(self, name: str) -> str:
        """The cell of a field, ``""`` if the sheet has no such column."""
        return self.columns.cell(self.segment.attributes, name)

    def refuse(self, column: str, value: str, remedy: str) -> None:
        """Says that one cell could not be read and what would be right."""
        header = self.columns.fields[column]
        self.unread.append(
            Unread(
                what=f"row {self.segment.attributes.get('row', self.number)}, column {header}",
                reason=f"{value!r} was left out: {remedy}",
                start=self.segment.start,
                end=self.segment.end,
            )
        )


def read_row(row: SheetRow, zone_of: Callable[[str], str]) -> Statement:
    """The statement of one row; ``row.unread`` holds what it could not take over.

    Args:
        row: The row with its columns.
        zone_of: Zone of a place by name, ``""`` if not known; asked only for times of
            day that name no offset.
    """
    where = _where(row)
    stance, carrier = _stances(row)
    kind = kind_of(row.cell("kind"))
    if kind is None:
        row.why.append("the sheet's kind is not in the table of kinds: other")
    chain = _chain(row)
    segment = row.segment
    spans = _spans(row)
    when = _when(row, where, zone_of)
    quantities = _quantities(row)
    return Statement(
        id=derive_id(
            "statement", row.exhibit.digest, segment.start, segment.end, READER
        ),
        exhibit=row.exhibit.digest,
        start=segment.start,
        end=segment.end,
        quote=row.exhibit.content.text[segment.start : segment.end],
        lang=row.cell("lang")[:2] or row.exhibit.provenance.lang,
        chain=chain,
        event_type=kind or "other",
        stance=stance,
        carrier_stance=carrier if len(chain) > 1 else CarrierStance.OWN,
        how_known=how_known(chain[0].name),
        event_words=row.cell("kind"),
        when=when,
        where=where,
        agents=_parties(row.cell("agents")),
        targets=_parties(row.cell("targets")),
        quantities=quantities,
        reader=READER,
        why=("row of a claim sheet", *row.why),
        spans=spans,
        external_id=row.cell("external_id"),
        origin_hint=_origin(row.cell("origin")),
        published=row.cell("published") or row.exhibit.provenance.published,
        outlet=row.cell("outlet") or row.exhibit.provenance.outlet,
    )


def _origin(cell: str) -> str:
    """A group in round brackets is a remark on the group, not the group's name."""
    return "" if cell.startswith("(") and cell.endswith(")") else cell


def _chain(row: SheetRow) -> tuple[Speaker, ...]:
    names = [part.strip() for part in row.cell("chain").split(">") if part.strip()]
    if not names:
        fallback = row.cell("outlet") or row.exhibit.provenance.outlet
        names = [fallback or "voice of the sheet (unnamed)"]
        row.why.append("no speaker in the row: the outlet speaks")
    last = len(names) - 1
    roles = [
        "says" if i == 0 else "reports" if i == last else "relays"
        for i in range(last + 1)
    ]
    if how_known(names[0]) == "saw":
        roles[0] = "witnesses"
    protect = row.exhibit.provenance.protect
    return tuple(
        Speaker(name=name, role=role, protected=protect and i == 0)
        for i, (name, role) in enumerate(zip(names, roles, strict=True))
    )


def _stances(row: SheetRow) -> tuple[Stance, CarrierStance]:
    """The origin's stance; a withdrawal is refined once the whole sheet is read."""
    cell = row.cell("stance")
    if not cell:
        return Stance.ASSERTS, CarrierStance.NEUTRAL
    key = stance_of(cell)
    if key is None:
        row.refuse(
            "stance", cell, "use asserts, denies, rumour, unconfirmed or corrects."
        )
        return Stance.UNCONFIRMED, CarrierStance.NEUTRAL
    if key == "withdraws":
        row.why.append("the row corrects or withdraws")
        return Stance.UNCONFIRMED, CarrierStance.NEUTRAL
    return Stance(key), CarrierStance.NEUTRAL


def _when(
    row: SheetRow, where: tuple[Where, ...], zone_of: Callable[[str], str]
) -> When | None:
    column, value, words = "when", row.cell("when"), row.cell("when_words")
    if not value and _EDTF.match(words):
        column, value, words = "when_words", words, ""
    if not value:
        if words:
            row.why.append("the row tells its time in words only")
        return None
    zone = row.cell("zone") or row.exhibit.provenance.zone
    if not zone and "T" in value:
        zone = next((z for z in (zone_of(place.name) for place in where) if z), "")
    try:
        return When.parse(value, zone=zone, words=words)
    except WhenError:
        row.refuse(
            column, value, "write a day that exists, as 2022-01-05, or an interval A/B."
        )
        return None


def _where(row: SheetRow) -> tuple[Where, ...]:
    lat, lon = _number(row, "lat"), _number(row, "lon")
    if lat is not None and not -90 <= lat <= 90:
        row.refuse("lat", row.cell("lat"), "degrees north lie between -90 and 90.")
        lat = None
    if lon is not None and not -180 <= lon <= 180:
        row.refuse("lon", row.cell("lon"), "degrees east lie between -180 and 180.")
        lon = None
    if lat is None or lon is None:
        lat = lon = None
    return places_of(row.cell("where"), lat, lon, row.cell("precision"))


def _parties(cell: str) -> tuple[Party, ...]:
    return tuple(Party(name=part.strip()) for part in cell.split(";") if part.strip())


def _number(row: SheetRow, column: str) -> float | None:
    cell = row.cell(column)
    if not cell:
        return None
    text = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3})", "", cell)
    if re.fullmatch(r"-?\d+(?:,\d{3})+", text) and column not in {"lat", "lon"}:
        text = text.replace(",", "")
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        row.refuse(column, cell, "write a number, without words.")
        return None
    return int(value) if value.is_integer() and column not in {"lat", "lon"} else value


def _quantities(row: SheetRow) -> tuple[Quantity, ...]:
    label, note = row.cell("measure"), row.cell("note")
    cells = Bounds(
        lower=_number(row, "lower"),
        best=_number(row, "best"),
        upper=_number(row, "upper"),
    )
    if not label and cells == Bounds():
        return ()
    read = bounds_from_note(cells, note)
    if read == Bounds():
        row.why.append("something is counted, and no figure is given")
        return ()
    measure = measure_of(label)
    as_of = _as_of(row)
    try:
        return (
            Quantity(
                what=measure.what or "unknown",
                label=label,
                lower=read.lower,
                best=read.best,
                upper=read.upper,
                unit=row.cell("unit") or measure.unit,
                words=read.words or row.cell("best") or row.cell("lower"),
                as_of=as_of,
                cumulative=bool(as_of) and measure.flow != "stock",
                flow=measure.flow,
                scope=_scope(measure, row.cell("targets"), note),
            ),
        )
    except QuantityError as crossed:
        column = next(c for c in ("lower", "best", "upper") if row.cell(c))
        row.refuse(column, f"{cells.lower}/{cells.best}/{cells.upper}", f"{crossed}")
        return ()


def _as_of(row: SheetRow) -> str:
    cell = row.cell("as_of")
    if not cell:
        return ""
    try:
        When.parse(cell)
    except WhenError:
        row.refuse("as_of", cell, "write the day of the count's state, as 2022-01-05.")
        return ""
    return cell


def _scope(measure: Measure, targets: str, note: str) -> str:
    """Whom and how a count covers: the measure's own scope, the targets, "... only".

    Security forces beside others are a count of all; brackets such as "(as framed)"
    tell about the words, not about the people.
    """
    if measure.unit not in {"people", "bodies", "families"}:
        return measure.scope
    people = scopes_in(re.sub(r"\(.*?\)", " ", targets))
    if not people:
        only = [
            part for match in _ONLY.finditer(note) for part in match.groups() if part
        ]
        people = scopes_in(" ; ".join(only)) if only else ()
    if "security forces" in people and len(people) > 1:
        people = ("all",)
    parts = [measure.scope] if measure.scope else []
    same = {measure.scope, "patients" if measure.scope == "hospital" else ""}
    parts += [scope for scope in people if scope not in same]
    return ", ".join(parts)


def _spans(row: SheetRow) -> dict[str, Span]:
    """Field -> where its cell stands, in the exhibit's text."""
    attributes = {
        header: cell
        for header, cell in row.segment.attributes.items()
        if header not in RESERVED
    }
    cells = cell_spans(
        row.exhibit.content.text[row.segment.start : row.segment.end],
        list(attributes.values()),
    )
    if cells is None:
        row.why.append("the row's text does not show where its cells stand")
        return {}
    at = dict(zip(attributes, cells, strict=True))
    spans: dict[str, Span] = {}
    for column, name in _SPAN_FIELDS.items():
        header = row.columns.fields.get(column)
        if header is not None and header in at and row.cell(column):
            span = at[header]
            spans[name] = Span(
                row.segment.start + span.start, row.segment.start + span.end
            )
    return spans

"""Claim sheets: a table with one claim a row, kept by people who collect claims.

Each row becomes exactly one statement. What a cell says is taken over as it stands or
left out with the reason; a row is never dropped. Columns are known by their names in
German, English, Russian and Kazakh (``data/sheet_columns.toml``).
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from qantar.reading.sheets_row import READER, RESERVED, SheetRow, read_row
from qantar.reading.sheets_tables import Columns, match_columns
from qantar.reading.sheets_withdrawals import Row, withdraw
from qantar.vocabulary.exhibit import Exhibit, Segment
from qantar.vocabulary.gazetteer import Gazetteer
from qantar.vocabulary.passage import Unread
from qantar.vocabulary.statement import Statement

__all__ = ["READER", "is_claim_sheet", "read_sheet"]


def is_claim_sheet(exhibit: Exhibit) -> bool:
    """Whether intake found rows of a claim sheet in the exhibit."""
    return any(_is_claim(segment) for segment in exhibit.content.segments)


def read_sheet(
    exhibit: Exhibit, *, gazetteer: Gazetteer | None = None
) -> tuple[tuple[Statement, ...], tuple[Unread, ...]]:
    """The statements of a claim sheet in the order of its rows, and what was unreadable.

    Args:
        exhibit: With segments of kind ``row`` whose attributes are column and cell, and
            ``sheet_kind`` is ``claims``.
        gazetteer: Tells the zone of a place for times of day that name no offset;
            without it such times keep an unknown zone.
    """
    segments = [segment for segment in exhibit.content.segments if _is_claim(segment)]
    if not segments:
        return (), ()
    prefix = "column:"
    told = {
        header.removeprefix(prefix): field
        for header, field in exhibit.content.claims.items()
        if header.startswith(prefix)
    }
    columns = match_columns(_headers(segments), told)
    unread = list(_about_columns(columns))
    rows: list[Row] = []
    zone_of = _zone_of(gazetteer)
    for number, segment in enumerate(segments, start=1):
        row = SheetRow(exhibit=exhibit, segment=segment, columns=columns, number=number)
        statement = read_row(row, zone_of)
        rows.append(
            Row(statement=statement, stance=row.cell("stance"), note=row.cell("note"))
        )
        unread += row.unread
    return withdraw(rows), tuple(unread)


def _is_claim(segment: Segment) -> bool:
    return segment.kind == "row" and segment.attributes.get("sheet_kind") == "claims"


def _headers(segments: Iterable[Segment]) -> tuple[str, ...]:
    """Every column that some row has, in the order in which they appear."""
    headers = {h: None for segment in segments for h in segment.attributes}
    return tuple(header for header in headers if header not in RESERVED)


def _about_columns(columns: Columns) -> Iterable[Unread]:
    for header in columns.unknown:
        yield Unread(
            what=f"column {header}",
            reason="no field of a statement is known by this name; its cells stay in the"
            " row's words. Rename the column if it means one of ours.",
        )
    for field in columns.missing:
        yield Unread(
            what=f"column for {field}",
            reason="a claim sheet needs one, and none was recognised. In English it is"
            f" called {_HEADER_IN_ENGLISH[field]}.",
        )


_HEADER_IN_ENGLISH = {"chain": "speaker_chain", "kind": "event_type"}


def _zone_of(gazetteer: Gazetteer | None) -> Callable[[str], str]:
    @lru_cache(maxsize=4096)
    def zone(name: str) -> str:
        if gazetteer is None:
            return ""
        return next((place.zone for place in gazetteer.find(name) if place.zone), "")

    return zone

"""Lists of persons: one statement for each row that tells what happened to somebody.

A list of the dead, detained or missing is testimony of whoever keeps it: the list says
that this happened to this person. Columns are recognised at intake and told in the
exhibit's claims (``column:NAME`` is the meaning of a column).
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from qantar.errors import WhenError
from qantar.reading.sheets_cells import cell_spans
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.exhibit import Exhibit, Segment
from qantar.vocabulary.gazetteer import Gazetteer
from qantar.vocabulary.passage import Span, Unread
from qantar.vocabulary.statement import Party, Speaker, Statement, Where
from qantar.vocabulary.when import When

__all__ = ["READER", "is_list_of_persons", "read_list"]

READER = "qantar-list/1"

_NAMES = ("full_name", "name")
_PARTS = ("family_name", "given_name", "patronymic")
_DATES = {
    "killing": ("death_date",),
    "arrest": ("detained_date",),
}
_PLACES = {
    "killing": ("death_place",),
    "arrest": ("detained_place",),
}
_OF_THE_PERSON = ("age", "birth_date", "sex", "occupation")
"""Columns that tell who somebody is; a statement has no field of its own for them."""
_PLAIN_DATES = ("date", "datum", "дата", "күні")
"""Headings of a date that belongs to the status, whatever it is."""


def is_list_of_persons(exhibit: Exhibit) -> bool:
    """Whether intake recognised a list of persons."""
    return exhibit.content.claims.get("sheet_kind") == "names"


def read_list(
    exhibit: Exhibit, *, gazetteer: Gazetteer, zone: str
) -> tuple[tuple[Statement, ...], tuple[Unread, ...]]:
    """Statements of the rows, and the rows that tell of nobody or of nothing.

    Args:
        exhibit: A list of persons.
        gazetteer: Knows places in any spelling.
        zone: Of the case's events, where a place does not tell its own.
    """
    statements, unread = [], []
    meanings = {
        column.removeprefix("column:"): meaning
        for column, meaning in exhibit.content.claims.items()
        if column.startswith("column:")
    }
    for segment in exhibit.content.segments:
        if segment.kind != "row":
            continue
        row = _Row(exhibit, segment, meanings, gazetteer, zone)
        reason = row.problem()
        if reason:
            unread.append(
                Unread(
                    what=f"row {segment.attributes.get('row', '?')}",
                    reason=reason,
                    start=segment.start,
                    end=segment.end,
                )
            )
        else:
            statements.append(row.statement())
            unread.extend(row.unread)
    return tuple(statements), tuple(unread)


class _Row:
    """One row with the meanings of its columns."""

    def __init__(
        self,
        exhibit: Exhibit,
        segment: Segment,
        meanings: Mapping[str, str],
        gazetteer: Gazetteer,
        zone: str,
    ) -> None:
        self.exhibit = exhibit
        self.segment = segment
        self.gazetteer = gazetteer
        self.zone = zone
        self.unread: list[Unread] = []
        self.columns = {
            meaning: column
            for column, meaning in meanings.items()
            if segment.attributes.get(column, "").strip()
        }
        for column in segment.attributes:
            if column.casefold() in _PLAIN_DATES and segment.attributes[column].strip():
                self.columns.setdefault("date", column)

    def cell(self, *meanings: str) -> tuple[str, str]:
        """Column and words of the first of these meanings that is filled."""
        for meaning in meanings:
            if column := self.columns.get(meaning):
                return column, self.segment.attributes[column].strip()
        return "", ""

    def name(self) -> str:
        """The person's name as the list writes it."""
        whole = self.cell(*_NAMES)[1]
        return whole or " ".join(filter(None, (self.cell(p)[1] for p in _PARTS)))

    def kind(self) -> str:
        """Kind of event by the status, or by the columns that are filled."""
        status = self.cell("status", "cause")[1].casefold()
        for kind, words in _statuses().items():
            if any(word in status for word in words):
                return kind
        for kind, meanings in _DATES.items():
            if self.cell(*meanings)[1]:
                return kind
        return ""

    def problem(self) -> str:
        """Why the row makes no statement; empty if it does."""
        if not self.name():
            return "no name stands in it; fill the column of names"
        if not self.kind():
            return "no status that is known (dead, detained, missing, …) stands in it"
        return ""

    def statement(self) -> Statement:
        """What the list says of the person."""
        segment, told = self.segment, self.exhibit.provenance
        kind = self.kind()
        text = self.exhibit.content.text
        voice = told.outlet or told.author or "keeper of the list (unnamed)"
        return Statement(
            id=derive_id(
                "statement", self.exhibit.digest, segment.start, segment.end, READER
            ),
            exhibit=self.exhibit.digest,
            start=segment.start,
            end=segment.end,
            quote=text[segment.start : segment.end],
            lang=told.lang,
            chain=(Speaker(name=voice, role="reports", protected=told.protect),),
            event_type=kind,
            event_words=self.cell("status", "cause")[1],
            when=self._when(kind),
            where=self._where(kind),
            targets=(Party(name=self.name()),),
            reader=READER,
            why=("row of a list of persons",),
            spans=dict(self._spans(kind)),
            external_id=segment.attributes.get("row", ""),
        )

    def _when(self, kind: str) -> When | None:
        _, words = self.cell(*_DATES.get(kind, ()), "date")
        if not words:
            return None
        try:
            return When.parse(words, zone=self.zone, words=words)
        except WhenError:
            self.unread.append(
                Unread(
                    what=f"row {self.segment.attributes.get('row', '?')}",
                    reason=f"the date {words!r} is no EDTF date such as 2022-01-05 or"
                    " 2022-01~; the rest of the row was read",
                    start=self.segment.start,
                    end=self.segment.end,
                )
            )
            return None

    def _where(self, kind: str) -> tuple[Where, ...]:
        _, words = self.cell(*_PLACES.get(kind, ()), "where")
        if not words:
            return ()
        found = self.gazetteer.find(words, prior=("KZ",))
        if not found:
            return (Where(name=words),)
        first = found[0]
        return (Where(name=words, lat=first.lat, lon=first.lon, precision=first.kind),)

    def _spans(self, kind: str) -> Iterator[tuple[str, Span]]:
        """Where in the text each field's cell stands."""
        columns = list(self.segment.attributes)
        text = self.exhibit.content.text
        row = text[self.segment.start : self.segment.end]
        cells = [self.segment.attributes[c] for c in columns if c not in _OWN]
        named = [c for c in columns if c not in _OWN]
        places = cell_spans(row, cells)
        if places is None:
            return
        by_column = dict(zip(named, places, strict=True))
        for field, meanings in (
            ("targets", _NAMES),
            ("event_type", ("status", "cause")),
            ("when", (*_DATES.get(kind, ()), "date")),
            ("where", (*_PLACES.get(kind, ()), "where")),
            *((field, (field,)) for field in _OF_THE_PERSON),
        ):
            column, _ = self.cell(*meanings)
            if column in by_column:
                start, end = by_column[column]
                base = self.segment.start
                yield field, Span(base + start, base + end)


_OWN = ("sheet_kind", "row", "sheet")
"""Attributes of a row that are no cells."""


@cache
def _statuses() -> dict[str, tuple[str, ...]]:
    path = files("qantar.reading").joinpath("data/list_status.toml")
    table = tomllib.loads(path.read_text("utf-8"))
    return {kind: tuple(row["words"]) for kind, row in table.items()}

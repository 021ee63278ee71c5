"""Descriptors: what lies in a folder of data, for programs that look for data.

``datapackage.json`` after Data Package v1 (Frictionless, Tabular Data Resource) beside
the tables, and DCAT 2 (W3C Recommendation of 4 February 2020) for catalogues.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from qantar.publishing.exports.formats import Written, write
from qantar.publishing.exports.plain import Row, rfc3339
from qantar.publishing.exports.rows import EXPORTS, rows
from qantar.publishing.exports.sink import Sink
from qantar.publishing.placing import place
from qantar.text.messages import N_
from qantar.vocabulary.record import RecordView

__all__ = [
    "PACKAGE_LOSSES",
    "PACKAGE_TAKES",
    "Fields",
    "FileNote",
    "catalogue",
    "package",
    "resource",
    "write_package",
    "write_tables",
]

PACKAGE_LOSSES = (
    N_("Lists and values with parts stand as JSON in their cell."),
    N_("A text that a spreadsheet would run as a formula begins with an apostrophe."),
)
PACKAGE_TAKES = (*EXPORTS, "record")

_KEYS = {"exhibits": "exhibit", "origins": "origin", "sources": "name"}
"""The key of a table whose rows have no ``id``; the others have ``id``."""

_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "boolean"),
    (int, "integer"),
    (float, "number"),
    (str, "string"),
    (dict, "object"),
    (list, "array"),
)


@dataclass(slots=True)
class Fields:
    """Columns of a table with what their cells hold, learned from the rows."""

    kinds: dict[str, str] = field(default_factory=dict)

    def through(self, found: Iterable[Row]) -> Iterator[Row]:
        """The same rows, looked at as they pass."""
        for row in found:
            for name, value in row.items():
                kind = self.kinds.setdefault(name, "")
                if value is not None:
                    self.kinds[name] = _wider(kind, _kind(value))
            yield row


def _kind(value: object) -> str:
    return next(name for kind, name in _KINDS if isinstance(value, kind))


def _wider(known: str, new: str) -> str:
    if known in ("", new):
        return new
    return "number" if {known, new} == {"integer", "number"} else "string"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNote:
    """A file of the data: name, media type, bytes, SHA-256 (hex), rows."""

    name: str
    media: str
    bytes: int
    sha256: str
    rows: int


def resource(what: str, note: FileNote, fields: Fields) -> Row:
    """One table of a data package."""
    schema: Row = {
        "fields": [
            {"name": name, "type": kind or "string"}
            for name, kind in fields.kinds.items()
        ],
        "missingValues": [""],
    }
    key = _KEYS.get(what, "id")
    if key in fields.kinds:
        schema["primaryKey"] = key
    return {
        "profile": "tabular-data-resource",
        "name": what,
        "path": note.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": note.bytes,
        "hash": f"sha256:{note.sha256}",
        "rows": note.rows,
        "schema": schema,
    }


def package(view: RecordView, resources: Sequence[Row]) -> bytes:
    """The descriptor of a folder of tables, UTF-8 JSON."""
    facts = view.facts()
    told: Row = {
        "profile": "tabular-data-package",
        "name": f"qantar-{facts.root[:16]}",
        "id": facts.root,
        "title": facts.title,
        "created": facts.built.replace("Z", ":00Z"),
        "resources": list(resources),
    }
    return _indented(told)


def _indented(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


class _Measure(io.RawIOBase):
    """Counts bytes and passes them on, if there is somewhere to pass them to."""

    def __init__(self, out: BinaryIO | None) -> None:
        self.out = out
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.size += len(data)
        if self.out is not None:
            self.out.write(data)
        return len(data)


def table(
    view: RecordView, what: str, lang: str, out: BinaryIO | None = None
) -> tuple[Row, Written]:
    """The resource of one table, and its CSV on ``out`` if that is wanted."""
    fields, measure = Fields(), _Measure(out)
    found = fields.through(rows(view, what, lang=lang))
    written = write(found, "csv", measure)  # type: ignore[arg-type]
    note = FileNote(
        name=f"{what}.csv",
        media="text/csv",
        bytes=measure.size,
        sha256=written.sha256,
        rows=written.count,
    )
    return resource(what, note, fields), written


def write_package(view: RecordView, what: str, lang: str, sink: Sink) -> None:
    """The descriptor of one table, or of all that have rows; its rows are theirs."""
    told = [
        table(view, each, lang) for each in (EXPORTS if what == "record" else (what,))
    ]
    kept = [found for found, written in told if written.count]
    sink.put(package(view, kept), rows=sum(written.count for _, written in told))


def write_tables(view: RecordView, what: str, folder: Path, *, lang: str) -> None:
    """The tables that ``write_package`` describes, as files in ``folder``."""
    for each in EXPORTS if what == "record" else (what,):
        part = folder / f"{each}.csv.part"
        with part.open("wb") as stream:
            _, written = table(view, each, lang, stream)
        if written.count or what != "record":
            place(part, folder / f"{each}.csv")
        else:
            part.unlink()


def catalogue(
    view: RecordView, notes: Sequence[FileNote], langs: Sequence[str]
) -> bytes:
    """The data set and its files in DCAT, JSON-LD."""
    facts = view.facts()
    bounded = [e.when for e in view.events() if e.when is not None]
    starts = [when.earliest for when in bounded if when.earliest is not None]
    ends = [when.latest for when in bounded if when.latest is not None]
    period: Row = {"@type": "dct:PeriodOfTime"}
    if starts:
        period["dcat:startDate"] = _moment(rfc3339(min(starts)))
    if ends:
        period["dcat:endDate"] = _moment(rfc3339(max(ends)))
    languages = "http://id.loc.gov/vocabulary/iso639-1/"
    told: Row = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"urn:x-qantar:record:{facts.root}",
        "@type": "dcat:Dataset",
        "dct:identifier": facts.root,
        "dct:title": facts.title,
        "dct:modified": _moment(facts.built.replace("Z", ":00Z")),
        "dct:language": [{"@id": languages + lang} for lang in langs],
        "dct:temporal": period,
        "dcat:distribution": [_distribution(note) for note in notes],
    }
    return _indented(told)


def _moment(told: str | None) -> Row:
    return {"@type": "xsd:dateTime", "@value": told}


def _distribution(note: FileNote) -> Row:
    return {
        "@type": "dcat:Distribution",
        "dct:title": note.name,
        "dcat:downloadURL": {"@id": note.name},
        "dcat:mediaType": {
            "@id": f"https://www.iana.org/assignments/media-types/{note.media}"
        },
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(note.bytes)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": note.sha256,
        },
    }

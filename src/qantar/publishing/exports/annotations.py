"""Annotations: statements as W3C Web Annotations with their PROV, in JSON-LD.

Each statement is an ``Annotation`` whose target is its exhibit with a
``TextQuoteSelector`` and a ``TextPositionSelector`` (Web Annotation Data Model, W3C
Recommendation of 23 February 2017, section 4.2: code points, end not included). The
chain of voices is PROV-O (W3C Recommendation of 30 April 2013): the passage
``wasQuotedFrom`` its exhibit, the statement is attributed to each voice with its role
and place, and statements that go back to one act of saying share ``hadPrimarySource``.
"""

import base64
from collections.abc import Iterator
from typing import Any

import msgspec

from qantar.publishing.exports.plain import Row, rfc3339
from qantar.publishing.exports.sink import Sink
from qantar.text.messages import N_
from qantar.text.phrasing import sentence
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.record import RecordView
from qantar.vocabulary.statement import Statement

__all__ = [
    "JSONLD_LOSSES",
    "JSONLD_TAKES",
    "annotation_problems",
    "exhibit_name",
    "write_jsonld",
]

JSONLD_LOSSES = (
    N_("Verdicts on contradictions are not carried; their statements are."),
    N_("What could not be read is not carried."),
)
_AROUND = 32
"""Code points of prefix and suffix of a quotation, as the model's examples have them."""

_NAMES = "urn:x-qantar:"

_CONTEXT: list[Any] = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "prov": "http://www.w3.org/ns/prov#",
        "dct": "http://purl.org/dc/terms/",
        "q": "urn:x-qantar:ns:",
        "wasQuotedFrom": {"@id": "prov:wasQuotedFrom", "@type": "@id"},
        "hadPrimarySource": {"@id": "prov:hadPrimarySource", "@type": "@id"},
        "wasAttributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"},
        "wasInvalidatedBy": {"@id": "prov:wasInvalidatedBy", "@type": "@id"},
        "qualifiedAttribution": {"@id": "prov:qualifiedAttribution"},
        "agent": {"@id": "prov:agent", "@type": "@id"},
    },
]
"""The first is the model's own, which every reader of annotations has with it."""


def exhibit_name(digest: str) -> str:
    """The name of preserved bytes by their SHA-256 (RFC 6920).

    >>> exhibit_name("00" * 32)
    'ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    """
    code = base64.urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip("=")
    return f"ni:///sha-256;{code}"


def _exhibits(view: RecordView) -> Iterator[Row]:
    for exhibit in view.exhibits(texts=False):
        told = exhibit.provenance
        yield _filled(
            {
                "id": exhibit_name(exhibit.digest),
                "type": ["prov:Entity"],
                "dct:identifier": exhibit.digest,
                "dct:title": told.title or told.file,
                "dct:publisher": told.outlet,
                "dct:creator": told.author,
                "dct:issued": told.published,
                "dct:language": told.lang,
                "dct:extent": exhibit.size,
                "dct:format": exhibit.content.media_type,
                "q:file": told.file,
                "q:reader": exhibit.content.reader,
            }
        )


def _filled(row: Row) -> Row:
    return {key: value for key, value in row.items() if value not in ("", None, [], ())}


def _annotations(view: RecordView, lang: str) -> Iterator[Row]:
    for bare in view.exhibits(texts=False):
        statements = tuple(view.statements(exhibit=bare.digest))
        if statements:
            exhibit = view.exhibit(bare.digest)
            for statement in statements:
                yield _annotation(view, statement, exhibit, lang)


def _annotation(
    view: RecordView, statement: Statement, exhibit: Exhibit, lang: str
) -> Row:
    text = exhibit.content.text
    exact = text[statement.start : statement.end]
    name = f"{_NAMES}statement:{statement.id}"
    when = statement.when
    return _filled(
        {
            "id": name,
            "type": ["Annotation", "prov:Entity"],
            "motivation": "describing",
            "body": [
                {
                    "type": "TextualBody",
                    "value": sentence(statement, lang),
                    "format": "text/plain",
                    "language": lang,
                }
            ],
            "target": {
                "source": exhibit_name(exhibit.digest),
                "selector": [
                    {
                        "type": "TextQuoteSelector",
                        "exact": exact,
                        "prefix": text[
                            max(statement.start - _AROUND, 0) : statement.start
                        ],
                        "suffix": text[statement.end : statement.end + _AROUND],
                    },
                    {
                        "type": "TextPositionSelector",
                        "start": statement.start,
                        "end": statement.end,
                    },
                ],
            },
            "wasQuotedFrom": exhibit_name(exhibit.digest),
            "hadPrimarySource": f"{_NAMES}origin:{view.origin_of(statement.id).id}",
            "qualifiedAttribution": _voices(statement),
            "q:stance": str(statement.stance),
            "q:carrierStance": str(statement.carrier_stance),
            "q:howKnown": str(statement.how_known),
            "q:eventType": statement.event_type,
            "q:status": str(statement.status),
            "q:review": str(statement.review),
            "q:when": when.value if when else None,
            "q:earliest": rfc3339(when.earliest) if when else None,
            "q:latest": rfc3339(when.latest) if when else None,
            "q:retracts": [f"{_NAMES}statement:{one}" for one in statement.retracts],
            "q:reader": statement.reader,
        }
    )


def _voices(statement: Statement) -> list[Row]:
    """Nearest witness first; ``q:place`` 1 is the origin of the words."""
    return [
        {
            "type": "prov:Attribution",
            "agent": {
                "type": "prov:Agent",
                "id": f"{_NAMES}voice:{statement.exhibit[:16]}:{speaker.id or number}",
                "dct:title": speaker.name,
            },
            "q:role": speaker.role,
            "q:place": number,
        }
        for number, speaker in enumerate(statement.chain, 1)
    ]


def _origins(view: RecordView) -> Iterator[Row]:
    for origin in view.origins():
        yield _filled(
            {
                "id": f"{_NAMES}origin:{origin.id}",
                "type": ["prov:Entity"],
                "dct:title": origin.label,
                "q:evidence": list(origin.evidence),
            }
        )


JSONLD_TAKES = ("exhibits", "statements", "origins", "record")


def write_jsonld(view: RecordView, what: str, lang: str, sink: Sink) -> None:
    """One JSON-LD document with everything in its graph; ``record`` is all three."""
    makers = {
        "exhibits": lambda: _exhibits(view),
        "origins": lambda: _origins(view),
        "statements": lambda: _annotations(view, lang),
    }
    sink.put(b'{"@context":' + msgspec.json.encode(_CONTEXT) + b',"@graph":[')
    for each in makers if what == "record" else (what,):
        for row in makers[each]():
            sink.row(row, before=b",\n" if sink.count else b"\n")
    sink.put(b"\n]}\n")


def annotation_problems(row: Row) -> list[str]:
    """What is wrong with one thing of the graph: selectors that do not fit."""
    target: dict[str, Any] | None = row.get("target")
    if target is None:
        return [] if str(row.get("id", "")).startswith(("ni:", "urn:")) else ["id"]
    quote, position = target["selector"]
    length = position["end"] - position["start"]
    return [] if len(quote["exact"]) == length else ["quotation and offsets differ"]

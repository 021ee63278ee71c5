"""Rows of the exports: vocabulary values as plain objects with the documented keys."""

from collections.abc import Callable, Iterator

from qantar.publishing.exports.findings import (
    connectivity_rows,
    contradiction_rows,
    origin_rows,
    ownership_rows,
    register_rows,
    voice_rows,
)
from qantar.publishing.exports.plain import Files, Row, rfc3339
from qantar.text.phrasing import sentence
from qantar.vocabulary.entity import Group, Name, Person, Place
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.record import RecordView
from qantar.vocabulary.statement import Speaker, Statement, Where

__all__ = ["EXPORTS", "rows", "statement_row"]


def _speaker(speaker: Speaker) -> Row:
    return {
        "name": speaker.name,
        "id": speaker.id,
        "role": speaker.role,
        "protected": speaker.protected,
    }


def _where(where: Where) -> Row:
    return {
        "id": where.id,
        "name": where.name,
        "lat": where.lat,
        "lon": where.lon,
        "precision": where.precision,
        "basis": str(where.basis),
    }


def _quantity(quantity: Quantity) -> Row:
    return {
        "what": quantity.what,
        "label": quantity.label,
        "lower": quantity.lower,
        "best": quantity.best,
        "upper": quantity.upper,
        "unit": quantity.unit,
        "words": quantity.words,
        "as_of": quantity.as_of,
        "cumulative": quantity.cumulative,
        "flow": quantity.flow,
        "scope": quantity.scope,
    }


def statement_row(statement: Statement, *, file: str, lang: str) -> Row:
    """One statement with the keys of the statements export; ``lang`` of its sentence."""
    when = statement.when
    return {
        "id": statement.id,
        "external_id": statement.external_id,
        "exhibit": statement.exhibit,
        "file": file,
        "start": statement.start,
        "end": statement.end,
        "quote": statement.quote,
        "lang": statement.lang,
        "speaker": statement.origin.name,
        "speaker_chain": [_speaker(s) for s in statement.chain],
        "stance": str(statement.stance),
        "carrier_stance": str(statement.carrier_stance),
        "how_known": str(statement.how_known),
        "event_type": statement.event_type,
        "event_words": statement.event_words,
        "when": when.value if when else None,
        "earliest": rfc3339(when.earliest) if when else None,
        "latest": rfc3339(when.latest) if when else None,
        "zone": when.zone if when else "",
        "when_words": when.words if when else "",
        "when_basis": str(when.basis) if when else None,
        "where": [_where(w) for w in statement.where],
        "agents": [{"id": p.id, "name": p.name} for p in statement.agents],
        "targets": [{"id": p.id, "name": p.name} for p in statement.targets],
        "quantities": [_quantity(q) for q in statement.quantities],
        "retracts": list(statement.retracts),
        "conditional": statement.conditional,
        "text": sentence(statement, lang),
        "status": str(statement.status),
        "review": str(statement.review),
        "reader": statement.reader,
        "why": list(statement.why),
        "spans": {
            field: {"start": span.start, "end": span.end}
            for field, span in statement.spans.items()
        },
    }


def _exhibits(view: RecordView, lang: str) -> Iterator[Row]:
    for exhibit in view.exhibits():
        content, told = exhibit.content, exhibit.provenance
        reading = view.reading(exhibit.digest)
        unread = [*content.unread, *reading.unread]
        yield {
            "exhibit": exhibit.digest,
            "number": exhibit.label,
            "file": told.file,
            "media_type": content.media_type,
            "bytes": exhibit.size,
            "text": content.text,
            "reader": content.reader,
            "unread": [{"what": u.what, "reason": u.reason} for u in unread],
            "title": told.title,
            "published": told.published,
            "outlet": told.outlet,
            "author": told.author,
            "url": told.url,
            "lang": told.lang or reading.lang,
            "zone": told.zone,
            "kind": told.kind,
            "protect": told.protect,
            "obtained": told.obtained,
            "inferred": list(told.inferred),
        }


def _statements(view: RecordView, lang: str) -> Iterator[Row]:
    files = Files(view)
    for statement in view.statements():
        yield statement_row(statement, file=files[statement.exhibit], lang=lang)


def _times(view: RecordView, lang: str) -> Iterator[Row]:
    for exhibit in view.exhibits(texts=False):
        for time in view.reading(exhibit.digest).times:
            yield {
                "exhibit": exhibit.digest,
                "file": exhibit.provenance.file,
                "start": time.start,
                "end": time.end,
                "quote": time.quote,
                "type": time.type,
                "value": time.when.value,
                "edtf": time.edtf,
                "earliest": rfc3339(time.when.earliest),
                "latest": rfc3339(time.when.latest),
                "zone": time.when.zone,
                "rule": time.rule,
            }


def _mentions(view: RecordView, lang: str) -> Iterator[Row]:
    for exhibit in view.exhibits(texts=False):
        for mention in view.reading(exhibit.digest).mentions:
            yield {
                "id": mention.id,
                "exhibit": exhibit.digest,
                "file": exhibit.provenance.file,
                "start": mention.start,
                "end": mention.end,
                "quote": mention.quote,
                "type": mention.type,
                "level": mention.level,
                "canonical": mention.canonical,
                "name": mention.name,
            }


def _passages(view: RecordView, lang: str) -> Iterator[Row]:
    for exhibit in view.exhibits(texts=False):
        for passage in view.reading(exhibit.digest).passages:
            yield {
                "id": passage.id,
                "exhibit": exhibit.digest,
                "file": exhibit.provenance.file,
                "start": passage.start,
                "end": passage.end,
                "kind": passage.kind,
                "parent": passage.parent,
                "lang": passage.lang,
                "attributes": passage.attributes,
            }


def _speakers(view: RecordView, lang: str) -> Iterator[Row]:
    for exhibit in view.exhibits(texts=False):
        for stretch in view.reading(exhibit.digest).speakers:
            yield {
                "exhibit": exhibit.digest,
                "file": exhibit.provenance.file,
                "start": stretch.start,
                "end": stretch.end,
                "speaker": stretch.chain[0].name,
                "speaker_chain": [_speaker(s) for s in stretch.chain],
                "mode": stretch.mode,
            }


def _names(names: tuple[Name, ...]) -> list[Row]:
    return [
        {"text": n.text, "script": n.script, "lang": n.lang, "count": n.count}
        for n in names
    ]


def _entity(entity: Person | Group | Place, kind: str) -> Row:
    return {
        "id": entity.id,
        "kind": kind,
        "name": entity.name,
        "names": _names(entity.names),
        "mentions": list(entity.mentions),
        "statements": list(entity.statements),
        "why": list(entity.why),
    }


def _people(view: RecordView, lang: str) -> Iterator[Row]:
    for person in view.people():
        yield _entity(person, "person") | {
            "roles": list(person.roles),
            "protected": person.protected,
        }
    for group in view.groups():
        yield _entity(group, "group") | {"roles": [], "protected": False}


def _places(view: RecordView, lang: str) -> Iterator[Row]:
    for place in view.places():
        yield _entity(place, "place") | {
            "lat": place.lat,
            "lon": place.lon,
            "precision": place.precision,
            "zone": place.zone,
            "country": place.country,
            "inside": place.inside,
        }


def _events(view: RecordView, lang: str) -> Iterator[Row]:
    for event in view.events():
        when = event.when
        yield {
            "id": event.id,
            "event_type": event.kind,
            "when": when.value if when else None,
            "earliest": rfc3339(when.earliest) if when else None,
            "latest": rfc3339(when.latest) if when else None,
            "place": event.place,
            "grain": event.grain,
            "statements": list(event.statements),
            "why": list(event.why),
        }


EXPORTS: dict[str, Callable[[RecordView, str], Iterator[Row]]] = {
    "exhibits": _exhibits,
    "statements": _statements,
    "times": _times,
    "mentions": _mentions,
    "passages": _passages,
    "speakers": _speakers,
    "people": _people,
    "places": _places,
    "events": _events,
    "contradictions": contradiction_rows,
    "origins": origin_rows,
    "sources": voice_rows,
    "register": register_rows,
    "connectivity": connectivity_rows,
    "ownership": ownership_rows,
}
"""Makers of rows by the name of the export. ``entries`` comes from the ledger."""


def rows(view: RecordView, what: str, *, lang: str) -> Iterator[Row]:
    """Rows of one export, streamed.

    Args:
        view: The record.
        what: A key of ``EXPORTS``.
        lang: Language of generated sentences and reasons.

    Raises:
        KeyError: If there is no such export.
    """
    return EXPORTS[what](view, lang)

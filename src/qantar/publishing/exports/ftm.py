"""FollowTheMoney: the record as entities that Aleph and its relatives load.

Model: followthemoney 4 (MIT), https://followthemoney.tech/explorer. Its *statement* is
one value of one property; ours is who says that what happened, and becomes a ``Note``:
an ``Event`` would state as a fact what somebody may deny, expect or only have heard.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from qantar.publishing.exports.plain import Row, certain_prefix
from qantar.publishing.exports.sink import Sink
from qantar.text.messages import N_
from qantar.text.phrasing import sentence
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.entity import Group, Person, Place
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.finding import Ownership
from qantar.vocabulary.record import RecordView
from qantar.vocabulary.statement import Statement

if TYPE_CHECKING:
    from followthemoney.model import Model

__all__ = [
    "FTM_LOSSES",
    "FTM_TAKES",
    "entity_id",
    "ftm_model",
    "ftm_problems",
    "write_ftm",
]

FTM_LOSSES = (
    N_("An uncertain time is cut to what is certain of it: 2022-01 for early January."),
    N_("Stance, review and how it is known are only words in keywords and notes."),
    N_("Offsets are lost; the quoted words and the document stay."),
    N_("Counts keep no lower and upper bound."),
    N_("Disagreement between statements is not carried."),
)
_NO_ENTITY = N_(
    "mentions of places and other things: the model has persons and organisations"
)
_NO_RELATION = N_("ties that the model has no schema for")

_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
"""followthemoney 4, ``types/entity.py``."""

_LANGUAGES = {"de": "deu", "en": "eng", "kk": "kaz", "ru": "rus"}
"""The model takes ISO 639-3."""

_UNFIT = N_("values that are no address, date or country as the model has them")
_FORMS = {
    "sourceUrl": re.compile(r"https?://[^\s/?#]+\.[^\s/?#.]+(?:[/?#]\S*)?"),
    "publishedAt": re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?"),
    "country": re.compile(r"[a-z]{2}"),
    "mimeType": re.compile(r"[\w.+-]+/[\w.+-]+"),
}
"""What people fill in by hand, in the form that the model's types take."""

_LONGEST = {"name": 384, "title": 384, "location": 250, "full": 250}
"""In code points: longer values are refused by the model's types."""


def entity_id(any_id: str) -> str:
    """An id in the alphabet of the model; ``p:tokayev`` becomes ``p.tokayev``."""
    plain = any_id.replace(":", ".")
    return plain if _ID.fullmatch(plain) else derive_id("ftm", any_id)


def _entity(any_id: str, schema: str, **properties: object) -> Row:
    values = {
        name: [_cut(name, each) for each in found]
        for name, given in properties.items()
        if (found := _texts(given))
    }
    return {"id": entity_id(any_id), "schema": schema, "properties": values}


def _texts(given: object) -> list[str]:
    """Values as the model has them: strings, none twice, none empty."""
    many = given if isinstance(given, list | tuple) else [given]
    plain = (" ".join(str(one).split()) for one in many if one is not None)
    return list(dict.fromkeys(one for one in plain if one))


def _cut(name: str, value: str) -> str:
    longest = _LONGEST.get(name)
    if longest is None or len(value) <= longest:
        return value
    return value[: longest - 1] + "…"


def _spellings(entity: Person | Group | Place) -> list[str]:
    return [name.text for name in entity.names if name.text != entity.name]


def _documents(view: RecordView, lang: str, sink: Sink) -> Iterator[Row]:
    for exhibit in view.exhibits(texts=False):
        yield _document(
            exhibit, exhibit.provenance.lang or view.reading(exhibit.digest).lang
        )


def _document(exhibit: Exhibit, lang: str) -> Row:
    told = exhibit.provenance
    return _entity(
        exhibit.digest,
        "Document",
        name=told.title or told.file,
        title=told.title,
        fileName=told.file.rsplit("/", 1)[-1],
        fileSize=exhibit.size,
        mimeType=exhibit.content.media_type,
        author=told.author,
        publisher=told.outlet,
        publishedAt=told.published[:10],
        sourceUrl=told.url,
        language=_LANGUAGES.get(lang),
        notes=f"SHA-256 {exhibit.digest}",
    )


def _parties(view: RecordView, lang: str, sink: Sink) -> Iterator[Row]:
    assets = {tie.asset for tie in view.ownership() if tie.relation == "owns"}
    for person in view.people():
        yield _entity(
            person.id,
            "Person",
            name=person.name,
            alias=_spellings(person),
            position=list(person.roles),
        )
    for group in view.groups():
        # Only a Company can be owned: it is an Organization and an Asset.
        schema = "Company" if group.id in assets else "Organization"
        yield _entity(group.id, schema, name=group.name, alias=_spellings(group))


def _addresses(view: RecordView, lang: str, sink: Sink) -> Iterator[Row]:
    for place in view.places():
        yield _entity(
            place.id,
            "Address",
            name=place.name,
            full=place.name,
            alias=_spellings(place),
            country=place.country.lower(),
            latitude=place.lat,
            longitude=place.lon,
            remarks=place.precision,
        )


def _events(view: RecordView, lang: str, sink: Sink) -> Iterator[Row]:
    places = {place.id: place for place in view.places()}
    known = _known(view)
    for event in view.events():
        told = [view.statement(one) for one in event.statements]
        place = places.get(event.place)
        yield _entity(
            event.id,
            "Event",
            name=f"{event.kind}, {place.name}" if place else event.kind,
            date=certain_prefix(event.when),
            location=place.name if place else "",
            addressEntity=entity_id(place.id) if place else "",
            country=place.country.lower() if place else "",
            involved=[entity_id(one) for one in _involved(told, known)],
            proof=[s.exhibit for s in told],
            keywords=event.kind,
            recordId=event.id,
            description=[sentence(s, lang) for s in told],
        )


def _known(view: RecordView) -> set[str]:
    """Ids of everybody who has an entity."""
    return {p.id for p in view.people()} | {g.id for g in view.groups()}


def _involved(statements: list[Statement], known: set[str]) -> list[str]:
    return [
        party.id
        for statement in statements
        for party in (*statement.agents, *statement.targets)
        if party.id in known
    ]


def _notes(view: RecordView, lang: str, sink: Sink) -> Iterator[Row]:
    places, known = {place.id for place in view.places()}, _known(view)
    for statement in view.statements():
        about = [entity_id(one) for one in _involved([statement], known)]
        about += [entity_id(w.id) for w in statement.where if w.id in places]
        voices = " < ".join(speaker.name for speaker in statement.chain)
        yield _entity(
            statement.id,
            "Note",
            name=sentence(statement, lang),
            description=sentence(statement, lang),
            summary=statement.quote,
            entity=about,
            proof=statement.exhibit,
            detectedLanguage=_LANGUAGES.get(statement.lang),
            keywords=[str(statement.stance), statement.event_type],
            notes=[
                f"voices, nearest witness first: {voices}",
                f"review: {statement.review}",
                f"time: {statement.when.value}" if statement.when else "",
            ],
        )


def _mentions(view: RecordView, lang: str, sink: Sink) -> Iterator[Row]:
    schemata = {"PER": "Person", "ORG": "Organization"}
    for exhibit in view.exhibits(texts=False):
        for mention in view.reading(exhibit.digest).mentions:
            if mention.type not in schemata:
                sink.leave_out(_NO_ENTITY)
                continue
            yield _entity(
                mention.id,
                "Mention",
                document=exhibit.digest,
                name=mention.name or mention.quote,
                detectedSchema=schemata[mention.type],
                resolved=entity_id(mention.canonical) if mention.canonical else "",
            )


_RELATIONS = {
    "owns": ("Ownership", "owner", "asset"),
    "directs": ("Directorship", "director", "organization"),
    "kin": ("Family", "person", "relative"),
    "controls": ("UnknownLink", "subject", "object"),
}


def _ties(view: RecordView, lang: str, sink: Sink) -> Iterator[Row]:
    known = _known(view)
    for tie in view.ownership():
        if tie.relation not in _RELATIONS:
            sink.leave_out(_NO_RELATION)
            continue
        schema, first, second = _RELATIONS[tie.relation]
        owner, asset = _end(tie.owner, tie.owner_name), _end(tie.asset, tie.asset_name)
        for end, name, kind in (
            (owner, tie.owner_name, "LegalEntity"),
            (
                asset,
                tie.asset_name,
                "Company" if schema == "Ownership" else "LegalEntity",
            ),
        ):
            if end not in known:
                known.add(end)
                yield _entity(end, kind, name=name)
        yield _tie(
            view, tie, schema, {first: entity_id(owner), second: entity_id(asset)}
        )


def _end(any_id: str, name: str) -> str:
    return any_id or derive_id("ftm-name", name)


def _tie(view: RecordView, tie: Ownership, schema: str, ends: dict[str, str]) -> Row:
    return _entity(
        tie.id,
        schema,
        **ends,
        role="" if schema == "Family" else tie.relation,
        relationship=tie.relation if schema == "Family" else "",
        date=certain_prefix(tie.when),
        proof=[view.statement(one).exhibit for one in tie.statements],
        recordId=tie.id,
    )


_MAKERS: dict[str, Callable[[RecordView, str, Sink], Iterator[Row]]] = {
    "exhibits": _documents,
    "people": _parties,
    "places": _addresses,
    "events": _events,
    "statements": _notes,
    "mentions": _mentions,
    "ownership": _ties,
}
FTM_TAKES = (*_MAKERS, "record")


def write_ftm(view: RecordView, what: str, lang: str, sink: Sink) -> None:
    """Entities as JSON lines; ``record`` is all of them."""
    for each in _MAKERS if what == "record" else (what,):
        for entity in _MAKERS[each](view, lang, sink):
            sink.row(_fit(entity, sink), after=b"\n")


def _fit(entity: Row, sink: Sink) -> Row:
    """The entity without values that the model would refuse; they are counted."""
    properties = entity["properties"]
    for name in _FORMS.keys() & properties.keys():
        kept = [one for one in properties[name] if _FORMS[name].fullmatch(one)]
        if len(kept) < len(properties[name]):
            sink.leave_out(_UNFIT, len(properties[name]) - len(kept))
        properties[name] = kept
    entity["properties"] = {name: found for name, found in properties.items() if found}
    return entity


@cache
def ftm_model() -> "Model | None":
    """The library's own model, if it is installed (``qantar[ftm]``)."""
    if find_spec("followthemoney") is None:
        return None
    from followthemoney import model

    return model


def ftm_problems(entity: dict[str, Any]) -> list[str]:
    """What is wrong with an entity; without the library only its outer form is looked at.

    Args:
        entity: As parsed from a line.
    """
    found = []
    if not _ID.fullmatch(str(entity.get("id"))):
        found.append("id")
    properties = entity.get("properties")
    if not isinstance(properties, dict) or not isinstance(entity.get("schema"), str):
        return [*found, "schema or properties"]
    model = ftm_model()
    if model is None:
        return found
    schema = model.get(entity["schema"])
    if schema is None:
        return [*found, f"schema {entity['schema']}"]
    for name, values in properties.items():
        prop = schema.get(name)
        if prop is None:
            found.append(f"{schema.name} has no property {name}")
        elif not all(prop.type.validate(value) for value in values):
            found.append(f"{schema.name}:{name} is no {prop.type.name}")
    return found

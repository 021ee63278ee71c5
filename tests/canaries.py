"""A record with secrets in every field that people or files fill, in four scripts.

The sample record, in which every free string also holds the name of the protected voice,
and whose protected text holds her name in Latin, Cyrillic, Kazakh and Arabic script, her
telephone, her mail, her address and her position.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from memory_record import MemoryRecord, sample_record
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.entity import Name, Place
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.mention import Mention
from sample_exhibits import EXHIBITS

__all__ = ["CONTACTS", "NAMES", "PLACE_NAME", "POSITION", "seeded_record", "unguarded"]

NAMES = (
    "Zarina Kanarbekova",
    "Зарина Канарбекова",
    "Зәрина Қанарбекова",
    "زارينا قاناربيكوفا",
)
CONTACTS = ("zarina.k@example.org", "+7 701 000 00 00", "7010000000")
PLACE_NAME = "Kanarskaya Ulitsa 12"
POSITION = ("43.27184", "76.91552")

_FIELDS = """title author url obtained external_id event_words label words scope why
origin_hint evidence place_name owner_name asset_name roles attributes claims credit"""
_FREE = frozenset(_FIELDS.split())
"""Fields in which people or files can put anything. Texts and quotations are seeded by
hand, since offsets refer to them."""

_GUARDED = EXHIBITS["interview.txt"].digest


def _seeded(value: Any, field: str = "") -> Any:
    """``value`` with the canary in every free string inside it."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return f"{value} {NAMES[0]}" if field in _FREE else value
    if field == "reason_values":
        return tuple((key, f"{told} {NAMES[0]}") for key, told in value)
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(_seeded(each, field) for each in value)
    if isinstance(value, Mapping):
        return {key: _seeded(each, field) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            each.name: _seeded(getattr(value, each.name), each.name)
            for each in fields(value)
            if each.init
        }
        return replace(value, **changes)
    return value


def _whole(exhibit: Exhibit) -> Exhibit:
    """The protected text with everything that must not be told at its end."""
    if exhibit.digest != _GUARDED:
        return exhibit
    told = "\n".join((*NAMES, *CONTACTS, PLACE_NAME, ", ".join(POSITION)))
    content = replace(exhibit.content, text=f"{exhibit.content.text}\n{told}\n")
    file = f"{NAMES[0]}/{NAMES[1]}.txt"
    return replace(
        exhibit, content=content, provenance=replace(exhibit.provenance, file=file)
    )


def _street() -> Place:
    return Place(
        id="l:street",
        name=PLACE_NAME,
        names=(Name(text=PLACE_NAME, script="Latn", lang="en"),),
        lat=float(POSITION[0]),
        lon=float(POSITION[1]),
        precision="street",
        country="KZ",
        inside="l:almaty",
        statements=sample_record().all_places[0].statements,
    )


def seeded_record() -> MemoryRecord:
    """The record with all secrets in it; the same on every call."""
    record: MemoryRecord = _seeded(sample_record())
    exhibits = tuple(map(_whole, record.all_exhibits))
    text = next(e.content.text for e in exhibits if e.digest == _GUARDED)
    mentions = tuple(
        Mention(
            id=derive_id("mention", name),
            exhibit=_GUARDED,
            start=text.index(name),
            end=text.index(name) + len(name),
            quote=name,
            type="LOC" if name == PLACE_NAME else "PER",
            name=name,
            canonical="l:street" if name == PLACE_NAME else "p:voice-1",
        )
        for name in (*NAMES, PLACE_NAME)
    )
    reading = record.readings[_GUARDED]
    readings = dict(record.readings)
    readings[_GUARDED] = replace(reading, mentions=reading.mentions + mentions)
    spellings = tuple(Name(text=name, script="", count=1) for name in NAMES)
    people = tuple(
        replace(person, names=(*person.names, *spellings))
        if person.id == "p:voice-1"
        else person
        for person in record.all_people
    )
    return replace(
        record,
        all_exhibits=exhibits,
        readings=readings,
        all_people=people,
        all_places=(*record.all_places, _street()),
    )


def unguarded(record: MemoryRecord) -> MemoryRecord:
    """The same record in which nobody is marked as protected: what a mistake looks like."""

    def bare(value: Any) -> Any:
        if isinstance(value, tuple) and type(value) is tuple:
            return tuple(map(bare, value))
        if isinstance(value, dict):
            return {key: bare(each) for key, each in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            changes = {f.name: bare(getattr(value, f.name)) for f in fields(value)}
            for flag in ("protect", "protected"):
                if flag in changes:
                    changes[flag] = False
            return replace(value, **changes)
        return value

    found: MemoryRecord = bare(record)
    return found

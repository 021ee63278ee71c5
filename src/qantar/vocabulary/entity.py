"""Person, Group, Place, Event: what mentions and statements refer to once linked."""

from dataclasses import dataclass

from qantar.vocabulary.when import When

__all__ = ["Event", "Group", "Name", "Person", "Place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One spelling: as written, its script (Latn, Cyrl), language, how often.

    ``kind`` is pseudonym, handle or adversary for a name that tells nothing about who
    bears it (alias, former for another name of the same person), else ``""``.
    """

    text: str
    script: str
    lang: str = ""
    count: int = 1
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person as far as the evidence joins spellings.

    ``mentions`` and ``statements`` are ids; ``why`` says in words what joined the
    spellings; ``protected`` persons have a pseudonym as ``name`` everywhere outside.
    """

    id: str
    name: str
    names: tuple[Name, ...] = ()
    mentions: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    protected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An organisation, office or outlet. Fields as for Person."""

    id: str
    name: str
    names: tuple[Name, ...] = ()
    mentions: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place with its spellings, grain and zone.

    Attributes:
        id: ``l:`` and a stable key.
        name: Canonical name.
        names: Spellings met.
        lat: Degrees north, WGS 84, or ``None``.
        lon: Degrees east.
        precision: country, region, city, building, square, street, unknown.
        zone: IANA time zone, ``""`` if unknown.
        country: ISO 3166-1 alpha-2, ``""`` if unknown.
        inside: Id of the containing place.
        mentions: Ids.
        statements: Ids.
        why: What joined the spellings, in words.
    """

    id: str
    name: str
    names: tuple[Name, ...] = ()
    lat: float | None = None
    lon: float | None = None
    precision: str = "unknown"
    zone: str = ""
    country: str = ""
    inside: str = ""
    mentions: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Statements that speak of one happening: kind, place, interval."""

    id: str
    kind: str
    when: When | None = None
    place: str = ""
    grain: str = ""
    statements: tuple[str, ...] = ()
    why: tuple[str, ...] = ()

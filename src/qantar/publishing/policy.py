"""Policy: what a profile may say, as an allow-list that fails closed.

What a profile does not name stays in. ``internal`` shows a group its own record;
``public`` lets out the least: reviewed statements, no full texts, no private names.
Whoever is protected has a pseudonym under every profile.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from qantar.errors import ProfileError
from qantar.publishing.pictures import PictureNote
from qantar.vocabulary.exhibit import DOCUMENT_KINDS
from qantar.vocabulary.kinds import event_kinds
from qantar.vocabulary.statement import Review

__all__ = [
    "ALL",
    "DATE_GRAINS",
    "GRAINS",
    "INTERNAL",
    "PUBLIC",
    "QUOTES",
    "STATEMENT_FIELDS",
    "Profile",
    "built_in",
    "parse_profile",
    "profile_from",
]

GRAINS = ("country", "region", "city", "square", "street", "building")
"""How exact a place may be, coarse to fine."""

DATE_GRAINS = ("year", "month", "day", "minute")
"""How exact a time may be, coarse to fine."""

QUOTES = ("withheld", "unprotected", "verbatim")
"""Whose words go out: nobody's, those of voices that are not protected, everybody's.
Where the words stay in, the statement stands as a sentence of our own."""

ALL = "*"
"""In ``statements.kinds``: statements of every kind."""

_HOLDABLE = """how_known event_words when where agents targets quantities reader why
spans external_id origin_hint"""
STATEMENT_FIELDS = frozenset(_HOLDABLE.split())
"""Fields of a statement that a profile may hold back. Stance, status and review are not
among them: without them a denial would read as an assertion."""


def _among(what: str, given: frozenset[str] | set[str], known: frozenset[str]) -> None:
    if unknown := sorted(given - known):
        raise ProfileError(
            f"{what} has {', '.join(map(repr, unknown))};"
            f" known are {', '.join(sorted(map(repr, known)))}."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What may go out.

    Attributes:
        name: Of the profile.
        edition: Of the publication; pseudonyms hang on it.
        fields: Fields of statements, of ``STATEMENT_FIELDS``.
        reviews: Statements in these states only.
        event_types: Statements of these kinds only, or ``*`` for all.
        quotes: Whose words go out, one of ``QUOTES``.
        protected_voices: Whether what a protected voice said goes out (under a
            pseudonym) where its exhibit does.
        combinations: Whether things go out that together can give a protected voice
            away, see ``combinations``.
        kinds: Exhibits of these kinds only (``""``: kind not known).
        protected_exhibits: Whether exhibits whose voice is protected go out at all.
        texts: Whether whole texts go out, or only the passages that are quoted.
        all_persons: Whether everybody who is not protected is named.
        named: Ids of persons who are named even if not everybody is.
        contacts: Whether addresses of mail and telephone numbers go out; those of
            protected exhibits never do.
        grain: Finest place that is told, one of ``GRAINS``.
        date_grain: Finest time that is told, one of ``DATE_GRAINS``.
        pictures: Whether pictures go out (always without their metadata).
        register: Whether the register of persons harmed goes out.
        second_person: Whether somebody else has to sign before it goes out.
        notice: ``unreviewed`` marks every page as not for publication; or ``""``.
        notes: What an editor says of pictures; given beside the profile's file.
        secret: Random value of the case that pseudonyms hang on, so that nobody can try
            names out. Never part of a profile's file, never published.
    """

    name: str
    edition: str
    fields: frozenset[str]
    reviews: frozenset[Review]
    event_types: frozenset[str]
    quotes: str
    protected_voices: bool
    combinations: bool
    kinds: frozenset[str]
    protected_exhibits: bool
    texts: bool
    all_persons: bool
    named: frozenset[str]
    contacts: bool
    grain: str
    date_grain: str
    pictures: bool
    register: bool
    second_person: bool
    notice: str
    secret: str = field(default="", repr=False)
    notes: tuple[PictureNote, ...] = ()

    def __post_init__(self) -> None:
        _among("statements.fields", self.fields, STATEMENT_FIELDS)
        _among("exhibits.kinds", self.kinds, frozenset((*DOCUMENT_KINDS, "")))
        known = frozenset((*event_kinds(), ALL))
        _among("statements.kinds", self.event_types, known)
        _among("statements.quotes", {self.quotes}, frozenset(QUOTES))
        _among("dates.grain", {self.date_grain}, frozenset(DATE_GRAINS))
        _among("places.grain", {self.grain}, frozenset(GRAINS))
        _among("profile.notice", {self.notice}, frozenset(("unreviewed", "")))
        if not self.name:
            raise ProfileError("profile.name is empty; give the profile a name.")

    @property
    def for_publication(self) -> bool:
        """Whether this is meant for readers: then a leak stops everything."""
        return self.notice != "unreviewed"

    def as_table(self) -> dict[str, dict[str, object]]:
        """Sections and keys as in the profile's file, lists in order; no secret."""
        return {
            section: {
                key: _listed(getattr(self, attribute))
                for key, (attribute, _) in keys.items()
            }
            for section, keys in _SECTIONS.items()
        }

    def canonical(self) -> bytes:
        """The same bytes for the same profile, whoever wrote its file."""
        notes = [asdict(note) for note in self.notes]
        return json.dumps([self.as_table(), notes], sort_keys=True).encode()

    def note_on(self, digest: str) -> PictureNote | None:
        """What an editor says of a picture."""
        return next((note for note in self.notes if note.exhibit == digest), None)


def _listed(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, frozenset) else value


INTERNAL = Profile(
    name="internal",
    edition="",
    fields=STATEMENT_FIELDS,
    reviews=frozenset(Review) - {Review.REJECTED},
    event_types=frozenset((ALL,)),
    quotes="verbatim",
    protected_voices=True,
    combinations=True,
    kinds=frozenset((*DOCUMENT_KINDS, "")),
    protected_exhibits=True,
    texts=True,
    all_persons=True,
    named=frozenset(),
    contacts=True,
    grain="building",
    date_grain="minute",
    pictures=True,
    register=True,
    second_person=False,
    notice="unreviewed",
)
"""Everything, each page marked unreviewed and not for publication."""

PUBLIC = Profile(
    name="public",
    edition="",
    fields=frozenset(
        ("how_known", "event_words", "when", "where", "quantities", "spans")
    ),
    reviews=frozenset((Review.ACCEPTED, Review.CORRECTED)),
    event_types=frozenset((ALL,)),
    quotes="unprotected",
    protected_voices=True,
    combinations=False,
    kinds=frozenset(("agency", "official", "ngo", "court", "correction", "ownership")),
    protected_exhibits=False,
    texts=False,
    all_persons=False,
    named=frozenset(),
    contacts=False,
    grain="city",
    date_grain="minute",
    pictures=False,
    register=False,
    second_person=False,
    notice="",
)
"""The least: reviewed statements of published documents, nobody named who is not
listed by hand, places no finer than a town."""


def built_in(name: str) -> Profile:
    """The profile ``internal`` or ``public``.

    Raises:
        ProfileError: If there is no such profile.
    """
    known = {"internal": INTERNAL, "public": PUBLIC}
    if name not in known:
        raise ProfileError(
            f"There is no built-in profile {name!r}; there are internal and public."
            " Any other is given as a TOML file."
        )
    return known[name]


_SECTIONS: dict[str, dict[str, tuple[str, type]]] = {
    "profile": {
        "name": ("name", str),
        "edition": ("edition", str),
        "second_person": ("second_person", bool),
        "notice": ("notice", str),
    },
    "statements": {
        "fields": ("fields", list),
        "reviews": ("reviews", list),
        "kinds": ("event_types", list),
        "quotes": ("quotes", str),
    },
    "voices": {
        "protected": ("protected_voices", bool),
        "combinations": ("combinations", bool),
    },
    "exhibits": {
        "kinds": ("kinds", list),
        "protected": ("protected_exhibits", bool),
        "texts": ("texts", bool),
    },
    "names": {
        "all": ("all_persons", bool),
        "named": ("named", list),
        "contacts": ("contacts", bool),
    },
    "places": {"grain": ("grain", str)},
    "dates": {"grain": ("date_grain", str)},
    "pictures": {"show": ("pictures", bool)},
    "register": {"show": ("register", bool)},
}
"""Section and key of the file, the attribute it fills, and its type."""


def parse_profile(text: str) -> Profile:
    """A profile from TOML. Every section and every key must be there, and no other.

    Raises:
        ProfileError: If anything is missing, unknown or of the wrong type.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"The profile is no TOML: {error}.") from error
    return profile_from(table)


def profile_from(table: Mapping[str, Any]) -> Profile:
    """A profile from its sections, as ``Profile.as_table`` gives them.

    Raises:
        ProfileError: If anything is missing, unknown or of the wrong type.
    """
    _same_keys("sections", table, _SECTIONS)
    values: dict[str, Any] = {}
    for section, keys in _SECTIONS.items():
        if not isinstance(table[section], dict):
            raise ProfileError(f"[{section}] must be a section of the profile.")
        _same_keys(f"keys of [{section}]", table[section], keys)
        for key, (attribute, kind) in keys.items():
            values[attribute] = _value(f"{section}.{key}", table[section][key], kind)
    try:
        values["reviews"] = frozenset(Review(one) for one in values["reviews"])
    except ValueError as error:
        raise ProfileError(
            f"statements.reviews: {error}; there are {', '.join(Review)}."
        ) from error
    return Profile(**values)


def _value(name: str, value: object, kind: type) -> object:
    if not isinstance(value, kind):
        raise ProfileError(f"{name} is {value!r}; it must be a {kind.__name__}.")
    if not isinstance(value, list):
        return value
    if not all(isinstance(one, str) for one in value):
        raise ProfileError(f"{name} is {value!r}; all must be strings.")
    return frozenset(value)


def _same_keys(
    what: str, given: Mapping[str, object], known: Mapping[str, object]
) -> None:
    if unknown := sorted(set(given) - set(known)):
        raise ProfileError(
            f"Unknown {what} of the profile: {', '.join(unknown)}."
            f" Known are {', '.join(known)}."
        )
    if missing := sorted(set(known) - set(given)):
        raise ProfileError(
            f"Missing {what} of the profile: {', '.join(missing)}."
            " A profile names everything, so that nothing goes out by accident."
        )

"""Policy: what a profile may say, as an allow-list that fails closed.

What a profile does not name stays in. ``internal`` shows a group its own record;
``public`` lets out the least: reviewed statements, no full texts, no private names.
Whoever is protected has a pseudonym under every profile.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qantar.errors import ProfileError
from qantar.vocabulary.exhibit import DOCUMENT_KINDS
from qantar.vocabulary.statement import Review

__all__ = [
    "GRAINS",
    "INTERNAL",
    "PUBLIC",
    "STATEMENT_FIELDS",
    "Profile",
    "built_in",
    "parse_profile",
]

GRAINS = ("country", "region", "city", "square", "street", "building")
"""How exact a place may be, coarse to fine."""

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
        kinds: Exhibits of these kinds only (``""``: kind not known).
        protected_exhibits: Whether exhibits whose voice is protected go out at all.
        texts: Whether whole texts go out, or only the passages that are quoted.
        all_persons: Whether everybody who is not protected is named.
        named: Ids of persons who are named even if not everybody is.
        grain: Finest place that is told, one of ``GRAINS``.
        pictures: Whether pictures go out (always without their metadata).
        register: Whether the register of persons harmed goes out.
        notice: ``unreviewed`` marks every page as not for publication; or ``""``.
    """

    name: str
    edition: str
    fields: frozenset[str]
    reviews: frozenset[Review]
    kinds: frozenset[str]
    protected_exhibits: bool
    texts: bool
    all_persons: bool
    named: frozenset[str]
    grain: str
    pictures: bool
    register: bool
    notice: str

    def __post_init__(self) -> None:
        _among("statements.fields", self.fields, STATEMENT_FIELDS)
        _among("exhibits.kinds", self.kinds, frozenset((*DOCUMENT_KINDS, "")))
        _among("places.grain", {self.grain}, frozenset(GRAINS))
        _among("profile.notice", {self.notice}, frozenset(("unreviewed", "")))
        if not self.name:
            raise ProfileError("profile.name is empty; give the profile a name.")


INTERNAL = Profile(
    name="internal",
    edition="",
    fields=STATEMENT_FIELDS,
    reviews=frozenset(Review) - {Review.REJECTED},
    kinds=frozenset((*DOCUMENT_KINDS, "")),
    protected_exhibits=True,
    texts=True,
    all_persons=True,
    named=frozenset(),
    grain="building",
    pictures=True,
    register=True,
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
    kinds=frozenset(("agency", "official", "ngo", "court", "correction", "ownership")),
    protected_exhibits=False,
    texts=False,
    all_persons=False,
    named=frozenset(),
    grain="city",
    pictures=False,
    register=False,
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
        "notice": ("notice", str),
    },
    "statements": {"fields": ("fields", list), "reviews": ("reviews", list)},
    "exhibits": {
        "kinds": ("kinds", list),
        "protected": ("protected_exhibits", bool),
        "texts": ("texts", bool),
    },
    "names": {"all": ("all_persons", bool), "named": ("named", list)},
    "places": {"grain": ("grain", str)},
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

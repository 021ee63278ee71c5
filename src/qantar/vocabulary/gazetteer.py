"""Gazetteer: looking up places by any spelling. ``case`` passes an implementation in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

__all__ = ["Gazetteer", "GazetteerPlace"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerPlace:
    """One place of a gazetteer.

    Attributes:
        id: Stable, e.g. ``geonames:1526384``.
        name: Main name in Latin script.
        lat: Degrees north, WGS 84.
        lon: Degrees east.
        kind: country, region, city, building, square, street.
        country: ISO 3166-1 alpha-2.
        zone: IANA time zone, ``""`` if it has several or none is known.
        population: 0 if not known.
        inside: Id of the containing place.
    """

    id: str
    name: str
    lat: float
    lon: float
    kind: str = "city"
    country: str = ""
    zone: str = ""
    population: int = 0
    inside: str = ""


class Gazetteer(Protocol):
    """Looks up places by name in any script."""

    def find(self, name: str, *, prior: Sequence[str] = ()) -> Sequence[GazetteerPlace]:
        """Places that ``name`` may mean, likeliest first.

        Args:
            name: As written, in any script, spelling and (where a rule is known)
                inflected form.
            prior: ISO 3166-1 alpha-2 codes of countries to prefer, best first.
        """
        ...

    def get(self, place_id: str) -> GazetteerPlace | None:
        """The place with this id, or ``None``."""
        ...

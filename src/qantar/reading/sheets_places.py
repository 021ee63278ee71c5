"""The place of a row of a claim sheet: name, coordinates, precision."""

import re
from functools import cache

from babel import Locale

from qantar.reading.sheets_tables import place_words
from qantar.vocabulary.statement import Where

__all__ = ["places_of", "precision_of"]

_FINE = ("building", "square", "street")


def places_of(
    name: str, lat: float | None, lon: float | None, precision: str = ""
) -> tuple[Where, ...]:
    """The place, most exact first; a building's or square's settlement comes after it.

    >>> [w.name for w in places_of("Town hall square, Wolfenheim", 51.0, 9.0)]
    ['Town hall square, Wolfenheim', 'Wolfenheim']

    Args:
        name: The sheet's cell, ``""`` if it is empty.
        lat: Degrees north, WGS 84.
        lon: Degrees east.
        precision: The sheet's own word, if it has such a column.
    """
    if not name:
        return ()
    precision = precision or precision_of(name)
    exact = Where(name=name, lat=lat, lon=lon, precision=precision)
    _, comma, rest = name.partition(",")
    if precision in _FINE and comma and rest.strip():
        town = rest.rsplit(",", 1)[-1].strip()
        return exact, Where(name=town, precision=precision_of(town))
    return (exact,)


def precision_of(name: str) -> str:
    """How exactly a name stands on a map, told by its own words.

    >>> precision_of("Kasachstan"), precision_of("Область Абай"), precision_of("Shetpe")
    ('country', 'region', 'city')
    """
    first = re.sub(r"\(.*?\)", " ", name).partition(",")[0].strip().casefold()
    if not first:
        return "unknown"
    if first in _countries():
        return "country"
    found = {
        place_words()[word]
        for word in re.findall(r"[\w'-]+", first)
        if word in place_words()
    }
    for precision in (*_FINE, "region"):
        if precision in found:
            return precision
    return "unknown" if "border" in found else "city"


@cache
def _countries() -> frozenset[str]:
    """Names of countries in four languages (Unicode CLDR, through Babel)."""
    return frozenset(
        str(label).casefold()
        for lang in ("de", "en", "ru", "kk")
        for code, label in Locale(lang).territories.items()
        if len(code) == 2
    )

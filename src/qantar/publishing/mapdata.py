"""Map data: countries and regions as rings of degrees, and which one a point lies in.

Countries are Natural Earth 1:50m; regions of Kazakhstan are those before the reform of
8 June 2022. ``scripts/make_boundaries`` made the files; their headers name the licences.
"""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["REGIONS_UNTIL", "Area", "Ring", "area_at", "countries", "regions"]

Ring = Sequence[tuple[float, float]]

REGIONS_UNTIL = "2022-06-08"
"""The day on which the regions that are shipped ceased to be (Abai, Jetisu and Ulytau
were founded, by decree of 3 May 2022)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A country or region: polygons, each an outer ring and its holes; (lon, lat)."""

    key: str
    name: str
    polygons: tuple[tuple[Ring, ...], ...]

    def holds(self, lon: float, lat: float) -> bool:
        """Whether the point lies inside (even-odd rule over all rings)."""
        inside = False
        for polygon in self.polygons:
            for ring in polygon:
                inside ^= _odd(ring, lon, lat)
        return inside

    def largest(self) -> Ring:
        """The outer ring with the largest box, without far islands."""
        return max((polygon[0] for polygon in self.polygons), key=_box_size)


def _odd(ring: Ring, lon: float, lat: float) -> bool:
    odd = False
    before_x, before_y = ring[-1]
    for x, y in ring:
        if (y > lat) != (before_y > lat):
            cross = (before_x - x) * (lat - y) / (before_y - y) + x
            odd ^= lon < cross
        before_x, before_y = x, y
    return odd


def _box_size(ring: Ring) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _areas(name: str) -> tuple[Area, ...]:
    data = files("qantar.publishing").joinpath("data", name).read_bytes()
    table: dict[str, Any] = json.loads(gzip.decompress(data))
    arcs = [_points(arc, table["scale"]) for arc in table["arcs"]]

    def ring(numbers: Sequence[int]) -> Ring:
        out: list[tuple[float, float]] = []
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            out += arc[1:] if out else arc
        return out

    return tuple(
        Area(
            key=key,
            name=label,
            polygons=tuple(tuple(ring(r) for r in polygon) for polygon in polygons),
        )
        for key, label, polygons in table["areas"]
    )


def _points(arc: Sequence[int], scale: float) -> list[tuple[float, float]]:
    x = y = 0
    out = []
    for dx, dy in zip(arc[::2], arc[1::2], strict=True):
        x, y = x + dx, y + dy
        out.append((x * scale, y * scale))
    return out


@cache
def countries() -> tuple[Area, ...]:
    """All countries; ``key`` is ISO 3166-1 numeric."""
    return _areas("countries.json.gz")


@cache
def regions() -> tuple[Area, ...]:
    """Regions of Kazakhstan before the reform; ``key`` as in FIPS 10-4 letters."""
    return _areas("regions-kz.json.gz")


def area_at(areas: Sequence[Area], lon: float, lat: float) -> Area | None:
    """The first area that holds the point."""
    return next((area for area in areas if area.holds(lon, lat)), None)

"""Map: where statements are located, drawn as SVG without any library.

Albers' equal-area conic projection (Snyder, Map Projections: A Working Manual, USGS
1395, 1987, section 14), with standard parallels a sixth inside the latitudes shown.
A region is hatched, never a point in its middle; a whole country is said beside it.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from itertools import pairwise

from qantar.publishing.mapdata import Area, Ring, area_at, countries, regions

__all__ = ["MapPlace", "albers", "draw_map", "left_out"]

WIDTH = 920
_LEAST_SPAN = 4.0
_WIDEST_HOME = 50.0
"""Degrees of longitude up to which a country at home is shown whole."""

_FOCUS = 0.85
"""Share of the statements that the countries shown must hold."""

_MARGIN = 26.0
_SMALLEST_STEP = 1.1
"""Points of an outline closer than this many pixels are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPlace:
    """A place to draw: ``grain`` as ``Place.precision``, ``count`` of statements."""

    name: str
    lat: float
    lon: float
    grain: str
    count: int
    href: str = ""


def albers(
    *, lon: float, south: float, north: float
) -> Callable[[float, float], tuple[float, float]]:
    """The projection around a meridian; takes degrees (lon, lat), y grows north."""
    sixth = (north - south) / 6
    one, two = math.radians(south + sixth), math.radians(north - sixth)
    n = (math.sin(one) + math.sin(two)) / 2
    n = n if abs(n) > 1e-6 else 1e-6
    c = math.cos(one) ** 2 + 2 * n * math.sin(one)
    middle = math.radians((south + north) / 2)
    rho0 = math.sqrt(max(c - 2 * n * math.sin(middle), 0.0)) / n

    def project(at_lon: float, at_lat: float) -> tuple[float, float]:
        theta = n * math.radians((at_lon - lon + 180) % 360 - 180)
        rho = math.sqrt(max(c - 2 * n * math.sin(math.radians(at_lat)), 0.0)) / n
        return rho * math.sin(theta), rho0 - rho * math.cos(theta)

    return project


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """A projection fitted to a sheet; ``at`` gives pixels."""

    at: Callable[[float, float], tuple[float, float]]
    height: float
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)


def draw_map(places: Sequence[MapPlace], *, title: str, with_regions: bool) -> str:
    """The map as an SVG element; empty if no place has coordinates finer than a country.

    Shown are the countries that hold most of the statements; ``left_out`` tells which
    places lie elsewhere.

    Args:
        places: With coordinates; those of grain ``country`` are left to the page.
        title: What the picture shows, for those who do not see it.
        with_regions: Whether the shipped regions are right for the time shown.
    """
    fitted = _fit(places, with_regions=with_regions)
    if fitted is None:
        return ""
    sheet, ground, shown = fitted
    areas = regions() if with_regions else ()
    out = [ground]
    out += _points(shown, sheet)
    hatched, labels = _hatched(shown, sheet, areas)
    out[1:1] = hatched
    out += labels
    role = "group" if any(place.href for place in shown) else "img"
    return (
        f'<svg class="map" viewBox="0 0 {WIDTH} {sheet.height:.0f}" role="{role}"'
        f' aria-label="{escape(title)}"><title>{escape(title)}</title>'
        '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path class="hl" d="M0 0V6"/></pattern>'
        f"{''.join(out)}</svg>"
    )


def left_out(places: Sequence[MapPlace], *, with_regions: bool) -> list[MapPlace]:
    """Places finer than a country that ``draw_map`` does not draw, largest first.

    They lie outside of the countries shown, or are regions whose outline is unknown.
    """
    fitted = _fit(places, with_regions=with_regions)
    drawn = set(fitted[2]) if fitted is not None else set()
    missing = [p for p in places if p.grain != "country" and p not in drawn]
    return sorted(missing, key=lambda place: (-place.count, place.name))


def _fit(
    places: Sequence[MapPlace], *, with_regions: bool
) -> tuple[_Sheet, str, list[MapPlace]] | None:
    """The sheet, its outlines, and the places that are drawn on it."""
    areas = regions() if with_regions else ()
    finer = [place for place in places if place.grain != "country"]
    outlined = [
        place
        for place in finer
        if place.grain != "region" or area_at(areas, place.lon, place.lat)
    ]
    if not outlined:
        return None
    focus, homes = _focus(outlined)
    points = tuple(sorted((place.lon, place.lat) for place in focus))
    at, height, ground = _ground(points, homes, with_regions)
    sheet = _Sheet(at=at, height=height)
    shown = []
    for place in outlined:
        x, y = at(place.lon, place.lat)
        if 0 <= x <= WIDTH and 0 <= y <= height:
            shown.append(place)
    return sheet, ground, shown


@lru_cache(maxsize=4096)
def _home(lon: float, lat: float) -> str:
    """Key of the country around a point, empty at sea."""
    found = area_at(countries(), lon, lat)
    return found.key if found is not None else ""


def _focus(places: Sequence[MapPlace]) -> tuple[list[MapPlace], tuple[str, ...]]:
    """Places of the fewest countries that hold most statements, and their keys."""
    held: dict[str, list[MapPlace]] = {}
    for place in places:
        held.setdefault(_home(place.lon, place.lat), []).append(place)
    ranked = sorted(held, key=lambda key: (-sum(p.count for p in held[key]), key))
    wanted = _FOCUS * sum(place.count for place in places)
    focus: list[MapPlace] = []
    homes: list[str] = []
    for key in ranked:
        if focus and sum(place.count for place in focus) >= wanted:
            break
        focus += held[key]
        homes.append(key)
    return focus, tuple(sorted(homes))


@lru_cache(maxsize=8)
def _ground(
    points: tuple[tuple[float, float], ...], homes: tuple[str, ...], with_regions: bool
) -> tuple[Callable[[float, float], tuple[float, float]], float, str]:
    """Projection, height and outlines; the same for a map in every language."""
    sheet = _fitted(points, [area for area in countries() if area.key in homes])
    out = [f'<rect class="sea" width="{WIDTH}" height="{sheet.height:.0f}"/>']
    for area in countries():
        style = "home" if area.key in homes else "land"
        if shape := _outline(area, sheet, 1.3 if area.key in homes else 3.2):
            out.append(f'<path class="{style}" d="{shape}"/>')
    if with_regions and "398" in homes:
        out += [
            f'<path class="reg" d="{shape}"/>'
            for area in regions()
            if (shape := _outline(area, sheet, 1.8))
        ]
    return sheet.at, sheet.height, "".join(out)


def _fitted(places: Sequence[tuple[float, float]], homes: Sequence[Area]) -> _Sheet:
    """Projection and scale for the countries at home, or for the places alone.

    Up to three countries are shown whole; more would only show a continent.
    """
    points = list(places)
    if len(homes) <= 3:
        for home in homes:
            ring = home.largest()
            if max(x for x, _ in ring) - min(x for x, _ in ring) <= _WIDEST_HOME:
                points += ring
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    wide, high = (
        max(_LEAST_SPAN - (east - west), 0),
        max(_LEAST_SPAN - north + south, 0),
    )
    west, east = west - wide / 2, east + wide / 2
    south, north = south - high / 2, north + high / 2
    project = albers(lon=(west + east) / 2, south=south, north=north)
    corners = [(x, y) for x in (west, (west + east) / 2, east) for y in (south, north)]
    flat = [project(*point) for point in points]
    if wide or high:
        flat += [project(*corner) for corner in corners]
    left, right = min(x for x, _ in flat), max(x for x, _ in flat)
    low, top = min(y for _, y in flat), max(y for _, y in flat)
    scale = (WIDTH - 2 * _MARGIN) / max(right - left, 1e-9)
    height = min(max((top - low) * scale + 2 * _MARGIN, 320), 760)
    scale = min(scale, (height - 2 * _MARGIN) / max(top - low, 1e-9))
    middle_x, middle_y = (left + right) / 2, (low + top) / 2

    def at(lon: float, lat: float) -> tuple[float, float]:
        x, y = project(lon, lat)
        return (x - middle_x) * scale + WIDTH / 2, height / 2 - (y - middle_y) * scale

    return _Sheet(at=at, height=height)


def _outline(area: Area, sheet: _Sheet, step: float) -> str:
    """SVG path of what of ``area`` reaches the sheet."""
    parts = []
    for polygon in area.polygons:
        for ring in polygon:
            points = [sheet.at(*point) for point in ring]
            if _outside(points, sheet.height) or _torn(points):
                continue
            parts.append(_path(_thinned(points, step * _SMALLEST_STEP), sheet.height))
    return "".join(parts)


def _outside(points: Ring, height: float) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) < 0 or min(xs) > WIDTH or max(ys) < 0 or min(ys) > height


def _torn(points: Ring) -> bool:
    """A ring that jumps across the sheet: it wraps around the far side of the world."""
    return any(abs(a[0] - b[0]) > 3 * WIDTH for a, b in pairwise(points))


def _thinned(points: Ring, step: float) -> list[tuple[float, float]]:
    out = [points[0]]
    for x, y in points[1:]:
        if abs(x - out[-1][0]) + abs(y - out[-1][1]) >= step:
            out.append((x, y))
    return out


def _path(points: Sequence[tuple[float, float]], height: float) -> str:
    """Relative whole-tenth path; far points are pulled to just outside the sheet."""
    if len(points) < 3:
        return ""
    kept: list[tuple[int, int]] = []
    for x, y in points:
        near = (
            round(min(max(x, -60.0), WIDTH + 60.0)),
            round(min(max(y, -60.0), height + 60.0)),
        )
        if not kept or near != kept[-1]:
            kept.append(near)
    if len(kept) < 3:
        return ""
    out = [f"M{kept[0][0]} {kept[0][1]}l"]
    for (ax, ay), (bx, by) in pairwise(kept):
        out.append(f"{bx - ax} {by - ay} ")
    return "".join(out).replace(" -", "-").rstrip() + "z"


def _hatched(
    places: Sequence[MapPlace], sheet: _Sheet, areas: Sequence[Area]
) -> tuple[list[str], list[str]]:
    """Regions as hatched areas, and their labels where there is room."""
    shapes, labels = [], []
    for place in places:
        if place.grain == "region":
            area = area_at(areas, place.lon, place.lat)
            if area is not None and (shape := _outline(area, sheet, 1.8)):
                shapes.append(f'<path class="hatched" d="{shape}"/>')
            x, y = sheet.at(place.lon, place.lat)
            labels.append(_label(place, sheet, x, y, gap=0.0, style="rl"))
    return shapes, labels


def _points(places: Sequence[MapPlace], sheet: _Sheet) -> list[str]:
    """Circles whose area is the number of statements, larger ones first."""
    out = []
    finer = [place for place in places if place.grain != "region"]
    for place in sorted(finer, key=lambda one: (-one.count, one.name)):
        x, y = sheet.at(place.lon, place.lat)
        radius = min(4 + math.sqrt(place.count) * 2.2, 40)
        out.append(
            f'<circle class="c" cx="{x:.0f}" cy="{y:.0f}" r="{radius:.1f}"/>'
            f'<circle class="dot" cx="{x:.0f}" cy="{y:.0f}" r="2.2"/>'
        )
        sheet.taken.append((x - 5, y - 5, x + 5, y + 5))
        out.append(_label(place, sheet, x, y, gap=radius + 5, style="pl"))
    return out


def _label(
    place: MapPlace, sheet: _Sheet, x: float, y: float, *, gap: float, style: str
) -> str:
    """A name where it covers no other; none if there is no room (the list has it)."""
    long = len(place.name) * 7.6 + len(str(place.count)) * 8 + 10
    spots = (
        ("start", x + gap, y + 4),
        ("end", x - gap, y + 4),
        ("middle", x, y - gap - 4),
        ("middle", x, y + gap + 13),
    )
    for anchor, at_x, at_y in spots:
        left = {"start": at_x, "end": at_x - long, "middle": at_x - long / 2}[anchor]
        box = (left, at_y - 12, left + long, at_y + 4)
        if box[0] < 2 or box[2] > WIDTH - 2 or not 12 < at_y < sheet.height - 4:
            continue
        if any(_meet(box, other) for other in sheet.taken):
            continue
        sheet.taken.append(box)
        text = (
            f'<text class="{style}" x="{at_x:.0f}" y="{at_y:.0f}"'
            f' text-anchor="{anchor}">{escape(place.name)}'
            f' <tspan class="n">{place.count}</tspan></text>'
        )
        return f'<a href="{escape(place.href)}">{text}</a>' if place.href else text
    return ""


def _meet(
    one: tuple[float, float, float, float], two: tuple[float, float, float, float]
) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]

"""GeoJSON: places and events on a map, after RFC 7946.

A town is a point. A region or a country is its outline where we have one, and else has
no geometry at all: a point in its middle would say that something happened there.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from qantar.publishing.exports.plain import Row, rfc3339
from qantar.publishing.exports.sink import Sink
from qantar.publishing.mapdata import (
    REGIONS_UNTIL,
    Area,
    Ring,
    area_at,
    countries,
    regions,
)
from qantar.text.messages import N_
from qantar.vocabulary.entity import Place
from qantar.vocabulary.record import RecordView

__all__ = ["GEO_LOSSES", "GEO_TAKES", "feature_problems", "write_geojson"]

GEO_LOSSES = (
    N_("Times, stances and voices are only properties, which few programs read."),
    N_("The doubt about a place is only its grain in words."),
)
_NOWHERE = N_("things without a place on the map: they have no geometry")
_WIDE = ("region", "country")
_POSITION = 3
_DIGITS = 4
"""Decimals of an outline, about ten metres; ours are far coarser."""

_LIMITS = ((-180.0, 180.0), (-90.0, 90.0))


def _geometry(place: Place | None, *, outlines: bool) -> Row | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    if place.precision not in _WIDE:
        return {"type": "Point", "coordinates": [place.lon, place.lat]}
    if not outlines:
        return None
    areas = regions() if place.precision == "region" else countries()
    area = area_at(areas, place.lon, place.lat)
    return None if area is None else _outline(area)


def _outline(area: Area) -> Row:
    polygons = [
        [_wound(ring, outer=number == 0) for number, ring in enumerate(polygon)]
        for polygon in area.polygons
    ]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _wound(ring: Ring, *, outer: bool) -> list[list[float]]:
    """A closed ring: outer ones against the clock, holes with it (section 3.1.6)."""
    points = [[round(lon, _DIGITS), round(lat, _DIGITS)] for lon, lat in ring]
    if points[0] != points[-1]:
        points.append(points[0])
    return points if (_area(points) > 0) == outer else points[::-1]


def _area(points: list[list[float]]) -> float:
    """Twice the signed area (shoelace formula); above zero if against the clock."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(points))


def _places(view: RecordView) -> Iterator[tuple[Place | None, Row]]:
    for place in view.places():
        yield (
            place,
            {
                "id": place.id,
                "name": place.name,
                "names": [name.text for name in place.names],
                "grain": place.precision,
                "country": place.country,
                "inside": place.inside,
                "statements": list(place.statements),
            },
        )


def _events(view: RecordView) -> Iterator[tuple[Place | None, Row]]:
    places = {place.id: place for place in view.places()}
    for event in view.events():
        place, when = places.get(event.place), event.when
        told = [view.statement(one) for one in event.statements]
        yield (
            place,
            {
                "id": event.id,
                "event_type": event.kind,
                "place": place.id if place else "",
                "place_name": place.name if place else "",
                "grain": place.precision if place else "",
                "when": when.value if when else None,
                "earliest": rfc3339(when.earliest) if when else None,
                "latest": rfc3339(when.latest) if when else None,
                "stances": sorted({str(s.stance) for s in told}),
                "origins": len({view.origin_of(s.id).id for s in told}),
                "statements": list(event.statements),
            },
        )


GEO_TAKES = ("places", "events")


def write_geojson(view: RecordView, what: str, lang: str, sink: Sink) -> None:
    """A FeatureCollection with its box; one feature a line."""
    sink.put(b'{"type":"FeatureCollection","features":[')
    box: list[float] | None = None
    for place, properties in _places(view) if what == "places" else _events(view):
        geometry = _geometry(place, outlines=what == "places")
        if geometry is None:
            sink.leave_out(_NOWHERE)
        else:
            if geometry["type"] != "Point":
                properties["outline_until"] = REGIONS_UNTIL
            box = _grown(box, geometry["coordinates"])
        feature = {
            "type": "Feature",
            "id": properties.pop("id"),
            "geometry": geometry,
            "properties": properties,
        }
        sink.row(feature, before=b",\n" if sink.count else b"\n")
    end = b"\n]"
    if box is not None:
        end += b',"bbox":[' + ",".join(f"{edge:g}" for edge in box).encode() + b"]"
    sink.put(end + b"}\n")


def _grown(box: list[float] | None, coordinates: Any) -> list[float]:
    """The box with all positions of a geometry in it: west, south, east, north."""
    for lon, lat in _positions(coordinates):
        if box is None:
            box = [lon, lat, lon, lat]
        box = [min(box[0], lon), min(box[1], lat), max(box[2], lon), max(box[3], lat)]
    return box or [0.0] * 4


def _positions(coordinates: Any) -> Iterator[list[float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates
    else:
        for inner in coordinates:
            yield from _positions(inner)


def feature_problems(feature: Row) -> list[str]:
    """What is wrong with one feature: positions off the globe, open or turned rings."""
    geometry = feature["geometry"]
    if geometry is None:
        return []
    found = []
    for position in _positions(geometry["coordinates"]):
        if len(position) >= _POSITION or not all(
            low <= value <= high
            for value, (low, high) in zip(position, _LIMITS, strict=True)
        ):
            found.append("position")
    polygons = {
        "Point": [],
        "Polygon": [geometry["coordinates"]],
        "MultiPolygon": geometry["coordinates"],
    }[geometry["type"]]
    for polygon in polygons:
        for number, ring in enumerate(polygon):
            if ring[0] != ring[-1]:
                found.append("open ring")
            elif (_area(ring) > 0) != (number == 0):
                found.append("winding")
    return found

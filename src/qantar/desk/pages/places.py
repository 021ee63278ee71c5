"""Places: where, and how exact."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.case.lists import named
from qantar.desk.desk import Desk
from qantar.publishing.map import MapPlace, draw_map
from qantar.vocabulary.entity import Place

__all__ = ["show"]

_MOST = 500
"""Places on the page and the map, the most named first."""


def show(desk: Desk, request: Request) -> Response:
    """Places with most mentions first, above them the map."""
    found = named(desk.case, "place", skip=0, limit=_MOST)
    places = [place for place in found if isinstance(place, Place)]
    drawn = draw_map(
        [
            MapPlace(
                name=place.name,
                lat=place.lat,
                lon=place.lon,
                grain=place.precision,
                count=len(place.mentions),
            )
            for place in places
            if place.lat is not None and place.lon is not None
        ],
        title=desk.say(request)("Places"),
        with_regions=True,
    )
    return desk.answer(
        request,
        "places",
        {
            "map": drawn,
            "rows": [
                {
                    "id": place.id,
                    "name": place.name,
                    "names": [n.text for n in place.names if n.text != place.name],
                    "precision": place.precision,
                    "zone": place.zone,
                    "country": place.country,
                    "mentions": len(place.mentions),
                    "why": list(place.why),
                }
                for place in places
            ],
        },
    )

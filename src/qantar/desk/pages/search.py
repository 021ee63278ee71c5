"""Search: any word in any exhibit, any name in any script."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from qantar.case.lists import head
from qantar.case.spellings import elsewhere, find
from qantar.desk.desk import Desk
from qantar.vocabulary.record import SearchHit

__all__ = ["show"]

_MOST = 60


def show(desk: Desk, request: Request) -> Response:
    """Whom the words may name; passages with them; passages with other spellings."""
    query = request.query_params.get("q", "").strip()[:200]
    named = find(desk.case.views, query)
    hits = desk.view.search(query, limit=_MOST)
    places = {(hit.exhibit, hit.start) for hit in hits}
    spellings = [text for each in named for text in each.spellings]
    others = [
        hit
        for hit in elsewhere(desk.case.views, query, spellings, limit=_MOST)
        if (hit.exhibit, hit.start) not in places
    ]
    return desk.answer(
        request,
        "search",
        {
            "named": named,
            "hits": [_row(desk, hit) for hit in hits],
            "others": [_row(desk, hit) for hit in others],
            "most": _MOST,
        },
    )


def _row(desk: Desk, hit: SearchHit) -> dict[str, Any]:
    exhibit = head(desk.case, hit.exhibit)
    return {
        "exhibit": hit.exhibit,
        "label": exhibit.label,
        "title": exhibit.title,
        "snippet": hit.snippet,
        "start": hit.start,
    }

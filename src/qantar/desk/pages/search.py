"""Search: any word, in any exhibit."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.case.lists import head
from qantar.desk.desk import Desk

__all__ = ["show"]

_MOST = 60


def show(desk: Desk, request: Request) -> Response:
    """Passages with all words asked for, likeliest first."""
    query = request.query_params.get("q", "").strip()[:200]
    view = desk.view
    hits = [
        {
            "exhibit": hit.exhibit,
            "label": (found := head(desk.case, hit.exhibit)).label,
            "title": found.title,
            "snippet": hit.snippet,
            "start": hit.start,
        }
        for hit in view.search(query, limit=_MOST)
    ]
    return desk.answer(request, "search", {"hits": hits, "most": _MOST})

"""Exhibits: everything that was preserved."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.desk.desk import Desk
from qantar.desk.pages.listing import number_of, sheet

__all__ = ["show"]


def show(desk: Desk, request: Request) -> Response:
    """Exhibits in the order they came, with what was read in each."""
    view = desk.view
    found = sheet(view.exhibits(), number_of(request))
    rows = [
        {
            "digest": exhibit.digest,
            "label": exhibit.label,
            "title": exhibit.provenance.title or exhibit.provenance.file,
            "file": exhibit.provenance.file,
            "outlet": exhibit.provenance.outlet,
            "published": exhibit.provenance.published,
            "media_type": exhibit.content.media_type,
            "bytes": exhibit.size,
            "protect": exhibit.provenance.protect,
            "statements": desk.case.views.statements_in(exhibit.digest),
            "unread": len(exhibit.content.unread),
        }
        for exhibit in found.items
    ]
    return desk.answer(
        request, "exhibits", {"rows": rows, "number": found.number, "more": found.more}
    )

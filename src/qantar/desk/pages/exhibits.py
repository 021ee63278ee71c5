"""Exhibits: everything that was preserved."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.case.lists import heads
from qantar.desk.desk import Desk
from qantar.desk.pages.listing import number_of, sheet_of

__all__ = ["show"]


def show(desk: Desk, request: Request) -> Response:
    """Exhibits in the order they came, with what was read in each."""
    found = sheet_of(
        lambda skip, limit: heads(desk.case, skip=skip, limit=limit),
        number_of(request),
    )
    rows = [
        {
            "digest": one.digest,
            "label": one.label,
            "title": one.title,
            "file": one.provenance.file,
            "outlet": one.provenance.outlet,
            "published": one.provenance.published,
            "media_type": one.media_type,
            "bytes": one.size,
            "protect": one.provenance.protect,
            "statements": one.statements,
            "unread": one.unread,
        }
        for one in found.items
    ]
    return desk.answer(
        request, "exhibits", {"rows": rows, "number": found.number, "more": found.more}
    )

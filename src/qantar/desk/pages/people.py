"""People: persons and organisations, with every spelling."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.case import pairing
from qantar.case.lists import named
from qantar.desk.desk import Desk
from qantar.desk.pages.listing import number_of, sheet_of

__all__ = ["show"]


def show(desk: Desk, request: Request) -> Response:
    """Persons with most mentions first; organisations on request."""
    groups = request.query_params.get("of") == "groups"
    table = "grp" if groups else "person"
    found = sheet_of(
        lambda skip, limit: named(desk.case, table, skip=skip, limit=limit),
        number_of(request),
    )
    rows = [
        {
            "id": each.id,
            "name": each.name,
            "names": [name.text for name in each.names if name.text != each.name],
            "mentions": len(each.mentions),
            "statements": len(each.statements),
        }
        for each in found.items
    ]
    return desk.answer(
        request,
        "people",
        {
            "rows": rows,
            "groups": groups,
            "number": found.number,
            "more": found.more,
            "pairs": pairing.left(desk.case.views),
        },
    )

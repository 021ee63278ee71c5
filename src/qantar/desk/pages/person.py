"""Person: under which spellings, why they are one, what was said of them."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.case import pairing
from qantar.case.lists import entity, head, mentions_of, statements
from qantar.desk.desk import Desk
from qantar.desk.pages.listing import line, number_of, sheet_of

__all__ = ["show"]


def show(desk: Desk, request: Request) -> Response:
    """One person, organisation or place, with what was said, by place in the case."""
    each = entity(desk.case, request.path_params["person"])
    lang = desk.lang(request)
    found = sheet_of(
        lambda skip, limit: statements(desk.case, each.statements[skip : skip + limit]),
        number_of(request),
    )
    return desk.answer(
        request,
        "person",
        {
            "id": each.id,
            "name": each.name,
            "names": each.names,
            "why": each.why,
            "lines": [line(desk, statement, lang) for statement in found.items],
            "number": found.number,
            "more": found.more,
            "mentions": [
                {
                    "id": m.id,
                    "quote": m.quote,
                    "exhibit": m.exhibit,
                    "label": head(desk.case, m.exhibit).label,
                    "start": m.start,
                }
                for m in mentions_of(desk.case, each.id)
            ],
            "judged": pairing.judged(desk.case.views, each.id),
        },
    )

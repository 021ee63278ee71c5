"""Chronology: what happened when, and how sure that is."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.case.lists import by_time
from qantar.desk.desk import Desk
from qantar.desk.pages.listing import line, number_of, sheet_of
from qantar.vocabulary.kinds import event_kinds

__all__ = ["show"]


def show(desk: Desk, request: Request) -> Response:
    """Statements by time; those without a date at the end, those not said left out."""
    kind = request.query_params.get("kind", "")
    place = request.query_params.get("place", "")
    found = sheet_of(
        lambda skip, limit: by_time(
            desk.case, skip=skip, limit=limit, kind=kind, place=place
        ),
        number_of(request),
    )
    lang = desk.lang(request)
    return desk.answer(
        request,
        "chronology",
        {
            "lines": [line(desk, statement, lang) for statement in found.items],
            "number": found.number,
            "more": found.more,
            "kind": kind,
            "place": place,
            "kinds": [(k.key, k.labels[lang]) for k in event_kinds().values()],
        },
    )

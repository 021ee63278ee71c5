"""Chronology: what happened when, and how sure that is."""

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response

from qantar.desk.desk import Desk
from qantar.desk.pages.listing import line, number_of, sheet
from qantar.vocabulary.kinds import event_kinds
from qantar.vocabulary.statement import Statement

__all__ = ["show"]


def show(desk: Desk, request: Request) -> Response:
    """Statements by time; those without a date at the end."""
    kind = request.query_params.get("kind", "")
    place = request.query_params.get("place", "")
    view = desk.view

    def wanted() -> Iterator[Statement]:
        for statement in view.statements(by_time=True):
            if kind and statement.event_type != kind:
                continue
            if place and place not in {where.id for where in statement.where}:
                continue
            yield statement

    found = sheet(wanted(), number_of(request))
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

"""Person: under which spellings, why they are one, what was said of them."""

from itertools import chain

from starlette.requests import Request
from starlette.responses import Response

from qantar.desk.app import Desk
from qantar.desk.pages.listing import line

__all__ = ["show"]

_MOST = 200


def show(desk: Desk, request: Request) -> Response:
    """One person or organisation."""
    wanted = request.path_params["person"]
    view = desk.view
    for each in chain(view.people(), view.groups()):
        if each.id == wanted:
            break
    else:
        raise KeyError(wanted)
    lang = desk.lang(request)
    about = [
        line(desk, statement, lang)
        for statement in view.statements(by_time=True)
        if wanted in _ids(statement)
    ]
    return desk.answer(
        request,
        "person",
        {
            "name": each.name,
            "names": each.names,
            "why": each.why,
            "lines": about[:_MOST],
            "more": max(0, len(about) - _MOST),
        },
    )


def _ids(statement: object) -> set[str]:
    found = set()
    for field in ("agents", "targets", "chain"):
        found.update(each.id for each in getattr(statement, field))
    return found

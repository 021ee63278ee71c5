"""Person: under which spellings, why they are one, what was said of them."""

from collections.abc import Iterator
from itertools import chain

from starlette.requests import Request
from starlette.responses import Response

from qantar.desk.desk import Desk
from qantar.desk.pages.listing import line
from qantar.vocabulary.entity import Group, Person
from qantar.vocabulary.statement import Party, Speaker, Statement

__all__ = ["show"]

_MOST = 200


def show(desk: Desk, request: Request) -> Response:
    """One person or organisation."""
    wanted = request.path_params["person"]
    view = desk.view
    each = _find(desk, wanted)
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


def _find(desk: Desk, wanted: str) -> Person | Group:
    everybody: Iterator[Person | Group] = chain(desk.view.people(), desk.view.groups())
    for each in everybody:
        if each.id == wanted:
            return each
    raise KeyError(wanted)


def _ids(statement: Statement) -> set[str]:
    named: tuple[Party | Speaker, ...] = (
        *statement.agents,
        *statement.targets,
        *statement.chain,
    )
    return {each.id for each in named}

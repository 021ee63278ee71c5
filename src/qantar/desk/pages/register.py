"""Register: persons harmed or at risk, every value with its words."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.desk.desk import Desk
from qantar.desk.pages.listing import number_of, sheet

__all__ = ["show"]


def show(desk: Desk, request: Request) -> Response:
    """Entries of the register."""
    found = sheet(desk.view.register(), number_of(request))
    return desk.answer(
        request,
        "register",
        {"rows": found.items, "number": found.number, "more": found.more},
    )

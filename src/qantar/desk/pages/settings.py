"""Settings of this copy's desk, and the list of keys."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.desk.desk import Desk
from qantar.desk.keys import KEYS

__all__ = ["keys", "show"]


def show(desk: Desk, request: Request) -> Response:
    """Language, single keys, blind coding; all of them of this copy alone."""
    return desk.answer(request, "settings", {"blind": desk.blind})


def keys(desk: Desk, request: Request) -> Response:
    """Every key and what it does."""
    return desk.answer(request, "keys", {"keys": KEYS})

"""Log: who wrote what into the ledger."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.case.entries import entry_rows
from qantar.desk.desk import Desk
from qantar.desk.pages.listing import number_of, sheet

__all__ = ["show"]


def show(desk: Desk, request: Request) -> Response:
    """Entries in causal order."""
    found = sheet(entry_rows(desk.case.ledger), number_of(request))
    return desk.answer(
        request,
        "log",
        {"rows": found.items, "number": found.number, "more": found.more},
    )

"""Home: what is next, what there is, whether it holds."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.case import pairing, reviewing
from qantar.case.lists import unread, unread_count, verdicts
from qantar.desk.desk import Desk

__all__ = ["show"]

_UNREAD = 20


def show(desk: Desk, request: Request) -> Response:
    """Three piles with counts, verdicts, what could not be read, state of the ledger."""
    rows = [
        {"file": file, "digest": digest, "reason": one.reason}
        for digest, file, one in unread(desk.case, limit=_UNREAD)
    ][:_UNREAD]
    return desk.answer(
        request,
        "home",
        {
            "facts": desk.case.facts(),
            "verdicts": verdicts(desk.case),
            "load": reviewing.load(desk.case),
            "pairs": pairing.left(desk.case.views),
            "unread": rows,
            "unread_more": max(0, unread_count(desk.case) - len(rows)),
        },
    )

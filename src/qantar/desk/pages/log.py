"""Log: who decided what, with a way to take it back; and every entry there is."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from qantar.case.acting import Acted, acted
from qantar.case.entries import entry_page
from qantar.case.lists import head
from qantar.desk.desk import Desk
from qantar.desk.pages.listing import number_of, sheet_of

__all__ = ["entries", "show"]

_WHATS = (
    "accepted", "corrected", "rejected", "split", "added", "looked", "same",
    "different", "unsure", "withdrawn",
)  # fmt: skip


def show(desk: Desk, request: Request) -> Response:
    """Decisions, newest first; of one kind or of one's own if asked."""
    asked = request.query_params.get("what", "")
    what = asked if asked in _WHATS else ""
    mine = request.query_params.get("mine") == "1"
    found = sheet_of(
        lambda skip, limit: list(
            acted(desk.case, skip=skip, limit=limit, what=what,
                  member=desk.me if mine else "")
        ),
        number_of(request),
    )  # fmt: skip
    own = desk.case.ledger.members().get(desk.case.ledger.device)
    keeper = own is not None and own.role == "keeper"
    return desk.answer(
        request,
        "log",
        {
            "rows": [_row(desk, one, keeper) for one in found.items],
            "number": found.number,
            "more": found.more,
            "what": what,
            "mine": mine,
            "whats": _WHATS,
        },
    )


def _row(desk: Desk, one: Acted, keeper: bool) -> dict[str, Any]:
    try:
        exhibit = head(desk.case, one.exhibit)
        label, title = exhibit.label, exhibit.title
    except KeyError:
        label = title = ""
    return {
        "entry": one.entry,
        "what": one.what,
        "by": one.member,
        "at": one.at,
        "exhibit": one.exhibit if label else "",
        "label": label,
        "title": title,
        "live": one.live,
        "count": int(one.about.get("count", 1) or 1),
        "reason": str(one.about.get("reason", "")),
        "sides": [str(one.about[k]) for k in ("left", "right") if one.about.get(k)],
        "mine": keeper or one.member == desk.me,
    }


def entries(desk: Desk, request: Request) -> Response:
    """Every entry of the ledger in the order in which it arrived."""
    found = sheet_of(
        lambda skip, limit: entry_page(desk.case.ledger, skip, limit),
        number_of(request),
    )
    return desk.answer(
        request,
        "entries",
        {"rows": found.items, "number": found.number, "more": found.more},
    )

"""Home: what there is, what it says, whether it holds."""

from collections import Counter

from starlette.requests import Request
from starlette.responses import Response

from qantar.desk.desk import Desk

__all__ = ["show"]


def show(desk: Desk, request: Request) -> Response:
    """Counts, verdicts, what could not be read, state of the ledger."""
    view = desk.view
    verdicts = Counter(str(found.verdict) for found in view.contradictions())
    unread = [
        {"file": exhibit.provenance.file, "digest": exhibit.digest, "reason": u.reason}
        for exhibit in view.exhibits()
        for u in exhibit.content.unread
    ]
    return desk.answer(
        request,
        "home",
        {
            "counts": desk.case.facts().counts,
            "verdicts": dict(verdicts),
            "unread": unread[:20],
            "unread_more": max(0, len(unread) - 20),
        },
    )

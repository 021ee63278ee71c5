"""Sources: who said it first, and who only repeats it."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.desk.desk import Desk
from qantar.desk.pages.listing import line, number_of, sheet

__all__ = ["show"]

_PER_PAGE = 25
_REPEATS = 12


def show(desk: Desk, request: Request) -> Response:
    """Origins, largest first, with the evidence that joins what repeats them."""
    found = sheet(desk.view.origins(), number_of(request), _PER_PAGE)
    lang = desk.lang(request)
    rows = [
        {
            "id": origin.id,
            "label": origin.label,
            "speaker": origin.speaker,
            "evidence": list(origin.evidence),
            "files": list(origin.files),
            "count": len(origin.statements),
            "lines": [
                line(desk, desk.view.statement(name), lang)
                for name in origin.statements[:_REPEATS]
            ],
        }
        for origin in found.items
    ]
    return desk.answer(
        request, "sources", {"rows": rows, "number": found.number, "more": found.more}
    )

"""Sources: who said it first, and who only repeats it."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.case.lists import origins, statements
from qantar.desk.desk import Desk
from qantar.desk.pages.listing import line, number_of, sheet_of

__all__ = ["show"]

_PER_PAGE = 25
_REPEATS = 12


def show(desk: Desk, request: Request) -> Response:
    """Origins, largest first, with the evidence that joins what repeats them."""
    found = sheet_of(
        lambda skip, limit: origins(desk.case, skip=skip, limit=limit),
        number_of(request),
        _PER_PAGE,
    )
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
                line(desk, statement, lang)
                for statement in statements(desk.case, origin.statements[:_REPEATS])
            ],
        }
        for origin in found.items
    ]
    return desk.answer(
        request, "sources", {"rows": rows, "number": found.number, "more": found.more}
    )

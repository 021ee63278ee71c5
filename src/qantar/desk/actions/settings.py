"""Settings: kept in this copy, never in the ledger."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.desk.desk import LANG_COOKIE, Desk, go
from qantar.desk.forms import Form
from qantar.text.messages import LANGUAGES

__all__ = ["keep"]


def keep(desk: Desk, request: Request, form: Form) -> Response:
    """Keep what was chosen; show the settings in the language chosen."""
    told = {
        "single keys": "on" if form.get("keys") == "on" else "off",
        "blind": "on" if form.get("blind") == "on" else "off",
    }
    desk.case.drafts.set(told)
    answer = go("/settings")
    if form.get("lang") in LANGUAGES:
        answer.set_cookie(
            LANG_COOKIE, form.get("lang"), samesite="strict", httponly=True
        )
    return answer

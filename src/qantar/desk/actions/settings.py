"""Settings: kept in this copy, never in the ledger."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.desk.desk import LANG_COOKIE, Desk, go
from qantar.desk.forms import Form
from qantar.text.messages import LANGUAGES

__all__ = ["keep", "name_member"]


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


def name_member(desk: Desk, request: Request, form: Form) -> Response:
    """Call a member by a name that only this copy knows; empty takes it away."""
    member = form.get("member")
    if member not in {one.member for one in desk.case.ledger.members().values()}:
        raise KeyError(member)
    desk.case.drafts.set({f"name {member}": form.get("name")[:60]})
    return go("/sync")

"""Exhibit: whether those who speak in it may be named."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.case.telling import protect
from qantar.desk.desk import Desk, go
from qantar.desk.forms import Form

__all__ = ["set_protection"]


def set_protection(desk: Desk, request: Request, form: Form) -> Response:
    """Protect the voices of an exhibit, or lift one's own protection of them."""
    digest = request.path_params["digest"]
    protect(desk.case, digest, on=form.get("protect") == "on")
    back = form.get("back")
    return go(back if back.startswith(f"/review/{digest}") else f"/exhibits/{digest}")

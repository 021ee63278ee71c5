"""Pairs: the same, different, or one cannot tell."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.case.judging import judge_pair
from qantar.desk.desk import Desk, go
from qantar.desk.forms import Form

__all__ = ["judge"]


def judge(desk: Desk, request: Request, form: Form) -> Response:
    """Write what was decided about two names; linking obeys it when it is done again."""
    left, right = form.get("left"), form.get("right")
    judge_pair(desk.case, form.get("kind"), left, right, form.get("reason")[:2000])
    back = form.get("back")
    return go(back if back.startswith("/people/") else "/pairs")

"""Work that takes long: done in a process of its own, told by the progress line."""

import multiprocessing

from starlette.requests import Request
from starlette.responses import Response

from qantar.case.rework import rework
from qantar.desk.desk import Desk, go
from qantar.desk.forms import Form

__all__ = ["again"]


def again(desk: Desk, request: Request, form: Form) -> Response:
    """Link and weigh again, knowing what people decided."""
    if not multiprocessing.active_children():  # which also buries those that are done
        context = multiprocessing.get_context("spawn")
        context.Process(target=rework, args=(desk.case.folder,), daemon=True).start()
    return go("/")

"""App: the desk of one case as a Starlette application."""

from collections.abc import Awaitable, Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from qantar.case import Case
from qantar.case.judging import catch_up
from qantar.desk.desk import Action, Desk, Page
from qantar.desk.forms import StaleForm, read_form
from qantar.desk.guard import Guard, form_token
from qantar.desk.routes import ACTIONS, PAGES, stream_progress
from qantar.errors import QantarError

__all__ = ["make_app"]

_Handler = Callable[[Request], Awaitable[Response]]


def _show(desk: Desk, page: Page) -> _Handler:
    async def handler(request: Request) -> Response:
        if desk.progress() is None:  # what is being built shows when it is done
            catch_up(desk.case)
        try:
            return page(desk, request)
        except KeyError:
            return desk.answer(request, "missing", {}, status=404)
        except QantarError as error:
            return desk.sorry(request, error)

    return handler


def _do(desk: Desk, action: Action) -> _Handler:
    async def handler(request: Request) -> Response:
        try:
            form = await read_form(request, desk.token)
            catch_up(desk.case)
            return action(desk, request, form)
        except StaleForm:
            return desk.answer(request, "stale", {}, status=403)
        except KeyError:
            return desk.answer(request, "missing", {}, status=404)
        except QantarError as error:
            return desk.sorry(request, error)
        finally:
            await request.close()  # files that were sent are not left open

    return handler


def make_app(case: Case, *, token: str, hosts: frozenset[str]) -> Starlette:
    """The desk of a case.

    Args:
        case: Open; the caller closes it after the server has ended.
        token: Secret that the address holds.
        hosts: ``Host`` values to answer to, with port.
    """
    desk = Desk(case, form_token(token))

    async def nowhere(request: Request, error: Exception) -> Response:
        return desk.answer(request, "missing", {}, status=404)

    async def broken(request: Request, error: Exception) -> Response:
        return desk.answer(request, "broken", {}, status=500)

    # Before the pages: a path with .json would else be taken for a thing's name.
    routes = [Route("/progress", stream_progress(desk))]
    routes += [
        Route(path, _do(desk, action), methods=["POST"])
        for path, action in ACTIONS.items()
    ]
    for path, page in PAGES.items():
        twin = "/index.json" if path == "/" else f"{path}.json"
        shown = _show(desk, page)
        routes += [Route(twin, shown), Route(path, shown)]
    by_status: dict[Any, Any] = {404: nowhere, 500: broken}
    static = Path(str(files("qantar.desk").joinpath("static")))
    fonts = Path(str(files("qantar.publishing").joinpath("fonts")))
    app = Starlette(
        routes=[
            *routes,
            Mount("/static", StaticFiles(directory=static)),
            Mount("/fonts", StaticFiles(directory=fonts)),
        ],
        middleware=[Middleware(Guard, token=token, hosts=hosts)],
        exception_handlers=by_status,
    )
    app.state.desk = desk
    return app

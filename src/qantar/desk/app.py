"""App: the desk of one case as a Starlette application."""

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from qantar.case import Case, CaseView
from qantar.desk.guard import Guard
from qantar.publishing.marks import symbols
from qantar.publishing.site.words import Words
from qantar.text.messages import LANGUAGES, translator

__all__ = ["LANG_COOKIE", "Desk", "make_app"]

LANG_COOKIE = "qantar-lang"

PROGRESS_FILE = "progress.json"


class Desk:
    """What every page needs: the case, templates, and how to answer.

    Args:
        case: The open case. It stays open as long as the desk.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        package = str(files("qantar.desk").joinpath("templates"))
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(package),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    @property
    def view(self) -> CaseView:
        """The case as it is now, also while another process builds it."""
        return self.case.view()

    def lang(self, request: Request) -> str:
        """The reader's language: asked for, chosen before, or the case's first."""
        for wanted in (
            request.query_params.get("lang", ""),
            request.cookies.get(LANG_COOKIE, ""),
            *self.case.langs,
        ):
            if wanted in LANGUAGES:
                return wanted
        return "en"

    def progress(self) -> dict[str, Any] | None:
        """The running build, or ``None``."""
        try:
            text = (self.case.folder / PROGRESS_FILE).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        found: dict[str, Any] = json.loads(text)
        return found

    def answer(
        self, request: Request, page: str, data: dict[str, Any], *, status: int = 200
    ) -> Response:
        """A page, or its JSON twin when the path ends in ``.json``.

        Args:
            request: What was asked.
            page: Name of the template, without ending.
            data: What it shows; vocabulary values and plain values.
            status: HTTP status.
        """
        if request.url.path.endswith(".json"):
            return JSONResponse(msgspec.to_builtins(data), status_code=status)
        lang = self.lang(request)
        html = self._templates.get_template(f"{page}.html").render(
            page=page,
            lang=lang,
            langs=LANGUAGES,
            path=request.url.path,
            say=translator(lang, "desk").gettext,
            words=Words(lang),
            facts=self.case.facts(),
            progress=self.progress(),
            symbols=symbols(),
            query=request.query_params.get("q", ""),
            **data,
        )
        answer = HTMLResponse(html, status_code=status)
        if request.query_params.get("lang") == lang:
            answer.set_cookie(LANG_COOKIE, lang, samesite="strict", httponly=True)
        return answer


Page = Callable[[Desk, Request], Response]


def make_app(case: Case, *, token: str, hosts: frozenset[str]) -> Starlette:
    """The desk of a case.

    Args:
        case: Open; the caller closes it after the server has ended.
        token: Secret that the address holds.
        hosts: ``Host`` values to answer to, with port.
    """
    from qantar.desk.routes import PAGES, stream_progress

    desk = Desk(case)

    def bound(page: Page) -> Callable[[Request], Any]:
        async def handler(request: Request) -> Response:
            try:
                return page(desk, request)
            except KeyError:
                return desk.answer(request, "missing", {}, status=404)

        return handler

    async def nowhere(request: Request, error: Exception) -> Response:
        return desk.answer(request, "missing", {}, status=404)

    routes = [Route("/progress", stream_progress(desk))]
    for path, page in PAGES.items():
        twin = "/index.json" if path == "/" else f"{path}.json"
        routes += [Route(twin, bound(page)), Route(path, bound(page))]
    by_status: dict[Any, Any] = {404: nowhere}
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

"""First run: a folder that holds no case yet becomes one, after three questions.

The page is one of its own, before there is anything that could be shown: what is it
called, where did it happen, in which languages do you work. Then the desk opens.
"""

import hmac
from collections.abc import Awaitable, Callable
from importlib.resources import files
from pathlib import Path
from zoneinfo import available_timezones

import jinja2
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from qantar.case import Case
from qantar.desk.app import make_app
from qantar.desk.guard import Guard, form_token
from qantar.text.messages import LANGUAGES, translator

__all__ = ["FirstRun"]


class FirstRun:
    """The application of a folder without a case: asks, makes the case, becomes its desk.

    Args:
        folder: New or empty.
        token: Secret that the address holds.
        hosts: ``Host`` values to answer to, with port.
        lang: Of the page until somebody chooses.
    """

    def __init__(
        self, folder: Path, *, token: str, hosts: frozenset[str], lang: str = "en"
    ) -> None:
        self._folder = folder
        self._token = token
        self._hosts = hosts
        self._lang = lang
        self.case: Case | None = None
        self._desk: Starlette | None = None
        package = str(files("qantar.desk").joinpath("templates"))
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(package), autoescape=True
        )
        self._first = self._application()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask, or answer as the desk once there is a case."""
        await (self._desk or self._first)(scope, receive, send)

    def close(self) -> None:
        """Close the case that was made, if one was."""
        if self.case is not None:
            self.case.close()

    def _application(self) -> Starlette:
        static = Path(str(files("qantar.desk").joinpath("static")))
        fonts = Path(str(files("qantar.publishing").joinpath("fonts")))
        ask: Callable[[Request], Awaitable[Response]] = self._ask
        return Starlette(
            routes=[
                Mount("/static", StaticFiles(directory=static)),
                Mount("/fonts", StaticFiles(directory=fonts)),
                Route("/", ask),
                Route("/", self._make, methods=["POST"]),
            ],
            middleware=[Middleware(Guard, token=self._token, hosts=self._hosts)],
        )

    async def _ask(self, request: Request) -> Response:
        asked = request.query_params.get("lang", self._lang)
        return self._page(asked if asked in LANGUAGES else "en", {}, "")

    def _page(self, lang: str, told: dict[str, str], error: str) -> Response:
        say = translator(lang, "desk").gettext
        html = self._templates.get_template("first.html").render(
            lang=lang, say=say, form=form_token(self._token), told=told, error=error,
            zones=sorted(available_timezones()), folder=self._folder.name,
        )  # fmt: skip
        return HTMLResponse(html, status_code=400 if error else 200)

    async def _make(self, request: Request) -> Response:
        async with request.form() as form:
            told = {name: str(form.get(name, "")).strip() for name in ("title", "zone")}
            given, lang = str(form.get("form", "")), str(form.get("lang", "en"))
            langs = [str(one) for one in form.getlist("langs") if one in LANGUAGES]
        lang = lang if lang in LANGUAGES else "en"
        say = translator(lang, "desk").gettext
        if not hmac.compare_digest(given.encode(), form_token(self._token).encode()):
            return self._page(lang, told, say("An old page"))
        if told["zone"] and told["zone"] not in available_timezones():
            return self._page(lang, told, say("There is no such time zone."))
        self.case = Case.create(
            self._folder,
            title=told["title"] or self._folder.name,
            zone=told["zone"],
            langs=dict.fromkeys([lang, *langs]),
        )
        self._desk = make_app(self.case, token=self._token, hosts=self._hosts)
        return RedirectResponse("/import", status_code=303)

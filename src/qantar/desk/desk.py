"""Desk: what every page of it needs, and how it answers."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import jinja2
import msgspec
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from qantar.case import Case, CaseView
from qantar.case.build import PROGRESS_FILE
from qantar.case.deciding import since_linking
from qantar.case.progress import running
from qantar.desk.forms import Form
from qantar.errors import CaseError, InputError, Overtaken, QantarError
from qantar.publishing.marks import symbols
from qantar.publishing.site.words import Words
from qantar.text.messages import LANGUAGES, translator

__all__ = ["LANG_COOKIE", "Action", "Desk", "Page", "go"]

LANG_COOKIE = "qantar-lang"


class Desk:
    """What every page needs: the case, templates, and how to answer.

    Args:
        case: The open case. It stays open as long as the desk.
        token: What every form of this run holds.
    """

    def __init__(self, case: Case, token: str) -> None:
        self.case = case
        self.token = token
        self._title = case.title  # of the first entry, which never changes
        package = str(files("qantar.desk").joinpath("templates"))
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(package),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["exact"] = _exact

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

    def say(self, request: Request) -> Callable[[str], str]:
        """The desk's words in the reader's language."""
        return translator(self.lang(request), "desk").gettext

    def progress(self) -> dict[str, Any] | None:
        """The running build or job, or ``None``."""
        return running(self.case.folder / PROGRESS_FILE)

    def who(self, member: str) -> str:
        """A member as people read it: the name given here, their own, or a key's start."""
        given = self.case.drafts.setting(f"name {member}")
        return given or (f"{member[:8]}…" if len(member) == 64 else member)

    @property
    def me(self) -> str:
        """The member to whom this device belongs; the device if it belongs to none."""
        own = self.case.ledger.members().get(self.case.ledger.device)
        return own.member if own else self.case.ledger.device

    @property
    def blind(self) -> bool:
        """Whether what others decided is hidden until this member has decided."""
        return self.case.drafts.setting("blind", "off") == "on"

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
            form=self.token,
            say=translator(lang, "desk").gettext,
            count=translator(lang, "desk").ngettext,
            words=Words(lang),
            case_title=self._title,
            who=self.who,
            me=self.me,
            single_keys=self.case.drafts.setting("single keys", "on") == "on",
            since=since_linking(self.case.views),
            progress=self.progress(),
            symbols=symbols(),
            query=request.query_params.get("q", ""),
            **data,
        )
        answer = HTMLResponse(html, status_code=status)
        if request.query_params.get("lang") == lang:
            answer.set_cookie(LANG_COOKIE, lang, samesite="strict", httponly=True)
        return answer

    def sorry(self, request: Request, error: QantarError) -> Response:
        """What happened, what is safe, what to do; 409 where others were quicker."""
        status = 400 if isinstance(error, InputError) else 500
        status = 409 if isinstance(error, Overtaken) else status
        back = request.headers.get("referer", "/")
        host = f"http://{request.headers.get('host', '')}/"
        data = {
            "what": str(error),
            "kind": type(error).__name__,
            "back": "/" + back.removeprefix(host).lstrip("/\\")
            if back.startswith(host)
            else "/",
            "busy": isinstance(error, CaseError),
        }
        return self.answer(request, "sorry", data, status=status)


def _exact(text: str) -> Markup:
    """Text that a browser keeps to the last code point: it would swallow a CR."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))  # noqa: S704 (escaped)


Page = Callable[[Desk, Request], Response]
Action = Callable[[Desk, Request, Form], Response]


def go(address: str) -> Response:
    """After something was done: look at this page, by GET."""
    return RedirectResponse(address, status_code=303)

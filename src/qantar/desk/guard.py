"""Guard: who may ask, and what a browser may do with the answer.

Other programs and users of this machine must not read the case: the address holds a
one-time token that becomes a cookie. Names other than ours are refused, so that a page
on the network cannot reach the desk through its own name (DNS rebinding). What writes
must come from a page of ours: the browser's own ``Origin`` and ``Sec-Fetch-Site`` say
so (Fetch Standard), the cookie is never sent from elsewhere (SameSite), and every form
holds a token of this run that no other page can read.
"""

import hashlib
import hmac
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["COOKIE", "CSP", "LARGEST_FORM", "LARGEST_UPLOAD", "Guard", "form_token"]

COOKIE = "qantar-desk"

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
"""Strict Content Security Policy (W3C CSP 3): nothing inline, nothing from elsewhere."""

LARGEST_FORM = 1 << 20
"""Bytes of a form; nobody types more."""

LARGEST_UPLOAD = 1 << 31
"""Bytes of an upload in the browser; what is larger is added by the command line."""

_UPLOADS = ("/import", "/sync")

_HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    # Not no-referrer: then browsers send "Origin: null" with our own forms.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


def form_token(token: str) -> str:
    """What every form holds: derived from the run's secret, and no way back to it."""
    return hmac.new(token.encode(), b"qantar form", hashlib.sha256).hexdigest()


class Guard:
    """ASGI middleware in front of every page.

    Args:
        app: What is guarded.
        token: Secret of this run, at least 16 random bytes in text form.
        hosts: ``Host`` values that are ours, with port.
    """

    def __init__(self, app: ASGIApp, *, token: str, hosts: frozenset[str]) -> None:
        self._app = app
        self._token = token
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if refusal := self._refusal(scope, headers):
            await self._refuse(*refusal, scope, receive, send)
        elif self._has_cookie(headers):
            await self._app(scope, receive, self._with_headers(send))
        elif self._has_token(scope):
            own = "/" + scope["path"].lstrip("/\\")  # two slashes name a host
            answer = RedirectResponse(own, status_code=303)
            answer.set_cookie(
                COOKIE, self._token, httponly=True, samesite="strict", path="/"
            )
            await answer(scope, receive, self._with_headers(send))
        else:
            await self._refuse(
                403,
                "Open the address that the command line printed; it holds the key.",
                scope,
                receive,
                send,
            )

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if host not in self._hosts:
            return 400, "This name is not the desk's."
        method = scope["method"]
        if method not in ("GET", "HEAD", "POST"):
            return 405, "The desk knows only reading and sending a form."
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return 403, "Another site may not ask."
        if method != "POST":
            return None
        if headers.get("origin", "") != f"http://{host}":
            return 403, "Only a page of the desk may write. Nothing was written."
        upload = scope["path"].startswith(_UPLOADS)
        most = LARGEST_UPLOAD if upload else LARGEST_FORM
        length = headers.get("content-length", "")
        if not length.isdecimal() or len(length) > 18:
            return 411, "How long it is must be said. Nothing was written."
        if int(length) > most:
            return 413, "That is too large for the browser. Nothing was written."
        return None

    def _has_cookie(self, headers: Headers) -> bool:
        try:
            jar = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return False
        found = jar.get(COOKIE)
        return found is not None and hmac.compare_digest(
            found.value.encode(), self._token.encode()
        )

    def _has_token(self, scope: Scope) -> bool:
        if scope["method"] == "POST":
            return False
        given = QueryParams(scope["query_string"]).get("key", "")
        return hmac.compare_digest(given.encode(), self._token.encode())

    async def _refuse(
        self, status: int, why: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        answer = PlainTextResponse(why, status_code=status)
        await answer(scope, receive, self._with_headers(send))

    @staticmethod
    def _with_headers(send: Send) -> Send:
        async def wrapped(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        return wrapped

"""Guard: who may ask, and what a browser may do with the answer.

Other programs and users of this machine must not read the case: the address holds a
one-time token that becomes a cookie. Names other than ours are refused, so that a page
on the network cannot reach the desk through its own name (DNS rebinding).
"""

import hmac
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["COOKIE", "CSP", "Guard"]

COOKIE = "qantar-desk"

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
"""Strict Content Security Policy (W3C CSP 3): nothing inline, nothing from elsewhere."""

_HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


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
        if headers.get("host", "") not in self._hosts:
            await self._refuse(
                400, "This name is not the desk's.", scope, receive, send
            )
        elif scope["method"] not in ("GET", "HEAD"):
            await self._refuse(405, "The desk only shows.", scope, receive, send)
        elif headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            await self._refuse(403, "Another site may not ask.", scope, receive, send)
        elif self._has_cookie(headers):
            await self._app(scope, receive, self._with_headers(send))
        elif self._has_token(scope):
            answer = RedirectResponse(scope["path"] or "/", status_code=303)
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

    def _has_cookie(self, headers: Headers) -> bool:
        try:
            jar = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return False
        found = jar.get(COOKIE)
        return found is not None and hmac.compare_digest(found.value, self._token)

    def _has_token(self, scope: Scope) -> bool:
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

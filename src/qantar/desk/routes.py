"""Routes: which address shows which page."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from qantar.desk.app import Desk, Page
from qantar.desk.pages import (
    chronology,
    conflicts,
    exhibit,
    exhibits,
    home,
    log,
    network,
    original,
    people,
    person,
    places,
    register,
    search,
    voices,
)

__all__ = ["PAGES", "stream_progress"]

PAGES: dict[str, Page] = {
    "/": home.show,
    "/exhibits": exhibits.show,
    "/exhibits/{digest}": exhibit.show,
    "/exhibits/{digest}/original": original.show,
    "/chronology": chronology.show,
    "/people": people.show,
    "/people/{person}": person.show,
    "/places": places.show,
    "/conflicts": conflicts.show,
    "/sources": voices.show,
    "/network": network.show,
    "/register": register.show,
    "/search": search.show,
    "/log": log.show,
}
"""Address to page; every page has a JSON twin at the address with ``.json``."""

_EVERY = 0.5
"""Seconds between looks at a running build."""

_LONGEST = 3600.0
"""Seconds after which a stream ends; the browser asks again by itself."""


def stream_progress(desk: Desk) -> Callable[[Request], Awaitable[Response]]:
    """Server-sent events (WHATWG HTML, section 9.2) with the progress of a build."""

    async def events(request: Request) -> AsyncIterator[str]:
        last = None
        for _ in range(int(_LONGEST / _EVERY)):
            if await request.is_disconnected():
                return
            now = desk.progress()
            if now != last:
                yield f"data: {json.dumps(now)}\n\n"
                last = now
            await asyncio.sleep(_EVERY)

    async def handler(request: Request) -> Response:
        return StreamingResponse(events(request), media_type="text/event-stream")

    return handler

"""Routes: which address shows which page."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from qantar.desk.actions import exhibit as telling
from qantar.desk.actions import pairs as pairing
from qantar.desk.actions import review as deciding
from qantar.desk.actions import settings as setting
from qantar.desk.actions import work
from qantar.desk.desk import Action, Desk, Page
from qantar.desk.pages import (
    chronology,
    conflicts,
    exhibit,
    exhibits,
    home,
    log,
    network,
    original,
    pairs,
    people,
    person,
    places,
    register,
    review,
    search,
    settings,
    voices,
)
from qantar.desk.pages import work as working

__all__ = ["ACTIONS", "PAGES", "stream_progress"]

PAGES: dict[str, Page] = {
    "/": home.show,
    "/exhibits": exhibits.show,
    "/exhibits/{digest}": exhibit.show,
    "/exhibits/{digest}/original": original.show,
    "/review": review.queue,
    "/review/{digest}": review.show,
    "/chronology": chronology.show,
    "/people": people.show,
    "/people/{person}": person.show,
    "/pairs": pairs.show,
    "/places": places.show,
    "/conflicts": conflicts.show,
    "/sources": voices.show,
    "/network": network.show,
    "/register": register.show,
    "/search": search.show,
    "/log": log.show,
    "/entries": log.entries,
    "/import": working.adding,
    "/import/{token}": working.waiting,
    "/sync": working.syncing,
    "/publish": working.publishing,
    "/agreement": working.coders,
    "/settings": settings.show,
    "/keys": settings.keys,
}
"""Address to page; every page has a JSON twin at the address with ``.json``."""

ACTIONS: dict[str, Action] = {
    "/review/{digest}": deciding.decide,
    "/review/{digest}/draft": deciding.keep_draft,
    "/undo": deciding.undo,
    "/exhibits/{digest}/protect": telling.set_protection,
    "/pairs": pairing.judge,
    "/rework": work.again,
    "/import": work.receive,
    "/import/{token}": work.keep,
    "/import/{token}/drop": work.drop,
    "/sync": work.merge,
    "/sync/pack": work.pack,
    "/publish": work.publish,
    "/settings": setting.keep,
    "/names": setting.name_member,
}
"""Address to what a form sent there does."""

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

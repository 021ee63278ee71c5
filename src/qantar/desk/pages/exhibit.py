"""Exhibit: its text with every statement at its words, and where it came from."""

from itertools import pairwise
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from qantar.desk.desk import Desk
from qantar.desk.pages.listing import line
from qantar.vocabulary.statement import Statement

__all__ = ["LONGEST", "pieces", "show"]

LONGEST = 60_000
"""Code points of text on one page of the desk."""


def pieces(text: str, statements: list[Statement], start: int) -> list[dict[str, Any]]:
    """The text cut at statements: plain stretches, and stretches with their numbers.

    Args:
        text: The stretch of the exhibit's text that is shown.
        statements: Those inside it, by place.
        start: Where the stretch begins in the exhibit's text.
    """
    cuts = {0, len(text)}
    spans = []
    for number, statement in enumerate(statements, 1):
        left = max(0, statement.start - start)
        right = min(len(text), statement.end - start)
        if left < right:
            cuts |= {left, right}
            spans.append((left, right, number, statement.id))
    edges = sorted(cuts)
    found = []
    first_seen: set[str] = set()
    for left, right in pairwise(edges):
        here = [(n, name) for a, b, n, name in spans if a <= left and right <= b]
        anchors = [name for _, name in here if name not in first_seen]
        first_seen.update(anchors)
        found.append(
            {
                "text": text[left:right],
                "numbers": [n for n, _ in here],
                "opens": [n for n, name in here if name in anchors],
            }
        )
    return found


def show(desk: Desk, request: Request) -> Response:
    """The text as escaped text only, a stretch at a time."""
    digest = request.path_params["digest"]
    view = desk.view
    exhibit = view.exhibit(digest)
    asked = request.query_params.get("from", "0")
    start = int(asked) if asked.isdecimal() and len(asked) < 12 else 0
    text = exhibit.content.text[start : start + LONGEST]
    end = start + len(text)
    inside = [
        statement
        for statement in view.statements(exhibit=digest)
        if statement.start < end and statement.end > start
    ]
    lang = desk.lang(request)
    told = exhibit.provenance
    return desk.answer(
        request,
        "exhibit",
        {
            "digest": digest,
            "label": exhibit.label,
            "told": told,
            "bytes": exhibit.size,
            "media_type": exhibit.content.media_type,
            "reader": exhibit.content.reader,
            "claims": exhibit.content.claims,
            "unread": [*exhibit.content.unread, *view.reading(digest).unread],
            "pieces": pieces(text, inside, start),
            "lines": [line(desk, statement, lang) for statement in inside],
            "start": start,
            "before": max(0, start - LONGEST) if start else None,
            "after": end if end < len(exhibit.content.text) else None,
            "text_lang": told.lang or view.reading(digest).lang,
        },
    )

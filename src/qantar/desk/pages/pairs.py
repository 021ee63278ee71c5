"""Pairs: are these the same person? With reasons in words, and what would follow."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from qantar.case import pairing
from qantar.case.lists import entity, statements
from qantar.case.pairing import Pair
from qantar.desk.desk import Desk
from qantar.desk.pages.listing import line, number_of, sheet_of
from qantar.publishing.site.words import Words
from qantar.text.link_words import link_words

__all__ = ["show"]

_PER_PAGE = 8
_EXAMPLES = 3


def show(desk: Desk, request: Request) -> Response:
    """The pairs that nobody has judged, the likeliest first."""
    found = sheet_of(
        lambda skip, limit: pairing.pairs(desk.case.views, skip=skip, limit=limit),
        number_of(request),
        _PER_PAGE,
    )
    words = Words(desk.lang(request))
    rows = [row for pair in found.items if (row := _row(desk, pair, words))]
    return desk.answer(
        request,
        "pairs",
        {
            "rows": rows,
            "left": pairing.left(desk.case.views),
            "number": found.number,
            "more": found.more,
        },
    )


def _row(desk: Desk, pair: Pair, words: Words) -> dict[str, Any] | None:
    try:
        a, b = entity(desk.case, pair.a), entity(desk.case, pair.b)
    except KeyError:
        return None  # linked anew since the queue was made
    return {
        "id": pair.id,
        "a": _side(desk, a, words),
        "b": _side(desk, b, words),
        "reasons": [link_words(reason, words.lang) for reason in pair.reasons],
        "spellings": len({n.text for n in (*a.names, *b.names)}),
        "statements": len({*a.statements, *b.statements}),
        "judged": [
            {**one, "name": _name(desk, one["other"])}
            for each in (a, b)
            for one in pairing.judged(desk.case.views, each.id)
        ],
    }


def _side(desk: Desk, each: Any, words: Words) -> dict[str, Any]:
    examples = statements(desk.case, each.statements[:_EXAMPLES])
    return {
        "id": each.id,
        "name": each.name,
        "names": [n.text for n in each.names if n.text != each.name],
        "roles": list(getattr(each, "roles", ())),
        "mentions": len(each.mentions),
        "statements": len(each.statements),
        "lines": [line(desk, one, words.lang) for one in examples],
    }


def _name(desk: Desk, name: str) -> str:
    try:
        return entity(desk.case, name).name
    except KeyError:
        return name[:16]

"""Network: when people could be reached, as somebody said."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.case.lists import statements
from qantar.desk.desk import Desk
from qantar.desk.pages.listing import line
from qantar.publishing.marks import mark_of
from qantar.publishing.site.words import Words

__all__ = ["show"]


def show(desk: Desk, request: Request) -> Response:
    """States of networks by time, each with the words it rests on."""
    words = Words(desk.lang(request))
    rows = [
        {
            "place": state.place_name,
            "network": words.network(state.network, state.state),
            "state": state.state,
            "when": words.when(state.when),
            "mark": "cut" if state.state == "off" else str(mark_of(state.when)),
            "lines": [
                line(desk, statement, words.lang)
                for statement in statements(desk.case, state.statements[:5])
            ],
        }
        for state in desk.view.connectivity()
    ]
    return desk.answer(request, "network", {"rows": rows})

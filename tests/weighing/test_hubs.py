"""Voices that many statements pass through."""

from dataclasses import replace

from qantar.weighing import find_origins
from qantar.weighing.hubs import Hub, hubs
from weighing_rows import count, said

ROWS = [
    said("a", "Anna Berg > Agency Zeta > Courier", count(figure=31)),
    said("b", "Otto Kern > Agency Zeta > Bote", count(figure=47)),
    said("c", "Otto Kern > Tagblatt", count(figure=47)),
    said("d", "Ida Wieland > Bote", kind="arson"),
]


def found() -> dict[str, Hub]:
    return {hub.voice: hub for hub in hubs(ROWS, find_origins(ROWS))}


def test_the_agency_that_two_origins_came_through_is_a_hub() -> None:
    assert len(found()["Agency Zeta"].origins) == 2


def test_what_is_known_through_it_alone_is_told() -> None:
    origins = {i: o.id for o in find_origins(ROWS) for i in o.statements}

    assert found()["Agency Zeta"].only == (origins[ROWS[0].id],)


def test_an_outlet_of_one_origin_is_no_hub() -> None:
    assert "Courier" not in found()
    assert "Tagblatt" not in found()


def test_the_first_voice_and_a_protected_one_are_no_hubs() -> None:
    hidden = [
        replace(
            r, chain=(r.chain[0], replace(r.chain[1], protected=True), *r.chain[2:])
        )
        for r in ROWS[:2]
    ]

    names = {hub.voice for hub in hubs(hidden, find_origins(hidden))}
    assert "Agency Zeta" not in names
    assert "Otto Kern" not in names

"""Statements of one happening: kind, place and overlapping time."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.linking import Links, link_events
from qantar.vocabulary.statement import Speaker, Stance, Statement, Where
from qantar.vocabulary.when import When

SIXTH = datetime(2022, 1, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)


def said(
    number: int,
    start: float,
    hours: float,
    place: str = "l:square",
    kind: str = "killing",
) -> Statement:
    """A statement about an interval that begins ``start`` hours into 6 January."""
    earliest = SIXTH + start * HOUR
    when = When(
        value=f"{earliest:%Y-%m-%dT%H:%M}Z",
        earliest=earliest,
        latest=earliest + hours * HOUR,
    )
    return Statement(
        id=f"s{number:03}",
        exhibit="e",
        start=0,
        end=1,
        quote="x",
        lang="en",
        chain=(Speaker(name="A voice (unnamed)"),),
        event_type=kind,
        when=when,
        where=(Where(name=place, id=place),),
    )


def sets(*statements: Statement) -> set[frozenset[str]]:
    return {frozenset(e.statements) for e in link_events(statements, Links())}


def test_overlapping_reports_of_one_place_are_one_event() -> None:
    assert sets(said(1, 9, 1), said(2, 9.5, 1)) == {frozenset({"s001", "s002"})}


def test_morning_and_evening_of_one_day_are_two_events() -> None:
    assert sets(said(1, 9, 1), said(2, 18, 2)) == {
        frozenset({"s001"}),
        frozenset({"s002"}),
    }


def test_a_vague_report_joins_neither_of_two() -> None:
    found = sets(said(1, 9, 1), said(2, 18, 2), said(3, 0, 24))

    assert frozenset({"s003"}) in found


def test_a_vague_report_joins_the_only_one_that_fits() -> None:
    assert sets(said(1, 9, 1), said(3, 0, 24)) == {frozenset({"s001", "s003"})}


def test_another_place_or_kind_is_another_event() -> None:
    assert len(sets(said(1, 9, 1), said(2, 9, 1, place="l:mall"))) == 2
    assert len(sets(said(1, 9, 1), said(2, 9, 1, kind="arrest"))) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"stance": Stance.PREDICTS},
        {"conditional": True},
        {"when": None},
        {"event_type": "other"},
    ],
)
def test_what_did_not_happen_or_has_no_time_is_no_event(
    change: dict[str, object],
) -> None:
    assert link_events([replace(said(1, 9, 1), **change)], Links()) == ()  # type: ignore[arg-type]


def test_the_grain_tells_how_exact_the_time_is() -> None:
    grains = [
        link_events([said(1, 0, hours)], Links())[0].grain
        for hours in (1, 24, 100, 1000)
    ]

    assert grains == ["hour", "day", "week", "period"]


@given(
    st.permutations([(1, 9, 1), (2, 9.5, 1), (3, 18, 1), (4, 0, 24), (5, 18.2, 0.5)])
)
def test_events_do_not_depend_on_order(order: list[tuple[int, float, float]]) -> None:
    def events(rows: list[tuple[int, float, float]]) -> set[tuple[str, frozenset[str]]]:
        found = link_events([said(*row) for row in rows], Links())
        return {(e.id, frozenset(e.statements)) for e in found}

    assert events(order) == events(sorted(order))


def test_every_statement_is_in_one_event_and_has_reasons() -> None:
    statements = [said(n, n % 40, 1 + n % 5) for n in range(200)]
    events = link_events(statements, Links())
    ids = [s for e in events for s in e.statements]

    assert sorted(ids) == [s.id for s in statements]
    assert all(e.why for e in events)


@pytest.mark.slow
def test_a_hundred_thousand_statements_are_clustered_in_seconds() -> None:
    statements = (
        said(n, (n * 37) % 700, 1 + n % 30, place=f"l:{n % 50}") for n in range(100_000)
    )
    began = time.perf_counter()
    link_events(statements, Links())

    assert time.perf_counter() - began < 30

"""Uncertain times in order, and the marks that show them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.vocabulary.finding import Connectivity
from qantar.vocabulary.when import When
from qantar.weighing.chronology import (
    MARKS,
    chronological,
    core,
    hull,
    mark,
    network_off,
)
from weighing_rows import said


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-01-05T16:00+06:00", "instant"),
        ("2022-01-05T16:00+06:00~", "about"),
        ("2022-01-05~", "about"),
        ("2022-01-04T22:00+06:00/2022-01-05T06:00+06:00", "within"),
        ("2022-01", "within"),
        ("2022-01-05", "day"),
        ("[2022-01-04,2022-01-05]", "one-of"),
        ("2022-01-05/..", "open"),
        ("P4D", "undated"),
    ],
)
def test_each_kind_of_time_has_its_mark(value: str, expected: str) -> None:
    assert mark(When.parse(value)) == expected


def test_what_went_on_from_end_to_end_has_lasted() -> None:
    assert mark(When.parse("2022-01-05/2022-01-10"), lasting=True) == "lasted"


def test_nothing_told_is_undated() -> None:
    assert mark(None) == "undated"


VALUES = (
    "2022-01",
    "2022-01-05",
    "2022-01-05/..",
    "../2022-01-04",
    "[2022-01-01,2022-01-09]",
    "P4D",
    "",
)


@given(st.sampled_from(VALUES), st.booleans())
def test_every_time_has_one_of_the_eight_marks(value: str, lasting: bool) -> None:
    when = When.parse(value) if value else None

    assert mark(when, lasting=lasting) in MARKS


def test_order_is_by_beginning_then_exactness_with_the_undated_apart() -> None:
    rows = [
        said("day", "A > B", when="2031-05-04"),
        said("month", "A > B", when="2031-05"),
        said("none", "A > B", when=""),
        said("hour", "A > B", when="2031-05-04T00:00Z"),
        said("until", "A > B", when="../2031-05-02"),
    ]

    dated, undated = chronological(rows)

    assert [s.quote for s in dated] == ["month", "until", "hour", "day"]
    assert [s.quote for s in undated] == ["none"]


def test_the_core_is_what_all_agree_on_and_the_hull_holds_all() -> None:
    whens = [When.parse("2022-01-04/2022-01-06"), When.parse("2022-01-05/2022-01-08")]

    assert core(whens) == (
        datetime(2022, 1, 5, tzinfo=UTC),
        datetime(2022, 1, 7, tzinfo=UTC),
    )
    assert hull(whens) == (
        datetime(2022, 1, 4, tzinfo=UTC),
        datetime(2022, 1, 9, tzinfo=UTC),
    )


def test_times_that_lie_apart_have_no_core() -> None:
    assert core([When.parse("2022-01-04"), When.parse("2022-01-06")]) is None


def test_an_open_end_stays_open_in_the_hull() -> None:
    assert hull([When.parse("2022-01-04/.."), When.parse("2022-01-05")])[1] is None


CUT = Connectivity(
    id="c",
    place="l:almaty",
    place_name="Almaty",
    network="internet",
    state="off",
    when=When.parse("2022-01-05T17:00+06:00/2022-01-10T08:00+06:00"),
)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("2022-01-06", (), True),
        ("2022-01-06", ("l:almaty",), True),
        ("2022-01-06", ("l:aqtau",), False),
        ("2022-01-12", (), False),
        ("P4D", (), False),
    ],
)
def test_the_hatch_covers_times_in_a_cut_of_their_place(
    value: str,
    places: tuple[str, ...],
    expected: bool,
) -> None:
    assert network_off(When.parse(value), [CUT], places=places) is expected

"""The eight signs say how exactly a time is known, and never more."""

from datetime import timedelta

import pytest

from qantar.publishing.marks import (
    MARK_WORDS,
    Mark,
    glyph,
    mark_of,
    mark_words,
    symbols,
)
from sample_statements import STATEMENTS, when

BOUNDS = ("2022-01-04T18:00", "2022-01-05T18:00")


@pytest.mark.parametrize(
    ("value", "mark"),
    [
        ("2022-01-05T15:50+06:00", Mark.EXACT),
        ("2022-01-05T15:50+06:00~", Mark.ABOUT),
        ("2022-01-05~", Mark.ABOUT),
        ("2022-01-05", Mark.DAY),
        ("[2022-01-04,2022-01-05]", Mark.ONE_OF),
        ("[2022-01-04..2022-01-05]", Mark.ONCE),
        ("2022-01-04/2022-01-05", Mark.ONCE),
        ("2022-01-05/..", Mark.OPEN),
        ("../2022-01-05", Mark.BEFORE),
    ],
)
def test_a_value_has_its_sign(value: str, mark: Mark) -> None:
    assert mark_of(when(value, *BOUNDS)) is mark


def test_nothing_undated_gets_a_sign_of_time() -> None:
    assert mark_of(None) is Mark.UNDATED
    assert mark_of(when("P4D")) is Mark.UNDATED


def test_an_interval_is_a_bar_only_if_the_words_give_both_ends() -> None:
    told = when("2022-01-04/2022-01-05", *BOUNDS, "vom 4. bis 5. Januar")
    night = when("2022-01-04/2022-01-05", *BOUNDS, "in der Nacht zum 5. Januar")

    assert mark_of(told, "shutdown") is Mark.LASTED
    assert mark_of(night, "shutdown") is Mark.ONCE
    assert mark_of(told, "killing") is Mark.ONCE


def test_the_sample_has_every_sign() -> None:
    found = {mark_of(s.when, s.event_type) for s in STATEMENTS.values()}

    assert found == set(Mark) - {Mark.CUT}


def test_a_month_is_not_called_a_day() -> None:
    month = when("2022-01", "2021-12-31T18:00", "2022-01-31T18:00")
    day = when("2022-01-05", *BOUNDS)

    assert mark_words(Mark.DAY, month) != mark_words(Mark.DAY, day)
    assert day.latest is not None
    assert day.earliest is not None
    assert day.latest - day.earliest == timedelta(days=1)


def test_every_sign_has_words_and_a_drawing() -> None:
    for mark in Mark:
        assert MARK_WORDS[mark]
        assert glyph(mark) in symbols()

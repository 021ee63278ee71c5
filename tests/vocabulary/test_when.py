from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.errors import WhenError
from qantar.vocabulary.when import Basis, When

DAYS = st.dates(
    min_value=datetime(1000, 1, 1, tzinfo=UTC).date(),
    max_value=datetime(9980, 1, 1, tzinfo=UTC).date(),
)
ENDS = st.one_of(DAYS.map(str), st.just(".."), st.just(""))
ZONES = st.sampled_from(["", "+06:00", "-03:30", "Asia/Almaty", "America/Santiago"])


@st.composite
def whens(draw: st.DrawFn) -> When:
    first, last = draw(ENDS), draw(ENDS)
    if len(first) == len(last) == 10:
        first, last = sorted((first, last))
    value = first if draw(st.booleans()) and len(first) == 10 else f"{first}/{last}"
    return When.parse("../.." if value == "/" else value, zone=draw(ZONES))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@given(whens())
def test_what_is_formatted_is_read_back(when: When) -> None:
    assert When.parse(when.format(), zone=when.zone) == when


@given(whens())
def test_it_begins_before_it_ends(when: When) -> None:
    assert when.earliest is None or when.latest is None or when.earliest < when.latest


@given(whens(), whens())
def test_after_is_before_seen_from_the_other(one: When, two: When) -> None:
    assert one.after(two) is two.before(one)


@given(whens(), whens())
def test_overlap_and_sameness_do_not_depend_on_order(one: When, two: When) -> None:
    assert one.overlaps(two) is two.overlaps(one)
    assert one.could_be_the_same(two) is two.could_be_the_same(one)


@given(whens(), whens())
def test_what_is_before_neither_overlaps_nor_is_the_same(one: When, two: When) -> None:
    if one.before(two):
        assert two.before(one) is False
        assert one.overlaps(two) is False
        assert one.could_be_the_same(two) is False


@given(whens(), whens())
def test_what_overlaps_could_be_the_same(one: When, two: When) -> None:
    if one.overlaps(two):
        assert one.could_be_the_same(two)


@given(whens())
def test_a_bounded_time_overlaps_itself(when: When) -> None:
    assert when.overlaps(when) is (True if when.bounded else None)


@given(DAYS, ZONES)
def test_a_day_lies_in_its_month_and_year(day: date, zone: str) -> None:
    inner = When.parse(str(day), zone=zone)
    for outer in (str(day)[:7], str(day)[:4], f"{str(day)[:3]}X"):
        around = When.parse(outer, zone=zone)
        assert around.earliest
        assert inner.earliest
        assert inner.latest
        assert around.latest
        assert around.earliest <= inner.earliest < inner.latest <= around.latest


@given(whens())
def test_a_time_survives_json(when: When) -> None:
    assert msgspec.json.decode(msgspec.json.encode(when), type=When) == when


def test_a_minute_of_the_day_is_one_minute_of_its_offset() -> None:
    when = When.parse("2022-01-05T15:50+06:00")

    assert when.earliest == utc("2022-01-05T09:50")
    assert when.width == timedelta(minutes=1)


def test_about_a_time_of_day_is_half_an_hour_to_each_side() -> None:
    when = When.parse("2022-01-05T16:00+06:00~")

    assert (when.earliest, when.latest) == (
        utc("2022-01-05T09:30"),
        utc("2022-01-05T10:31"),
    )


def test_about_a_date_widens_nothing() -> None:
    assert When.parse("2022-01-05~").width == timedelta(days=1)


def test_a_day_follows_the_law_of_its_zone_on_that_date() -> None:
    before = When.parse("2024-02-28", zone="Asia/Almaty")
    after = When.parse("2024-03-02", zone="Asia/Almaty")

    assert before.earliest == utc("2024-02-27T18:00")
    assert after.earliest == utc("2024-03-01T19:00")


def test_the_day_on_which_clocks_go_back_is_an_hour_longer() -> None:
    when = When.parse("2021-10-31", zone="Europe/Berlin")

    assert when.width == timedelta(hours=25)


def test_a_winter_runs_into_the_next_year() -> None:
    when = When.parse("2021-24")

    assert (when.earliest, when.latest) == (utc("2021-12-01"), utc("2022-03-01"))


def test_an_open_end_leaves_the_question_open() -> None:
    since = When.parse("2022-01-05/..")
    day = When.parse("2022-01-07")

    assert since.overlaps(day) is None
    assert since.could_be_the_same(day) is True
    assert day.before(since) is None


def test_a_duration_has_no_place_on_the_line() -> None:
    assert not When.parse("P4D").bounded
    assert When.parse("P4D").could_be_the_same(When.parse("2022")) is None


def test_the_error_shows_the_value_and_says_what_would_be_right() -> None:
    with pytest.raises(WhenError, match=r"'5\.1\.2022'.*2022-01-05"):
        When.parse("5.1.2022")


@pytest.mark.parametrize("zone", ["Asia/Almata", "+99:00", "../etc"])
def test_an_unknown_zone_is_an_error_that_names_one_that_exists(zone: str) -> None:
    with pytest.raises(WhenError, match="Asia/Almaty"):
        When.parse("2022", zone=zone)


def test_words_and_basis_are_kept() -> None:
    when = When.parse("2022-01-05 ~", words="am 5.", basis=Basis.CONTEXT)

    assert (when.value, when.words, when.basis) == ("2022-01-05~", "am 5.", "context")

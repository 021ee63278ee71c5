import warnings
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.errors import WhenError
from qantar.vocabulary.edtf import bounds, cut_to_days

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

# Examples of https://www.loc.gov/standards/datetime/ with the days they cover; an
# end that is open or cannot be said is "-".
LIBRARY_OF_CONGRESS = """
1985-04-12 1985-04-12 1985-04-12
1985-04 1985-04-01 1985-04-30
1985 1985-01-01 1985-12-31
1964/2008 1964-01-01 2008-12-31
2004-06/2006-08 2004-06-01 2006-08-31
2004-02-01/2005-02-08 2004-02-01 2005-02-08
2004-02-01/2005-02 2004-02-01 2005-02-28
2004-02-01/2005 2004-02-01 2005-12-31
2005/2006-02 2005-01-01 2006-02-28
Y170000002 9999-12-31 -
Y-170000002 - 0000
2001-21 2001-03-01 2001-05-31
1984? 1984-01-01 1984-12-31
2004-06~ 2004-06-01 2004-06-30
2004-06-11% 2004-06-11 2004-06-11
201X 2010-01-01 2019-12-31
20XX 2000-01-01 2099-12-31
2004-XX 2004-01-01 2004-12-31
1985-04-XX 1985-04-01 1985-04-30
1985-XX-XX 1985-01-01 1985-12-31
1985-04-12/.. 1985-04-12 -
1985-04/.. 1985-04-01 -
1985/.. 1985-01-01 -
../1985-04-12 - 1985-04-12
../1985-04 - 1985-04-30
../1985 - 1985-12-31
1985-04-12/ 1985-04-12 -
1985-04/ 1985-04-01 -
1985/ 1985-01-01 -
/1985-04-12 - 1985-04-12
/1985-04 - 1985-04-30
/1985 - 1985-12-31
-1985 - 0000
Y-17E7 - 0000
1950S2 1900-01-01 1999-12-31
Y171010000S3 9999-12-31 -
Y3388E2S3 9999-12-31 -
2001-34 2001-04-01 2001-06-30
[1667,1668,1670..1672] 1667-01-01 1672-12-31
[..1760-12-03] - 1760-12-03
[1760-12..] 1760-12-01 -
[1760-01,1760-02,1760-12..] 1760-01-01 -
[1667,1760-12] 1667-01-01 1760-12-31
[..1984] - 1984-12-31
{1667,1668,1670..1672} 1667-01-01 1672-12-31
{1960,1961-12} 1960-01-01 1961-12-31
{..1984} - 1984-12-31
2004-06~-11 2004-06-11 2004-06-11
2004?-06-11 2004-06-11 2004-06-11
?2004-06-~11 2004-06-11 2004-06-11
2004-%06-11 2004-06-11 2004-06-11
156X-12-25 1560-12-25 1569-12-25
15XX-12-25 1500-12-25 1599-12-25
XXXX-12-XX - -
1XXX-XX 1000-01-01 1999-12-31
1XXX-12 1000-12-01 1999-12-31
1984-1X 1984-10-01 1984-12-31
2004-06-~01/2004-06-~20 2004-06-01 2004-06-20
2004-06-XX/2004-07-03 2004-06-01 2004-07-03
"""
ROWS = [line.split() for line in LIBRARY_OF_CONGRESS.split("\n") if line]

# Where the library differs from the standard or invents what is not known.
CORRECTED = {
    *("1985-04-12/", "1985-04/", "1985/", "/1985-04-12", "/1985-04", "/1985"),
    *("1950S2", "1984-1X", "XXXX-12-XX"),
}


def days(value: str) -> tuple[str, str]:
    earliest, latest = bounds(value)
    return (
        earliest.date().isoformat() if earliest else "-",
        datetime.fromtimestamp(latest.timestamp() - 1, UTC).date().isoformat()
        if latest and latest.year > 1
        else ("0000" if latest else "-"),
    )


@pytest.mark.parametrize(("value", "first", "last"), ROWS)
def test_the_examples_of_the_library_of_congress_cover_their_days(
    value: str, first: str, last: str
) -> None:
    assert days(value) == (first, last)


@pytest.mark.parametrize(
    "value", [r[0] for r in ROWS if r[0] not in CORRECTED and "Y" not in r[0]]
)
def test_a_second_reader_of_edtf_agrees(value: str) -> None:
    other = parse_edtf(value)
    first, last = other.lower_strict(), other.upper_strict()
    expected = tuple(
        "-"
        if isinstance(end, float) or end[0] <= 0
        else f"{end[0]:04d}-{end[1]:02d}-{end[2]:02d}"
        for end in (first, last)
    )

    assert tuple(end.replace("0000", "-") for end in days(value)) == expected


@given(st.dates(max_value=datetime(9998, 12, 31, tzinfo=UTC).date()))
def test_every_day_of_the_calendar_is_read(day: date) -> None:
    earliest, latest = bounds(str(day))

    assert earliest == datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert latest == earliest + timedelta(days=1)


@given(st.text(alphabet="0123456789X-/.~?%[]{},TPRYSE:+Z ", max_size=24))
def test_any_text_is_read_or_refused_with_its_reason(text: str) -> None:
    try:
        earliest, latest = bounds(text)
    except WhenError:
        return
    assert earliest is None or latest is None or earliest < latest


@pytest.mark.parametrize(
    "value",
    [
        *("", "[", "{2022]", "2022-13", "2022-42", "2022-02-30", "2022-XX-32", "/"),
        *("2022-01-05/2022-01-04", "1/2/3", "2022-01-05T25:00", "2022-02-30T10:00"),
        *("2022-21-01", "1950S2-01", "22-01-05", "5 January", "2022-01-05T24:30"),
        *("2022-01-05T10:00+25:00", "P", "2021-02-29"),
    ],
)
def test_what_is_no_time_is_refused(value: str) -> None:
    with pytest.raises(WhenError):
        bounds(value)


def test_a_masked_leap_day_is_found_in_a_leap_year() -> None:
    assert days("200X-02-29") == ("2000-02-29", "2008-02-29")


def test_24_00_is_the_start_of_the_next_day() -> None:
    assert bounds("2022-01-05T24:00Z") == bounds("2022-01-06T00:00Z")
    assert cut_to_days("2022-01-05T24:00Z") == "2022-01-06"


def test_a_time_with_seconds_lasts_one_second() -> None:
    earliest, latest = bounds("1985-04-12T23:20:30-04")

    assert earliest is not None
    assert latest == earliest + timedelta(seconds=1)


def test_an_interval_inside_a_set_counts_to_its_hull() -> None:
    assert days("[2022-01-01/2022-01-03, 2022-02]") == ("2022-01-01", "2022-02-28")
    assert days("{2022-01-01/.., 2022-02}") == ("2022-01-01", "-")


@pytest.mark.parametrize("value", ["P4D", "PXD", "PX0Y", "PXX", "PT45M", "R/P1W"])
def test_durations_and_repetitions_have_no_bounds_and_no_day(value: str) -> None:
    assert bounds(value) == (None, None)
    assert cut_to_days(value) == ""


@pytest.mark.parametrize(
    ("value", "cut"),
    [
        ("2022-01-05T16:00+06:00~", "2022-01-05"),
        ("2022-01-04T22:00+06:00~/2022-01-05T06:00+06:00~", "2022-01-04/2022-01-05"),
        ("2020-08-09T22:00+03:00/..", "2020-08-09/.."),
        ("[2022-01-06T00:00Z,2022-01-07T00:00Z]", "[2022-01-06,2022-01-07]"),
        ("1990~/1993~", "1990~/1993~"),
        ("XXXX-03-08", "XXXX-03-08"),
    ],
)
def test_the_cut_value_is_valid_edtf_level_2(value: str, cut: str) -> None:
    assert cut_to_days(value) == cut
    assert parse_edtf(cut) is not None


def test_the_ends_of_the_calendar_stay_true() -> None:
    assert bounds("9999", "-12:00").latest is None
    assert bounds("0001", "+12:00").earliest is None
    assert bounds("0001", "-12:00").earliest is not None
    assert bounds("0000").earliest is None

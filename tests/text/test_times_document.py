"""When a document was made, from what is told about it."""

from datetime import date

import pytest

from qantar.errors import WhenError
from qantar.text.times import document_moment


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2022-01-06", date(2022, 1, 6)),
        ("2022-02", date(2022, 2, 28)),
        ("2022~", date(2022, 12, 31)),
        ("", None),
    ],
)
def test_a_coarse_date_counts_to_its_last_day(told: str, expected: date | None) -> None:
    assert document_moment(told) == expected


def test_a_time_keeps_its_offset() -> None:
    moment = document_moment("2022-01-06T15:50+06:00")

    assert moment is not None
    assert moment.isoformat() == "2022-01-06T15:50:00+06:00"


@pytest.mark.parametrize("told", ["2022-13", "gestern", "2022-02-30"])
def test_what_is_no_date_is_named(told: str) -> None:
    with pytest.raises(WhenError, match=told):
        document_moment(told)

"""Incoming files: names are never believed, nothing leaves the folder of the case."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.case.incoming import Incoming, safe_name
from qantar.errors import InputError


@given(st.text(max_size=300))
def test_a_name_is_one_plain_part(told: str) -> None:
    name = safe_name(told)

    assert name not in ("", ".", "..")
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert len(name) <= 120


@pytest.mark.parametrize(
    "told", ["../../x.txt", "/etc/x.txt", "C:\\a\\x.txt", "./x.txt"]
)
def test_only_the_last_part_of_a_path_counts(told: str) -> None:
    assert safe_name(told) == "x.txt"


@pytest.mark.parametrize("token", ["", "..", "../..", "a" * 32, "0" * 31, "/etc"])
def test_a_token_that_was_never_given_leads_nowhere(tmp_path: Path, token: str) -> None:
    with pytest.raises(InputError):
        Incoming(tmp_path).place(token)


def test_two_files_of_one_name_both_stay(tmp_path: Path) -> None:
    incoming = Incoming(tmp_path)
    token = incoming.begin()
    for text in ("one", "two"):
        incoming.free_path(token, "a.txt").write_text(text, "utf-8")

    assert {p.name for p in incoming.place(token).iterdir()} == {"a.txt", "2-a.txt"}


def test_what_nobody_came_back_for_is_thrown_away(tmp_path: Path) -> None:
    incoming = Incoming(tmp_path)
    token = incoming.begin()
    incoming.sweep(datetime.now(UTC) + timedelta(days=2))

    with pytest.raises(InputError):
        incoming.place(token)

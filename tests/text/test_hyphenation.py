"""Carrying Kazakh words over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.text.hyphenation import SOFT_HYPHEN, hyphenated


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("наразылық", "на-ра-зы-лық"),
        ("қалқандар", "қал-қан-дар"),
        ("мемлекет", "мем-ле-кет"),
        ("прокуратура", "про-ку-ра-ту-ра"),
        ("ұлттық", "ұлт-тық"),
    ],
)
def test_a_word_breaks_between_its_syllables(word: str, expected: str) -> None:
    assert expected == hyphenated(word).replace(SOFT_HYPHEN, "-")


@given(st.text(alphabet="абвқңөұүіе ёжз-.,12"))
def test_nothing_but_soft_hyphens_is_added(text: str) -> None:
    assert hyphenated(text).replace(SOFT_HYPHEN, "") == text


@given(st.text(alphabet="абвқңөұүіежз", min_size=5, max_size=20))
def test_no_single_letter_stands_alone(word: str) -> None:
    parts = hyphenated(word).split(SOFT_HYPHEN)

    assert len(parts) == 1 or (len(parts[0]) >= 2 and len(parts[-1]) >= 2)

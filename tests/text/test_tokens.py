"""Words, numbers and marks with their offsets."""

import pytest

from qantar.text.tokens import tokens


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    "word",
    [
        "Demonstrant*innen",
        "Bürger:innen",
        "Nur-Sultan",
        "ein/e",
        "Төреханқызы",
        "don't",
    ],
)
def test_an_inner_mark_belongs_to_its_word(word: str) -> None:
    assert words(f"Hier {word}.") == ["Hier", word, "."]


def test_a_number_keeps_its_separators() -> None:
    assert words("um 14:30 kamen 10.000") == ["um", "14:30", "kamen", "10.000"]


def test_a_range_is_two_numbers() -> None:
    assert words("2019–2023") == ["2019", "–", "2023"]


def test_offsets_count_from_the_whole_text() -> None:
    text = "aa bb cc"

    assert [(t.start, t.end) for t in tokens(text, 3)] == [(3, 5), (6, 8)]


def test_no_character_but_white_space_is_left_out() -> None:
    text = "«Ах!» – «Что?..» (№ 5) *x*"

    assert "".join(words(text)) == "".join(text.split())

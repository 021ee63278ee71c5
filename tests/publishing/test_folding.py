"""One key for the spellings of a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.publishing.folding import fold, fold_keys, words


@pytest.mark.parametrize(
    "spellings",
    [
        ("Токаев", "Тоқаев", "Tokayev", "Tokajew", "TOKAEV"),
        ("Жаңаөзен", "Жанаозен", "Zhanaozen", "Schangaösen"),
        ("Қарағанды", "Караганды", "Qaraghandy"),
        ("Щучинск", "Shchuchinsk", "Schtschutschinsk"),
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({fold(word) for word in spellings}) == 1


def test_a_first_j_may_be_either_sound() -> None:
    assert fold("Жанаозен") in fold_keys("Janaozen")
    assert fold("Яков") in fold_keys("Jakow")


@pytest.mark.parametrize(("one", "two"), [("Almaty", "Aqtau"), ("Nur", "Nar")])
def test_other_names_have_other_keys(one: str, two: str) -> None:
    assert fold(one) != fold(two)


@given(st.text(max_size=20))
def test_case_makes_no_difference(word: str) -> None:
    assert fold(word) == fold(word.casefold())


def test_words_are_letters_and_digits() -> None:
    assert words("«Қала», 5-қаңтар: O’Neill") == ["Қала", "5", "қаңтар", "O’Neill"]

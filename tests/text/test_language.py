"""Telling four languages apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.text.language import LANGUAGES, detect


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Die Polizei hat den Platz am frühen Morgen geräumt."),
        ("en", "The police cleared the square in the early morning."),
        ("ru", "Полиция рано утром освободила площадь."),
        ("kk", "Полиция таңертең алаңды босатты."),
        ("de", "Am nächsten Morgen"),
        ("en", "nobody was hurt"),
        ("ru", "никто не пострадал"),
        ("kk", "ешкім зардап шеккен жоқ"),
    ],
)
def test_it_tells_the_language(lang: str, text: str) -> None:
    assert detect(text) == lang


def test_one_kazakh_word_does_not_make_a_russian_sentence_kazakh() -> None:
    assert (
        detect("В декабре, по-казахски желтоқсан, на площади было много людей") == "ru"
    )


@pytest.mark.parametrize("text", ["", "12:40", "!!! ...", "№ 5"])
def test_without_words_it_says_nothing(text: str) -> None:
    assert detect(text) == ""


@given(st.text(max_size=200))
def test_it_never_fails_and_knows_only_its_languages(text: str) -> None:
    assert detect(text) in (*LANGUAGES, "")

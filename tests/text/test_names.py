"""Endings, base forms, and what word lists say."""

import pytest

from qantar.text.gazetteer import builtin
from qantar.text.names import LANGS, bases, name_words, organisations, short_names
from qantar.text.names_base import nominative, place_base
from qantar.text.names_hints import Token, sentences, tokens, word_hints
from qantar.text.translit import fold


@pytest.mark.parametrize(
    ("word", "lang", "base"),
    [
        ("Алматыдағы", "kk", "Алматы"),
        ("Ерболдың", "kk", "Ербол"),
        ("Минске", "ru", "Минск"),
        ("Путину", "ru", "Путин"),
        ("Kasachstans", "de", "Kasachstan"),
        ("Mary’s", "en", "Mary"),
    ],
)
def test_the_base_is_among_the_candidates(word: str, lang: str, base: str) -> None:
    assert base in bases(word, lang)


@pytest.mark.parametrize(
    ("words", "lang", "expected"),
    [
        ("Ивана Петрова", "ru", "Иван Петров"),
        ("Анны Петровой", "ru", "Анна Петрова"),
        ("Анна Петрова", "ru", "Анна Петрова"),
        ("Сауле Петрова", "ru", "Сауле Петрова"),
        ("Тимуру Есенову", "ru", "Тимур Есенов"),
        ("Марат Есеновтың", "kk", "Марат Есенов"),
        ("Anna Keller", "de", "Anna Keller"),
    ],
)
def test_persons_come_into_the_nominative(words: str, lang: str, expected: str) -> None:
    assert " ".join(nominative(tuple(words.split()), lang)) == expected


def test_a_form_met_in_the_exhibit_decides() -> None:
    assert nominative(("Kellers",), "de", met={"Keller"}) == ("Keller",)
    assert nominative(("Kellers",), "de") == ("Kellers",)


@pytest.mark.parametrize(
    ("word", "lang", "expected"),
    [
        ("Минске", "ru", "Минск"),
        ("Астане", "ru", "Астана"),
        ("Алматы", "kk", "Алматы"),
        ("Russlands", "de", "Russland"),
        ("Honduras", "de", "Honduras"),
        ("Терсакан", "ru", "Терсакан"),
    ],
)
def test_places_lose_endings_only_while_they_stay_the_place(
    word: str, lang: str, expected: str
) -> None:
    assert place_base(word, lang, builtin()) == expected


@pytest.mark.parametrize("lang", LANGS)
def test_every_language_knows_given_names_and_titles(lang: str) -> None:
    words = name_words(lang)

    assert len(words.given) > 100
    assert len(words.titles) > 30


def test_known_organisations_are_found_by_every_name() -> None:
    assert short_names()["ОДКБ"] == short_names()["OVKS"] == "csto"
    assert (
        organisations()[fold("Collective Security Treaty Organization")]
        == organisations()[fold("Организация Договора о коллективной безопасности")]
    )


def test_rows_that_list_several_organisations_keep_them_apart() -> None:
    assert organisations()[fold("Gazprom")] != organisations()[fold("Lukoil")]


def test_tokens_keep_hyphens_and_offsets() -> None:
    text = "Nur-Sultan, O’Neil’s 5."

    assert tokens(text, 0, len(text))[0] == Token("Nur-Sultan", 0, 10)
    assert all(text[t.start : t.end] == t.text for t in tokens(text, 0, len(text)))


def test_sentences_do_not_end_after_an_abbreviation() -> None:
    text = "Dr. Anna Keller kam am 5. Januar. Sie blieb."

    assert [text[a:b].strip() for a, b in sentences(text, 0, len(text))] == [
        "Dr. Anna Keller kam am 5. Januar.",
        "Sie blieb.",
    ]


def test_hints_say_what_a_word_is_known_as() -> None:
    assert "ti" in word_hints("Präsident", "de")
    assert "gv" in word_hints("Анны", "ru")
    assert "gf" in word_hints("Robert", "ru") or "gf" in word_hints("Роберт", "ru")
    assert "pn" in word_hints("Маратович", "ru")
    assert word_hints("und", "de") == ()

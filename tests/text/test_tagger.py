"""The shipped models read names in four languages."""

import pytest

from qantar.text.gazetteer import builtin
from qantar.text.names_hints import tokens
from qantar.text.tagger import MODELS, features, tag


@pytest.mark.parametrize(
    ("text", "lang", "name", "kind"),
    [
        ("Gestern sprach Martina Keller in Hannover.", "de", "Martina Keller", "PER"),
        (
            "Yesterday Martha Kellerman spoke in Denver.",
            "en",
            "Martha Kellerman",
            "PER",
        ),
        ("Вчера Марина Орлова выступила в Минске.", "ru", "Марина Орлова", "PER"),
        ("Кеше Марат Есенов Шымкентте сөйледі.", "kk", "Марат Есенов", "PER"),
    ],
)
def test_a_plain_person_is_found(text: str, lang: str, name: str, kind: str) -> None:
    words = tokens(text, 0, len(text))

    found = {
        (text[words[t.first].start : words[t.last - 1].end], t.type)
        for t in tag(words, lang, builtin())
    }

    assert (name, kind) in found


def test_certainty_is_a_probability() -> None:
    text = "Gestern sprach Martina Keller in Hannover."
    found = tag(tokens(text, 0, len(text)), "de", builtin())

    assert all(0 <= name.sure <= 1 for name in found)


def test_no_words_have_no_names() -> None:
    assert tag([], "de", builtin()) == []


def test_every_language_has_a_model() -> None:
    assert set(MODELS) == {"de", "en", "ru", "kk"}


def test_each_word_has_features() -> None:
    words = tokens("Anna kam.", 0, 9)

    assert len(features(words, "de", builtin())) == len(words)

"""Cutting a sentence into clauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.text.sentences import clauses


def split(text: str, lang: str) -> list[str]:
    return [text[a:b] for a, b in clauses(text, 0, len(text), lang)]


@pytest.mark.parametrize(
    ("lang", "text", "parts"),
    [
        ("de", "Zwei gingen fort; drei blieben dort.", 2),
        ("de", "Die Wachen gingen um zehn, aber das Tor blieb offen.", 2),
        ("en", "They left at ten, but the gate stayed open.", 2),
        ("ru", "Они ушли в десять, но ворота остались открыты.", 2),
        ("kk", "Олар сағат онда кетті, бірақ қақпа ашық қалды.", 2),
        ("de", "Brot, Wasser und Salz fehlten.", 1),
        ("en", "He said: “They left at ten, but the gate stayed open.”", 1),
        ("de", "Er kam (am Abend; müde wie immer) zurück.", 1),
    ],
)
def test_a_sentence_has_so_many_clauses(lang: str, text: str, parts: int) -> None:
    assert len(split(text, lang)) == parts


@given(st.text(alphabet="ab ;,()und aber", max_size=80))
def test_clauses_keep_every_word(text: str) -> None:
    words = " ".join(split(text, "de")).replace(";", " ").replace(",", " ").split()

    assert words == text.replace(";", " ").replace(",", " ").split()

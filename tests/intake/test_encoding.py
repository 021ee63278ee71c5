"""Encodings: proved where possible, guessed and said where not, never repaired."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.intake.encoding import decode, find_mojibake

RUSSIAN = "Мы стояли на площади, когда приехал автобус. Никто не стрелял."
KAZAKH = "Біз алаңда тұрдық, автобус келді. Ешкім оқ атқан жоқ, бәрі тыныш өтті."
GERMAN = (
    "Wir standen zwei Stunden auf dem Platz, länger als üblich; die Straße war leer."
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (KAZAKH, "kz1048"),
        (KAZAKH, "ptcp154"),
        (GERMAN, "cp1252"),
    ],
)
def test_an_eight_bit_text_is_read_and_the_guess_is_said(
    text: str, encoding: str
) -> None:
    decoded = decode(text.encode(encoding))

    assert decoded is not None
    assert decoded.text == text
    assert decoded.encoding == encoding
    assert encoding in decoded.guess


@given(st.text(st.characters(blacklist_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_is_decoded_unchanged_and_is_no_guess(text: str) -> None:
    decoded = decode(text.encode())

    assert decoded is not None
    assert decoded.text.encode() == text.encode()
    assert not decoded.guess or decoded.encoding.startswith("utf-16")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_the_byte_order_mark_and_line_ends_stay(encoding: str) -> None:
    text = "\ufeffПервая\r\nвторая\n"
    decoded = decode(text.encode(encoding))

    assert decoded is not None
    assert decoded.text == text
    assert decoded.encoding == encoding
    assert not decoded.guess


def test_utf16_without_a_mark_is_a_guess() -> None:
    decoded = decode("Report from the square".encode("utf-16-le"))

    assert decoded is not None
    assert decoded.text == "Report from the square"
    assert "byte order mark" in decoded.guess


def test_bytes_that_are_no_text_are_not_decoded() -> None:
    assert decode(bytes(range(256)) * 20) is None


@pytest.mark.parametrize("wrong", ["cp1251", "cp1252"])
def test_words_decoded_wrongly_before_are_found_and_not_repaired(wrong: str) -> None:
    mangled = "площади".encode().decode(wrong)
    text = f"Am Platz: {mangled} gesehen"

    [(start, end, encoding)] = find_mojibake(text)

    assert text[start:end] == mangled
    assert encoding == wrong


@pytest.mark.parametrize("text", [RUSSIAN, KAZAKH, GERMAN, "Ñandú, Åland, Übung"])
def test_sound_text_is_not_taken_for_mangled(text: str) -> None:
    assert find_mojibake(text) == []

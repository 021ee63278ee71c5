"""Where sentences end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.text.sentences import LONGEST_SENTENCE, sentences


def split(text: str, lang: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, 0, len(text), lang)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Am 4. Januar und am 5. und 6. Januar blieb es ruhig."),
        ("de", "Das 21. Jahrhundert begann mit Dr. A. Weber, d. h. ohne Plan."),
        ("de", "Nr. 17 und Abs. 3 gelten z. B. nicht."),
        ("en", "Mr. J. Miller and Dr. Smith met at 3.52 p.m. in St. Petersburg."),
        ("ru", "Жители ул. Абая и г. Алматы, т. е. все, вышли в 2011 г. на площадь."),
        ("kk", "Ә. Серіков пен Қ. Омаров 2011 ж. келді."),
        ("ru", "«Стой!» – крикнул он."),
        ("en", 'He asked: "Where?" and left.'),
    ],
)
def test_this_is_one_sentence(lang: str, text: str) -> None:
    assert split(text, lang) == [text]


@pytest.mark.parametrize(
    ("lang", "first", "second"),
    [
        ("de", "Sie kam um 9.", "Danach war Ruhe."),
        ("de", "„Wir gehen nicht.“", "Dann fiel ein Schuss."),
        ("en", "It ended in 1999.", "Nobody came back."),
        ("ru", "Их было трое…", "Потом пришли другие."),
        ("kk", "Ешкім келмеді!", "Бәрі кетті."),
        ("en", "who is there??", "we hear shots"),
        ("de", "Sie stürzte um 11.09.¹", "Er fiel später."),
    ],
)
def test_here_one_sentence_ends(lang: str, first: str, second: str) -> None:
    assert split(f"{first} {second}", lang) == [first, second]


def test_a_blank_line_ends_a_sentence() -> None:
    assert split("Die Überschrift\n\nDer Text.", "de") == [
        "Die Überschrift",
        "Der Text.",
    ]


def test_a_page_break_inside_a_sentence_does_not_end_it() -> None:
    text = "Sie ging mit dem Kind\n\nüber die Brücke."

    assert split(text, "de") == [text]


def test_a_list_number_stays_with_its_sentence() -> None:
    assert split("1. Alle gingen. 2. Keiner blieb.", "de") == [
        "1. Alle gingen.",
        "2. Keiner blieb.",
    ]


@given(
    st.text(alphabet="aB. !?\n„“4", max_size=80),
    st.sampled_from(["de", "en", "ru", "kk"]),
)
def test_sentences_cover_everything_but_white_space(text: str, lang: str) -> None:
    covered = "".join(split(text, lang))

    assert "".join(covered.split()) == "".join(text.split())


@given(st.text(max_size=120))
def test_sentences_come_in_order_and_do_not_overlap(text: str) -> None:
    spans = sentences(text, 0, len(text), "de")

    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_list_without_a_full_stop_is_cut_at_its_gaps() -> None:
    text = "; ".join(["Aqtau 12"] * 1000)
    found = sentences(text, 0, len(text), "en")

    assert max(span.end - span.start for span in found) <= LONGEST_SENTENCE
    assert " ".join(text[span.start : span.end] for span in found) == text


def test_what_has_no_gap_at_all_is_cut_at_the_bound() -> None:
    text = "x" * (2 * LONGEST_SENTENCE + 1)
    found = sentences(text, 0, len(text), "de")

    assert "".join(text[span.start : span.end] for span in found) == text
    assert max(span.end - span.start for span in found) <= LONGEST_SENTENCE

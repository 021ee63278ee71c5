"""Structure read from plain text, chats and what a format tells."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.reading.passages import read_passages
from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance, Segment
from qantar.vocabulary.passage import PASSAGE_KINDS, Passage

LONG = (
    "Am Morgen standen die Leute lange vor dem Tor der alten Fabrik und warteten auf die "
    "Wagen, die aus der Stadt kommen sollten, und keiner sagte ein Wort."
)


def exhibit(text: str, segments: tuple[Segment, ...] = (), **told: Any) -> Exhibit:
    return Exhibit(
        digest=sha256_hex(text.encode()),
        size=len(text.encode()),
        content=ExhibitText(
            text=text, media_type="text/plain", reader="test/1", segments=segments
        ),
        provenance=Provenance(file="a.txt", **told),
    )


def kinds(text: str, **told: Any) -> list[tuple[str, str]]:
    return [
        (item.kind, text[item.start : item.end])
        for item in read_passages(exhibit(text, **told))
    ]


def of_kind(text: str, kind: str, **told: Any) -> list[str]:
    return [words for found, words in kinds(text, **told) if found == kind]


def test_blank_lines_separate_paragraphs() -> None:
    assert of_kind(f"{LONG}\n\n{LONG} Ja.", "paragraph") == [LONG, f"{LONG} Ja."]


def test_a_short_first_line_without_full_stop_is_the_title() -> None:
    assert of_kind(f"Der lange Morgen\n\n{LONG}", "title") == ["Der lange Morgen"]


def test_a_line_of_place_and_date_is_no_heading() -> None:
    text = f"Der lange Morgen\n\nAbay, 3. März 2021\n\n{LONG}"

    assert of_kind(text, "attribution_line") == ["Abay, 3. März 2021"]


def test_a_short_line_between_paragraphs_is_a_heading() -> None:
    text = f"{LONG}\n\nNach dem Regen\n\n{LONG}"

    assert of_kind(text, "heading") == ["Nach dem Regen"]


def test_marks_at_the_turn_make_questions_and_answers() -> None:
    text = "Q: Where were you?\n\nA: At home.\n\nQ: Alone?\n\nA: Yes, alone."

    assert of_kind(text, "question") == ["Q: Where were you?", "Q: Alone?"]
    assert of_kind(text, "answer") == ["A: At home.", "A: Yes, alone."]


def test_dashes_at_the_turn_make_questions_and_answers() -> None:
    text = "– Қашан келдіңіз?\n\n– Кеше.\n\n– Неге?\n\n– Жұмыс бар."

    assert of_kind(text, "answer") == ["– Кеше.", "– Жұмыс бар."]


def test_in_an_interview_a_question_mark_makes_a_question() -> None:
    text = f"Gespräch mit einer Zeugin\n\nWann kamen die Wagen?\n\n{LONG}\n\n{LONG} Ja."

    assert of_kind(text, "question") == ["Wann kamen die Wagen?"]
    assert of_kind(text, "answer") == [f"{LONG}\n\n{LONG} Ja."]


def test_elsewhere_a_question_mark_makes_none() -> None:
    assert of_kind(f"{LONG}\n\nWer wird es wissen?\n\n{LONG}", "question") == []


def test_a_caption_keeps_its_credit() -> None:
    text = f"{LONG}\n\nDas Tor am Abend. Foto: B. Ahorn\n\n{LONG}"
    found = [item for item in read_passages(exhibit(text)) if item.kind == "caption"]

    assert [item.attributes["credit"] for item in found] == ["B. Ahorn"]


def test_a_quotation_set_apart_gets_the_line_that_names_its_voice() -> None:
    quote = "»Wir haben die ganze Nacht gewartet. Dann kamen sie, und alle liefen zum Fluss.«"
    text = f"{LONG}\n\nEine Nachbarin schreibt:\n\n{quote}\n\n{LONG}"

    assert of_kind(text, "block_quote") == [quote]
    assert of_kind(text, "attribution_line") == ["Eine Nachbarin schreibt:"]


def test_a_paragraph_cut_by_a_page_is_one() -> None:
    text = f"{LONG[:-1]} und alle Perso-\n\nnen gingen. Ende."

    assert of_kind(text, "paragraph") == [text]
    assert of_kind(text, "hyphenation") == ["Perso-\n\nnen"]


def test_footnotes_and_their_marks_are_told_apart() -> None:
    text = f"{LONG}¹\n\n¹ Notizbuch, Seite 4."

    assert of_kind(text, "footnote") == ["¹ Notizbuch, Seite 4."]
    assert of_kind(text, "footnote_ref") == ["¹"]


def test_a_heading_that_a_dated_link_names_begins_an_article() -> None:
    text = (
        f"Der lange Morgen\n\n{LONG}\n\nLinks:\n\n"
        "<https://beispielblatt.example/2021/03/04/der-lange-morgen-und-mehr>"
    )
    found = [item for item in read_passages(exhibit(text)) if item.kind == "article"]

    assert [item.attributes["published"] for item in found] == ["2021-03-04"]


@pytest.mark.parametrize(
    "text",
    [
        "[01/02/2020, 10:00] Ada: hello\n[01/02/2020, 10:05] Ben: shots here",
        "01.02.20, 10:00 - Ada: hello\n01.02.20, 10:05 - Ben: shots here",
        "Ada, [01.02.2020 10:00]\nhello\n\nBen, [01.02.2020 10:05]\nshots here",
    ],
)
def test_a_chat_is_read_by_its_message_heads(text: str) -> None:
    found = [item for item in read_passages(exhibit(text)) if item.kind == "message"]

    assert [item.attributes["author"] for item in found] == ["Ada", "Ben"]


def test_what_the_format_tells_goes_first() -> None:
    text = "Eins\nZwei"
    segments = (
        Segment(start=0, end=4, kind="heading"),
        Segment(start=5, end=9, kind="message", attributes={"author": "Ada"}),
    )
    found = read_passages(exhibit(text, segments))

    assert [(item.kind, item.attributes) for item in found] == [
        ("heading", {}),
        ("message", {"author": "Ada"}),
    ]


def test_a_heading_of_the_format_is_one_however_it_looks() -> None:
    text = f"Was dann geschah.\n\n{LONG}"
    segments = (
        Segment(start=0, end=17, kind="heading"),
        Segment(start=19, end=len(text), kind="paragraph"),
    )
    found = read_passages(exhibit(text, segments))

    assert [item.kind for item in found if item.parent is None] == [
        "heading",
        "paragraph",
    ]


def test_questions_are_found_among_the_paragraphs_of_a_format() -> None:
    text = "Q: Where were you?\n\nA: At home."
    segments = (
        Segment(start=0, end=18, kind="paragraph"),
        Segment(start=20, end=31, kind="paragraph"),
    )
    found = read_passages(exhibit(text, segments))

    assert [item.kind for item in found] == ["question", "answer"]


def test_a_passage_has_its_own_language() -> None:
    text = f"{LONG}\n\nПолиция рано утром освободила площадь перед старой фабрикой."
    found = [
        item.lang for item in read_passages(exhibit(text)) if item.kind == "paragraph"
    ]

    assert found == ["de", "ru"]


def inside(child: Passage, passages: tuple[Passage, ...]) -> bool:
    parent = next(item for item in passages if item.id == child.parent)
    return parent.start <= child.start and child.end <= parent.end


@given(st.text(alphabet='aB ?.\n-«»"1:QА', max_size=200))
def test_every_child_lies_inside_its_parent(text: str) -> None:
    passages = read_passages(exhibit(text))

    assert all(inside(item, passages) for item in passages if item.parent)
    assert all(item.kind in PASSAGE_KINDS for item in passages)


@given(st.text(alphabet='aB ?.\n-«»"1:QА', max_size=200))
def test_two_readings_give_the_same_ids(text: str) -> None:
    first, second = (read_passages(exhibit(text)) for _ in range(2))

    assert [item.id for item in first] == [item.id for item in second]
    assert len({item.id for item in first}) == len(first)

"""Names in an exhibit: offsets, types, base forms, reasons."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from name_exhibits import exhibit_of, paragraphs
from qantar.reading.mentions import read_mentions
from qantar.text.gazetteer import builtin
from qantar.vocabulary.mention import MENTION_LEVELS, MENTION_TYPES, Mention
from qantar.vocabulary.passage import Passage


def read(text: str, lang: str) -> tuple[Mention, ...]:
    exhibit = exhibit_of(text, lang)
    return read_mentions(exhibit, paragraphs(exhibit, lang), builtin())


def named(text: str, lang: str, type: str) -> list[str]:  # noqa: A002
    return [m.name for m in read(text, lang) if m.type == type and m.level == "NAM"]


@pytest.mark.parametrize(
    ("text", "lang", "kind", "expected"),
    [
        ("In Almaty und in Kasachstans Westen.", "de", "LOC", ["Almaty", "Kasachstan"]),
        ("Die OVKS schickt Truppen.", "de", "ORG", ["OVKS"]),
        ("Laut Angaben des Innenministeriums.", "de", "ORG", ["Innenministerium"]),
        ("Präsident Tokajew trat vor die Presse.", "de", "PER", ["Tokajew"]),
        ("Об этом сказала Марина Орлова.", "ru", "PER", ["Марина Орлова"]),
        ("Вчера в Минске было тихо.", "ru", "LOC", ["Минск"]),
        ("Алматыдағы алаңда халық көп.", "kk", "LOC", ["Алматы"]),
        ("Foto: A. Kellermann", "de", "PER", ["A. Kellermann"]),
        (
            "Ішкі істер министрлігінің мәліметінше, тыныш.",
            "kk",
            "ORG",
            ["Ішкі істер министрлігі"],
        ),
        ("The Interior Ministry denied it.", "en", "ORG", ["Interior Ministry"]),
    ],
)
def test_names_are_found_in_their_base_form(
    text: str, lang: str, kind: str, expected: list[str]
) -> None:
    assert named(text, lang, kind) == expected


def test_a_name_seen_once_with_evidence_is_found_everywhere() -> None:
    text = (
        "Die Anwältin Zulfia Karabalina sprach vor dem Gericht.\n"
        "Später wurde Karabalina gefragt, ob es stimmt."
    )

    assert [m.quote for m in read(text, "de") if m.type == "PER"] == [
        "Zulfia Karabalina",
        "Karabalina",
    ]


def test_a_word_broken_at_a_line_end_is_one_name() -> None:
    text = "Der Aufstand in Kasach-\n\nstan begann."
    exhibit = exhibit_of(text, "de")
    broken = Passage(
        id="h", exhibit=exhibit.digest, start=16, end=28, kind="hyphenation"
    )
    whole = Passage(
        id="p",
        exhibit=exhibit.digest,
        start=0,
        end=len(text),
        kind="paragraph",
        lang="de",
    )

    found = read_mentions(exhibit, (whole, broken), builtin())

    assert [(m.quote, m.name) for m in found] == [("Kasach-\n\nstan", "Kasachstan")]


def test_links_and_addresses_are_not_read() -> None:
    text = "Siehe https://example.org/Almaty und Almaty."

    assert len(named(text, "de", "LOC")) == 1


def test_what_is_no_passage_is_not_read() -> None:
    text = "Almaty\nAstana"
    exhibit = exhibit_of(text, "de")

    found = read_mentions(exhibit, paragraphs(exhibit, "de")[:1], builtin())

    assert [m.quote for m in found] == ["Almaty"]


def test_the_innermost_passage_tells_the_language() -> None:
    text = "Er sagte: В Минске тихо."
    exhibit = exhibit_of(text)
    passages = (
        Passage(
            id="a", exhibit=exhibit.digest, start=0, end=24, kind="paragraph", lang="de"
        ),
        Passage(
            id="b",
            exhibit=exhibit.digest,
            start=10,
            end=24,
            kind="block_quote",
            lang="ru",
        ),
    )

    assert [m.lang for m in read_mentions(exhibit, passages, builtin())] == ["ru"]


def test_adjectives_of_a_country_are_marked_as_derived() -> None:
    found = [m for m in read("Der kasachische Staat.", "de") if m.level == "DERIV"]

    assert [m.quote for m in found] == ["kasachische"]


def test_the_outlet_and_author_an_exhibit_came_with_are_found() -> None:
    text = (
        "Das erfuhr der abc am Abend. Abends schrieb Zulfia Karabalina dem Morgenstern."
    )
    exhibit = exhibit_of(
        text, "de", outlet="Morgenstern-Dienst (abc)", author="Zulfia Karabalina"
    )

    found = read_mentions(exhibit, paragraphs(exhibit, "de"), builtin())

    assert ("abc", "ORG") in {(m.quote, m.type) for m in found}
    assert ("Zulfia Karabalina", "PER") in {(m.quote, m.type) for m in found}


def test_an_outlet_is_found_inflected() -> None:
    text = "Об этом рассказал корреспондент Речного вестника."
    exhibit = exhibit_of(text, "ru", outlet="Речной вестник")

    found = read_mentions(exhibit, paragraphs(exhibit, "ru"), builtin())

    assert "Речного вестника" in {m.quote for m in found}


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("[03/06/2021, 05:41] Zulfia: wo seid ihr", "de", "Zulfia"),
        ("Зульфия, [06.10.2021 00:48]", "ru", "Зульфия"),
        ("03.06.21, 05:41 - Zulfia Kar: where are you", "en", "Zulfia Kar"),
    ],
)
def test_authors_of_chat_lines_are_people(text: str, lang: str, name: str) -> None:
    assert name in [m.quote for m in read(text, lang) if m.type == "PER"]


def test_an_initial_that_comes_back_is_a_person() -> None:
    text = "Dann kam Q. zu uns. Wir halfen Q. auf die Beine."

    assert [m.quote for m in read(text, "de")] == ["Q.", "Q."]


def test_short_forms_are_no_people() -> None:
    assert read("Das gilt z. B. hier und z. B. dort.", "de") == ()


@given(
    st.lists(
        st.sampled_from(
            [
                "Almaty",
                "Präsident",
                "Tokajew",
                "Nur-\n",
                "(OVKS)",
                "«Свет»",
                "А. Б. Есенов",
                ".",
            ]
        ),
        max_size=12,
    )
)
def test_offsets_are_true_and_mentions_do_not_overlap(pieces: list[str]) -> None:
    text = " ".join(pieces)
    exhibit = exhibit_of(text, "de")
    found = read_mentions(exhibit, (), builtin())

    assert all(m.quote == text[m.start : m.end] for m in found)
    assert all(m.type in MENTION_TYPES and m.level in MENTION_LEVELS for m in found)
    assert all(m.why for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert len({m.id for m in found}) == len(found)

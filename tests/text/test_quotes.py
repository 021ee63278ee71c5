"""Quotations in the four countries' marks."""

import pytest

from qantar.text.quotes import quotations


def quoted(text: str) -> list[str]:
    return [text[slice(*item.inner)] for item in quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Er rief „Halt!“ und lief.",
        "Er rief »Halt!« und lief.",
        "Он крикнул «Halt!» и побежал.",
        "She cried “Halt!” and ran.",
        'She cried "Halt!" and ran.',
        "Er rief ‚Halt!‘ und lief.",
    ],
)
def test_each_country_closes_its_own_marks(text: str) -> None:
    assert quoted(text) == ["Halt!"]


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert quoted("The women's list and the doctors' list don't agree.") == []


def test_inner_marks_are_one_deeper() -> None:
    text = "«Он сказал: „Стой“, и всё»"

    assert [item.depth for item in quotations(text)] == [0, 1]


def test_a_quotation_may_run_over_paragraphs() -> None:
    text = "»Erste Zeile.\n\nZweite Zeile.« Ende."

    assert quoted(text) == ["Erste Zeile.\n\nZweite Zeile."]


def test_a_mark_without_partner_gives_nothing() -> None:
    assert quoted("Er rief „Halt und lief.") == []


def test_typewriter_marks_pair_by_what_stands_beside_them() -> None:
    assert quoted('"Go," he said. "Now."') == ["Go,", "Now."]

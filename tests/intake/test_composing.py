"""Offsets are true by construction: a segment holds exactly the words it was given."""

import html

import lxml.etree
from hypothesis import given
from hypothesis import strategies as st

from qantar.intake.composing import InlineText, TextComposer
from qantar.intake.readers.blocks import HTML, walk_blocks
from qantar.intake.readers.page import parse_html

WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from(["heading", "paragraph", "row"]), SENTENCES)))
def test_every_block_is_found_under_its_offsets(blocks: list[tuple[str, str]]) -> None:
    composer = TextComposer()
    for kind, words in blocks:
        composer.add(words, kind)
    content = composer.finish(media_type="text/plain", reader="x/1")

    found = [(s.kind, content.text[s.start : s.end]) for s in content.segments]
    assert found == blocks


@given(st.lists(st.tuples(SENTENCES, SENTENCES, SENTENCES), min_size=1, max_size=5))
def test_links_inside_paragraphs_keep_their_words(
    paragraphs: list[tuple[str, str, str]],
) -> None:
    page = "".join(
        f"<p>{html.escape(a)} \n <a href='x'> {html.escape(b)}</a>  {html.escape(c)}</p>"
        for a, b, c in paragraphs
    )
    composer = TextComposer()
    walk_blocks(parse_html(f"<html><body>{page}</body></html>"), composer, HTML)
    content = composer.finish(media_type="text/html", reader="x/1")

    def of(kind: str) -> list[str]:
        return [
            content.text[s.start : s.end] for s in content.segments if s.kind == kind
        ]

    assert of("paragraph") == [f"{a} {b} {c}" for a, b, c in paragraphs]
    assert of("link") == [b for _, b, _ in paragraphs]


def test_an_outer_segment_stands_before_what_is_inside() -> None:
    composer = TextComposer()
    with composer.group("block_quote"):
        composer.add("Wir waren da.", "paragraph")
    content = composer.finish(media_type="text/html", reader="x/1")

    assert [s.kind for s in content.segments] == ["block_quote", "paragraph"]
    assert content.segments[0].end == content.segments[1].end


def test_a_group_without_words_leaves_no_segment() -> None:
    composer = TextComposer()
    with composer.group("block_quote"):
        composer.add("", "paragraph")

    assert composer.finish(media_type="text/html", reader="x/1").segments == ()


def test_white_space_counts_as_one_blank_and_breaks_stay() -> None:
    inline = InlineText()
    inline.add(" Wir \n\t waren ")
    inline.break_line()
    inline.add("  da")

    assert inline.words == "Wir waren\nda"


@given(st.text(max_size=30))
def test_no_text_holds_what_xml_forbids(words: str) -> None:
    composer = TextComposer()
    composer.add("Anfang", "paragraph")
    composer.add(words, "paragraph")
    content = composer.finish(media_type="text/html", reader="x/1")

    lxml.etree.Element("p").text = content.text.replace("\f", "")
    assert len(content.text) == len("Anfang") + (2 + len(words) if words else 0)

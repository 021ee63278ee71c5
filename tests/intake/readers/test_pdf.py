"""PDF: pages, scans, locks, damage."""

import io

import pikepdf

from intake import making
from intake.conftest import Read
from qantar.intake import Limits


def test_each_page_is_a_segment_with_its_number(read: Read) -> None:
    content = read("a.pdf", making.pdf("Erste Seite. #pagebreak() Zweite Seite."))

    pages = [(making.words(content, s), s.attributes["page"]) for s in content.segments]
    assert pages == [("Erste Seite.", "1"), ("Zweite Seite.", "2")]
    assert content.claims["pages"] == "2"


def test_pages_without_text_are_said_in_ranges(read: Read) -> None:
    blank = "#pagebreak(weak: false) #rect()"
    content = read("a.pdf", making.pdf("Erste Seite." + blank * 3))

    assert "a.pdf, page 2 to 4: the page holds no text" in making.reasons(content)


def test_a_locked_pdf_is_said(read: Read) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(making.pdf("Geheim."))) as document:
        document.save(stream, encryption=pikepdf.Encryption(user="u", owner="o"))
    content = read("a.pdf", stream.getvalue())

    assert content.text == ""
    assert content.media_type == "application/pdf"
    assert "protected by a password" in making.reasons(content)


def test_a_cut_off_pdf_is_said(read: Read) -> None:
    content = read("a.pdf", making.pdf("Erste Seite.")[:400])

    assert content.text == ""
    assert "damaged or cut-off PDF" in making.reasons(content)


def test_pages_beyond_the_limit_are_said(read: Read) -> None:
    data = making.pdf("Eins #pagebreak() Zwei #pagebreak() Drei")
    content = read("a.pdf", data, limits=Limits(pages=2))

    assert len(content.segments) == 2
    assert "a.pdf, pages 3 to 3: only 2 pages were read" in making.reasons(content)


def test_hyphens_at_line_ends_stay_as_they_are_printed(read: Read) -> None:
    words = "Straßenbahnfahrerinnen versammelten sich auf dem Hauptbahnhofsvorplatz. "
    markup = (
        '#set text(lang: "de", hyphenate: true); #set par(justify: true); ' + words * 4
    )
    content = read("a.pdf", making.pdf(markup))

    assert "-\r\n" in content.text
    assert content.text.replace("-\r\n", "").split() == (words * 4).split()

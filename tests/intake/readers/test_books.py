"""ODT, RTF, EPUB, subtitles."""

import pytest

from intake import making
from intake.conftest import Read

NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def odt(body: str, prefix: str = "") -> bytes:
    content = (
        f'<?xml version="1.0"?>{prefix}<office:document-content {NAMESPACES}>'
        f"<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return making.zip_bytes(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content.encode(),
        }
    )


def test_an_odt_keeps_roles_notes_and_links(read: Read) -> None:
    body = (
        "<text:h>Bericht</text:h><text:p>Wir<text:s/>standen"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Nach einer Notiz.</text:p></text:note-body></text:note> am "
        '<text:a xlink:href="https://example.org">Platz</text:a>.</text:p>'
        "<text:list><text:list-item><text:p>Punkt</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Almaty</text:p>"
        "</table:table-cell><table:table-cell><text:p>12</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    content = read("a.odt", odt(body))

    found = [(s.kind, making.words(content, s)) for s in content.segments]
    assert ("heading", "Bericht") in found
    assert ("paragraph", "Wir standen am Platz.") in found
    assert ("link", "Platz") in found
    assert ("list_item", "Punkt") in found
    assert ("row", "Almaty\t12") in found
    assert ("footnote", "Nach einer Notiz.") in found
    assert content.unread == ()


def test_an_entity_bomb_in_an_odt_is_refused(read: Read) -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    content = read("a.odt", odt("<text:p>&b;</text:p>", bomb))

    assert content.text == ""
    assert "declares entities" in making.reasons(content)


def test_an_rtf_is_read_in_its_code_page_with_its_notes(read: Read) -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 Times;}{\f1\fcharset0 Arial;}}"
        rb"{\*\generator X;}\f0 \'cc\'fb \'f1\'f2\'ee\'ff\'eb\'e8.\par "
        rb"\f1\uc1 \u1179?\u1072? \{sic\}{\footnote Nach einer Notiz.}\line Ende\par"
        rb"{\pict\wmetafile8 0102}}"
    )
    content = read("a.rtf", data)

    assert making.words_of(content, "paragraph") == ["Мы стояли.", "қа {sic}\nEnde"]
    assert making.words_of(content, "footnote") == ["Nach einer Notiz."]
    assert "1 pictures inside" in making.reasons(content)


def test_letters_beyond_the_first_plane_are_joined_in_rtf(read: Read) -> None:
    content = read("a.rtf", rb"{\rtf1\uc0 \u-10179\u-8704 ja\par}")

    assert content.text == "\U0001f600ja"


def test_a_cut_off_rtf_is_read_and_said(read: Read) -> None:
    content = read("a.rtf", rb"{\rtf1 Wir standen {\b da")

    assert content.text == "Wir standen da"
    assert "it is cut off" in making.reasons(content)


def test_an_rtf_nested_as_a_bomb_is_refused(read: Read) -> None:
    content = read("a.rtf", b"{\\rtf1 " + b"{" * 5000 + b"x")

    assert "nested deeper" in making.reasons(content)


def epub(chapter: str) -> bytes:
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/p.opf"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>Heft</dc:title><dc:language>de-DE</dc:language></metadata><manifest>"
        '<item id="b" href="b.xhtml"/><item id="a" href="a%20.xhtml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    return making.zip_bytes(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": container.encode(),
            "OEBPS/p.opf": package.encode(),
            "OEBPS/b.xhtml": b"<html><body><p>Zweites</p></body></html>",
            "OEBPS/a .xhtml": f"<html><body><h1>Erstes</h1>{chapter}</body></html>".encode(),
        }
    )


def test_an_epub_is_read_in_the_order_of_its_spine(read: Read) -> None:
    content = read("a.epub", epub("<p>Wir standen da.</p>"))

    assert content.text == "Erstes\n\nWir standen da.\n\nZweites"
    assert content.claims["title"] == "Heft"
    assert content.claims["lang"] == "de"


def test_a_damaged_epub_is_said(read: Read) -> None:
    data = making.zip_bytes({"mimetype": b"application/epub+zip", "x": b""})

    assert "damaged e-book" in making.reasons(read("a.epub", data))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.srt",
            "1\r\n00:00:01,000 --> 00:00:02,500\r\nWir sind\r\nhier.\r\n\r\n"
            "2\r\n00:00:03,000 --> 00:00:04,000\r\nJa.\r\n",
        ),
        (
            "a.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.500\nWir sind\nhier.\n\n"
            "00:03.000 --> 00:04.000\nJa.\n",
        ),
    ],
)
def test_subtitles_keep_the_times_of_their_cues(
    read: Read, name: str, text: str
) -> None:
    content = read(name, text)

    assert content.text == text
    first, second = making.words_of(content, "paragraph")
    assert first.split() == ["Wir", "sind", "hier."]
    assert second == "Ja."
    assert content.segments[0].attributes["end"].endswith("02.500")
    assert content.claims["kind"] == "captions"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.rtf", rb"{\rtf1\ansi " + rb"\'e4" * 400_000 + b"}"),
        (
            "a.html",
            b"<html><body><p>" + b"<b>Wort</b> " * 60_000 + b"</p></body></html>",
        ),
    ],
)
def test_a_paragraph_of_very_many_pieces_is_read_in_time(
    read: Read, name: str, data: bytes
) -> None:
    content = read(name, data)

    assert len(content.text) > 250_000
    assert content.unread == ()

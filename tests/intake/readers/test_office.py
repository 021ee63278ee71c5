"""DOCX and XLSX, sound, locked, damaged and hostile."""

import io

import docx
import openpyxl
import pytest

from intake import making
from intake.conftest import Read

FOOTNOTES = """<?xml version="1.0" encoding="UTF-8"?>
<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>Nach einer Notiz.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""
FOOTNOTES_TYPE = (
    b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.wordprocessingml.footnotes+xml"/></Types>'
)
FOOTNOTES_RELATION = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/footnotes" Target="footnotes.xml"/></Relationships>'
)
BOMB = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>"""


def part(package: bytes, name: str) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(package)) as packed:
        return packed.read(name)


def test_a_docx_keeps_the_roles_of_its_paragraphs(read: Read) -> None:
    document = docx.Document()
    document.add_heading("Bericht", 1)
    document.add_paragraph("Wir standen am Platz.")
    document.add_paragraph("Punkt eins", style="List Bullet")
    document.add_paragraph("Er sagte nichts.", style="Quote")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Almaty", "12"
    content = read("a.docx", making.saved(document))

    assert [(s.kind, making.words(content, s)) for s in content.segments] == [
        ("heading", "Bericht"),
        ("paragraph", "Wir standen am Platz."),
        ("list_item", "Punkt eins"),
        ("block_quote", "Er sagte nichts."),
        ("row", "Almaty\t12"),
    ]


def test_footnotes_of_a_docx_are_read_and_their_line_is_not(read: Read) -> None:
    package = making.docx_bytes("Wir standen da.")
    types = part(package, "[Content_Types].xml").replace(b"</Types>", FOOTNOTES_TYPE)
    relations = part(package, "word/_rels/document.xml.rels").replace(
        b"</Relationships>", FOOTNOTES_RELATION
    )
    package = making.with_part(package, "[Content_Types].xml", types)
    package = making.with_part(package, "word/_rels/document.xml.rels", relations)
    package = making.with_part(package, "word/footnotes.xml", FOOTNOTES.encode())

    content = read("a.docx", package)

    assert making.words_of(content, "footnote") == ["Nach einer Notiz."]
    assert content.text == "Wir standen da.\n\nNach einer Notiz."


def test_inserted_words_are_read_and_deleted_ones_said(read: Read) -> None:
    package = making.docx_bytes("Wir standen da.")
    body = part(package, "word/document.xml").replace(
        b"<w:r><w:t>Wir standen da.</w:t></w:r>",
        b'<w:r><w:t xml:space="preserve">Wir </w:t></w:r>'
        b'<w:del w:id="1"><w:r><w:delText>lagen</w:delText></w:r></w:del>'
        b'<w:ins w:id="2"><w:r><w:t>standen</w:t></w:r></w:ins>',
    )
    content = read("a.docx", making.with_part(package, "word/document.xml", body))

    assert content.text == "Wir standen"
    assert "1 passages are marked as deleted" in making.reasons(content)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_an_entity_bomb_in_an_office_document_is_refused(read: Read, name: str) -> None:
    if name == "a.docx":
        package = making.with_part(making.docx_bytes("x"), "word/document.xml", BOMB)
    else:
        package = making.with_part(
            making.xlsx_bytes(["a"]), "xl/worksheets/sheet1.xml", BOMB
        )
    content = read(name, package)

    assert content.text == ""
    assert "declares entities" in making.reasons(content)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_a_decompression_bomb_in_an_office_document_is_refused(
    read: Read, name: str
) -> None:
    package = making.docx_bytes("x") if name == "a.docx" else making.xlsx_bytes(["a"])
    inside = "word/media/x.xml" if name == "a.docx" else "xl/sharedStrings.xml"
    content = read(name, making.with_part(package, inside, b"0" * 60_000_000))

    assert content.text == ""
    assert "decompression bomb" in making.reasons(content)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_a_cut_off_office_document_is_said(read: Read, name: str) -> None:
    package = making.docx_bytes("x") if name == "a.docx" else making.xlsx_bytes(["a"])
    content = read(name, package[: len(package) // 2])

    assert content.text == ""
    assert "copy it again" in making.reasons(content)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_a_locked_office_document_is_said(read: Read, name: str) -> None:
    # MS-OFFCRYPTO 1.3.3: a locked document is an OLE file with this stream.
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 504
        + "EncryptedPackage".encode("utf-16-le")
    )
    content = read(name, locked)

    assert content.text == ""
    assert "protected by a password" in making.reasons(content)


def test_an_old_word_file_is_said(read: Read) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    content = read("a.doc", old)

    assert content.media_type == "application/msword"
    assert "save a copy as DOCX" in making.reasons(content)


def test_a_workbook_gives_lines_with_tabs_and_rows_by_column(read: Read) -> None:
    content = read(
        "liste.xlsx",
        making.xlsx_bytes(
            ["ФИО", "Возраст"], ["Пример Примеров", 34.0], ["Другой", None]
        ),
    )

    assert content.text == "ФИО\tВозраст\nПример Примеров\t34\nДругой\t"
    assert making.words_of(content, "row") == ["Пример Примеров\t34", "Другой\t"]
    assert content.segments[0].attributes["Возраст"] == "34"
    assert content.claims["sheet_kind"] == "names"


def test_every_sheet_is_read_and_hidden_ones_are_said(read: Read) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Ort", "Zahl"])
    hidden = book.create_sheet("zwei")
    hidden.append(["Ort", "Zahl"])
    hidden.append(["Aqtau", 3])
    hidden.sheet_state = "hidden"
    content = read("liste.xlsx", making.saved(book))

    assert making.words_of(content, "row") == ["Aqtau\t3"]
    assert "sheet 'zwei': this sheet is hidden" in making.reasons(content)


def test_a_formula_without_a_saved_result_is_said_by_row(read: Read) -> None:
    content = read("liste.xlsx", making.xlsx_bytes(["Ort", "Zahl"], ["Aqtau", "=1+1"]))

    assert "row 2: column 2 holds a formula" in making.reasons(content)


def test_titles_above_the_columns_of_a_sheet_are_headings(read: Read) -> None:
    data = making.xlsx_bytes(["Список"], [None], ["ФИО", "Возраст"], ["Пример", 34])
    content = read("liste.xlsx", data)

    assert making.words_of(content, "heading") == ["Список"]
    assert making.words_of(content, "row") == ["Пример\t34"]
    assert content.claims["sheet_kind"] == "names"
    assert content.unread == ()

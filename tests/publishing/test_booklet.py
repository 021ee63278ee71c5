"""The booklet: pages that can be stapled, our fonts only, the same bytes again."""

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from memory_record import sample_record
from qantar.publishing.booklet import write_booklet
from qantar.publishing.booklet.glyphs import printable
from qantar.publishing.booklet.imposing import sheet_order
from qantar.publishing.profile import built_in

LANGS = ["de", "en", "ru", "kk"]


@pytest.fixture(scope="module", params=LANGS)
def booklet(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("booklet")
    pages, sheets = folder / "a5.pdf", folder / "a4.pdf"
    write_booklet(
        sample_record(),
        pages,
        sheets,
        profile=built_in("internal"),
        lang=request.param,
    )
    return pages, sheets


def words(path: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True
    )
    return done.stdout.decode()


def test_pages_are_a_multiple_of_four_in_a5(booklet: tuple[Path, Path]) -> None:
    with pikepdf.open(booklet[0]) as document:
        box = document.pages[0].mediabox

        assert len(document.pages) % 4 == 0
        assert [round(float(side)) for side in box[2:]] == [420, 595]


def test_sheets_are_half_as_many_sides_in_landscape_a4(
    booklet: tuple[Path, Path],
) -> None:
    with pikepdf.open(booklet[0]) as pages, pikepdf.open(booklet[1]) as sheets:
        assert len(sheets.pages) * 2 == len(pages.pages)
        assert [round(float(s)) for s in sheets.pages[0].mediabox[2:]] == [842, 595]


def test_only_our_fonts_are_embedded(booklet: tuple[Path, Path]) -> None:
    done = subprocess.run(
        ["pdffonts", str(booklet[0])], capture_output=True, check=True
    )
    names = re.findall(r"^[A-Z]{6}\+(\S+)", done.stdout.decode(), flags=re.MULTILINE)

    assert names
    assert all(name.startswith(("Literata", "GolosText")) for name in names)


def test_every_page_says_that_it_was_not_reviewed(booklet: tuple[Path, Path]) -> None:
    notices = ("nicht geprüft", "not reviewed", "не проверено", "тексерілмеген")
    plain = words(booklet[0]).replace("\u00ad", "")

    assert sum(plain.count(notice) for notice in notices) >= 6


def test_nobody_who_is_protected_is_named(booklet: tuple[Path, Path]) -> None:
    record = sample_record()
    names = {
        speaker.name
        for statement in record.statements()
        for speaker in statement.chain
        if speaker.protected and not speaker.name.endswith(" (unnamed)")
    }
    plain = words(booklet[0]) + words(booklet[1])

    assert names
    assert not [name for name in names if name in plain]


def test_the_document_tells_no_machine_and_no_author(
    booklet: tuple[Path, Path],
) -> None:
    with pikepdf.open(booklet[0]) as document:
        told = {str(key): str(value) for key, value in document.docinfo.items()}

    assert "/Author" not in told
    assert told["/CreationDate"].startswith("D:2022")


def test_two_booklets_of_one_record_are_the_same_bytes(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        pages, sheets = tmp_path / f"{name}.pdf", tmp_path / f"{name}-a4.pdf"
        write_booklet(
            sample_record(), pages, sheets, profile=built_in("internal"), lang="de"
        )
        found.append((pages.read_bytes(), sheets.read_bytes()))

    assert found[0] == found[1]


@given(st.integers(min_value=1, max_value=300))
def test_every_page_stands_on_exactly_one_side(count: int) -> None:
    order = sheet_order(count)
    pages = sorted(page for side in order for page in side)

    assert pages == list(range(-(-count // 4) * 4))


@given(st.text())
def test_what_is_printable_stays_and_nothing_else_is_left(text: str) -> None:
    shown = printable(text)

    assert printable(shown) == shown


def test_a_sheet_folded_reads_in_order() -> None:
    # Front and back of the outer sheet of an eight-page booklet.
    assert sheet_order(8)[:2] == [(7, 0), (1, 6)]


def test_the_pdf_claims_tagged_and_archivable(booklet: tuple[Path, Path]) -> None:
    data = booklet[0].read_bytes()
    with pikepdf.open(io.BytesIO(data)) as document:
        meta = document.open_metadata()

        assert meta["pdfaid:part"] == "2"
        assert meta["pdfuaid:part"] == "1"


def halves(sheets: Path) -> list[Image.Image]:
    """Left and right of each side, as they look when printed."""
    out = []
    for page in pypdfium2.PdfDocument(sheets):
        image = page.render(scale=0.5).to_pil().convert("L")
        middle = image.width // 2
        out += [
            image.crop((0, 0, middle, image.height)),
            image.crop((middle, 0, image.width, image.height)),
        ]
    return out


def test_every_imposed_side_shows_the_pages_that_belong_there(
    booklet: tuple[Path, Path],
) -> None:
    pages = [
        page.render(scale=0.5).to_pil().convert("L")
        for page in pypdfium2.PdfDocument(booklet[0])
    ]
    order = [number for side in sheet_order(len(pages)) for number in side]
    for number, half in zip(order, halves(booklet[1]), strict=True):
        small = [picture.resize((40, 56)) for picture in (half, pages[number])]
        apart = ImageStat.Stat(ImageChops.difference(*small)).mean[0]

        assert apart < 6, number

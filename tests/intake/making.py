"""Make the files that tests read, with the libraries that people's programs use."""

import io
import zipfile

import docx
import openpyxl
import typst
from PIL import Image

from qantar.vocabulary.exhibit import ExhibitText, Segment


def words(content: ExhibitText, segment: Segment) -> str:
    return content.text[segment.start : segment.end]


def words_of(content: ExhibitText, kind: str) -> list[str]:
    return [words(content, s) for s in content.segments if s.kind == kind]


def reasons(content: ExhibitText) -> str:
    return " | ".join(f"{u.what}: {u.reason}" for u in content.unread)


def pdf(markup: str) -> bytes:
    page = "#set page(width: 120mm, height: 80mm)\n"
    return typst.compile((page + markup).encode())


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def docx_bytes(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def xlsx_bytes(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    return saved(book)


def picture(
    size: tuple[int, int] = (40, 30), kind: str = "JPEG", **options: object
) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, "grey").save(stream, kind, **options)
    return stream.getvalue()


def zip_bytes(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return stream.getvalue()


def with_part(package: bytes, name: str, data: bytes) -> bytes:
    """An office document with one part replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member, old.read(member))
        new.writestr(name, data)
    return stream.getvalue()

"""Looking: all that a stranger can read in a file, whatever its kind.

A file is opened as far as it goes: a PDF to its pages, metadata, attachments and every
string; an archive to its members; a picture to its metadata. Words come out as they
would be found: entities, escapes and percent signs resolved, soft hyphens and line ends
inside words gone. What cannot be opened is said, for it cannot be cleared.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

import pikepdf
import pypdfium2
from PIL import Image, UnidentifiedImageError

from qantar.vocabulary.digest import sha256_hex

__all__ = ["Piece", "pieces"]

Piece = tuple[str, str]
"""``text`` and the words, or a kind of finding and what it is."""

_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_INLINE = re.compile(
    r"</?(?:a|b|em|i|mark|small|span|strong|sub|sup|u|wbr)\b[^>]*>", re.IGNORECASE
)
_BROKEN = re.compile(
    "[\u00ad\u200b\u200c\u200d\u2060\ufeff]|[-\u2010\ufffe\x02]\\s*\n\\s*"
)
_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif"}
_FONTS = {".woff2", ".woff", ".ttf", ".otf"}
_HARMLESS = ("jfif", "dpi", "gamma", "transparency", "progressive", "progression")
_PDF_KEYS = {"/Title", "/Subject", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
"""What our own PDF says of itself; an author or keyword has no business there."""

_BLOCK = 1 << 20
"""Bytes of a text that are looked at together, up to the end of a line."""

_DEEP = 3
"""Archives inside archives are opened so far."""


def pieces(
    name: str, data: bytes, *, depth: int = 0, texts: bool = True
) -> Iterator[Piece]:
    """Everything readable in one file.

    Args:
        name: Of the file, with its suffix.
        data: Its bytes.
        depth: How many archives it lies in.
        texts: Off, only metadata and what cannot be opened is told, and quickly.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if data[:5] == b"%PDF-":
        yield from _in_pdf(data, texts=texts)
    elif data[:4] == b"PK\x03\x04":
        yield from _in_archive(data, depth, texts=texts)
    elif suffix in _PICTURES:
        yield from _in_picture(data)
    elif suffix in _FONTS:
        if sha256_hex(data) not in _our_fonts():
            yield "metadata", "a font that is not ours"
    elif texts:
        yield from _in_text(suffix, data)


def _in_text(suffix: str, data: bytes) -> Iterator[Piece]:
    if suffix == ".ics":
        data = data.replace(b"\r\n ", b"")
    try:
        for block in _blocks(data):
            yield "text", as_read(block.decode())
    except UnicodeDecodeError:
        yield "unreadable", "a file of a kind that cannot be looked into"


def _blocks(data: bytes) -> Iterator[bytes]:
    """Whole lines, about a megabyte at a time."""
    at = 0
    while at < len(data):
        end = data.find(b"\n", at + _BLOCK) + 1 or len(data)
        yield data[at:end]
        at = end


def as_read(text: str) -> str:
    """Text with its markup's tricks undone; tags inside words stand at its end."""
    if "&" in text:
        text = html.unescape(text)
    if "\\u" in text:
        text = _UNICODE.sub(lambda m: chr(int(m.group(1), 16)), text)
    if "%" in text:
        text = _PERCENT.sub(lambda m: unquote(m.group()), text)
    if "<" in text and (tags := set(_INLINE.findall(text))):
        text = _INLINE.sub("", text) + "\n" + "\n".join(sorted(tags))
    return _BROKEN.sub("", text)


def _in_archive(data: bytes, depth: int, *, texts: bool) -> Iterator[Piece]:
    if depth >= _DEEP:
        yield "unreadable", "an archive inside archives"
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "text", archive.comment.decode("utf-8", "replace")
            for entry in archive.infolist():
                yield "text", as_read(entry.filename)
                if entry.comment or entry.extra:
                    yield "metadata", "a note of an archive's entry"
                yield from pieces(entry.filename, archive.read(entry), depth=depth + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        yield "unreadable", "an archive that cannot be opened"


def _in_pdf(data: bytes, *, texts: bool) -> Iterator[Piece]:
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            yield from _in_objects(document)
        document = pypdfium2.PdfDocument(data)
    except (pikepdf.PdfError, pypdfium2.PdfiumError):
        yield "unreadable", "a PDF that cannot be opened"
        return
    try:
        for page in document if texts else ():
            text = page.get_textpage()
            yield "text", as_read(text.get_text_bounded().replace("\r\n", "\n"))
            text.close()
            page.close()
    finally:
        document.close()


def _in_objects(document: pikepdf.Pdf) -> Iterator[Piece]:
    """Strings of all objects (alternative texts, links, names), metadata, attachments."""
    for key in document.docinfo:
        if str(key) not in _PDF_KEYS:
            yield "metadata", f"{str(key).lstrip('/')} of a PDF"
    for name, attached in document.attachments.items():
        yield "text", as_read(name)
        yield from pieces(name, attached.get_file().read_bytes(), depth=1)
    for item in document.objects:
        told = list(_strings(item, 0))
        if told:
            yield "text", as_read("\n".join(told))
        if isinstance(item, pikepdf.Stream):
            yield from _in_stream(item)


def _in_stream(stream: pikepdf.Stream) -> Iterator[Piece]:
    if stream.get("/Subtype") == "/Image":
        if b"Exif\x00" in stream.read_raw_bytes()[:4096]:
            yield "metadata", "EXIF"
    elif stream.get("/Type") == "/Metadata":
        yield "text", as_read(stream.read_bytes().decode("utf-8", "replace"))


def _strings(item: Any, depth: int) -> Iterator[str]:
    """Strings inside one object; what it refers to is an object of its own."""
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif isinstance(item, pikepdf.Array):
        for each in item:
            if not getattr(each, "is_indirect", False):
                yield from _strings(each, depth + 1)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for _, each in item.items():
            if not getattr(each, "is_indirect", False):
                yield from _strings(each, depth + 1)


def _in_picture(data: bytes) -> Iterator[Piece]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.getexif():
                yield "metadata", "EXIF"
            told = sorted(str(key) for key in image.info)
    except (UnidentifiedImageError, OSError):
        yield "unreadable", "a picture that cannot be opened"
        return
    for key in told:
        if not key.startswith(_HARMLESS):
            yield "metadata", key


@cache
def _our_fonts() -> frozenset[str]:
    """Digests of the fonts that come with the program."""
    return frozenset(
        sha256_hex(entry.read_bytes())
        for package in ("qantar.publishing", "qantar.publishing.booklet")
        for entry in files(package).joinpath("fonts").iterdir()
        if PurePosixPath(entry.name).suffix in _FONTS
    )

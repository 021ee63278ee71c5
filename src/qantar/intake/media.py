"""Media type by content: what a file is, whatever its name claims.

Signatures are those of the formats' own specifications (PDF 32000-1 7.5.2, APPNOTE.TXT
4.3.7 for zip, RFC 2083 for PNG, ISO/IEC 14496-12 for ``ftyp`` brands, WARC 1.1 section 5,
and so on). Where content cannot tell (Markdown, some CSV), the name is a hint.
"""

import re
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from qantar.errors import UnreadableExhibit
from qantar.intake.encoding import decode
from qantar.intake.limits import Limits
from qantar.intake.packed import open_zip, read_member
from qantar.intake.readers.whatsapp_lines import looks_like_whatsapp
from qantar.intake.tables import looks_like_table

__all__ = [
    "FileKind",
    "expected_types",
    "find_kind",
    "kind_of_words",
    "read_head",
    "signature",
    "zip_type",
]

HEAD_BYTES = 65_536

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"{\\rtf", "application/rtf"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\0", "application/x-xz"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"SQLite format 3\0", "application/vnd.sqlite3"),
    (0, b"WARC/1.", "application/warc"),
    (0, b"MZ", "application/vnd.microsoft.portable-executable"),
    (0, b"\x7fELF", "application/x-elf"),
)
_BRANDS = (
    (("heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"), "image/heic"),
    (("avif", "avis"), "image/avif"),
    (("M4A ", "M4B "), "audio/mp4"),
    (("qt  ",), "video/quicktime"),
)
_OOXML = "application/vnd.openxmlformats-officedocument."
_DOCX = _OOXML + "wordprocessingml.document"
_XLSX = _OOXML + "spreadsheetml.sheet"
_ODT = "application/vnd.oasis.opendocument.text"

# Reader of a media type, where one type is enough to choose it.
_READERS = {
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    _DOCX: "docx",
    _XLSX: "workbook",
    _ODT: "odt",
    "application/epub+zip": "epub",
    "application/warc": "web-archive",
    "application/wacz": "web-archive-packed",
    "image/jpeg": "image",
    "image/png": "image",
    "image/tiff": "image",
    "image/webp": "image",
    "image/gif": "image",
    "image/avif": "image",
    "image/heic": "heic",
}
# What a name's ending promises. Endings that are not listed promise nothing.
_TEXTS = {"text/plain", "text/markdown", "text/csv", "text/tab-separated-values"}
_SUBTITLES = {"text/vtt", "application/x-subrip"}
_EXPECTED: dict[str, set[str]] = {
    ".txt": _TEXTS | _SUBTITLES,
    ".md": _TEXTS,
    ".csv": _TEXTS,
    ".tsv": _TEXTS,
    ".html": {"text/html"},
    ".htm": {"text/html"},
    ".mhtml": {"multipart/related"},
    ".mht": {"multipart/related"},
    ".eml": {"message/rfc822", "multipart/related"},
    ".json": {"application/json"},
    ".pdf": {"application/pdf"},
    ".docx": {_DOCX},
    ".xlsx": {_XLSX},
    ".odt": {_ODT},
    ".epub": {"application/epub+zip"},
    ".rtf": {"application/rtf"},
    ".doc": {"application/msword"},
    ".xls": {"application/vnd.ms-excel"},
    ".jpg": {"image/jpeg"},
    ".jpeg": {"image/jpeg"},
    ".png": {"image/png"},
    ".tif": {"image/tiff"},
    ".tiff": {"image/tiff"},
    ".heic": {"image/heic"},
    ".mbox": {"application/mbox", "message/rfc822"},
    ".warc": {"application/warc"},
    ".wacz": {"application/wacz"},
    ".zip": {"application/zip"},
    ".srt": {"application/x-subrip"},
    ".vtt": {"text/vtt"},
}
_MAIL_HEADER = re.compile(
    rb"^(?:Received|Return-Path|Message-ID|MIME-Version|Delivered-To|DKIM-Signature):",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER_LINE = re.compile(rb"^(?:From [^\r\n]*\r?\n)?[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]")
_NEXT_MAIL = re.compile(rb"\n\r?\nFrom [^\r\n]+\r?\n[A-Za-z][A-Za-z0-9-]{1,40}:")
_HTML = re.compile(
    r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.DOTALL,
)
_FRAGMENT = re.compile(r"<(?:p|div|br|table|article|h[1-6])\b")
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_SUBRIP = re.compile(r"\d+\r?\n\d\d:\d\d:\d\d[,.]\d{3} --> ")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """What a file is: its media type and the reader for it (``""`` if none)."""

    media_type: str
    reader: str


def expected_types(name: str) -> set[str]:
    """Media types that the ending of a name promises; empty if it promises nothing."""
    return _EXPECTED.get(PurePosixPath(name).suffix.lower(), set())


def find_kind(path: Path, name: str, limits: Limits) -> FileKind:
    """Find out what a file is from its bytes.

    Args:
        path: A regular file.
        name: A hint for formats without a signature (Markdown, CSV).
        limits: Bounds for looking into packed files.

    Raises:
        OSError: The file cannot be opened.
    """
    head = read_head(path)
    media_type = signature(head)
    if media_type == "application/zip":
        media_type = zip_type(path, limits)
    elif media_type == "application/x-ole-storage":
        media_type = _inside_ole(path, limits)
    if media_type:
        return FileKind(media_type=media_type, reader=_READERS.get(media_type, ""))
    return kind_of_words(head, name)


def read_head(path: Path) -> bytes:
    """The first bytes of a file, enough to tell what it is."""
    with path.open("rb") as stream:
        return stream.read(HEAD_BYTES)


def signature(head: bytes) -> str:
    """Media type by the first bytes alone; ``""`` for formats written in characters."""
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "application/zip"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "application/x-ole-storage"
    if head[4:8] == b"ftyp":
        brand = head[8:12].decode("latin-1")
        return next((t for brands, t in _BRANDS if brand in brands), "video/mp4")
    for offset, start, media_type in _MAGIC:
        if head.startswith(start, offset):
            return _inside_gzip(head) if media_type.endswith("gzip") else media_type
    return ""


def _inside_gzip(head: bytes) -> str:
    """Tell packed web archives from other packed files by the first unpacked bytes."""
    try:
        start = zlib.decompressobj(wbits=31).decompress(head, 16)
    except zlib.error:
        return "application/gzip"
    return "application/warc" if start.startswith(b"WARC/1.") else "application/gzip"


def zip_type(path: Path | IO[bytes], limits: Limits) -> str:
    """Tell office documents and books from plain zip files by their members."""
    try:
        with open_zip(path, limits) as packed:
            names = set(packed.namelist())
            declared = ""
            if "mimetype" in names and packed.getinfo("mimetype").file_size < 200:
                member = packed.getinfo("mimetype")
                words = read_member(packed, member, limits)
                declared = words.decode("ascii", "replace").strip()
    except (UnreadableExhibit, OSError):
        return "application/zip"  # the zip reader will say what is wrong
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return _DOCX
        if "xl/workbook.xml" in names:
            return _XLSX
        return _OOXML + "package"
    if declared.startswith(("application/epub+zip", "application/vnd.oasis.")):
        return declared
    if "datapackage.json" in names and any(n.startswith("archive/") for n in names):
        return "application/wacz"
    return "application/zip"


def _inside_ole(path: Path, limits: Limits) -> str:
    """Tell old Office files and locked new ones by the names of their streams."""
    with path.open("rb") as stream:
        data = stream.read(min(limits.file_bytes, 64 * 1024 * 1024))
    for stream_name, media_type in (
        ("EncryptedPackage", "application/x-ole-encrypted"),
        ("WordDocument", "application/msword"),
        ("Workbook", "application/vnd.ms-excel"),
        ("__substg1.0_", "application/vnd.ms-outlook"),
    ):
        if stream_name.encode("utf-16-le") in data:
            return media_type
    return "application/x-ole-storage"


def kind_of_words(head: bytes, name: str) -> FileKind:
    """Tell the formats that are written in plain characters."""
    decoded = decode(head, cut=len(head) == HEAD_BYTES)
    if decoded is None:
        return FileKind(media_type="application/octet-stream", reader="")
    text = decoded.text.lstrip("\ufeff \t\r\n")
    low = text[:4096].lower()
    if _HEADER_LINE.match(head) and _MAIL_HEADER.search(head[:8192]):
        if b"multipart/related" in head[:8192] and b"Snapshot-Content" in head[:8192]:
            return FileKind(media_type="multipart/related", reader="page-archive")
        if head.startswith(b"From ") and _NEXT_MAIL.search(head):
            return FileKind(media_type="application/mbox", reader="mailbox")
        return FileKind(media_type="message/rfc822", reader="mail")
    ending = PurePosixPath(name).suffix.lower()
    if _HTML.match(low) or (ending in (".html", ".htm") and _FRAGMENT.search(low)):
        telegram = 'class="page_wrap"' in low or 'class="page_header"' in low
        reader = "telegram-page" if telegram else "page"
        return FileKind(media_type="text/html", reader=reader)
    if low.startswith("<svg") or ("<svg" in low and low.startswith("<?xml")):
        return FileKind(media_type="image/svg+xml", reader="")
    if low.startswith("<?xml"):
        return FileKind(media_type="application/xml", reader="")
    if ending in (".jsonl", ".ndjson"):
        return FileKind(media_type="application/jsonl", reader="text")
    if _JSON.match(text):
        return FileKind(media_type="application/json", reader="telegram")
    if text.startswith("WEBVTT"):
        return FileKind(media_type="text/vtt", reader="captions")
    if _SUBRIP.match(text):
        return FileKind(media_type="application/x-subrip", reader="captions")
    if looks_like_whatsapp(text):
        return FileKind(media_type="text/plain", reader="whatsapp")
    if ending == ".tsv":
        return FileKind(media_type="text/tab-separated-values", reader="sheet")
    if ending == ".csv" or looks_like_table(text):
        return FileKind(media_type="text/csv", reader="sheet")
    if ending in (".md", ".markdown"):
        return FileKind(media_type="text/markdown", reader="markdown")
    return FileKind(media_type="text/plain", reader="text")

"""PDF: one segment a page, the text as PDFium gives it."""

import re

import pypdfium2
import pypdfium2.raw as pdfium

from qantar.errors import UnreadableExhibit
from qantar.intake.composing import TextComposer
from qantar.intake.readers.job import Job
from qantar.vocabulary.exhibit import ExhibitText
from qantar.vocabulary.passage import Unread

__all__ = ["read"]

READER = f"pdf/pypdfium2-{pypdfium2.PYPDFIUM_INFO}"
# PDFium's CPDF_TextPage writes U+FFFE, older versions U+0002, which no XML may hold.
_LINE_END_HYPHEN = re.compile("[\ufffe\x02]")
PAGE_BREAK = "\f"
_CLAIMS = {
    "Title": "title",
    "Author": "author",
    "Subject": "description",
    "Creator": "software",
    "Producer": "producer",
    "CreationDate": "created",
    "ModDate": "modified",
}
_REASONS = {
    pdfium.FPDF_ERR_PASSWORD: "it is protected by a password; open it, print it to a new "
    "PDF without one, and add the new copy",
    pdfium.FPDF_ERR_SECURITY: "it is protected in a way that cannot be opened here; print "
    "it to a new PDF and add the new copy",
}
_DATE = re.compile(
    r"(?:D:)?(?P<year>\d{4})(?P<month>\d\d)?(?P<day>\d\d)?(?P<hour>\d\d)?"
    r"(?P<minute>\d\d)?(?P<second>\d\d)?(?P<zone>Z|[+-]\d\d'?(?:\d\d)?)?"
)
_DAMAGED = "it is a damaged or cut-off PDF; copy it again from where it came from"


def read(job: Job) -> ExhibitText:
    """Read all pages. Hyphens at line ends stay; joining words is a later view.

    PDFium ends lines with CR LF, which is kept, but swallows a hyphen with the line end
    behind it and leaves one sign in their place; both are put back as they are printed.
    Pages stand between form feeds.
    """
    try:
        document = pypdfium2.PdfDocument(job.path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableExhibit(_REASONS.get(error.err_code, _DAMAGED)) from error
    try:
        composer = TextComposer()
        unread: list[Unread] = []
        total = len(document)
        empty: list[int] = []
        for index in range(min(total, job.limits.pages)):
            try:
                words = _page_words(document, index)
            except pypdfium2.PdfiumError:
                unread.append(job.unread(_DAMAGED, what=f"page {index + 1}"))
                continue
            if words.strip():
                composer.add(words, "page", {"page": str(index + 1)}, gap=PAGE_BREAK)
            else:
                empty.append(index + 1)
        unread += _said(job, empty, total)
        claims = {
            ours: _iso(words) if theirs.endswith("Date") else words
            for theirs, ours in _CLAIMS.items()
            if (words := document.get_metadata_value(theirs))
        }
        return composer.finish(
            media_type=job.media_type,
            reader=READER,
            claims={**claims, "pages": str(total)},
            unread=unread,
        )
    finally:
        document.close()


def _iso(date: str) -> str:
    """``D:20220105155000+06'00'`` (PDF 32000-1, 7.9.4) as far as it goes; else as is."""
    match = _DATE.match(date)
    if not match:
        return date
    day = "-".join(part for part in match.group("year", "month", "day") if part)
    clock = match.group("hour", "minute", "second")
    if not all(clock):
        return day
    zone = match["zone"] or ""
    if zone[:1] in ("+", "-"):
        zone = f"{zone[:3]}:{zone[3:].strip(chr(39)) or '00'}"
    return f"{day}T{':'.join(clock)}{zone}"


def _page_words(document: pypdfium2.PdfDocument, index: int) -> str:
    page = document[index]
    textpage = page.get_textpage()
    try:
        return _LINE_END_HYPHEN.sub("-\r\n", textpage.get_text_range())
    finally:
        textpage.close()
        page.close()


def _said(job: Job, empty: list[int], total: int) -> list[Unread]:
    said = [
        job.unread(
            "the page holds no text, as a scan does; add a text recognised from it, or "
            "a transcript, as a file of its own",
            what=f"page {pages}",
        )
        for pages in _ranges(empty)
    ]
    if total > job.limits.pages:
        said.append(
            job.unread(
                f"only {job.limits.pages} pages were read; split the PDF and add the rest",
                what=f"pages {job.limits.pages + 1} to {total}",
            )
        )
    return said


def _ranges(numbers: list[int]) -> list[str]:
    """Consecutive numbers as ``3 to 7``, so that a scan of 300 pages is one line."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][-1] == number - 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    return [" to ".join(map(str, r)) for r in ranges]

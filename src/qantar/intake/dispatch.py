"""Choose the reader of a file by its content, and run it in this process."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from qantar.errors import UnreadableExhibit
from qantar.intake.limits import Limits
from qantar.intake.media import FileKind
from qantar.intake.packed import check_member, open_zip
from qantar.intake.readers import (
    captions,
    docx,
    epub,
    image,
    mail,
    markdown,
    opendocument,
    page,
    pdf,
    plain,
    rtf,
    sheet,
    telegram,
    telegram_page,
    web_archive,
    whatsapp,
    workbook,
)
from qantar.intake.readers.job import Job
from qantar.intake.remedies import remedy_for, wrong_name
from qantar.vocabulary.exhibit import ExhibitText

__all__ = ["read_here"]

_READERS: dict[str, Callable[[Job], ExhibitText]] = {
    "captions": captions.read,
    "docx": docx.read,
    "epub": epub.read,
    "heic": image.read_heic,
    "image": image.read,
    "mail": mail.read,
    "mailbox": mail.read_mailbox,
    "markdown": markdown.read,
    "odt": opendocument.read,
    "page": page.read,
    "page-archive": page.read_archive,
    "pdf": pdf.read,
    "rtf": rtf.read,
    "sheet": sheet.read,
    "telegram": telegram.read,
    "telegram-page": telegram_page.read,
    "text": plain.read,
    "web-archive": web_archive.read,
    "web-archive-packed": web_archive.read_packed,
    "whatsapp": whatsapp.read,
    "workbook": workbook.read,
}


def read_here(path: Path, name: str, kind: FileKind, limits: Limits) -> ExhibitText:
    """Read a file of a known kind in this process.

    Raises:
        UnreadableExhibit: There is no text to be had; the message says why and what
            would help.
        OSError: The file cannot be opened.
    """
    job = Job(path=path, name=name, media_type=kind.media_type, limits=limits)
    if kind.media_type == "application/zip":
        with open_zip(path, limits) as packed:  # says what is wrong with it, if so
            for member in packed.infolist():
                check_member(member, limits)
    if not kind.reader:
        raise UnreadableExhibit(remedy_for(kind.media_type))
    content = _READERS[kind.reader](job)
    return replace(
        content, unread=(*wrong_name(name, kind.media_type), *content.unread)
    )

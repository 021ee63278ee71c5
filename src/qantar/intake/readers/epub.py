"""EPUB: its chapters in reading order (EPUB 3.3, sections 5 and 6)."""

import posixpath
import urllib.parse
import zipfile

from qantar.errors import UnreadableExhibit
from qantar.intake.composing import TextComposer
from qantar.intake.encoding import decode
from qantar.intake.packed import open_zip, read_member
from qantar.intake.readers.blocks import HTML, walk_blocks
from qantar.intake.readers.job import Job
from qantar.intake.readers.page import parse_html
from qantar.intake.readers.xml import parse_xml
from qantar.vocabulary.exhibit import ExhibitText
from qantar.vocabulary.passage import Unread

__all__ = ["read"]

READER = "epub/1"
_DAMAGED = "it is a damaged e-book; copy it again from where it came from"
_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_CLAIMS = {"title": "title", "creator": "author", "publisher": "outlet",
           "date": "published", "language": "lang"}  # fmt: skip


def read(job: Job) -> ExhibitText:
    """Read an e-book; nothing in it is executed, pictures are left alone."""
    composer = TextComposer()
    unread: list[Unread] = []
    with open_zip(job.path, job.limits) as packed:
        place, chapters, claims = _package(job, packed)
        total = 0
        for chapter in chapters:
            path = posixpath.normpath(
                posixpath.join(place, urllib.parse.unquote(chapter))
            )
            try:
                data = read_member(packed, packed.getinfo(path), job.limits)
            except (KeyError, UnreadableExhibit):
                unread.append(job.unread(_DAMAGED, what=f"chapter '{path}'"))
                continue
            total += len(data)
            if total > job.limits.member_bytes:
                raise UnreadableExhibit(
                    f"its chapters unpack to more than {job.limits.member_bytes} bytes; "
                    "save it as text or PDF"
                )
            decoded = decode(data)
            if decoded is None:
                unread.append(job.unread(_DAMAGED, what=f"chapter '{path}'"))
            elif decoded.text.strip():
                walk_blocks(parse_html(decoded.text), composer, HTML)
    if not composer.length:
        raise UnreadableExhibit("it holds no words; save it as text or PDF")
    return composer.finish(
        media_type=job.media_type, reader=READER, claims=claims, unread=unread
    )


def _package(
    job: Job, packed: zipfile.ZipFile
) -> tuple[str, list[str], dict[str, str]]:
    """Folder of the package document, chapters in order, what the book says of itself."""

    def part(name: str) -> bytes:
        return read_member(packed, packed.getinfo(name), job.limits)

    try:
        container = parse_xml(part("META-INF/container.xml"))
        path = next(
            address
            for element in container.iter()
            if (address := element.get("full-path")) is not None
        )
        package = parse_xml(part(path))
    except (KeyError, StopIteration) as error:
        raise UnreadableExhibit(_DAMAGED) from error
    items = {
        item.get("id"): item.get("href") or "" for item in package.iter(f"{_OPF}item")
    }
    order = [items.get(ref.get("idref"), "") for ref in package.iter(f"{_OPF}itemref")]
    claims: dict[str, str] = {}
    for name, claim in _CLAIMS.items():
        element = package.find(f".//{_DC}{name}")
        if element is not None and element.text:
            claims[claim] = element.text.strip()
    claims["lang"] = claims.get("lang", "").partition("-")[0]
    return posixpath.dirname(path), [chapter for chapter in order if chapter], claims

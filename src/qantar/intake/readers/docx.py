"""DOCX: headings, paragraphs, lists, tables, footnotes, comments, in their order."""

import re
import zipfile
from collections.abc import Iterator

import docx
import docx.opc.exceptions
import lxml.etree
from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from qantar.errors import UnreadableExhibit
from qantar.intake.composing import InlineText, TextComposer
from qantar.intake.packed import check_package
from qantar.intake.readers.job import Job
from qantar.vocabulary.exhibit import ExhibitText
from qantar.vocabulary.passage import Unread

__all__ = ["read"]

READER = f"docx/python-docx-{docx.__version__}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_HEADING = re.compile(
    r"heading|title|überschrift|titel|заголовок|название|тақырып", re.I
)
_QUOTE = re.compile(r"quote|zitat|цитата|дәйексөз", re.I)
_CAPTION = re.compile(r"caption|beschriftung|название объекта|подпись", re.I)
# Notes that only draw the line above the footnotes (ECMA-376 part 1, 17.11.10).
_DRAWN = {"separator", "continuationSeparator", "continuationNotice"}


def read(job: Job) -> ExhibitText:
    """Read a DOCX file. Text marked as deleted is left out and said."""
    check_package(job.path, job.limits)
    try:
        document = docx.Document(str(job.path))
        body = document.element.body
        styles = {s.style_id: s.name or "" for s in document.styles}
    except (
        docx.opc.exceptions.PackageNotFoundError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        lxml.etree.XMLSyntaxError,
    ) as error:
        raise UnreadableExhibit(
            "it is a damaged DOCX file; open it in your office program, save it anew and "
            "add the new copy"
        ) from error
    reader = _Reader(document, styles)
    reader.body(body)
    reader.notes("footnotes", "footnote")
    reader.notes("endnotes", "footnote")
    reader.notes("comments", "footnote")
    reader.margins()
    return reader.composer.finish(
        media_type=job.media_type,
        reader=READER,
        claims=_told(document),
        unread=_said(job, document.element),
    )


class _Reader:
    def __init__(self, document: Document, styles: dict[str, str]) -> None:
        self._document = document
        self._styles = styles
        self.composer = TextComposer()

    def body(self, element: Element) -> None:
        """Paragraphs and tables in document order, through content controls too."""
        for child in element:
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
                self.body(child)

    def notes(self, part: str, kind: str) -> None:
        """Footnotes, endnotes, comments: stored in parts of their own."""
        for relation in self._document.part.rels.values():
            if relation.is_external or not relation.reltype.endswith("/" + part):
                continue
            for note in _parse(relation.target_part.blob):
                if note.get(_W + "type") in _DRAWN:
                    continue
                inline = InlineText()
                for number, paragraph in enumerate(note.iter(_W + "p")):
                    if number:
                        inline.break_line()
                    _words(paragraph, inline, {})
                told = {"note": part.removesuffix("s"), "id": note.get(_W + "id") or ""}
                if author := note.get(_W + "author"):
                    told["author"] = author
                if time := note.get(_W + "date"):
                    told["time"] = time
                self.composer.add_inline(inline, kind, told)

    def margins(self) -> None:
        """Running heads and feet, once each: letterheads stand there."""
        said = set()
        for relation in self._document.part.rels.values():
            place = relation.reltype.rpartition("/")[2]
            if relation.is_external or place not in ("header", "footer"):
                continue
            for paragraph in _parse(relation.target_part.blob).iter(_W + "p"):
                inline = InlineText()
                _words(paragraph, inline, {})
                if (words := inline.words.strip()) and words not in said:
                    said.add(words)
                    self.composer.add_inline(inline, "paragraph", {"part": place})

    def _paragraph(self, element: Element) -> None:
        inline = InlineText()
        links = {
            i: r.target_ref
            for i, r in self._document.part.rels.items()
            if r.is_external
        }
        _words(element, inline, links)
        self.composer.add_inline(inline, self._kind(element))
        for box in element.iter(qn("w:txbxContent")):
            if not any(a.tag == _MC_FALLBACK for a in box.iterancestors()):
                self.body(box)

    def _kind(self, element: Element) -> str:
        style = element.find(f"{_W}pPr/{_W}pStyle")
        name = (
            self._styles.get(style.get(_W + "val") or "", "")
            if style is not None
            else ""
        )
        for pattern, kind in (
            (_CAPTION, "caption"),
            (_HEADING, "heading"),
            (_QUOTE, "block_quote"),
        ):
            if pattern.search(name):
                return kind
        listed = element.find(f"{_W}pPr/{_W}numPr") is not None or "List" in name
        return "list_item" if listed else "paragraph"

    def _table(self, element: Element) -> None:
        for row in element.iter(qn("w:tr")):
            cells = []
            for cell in row.iterchildren(qn("w:tc")):
                inline = InlineText()
                for paragraph in cell.iter(qn("w:p")):
                    _words(paragraph, inline, {})
                    inline.add(" ")
                cells.append(" ".join(inline.words.split()))
            if any(cells):
                self.composer.add("\t".join(cells), "row", gap="\n")


_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def _words(element: Element, inline: InlineText, links: dict[str, str]) -> None:
    """Words of a paragraph: insertions too, deletions and text boxes not."""
    for node in _shown(element):
        if node.tag == _W + "t":
            # Blanks inside w:t were already put there on purpose.
            inline.add(node.text)
        elif node.tag in (_W + "tab", _W + "noBreakHyphen"):
            inline.add(" " if node.tag == _W + "tab" else "-")
        elif node.tag in (_W + "br", _W + "cr"):
            inline.break_line()
        elif node.tag == _W + "hyperlink":
            start = inline.length
            _words(node, inline, links)
            if address := links.get(node.get(_R_ID) or ""):
                inline.mark(start, "link", {"href": address})
        elif node.tag == _W + "footnoteReference":
            note = node.get(_W + "id") or ""
            inline.add_note(f"[{note}]", "footnote_ref", {"id": note})


def _shown(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag in (_W + "del", _W + "moveFrom", _W + "txbxContent", _MC_FALLBACK):
            continue
        if child.tag in (_W + "hyperlink", _W + "pPr"):
            if child.tag == _W + "hyperlink":
                yield child
            continue
        yield child
        yield from _shown(child)


def _parse(blob: bytes) -> Element:
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, recover=True
    )
    return lxml.etree.fromstring(blob, parser)


def _told(document: Document) -> dict[str, str]:
    try:
        return _properties(document)
    except (AttributeError, ValueError, KeyError, TypeError, lxml.etree.XMLSyntaxError):
        return {}  # a damaged part about the text, not the text


def _properties(document: Document) -> dict[str, str]:
    properties = document.core_properties
    return {
        "title": properties.title or "",
        "author": properties.author or "",
        "created": properties.created.isoformat() if properties.created else "",
        "modified": properties.modified.isoformat() if properties.modified else "",
        "last_modified_by": properties.last_modified_by or "",
    }


def _said(job: Job, root: Element) -> list[Unread]:
    said = []
    if deleted := sum(1 for _ in root.iter(qn("w:del"), qn("w:moveFrom"))):
        said.append(
            job.unread(
                f"{deleted} passages are marked as deleted; they were left out. Open the file "
                "to see them",
                what="tracked changes",
            )
        )
    if pictures := sum(1 for _ in root.iter(qn("w:drawing"), qn("w:pict"))):
        said.append(
            job.unread(
                f"{pictures} pictures or drawings inside were not looked at; add them as "
                "files of their own",
                what="pictures",
            )
        )
    return said

"""ODT: headings, paragraphs, lists, tables, notes, in their order."""

from qantar.errors import UnreadableExhibit
from qantar.intake.composing import TextComposer
from qantar.intake.packed import check_package, open_zip, read_member
from qantar.intake.readers.blocks import Markup, walk_blocks
from qantar.intake.readers.job import Job
from qantar.intake.readers.xml import parse_xml
from qantar.vocabulary.exhibit import ExhibitText

__all__ = ["read"]

READER = "opendocument/1"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_MARKUP = Markup(
    blocks={"h": "heading", "p": "paragraph", "list-item": "list_item"},
    breaks=frozenset({"line-break"}),
    blanks=frozenset({"s", "tab"}),
    links={"a": _LINK},
    rows=frozenset({"table-row"}),
    cells=frozenset({"table-cell"}),
    boundaries=frozenset({"list", "section", "table", "text", "frame", "text-box"}),
    # Notes and comments are composed after the text, deletions not at all.
    skipped=frozenset(
        {"note", "annotation", "tracked-changes", "sequence-decls", "forms", "image"}
    ),
)
# Dublin Core and ODF metadata elements -> claims.
_CLAIMS = {
    "title": "title",
    "initial-creator": "author",
    "creator": "last_modified_by",
    "creation-date": "created",
    "date": "modified",
    "language": "lang",
    "generator": "software",
}


def read(job: Job) -> ExhibitText:
    """Read an ODT file. Text marked as deleted is left out and said."""
    check_package(job.path, job.limits)
    with open_zip(job.path, job.limits) as packed:
        try:
            content = read_member(packed, packed.getinfo("content.xml"), job.limits)
        except KeyError as error:
            raise UnreadableExhibit(
                "it is a damaged ODT file, its text is missing; save it anew with your "
                "office program"
            ) from error
        meta = b""
        if "meta.xml" in packed.namelist():
            meta = read_member(packed, packed.getinfo("meta.xml"), job.limits)
    root = parse_xml(content)
    body = root.find(f"{_OFFICE}body")
    composer = TextComposer()
    walk_blocks(root if body is None else body, composer, _MARKUP)
    for note in root.iter(f"{_TEXT}note-body", f"{_OFFICE}annotation"):
        comment = note.tag == f"{_OFFICE}annotation"
        told = {"note": "comment" if comment else "footnote"}
        with composer.group("footnote", told):
            walk_blocks(note, composer, _MARKUP)
    unread = []
    if deleted := sum(1 for _ in root.iter(f"{_TEXT}deletion")):
        unread.append(
            job.unread(
                f"{deleted} passages are marked as deleted; they were left out. Open the "
                "file to see them",
                what="tracked changes",
            )
        )
    claims = _claims(meta)
    return composer.finish(
        media_type=job.media_type, reader=READER, claims=claims, unread=unread
    )


def _claims(meta: bytes) -> dict[str, str]:
    if not meta:
        return {}
    claims: dict[str, str] = {}
    for element in parse_xml(meta).iter():
        if isinstance(element.tag, str):
            claim = _CLAIMS.get(element.tag.rpartition("}")[2])
            if claim and element.text:
                claims.setdefault(claim, element.text.strip())
    claims["lang"] = claims.get("lang", "").partition("-")[0]
    return claims

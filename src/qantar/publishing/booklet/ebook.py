"""E-book: the booklet's content as EPUB 3 for phones and readers.

Written with the standard library's ``zipfile``: ``mimetype`` first and stored, entries
in order with one fixed time, so that the same record gives the same bytes (EPUB 3.3,
W3C Recommendation of 25 May 2023; accessibility metadata after EPUB Accessibility 1.1).
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from qantar.publishing.booklet.preparing import Prepared, prepare
from qantar.publishing.marks import Mark, glyph
from qantar.publishing.placing import place_bytes
from qantar.publishing.profile import Profile
from qantar.publishing.site.words import Words
from qantar.text.messages import N_, translator
from qantar.vocabulary.record import RecordView

__all__ = ["make_ebook", "write_ebook"]

_TIME = (1980, 1, 1, 0, 0, 0)
"""The first that ZIP knows: the time of the record stands in the package document."""

_FONTS = (
    "literata-400-normal.ttf",
    "literata-400-italic.ttf",
    "literata-700-normal.ttf",
    "golos-text-400-normal.ttf",
    "golos-text-800-normal.ttf",
)
_FEATURES = (
    "alternativeText",
    "displayTransformability",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
)
_MEDIA = {
    ".css": "text/css",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".xhtml": "application/xhtml+xml",
}
_WORDS = {
    "contents": N_("Contents"),
    "text": N_("Text"),
    "landmarks": N_("Landmarks"),
    "access": N_(
        "Text with headings, a table of contents, notes that link both ways, and a"
        " description of every picture. Signs of time are said in words too."
    ),
}
_CONTAINER = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<container version="1.0"'
    b' xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    b'<rootfile full-path="OEBPS/package.opf"'
    b' media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chapter:
    """One file of the reading order; ``kind`` is its ``epub:type``."""

    id: str
    title: str
    kind: str = "chapter"

    @property
    def file(self) -> str:
        return f"{self.id}.xhtml"


def write_ebook(view: RecordView, out: Path, *, profile: Profile, lang: str) -> None:
    """Write the e-book.

    Args:
        view: The record.
        out: File to write.
        profile: What may go out.
        lang: de, en, ru or kk.
    """
    prepared = prepare(view, profile=profile, lang=lang)
    place_bytes(make_ebook(prepared, edition=profile.edition), out)


def make_ebook(prepared: Prepared, *, edition: str = "") -> bytes:
    """The e-book of what was prepared.

    Args:
        prepared: Content and pictures.
        edition: Name of the edition; part of the book's identifier.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        for name, data in _files(prepared, edition):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.external_attr = 0o644 << 16
            stored = name == "mimetype"
            kind = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            book.writestr(entry, data, compress_type=kind, compresslevel=9)
    return buffer.getvalue()


def _files(prepared: Prepared, edition: str) -> Iterator[tuple[str, bytes]]:
    yield "mimetype", b"application/epub+zip"
    yield "META-INF/container.xml", _CONTAINER
    package = files("qantar.publishing.booklet")
    content: dict[str, bytes] = {
        "booklet.css": package.joinpath("templates/booklet.css").read_bytes()
    }
    for name in (*_FONTS, "literata-LICENSE.txt", "golos-text-LICENSE.txt"):
        content[f"fonts/{name}"] = package.joinpath("fonts", name).read_bytes()
    content |= prepared.assets
    values = _values(prepared)
    chapters = list(_chapters(prepared.content, values["w"]))
    for chapter in chapters:
        content[chapter.file] = _render(
            "chapter.xhtml",
            values,
            chapter=chapter.id,
            title=chapter.title,
            kind=chapter.kind,
        )
    values |= {"chapters": chapters, "landmarks": _landmarks(chapters, values["w"])}
    yield (
        "OEBPS/package.opf",
        _render(
            "package.opf",
            values,
            identifier=":".join(
                filter(
                    None,
                    (
                        "urn:x-qantar:booklet",
                        prepared.facts.root,
                        edition,
                        prepared.lang,
                    ),
                )
            ),
            modified=prepared.facts.built.replace("Z", ":00Z"),
            features=_FEATURES,
            items=list(_items(content)),
        ),
    )
    yield "OEBPS/nav.xhtml", _render("nav.xhtml", values)
    for name, data in content.items():
        yield f"OEBPS/{name}", data


def _values(prepared: Prepared) -> dict[str, Any]:
    """What every template may ask for."""
    content, words = prepared.content, Words(prepared.lang)
    say = translator(prepared.lang, "booklet").gettext
    counts = [len(day["paras"]) for day in content["account"]]
    return {
        "d": content,
        "w": content["words"] | {key: say(text) for key, text in _WORDS.items()},
        "lang": prepared.lang,
        "known": {row["label"] for row in content["sources"]},
        "numbers": list(accumulate(counts, initial=0)),
        "mark_words": {str(mark): words.mark(mark) for mark in Mark},
        "glyphs": {
            str(mark): Markup(glyph(mark))  # noqa: S704 (our own drawings, no input)
            for mark in Mark
        },
    }


def _chapters(content: dict[str, Any], words: dict[str, str]) -> Iterator[_Chapter]:
    """The parts that have something to say, in reading order."""
    yield _Chapter(id="cover", title=content["title"], kind="cover")
    yield _Chapter(id="how", title=words["how_to_read"], kind="introduction")
    if content["handset"]:
        yield _Chapter(id="handset", title=_first_words(content, words["text"]))
    for name in ("account", "pictures", "chronology"):
        if content[name]:
            yield _Chapter(id=name, title=words[name])
    if content["has_map"]:
        yield _Chapter(id="map", title=words["map"])
    for name in ("figures", "people", "network"):
        if content[name]:
            yield _Chapter(id=name, title=words[name])
    yield _Chapter(id="made", title=words["how_made"], kind="appendix")
    yield _Chapter(id="sources", title=words["sources"], kind="appendix")


def _first_words(content: dict[str, Any], other: str) -> str:
    """The heading that the editor's text begins with, if it has one."""
    first = content["handset"][0]
    if first["kind"] != "heading":
        return other
    return "".join(run["text"] for run in first["runs"])


def _landmarks(
    chapters: list[_Chapter], words: dict[str, str]
) -> list[tuple[str, str, str]]:
    first = chapters[1]
    return [
        ("cover", chapters[0].file, chapters[0].title),
        ("toc", "nav.xhtml", words["contents"]),
        ("bodymatter", first.file, first.title),
        ("backmatter", chapters[-1].file, chapters[-1].title),
    ]


def _items(content: dict[str, bytes]) -> Iterator[dict[str, str]]:
    """The manifest, but for the table of contents."""
    for name, data in content.items():
        suffix = Path(name).suffix
        properties = ""
        if name == "cover.svg":
            properties = "cover-image"
        elif suffix == ".xhtml" and b"<svg" in data:
            properties = "svg"
        yield {
            "id": Path(name).stem
            if suffix == ".xhtml"
            else f"f-{name.replace('/', '-')}",
            "href": name,
            "media": _MEDIA[suffix],
            "properties": properties,
        }


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("qantar.publishing.booklet"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _render(template: str, values: dict[str, Any], **more: Any) -> bytes:
    made = _environment().get_template(template).render(values, **more)
    return made.rstrip("\n").encode() + b"\n"

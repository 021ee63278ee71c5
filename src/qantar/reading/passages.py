"""Structure of an exhibit's text: who wrote which stretch in which role.

What the file format tells (segments) goes first; a chat is read by its message heads;
any other text by its blank lines (``prose``). Pure; ids derive from exhibit, offsets
and kind.
"""

import re

from qantar.reading.chats import chat_parts
from qantar.reading.passage_tree import Part, passage_tree
from qantar.reading.prose import prose_parts
from qantar.reading.units import Unit, units_of
from qantar.text.language import detect
from qantar.text.repair import repair
from qantar.vocabulary.exhibit import Exhibit, Segment
from qantar.vocabulary.passage import PASSAGE_KINDS, Passage

__all__ = ["read_passages"]

_URL = re.compile(r"<?https?://[^\s<>»«\"“”)]+>?")
_NOTE_REF = re.compile(r"(?<=[\w.,;:!?»“”\"*)])[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_ALONE = frozenset({"message", "forwarded", "reply", "row"})
"""Segments that tell the whole structure of their file: chats and tables."""
_BLOCKS = frozenset(
    {
        "heading",
        "title",
        "paragraph",
        "list_item",
        "caption",
        "footnote",
        "lead",
        "quote",
    }
)
"""Segments that are blocks of prose."""
_WORD_BEFORE = re.compile(r"\S*\Z")
_WORD_AFTER = re.compile(r"[^\s.,;:!?]*")


def read_passages(exhibit: Exhibit) -> tuple[Passage, ...]:
    """The passages of ``exhibit``, by start, outer before inner.

    Every child lies inside its parent. ``attributes`` holds what the structure tells:
    author and time of a message, credit of a caption, title and date of an article.
    """
    text = exhibit.content.text
    told = [
        item
        for item in exhibit.content.segments
        if item.kind in PASSAGE_KINDS or item.kind == "quote"
    ]
    if any(item.kind in _ALONE for item in told):
        parts = [_as_told(item) for item in told]
    else:
        chat = chat_parts(text) if not told else None
        parts = _read_prose(exhibit, told) if chat is None else chat
    parts += _inside(text, parts)
    lang = exhibit.provenance.lang or detect(text)
    return passage_tree(exhibit.digest, text, parts, lang)


def _as_told(item: Segment) -> Part:
    kind = "block_quote" if item.kind == "quote" else item.kind
    return Part(item.start, item.end, kind, dict(item.attributes))


def _read_prose(exhibit: Exhibit, told: list[Segment]) -> list[Part]:
    """Prose, with the roles that the format tells (HTML, DOCX, Markdown).

    What no segment covers is read by its blank lines, as in plain text.
    """
    text = exhibit.content.text
    blocks = [item for item in told if item.kind in _BLOCKS]
    fixed = {(item.start, item.end): item for item in blocks}
    units = [
        unit
        for unit in units_of(text)
        if not any(item.start < unit.end and unit.start < item.end for item in blocks)
    ]
    units += [
        Unit(item.start, item.end, 1, attributes=dict(item.attributes))
        for item in blocks
    ]
    units.sort(key=lambda unit: unit.start)
    for unit in units:
        item = fixed.get((unit.start, unit.end))
        if item is not None and item.kind != "paragraph":
            unit.told = "block_quote" if item.kind == "quote" else item.kind
    rest = [_as_told(item) for item in told if item.kind not in _BLOCKS]
    return prose_parts(text, exhibit.provenance, units) + _repairs(text) + rest


def _inside(text: str, parts: list[Part]) -> list[Part]:
    links = {(part.start, part.end) for part in parts if part.kind == "link"}
    notes = {part.start for part in parts if part.kind == "footnote"}
    return [
        Part(match.start(), match.end(), "link", {"url": match.group().strip("<>")})
        for match in _URL.finditer(text)
        if (match.start(), match.end()) not in links
    ] + [
        Part(match.start(), match.end(), "footnote_ref", {"note": match.group()})
        for match in _NOTE_REF.finditer(text)
        if match.start() not in notes
    ]


def _repairs(text: str) -> list[Part]:
    parts = []
    for item in repair(text).repairs:
        if item.kind in ("hyphenation", "page_break_join"):
            start, end = _with_words(text, item.start, item.end)
            parts.append(Part(start, end, item.kind))
        elif item.kind in ("asterisk", "lost_number"):
            start, end = item.start, item.end
            if start == end:
                end = start + len(_first_word(text, start))
            parts.append(Part(start, end, "defect", {"class": item.kind}))
    return parts


def _first_word(text: str, start: int) -> str:
    match = _WORD_AFTER.match(text, start)
    return match.group() if match else ""


def _with_words(text: str, start: int, end: int) -> tuple[int, int]:
    before = _WORD_BEFORE.search(text, max(0, start - 60), start)
    begin = before.start() if before else start
    while begin < start and text[begin] in '„“»«"(':
        begin += 1
    return begin, end + len(_first_word(text, end))

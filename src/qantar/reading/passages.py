"""Structure of an exhibit's text: who wrote which stretch in which role.

What the file format tells (segments) goes first; a chat is read by its message heads;
any other text by its blank lines (``prose``). Pure; ids derive from exhibit, offsets
and kind.
"""

import re

from qantar.reading.chats import chat_parts
from qantar.reading.passage_tree import Part, passage_tree
from qantar.reading.prose import prose_parts
from qantar.text.language import detect
from qantar.text.repair import repair
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.passage import PASSAGE_KINDS, Passage

__all__ = ["read_passages"]

_URL = re.compile(r"<?https?://[^\s<>»«\"“”)]+>?")
_NOTE_REF = re.compile(r"(?<=[\w.,;:!?»“”\"*)])[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_SPAN_KINDS = {"page", "quote"}
"""Segment kinds that are no passage by themselves."""
_WORD_BEFORE = re.compile(r"\S*\Z")
_WORD_AFTER = re.compile(r"[^\s.,;:!?]*")


def read_passages(exhibit: Exhibit) -> tuple[Passage, ...]:
    """The passages of ``exhibit``, by start, outer before inner.

    Every child lies inside its parent. ``attributes`` holds what the structure tells:
    author and time of a message, credit of a caption, title and date of an article.
    """
    text = exhibit.content.text
    parts = _told_by_format(exhibit) or chat_parts(text)
    if parts is None:
        parts = prose_parts(text, exhibit.provenance)
        parts += _repairs(text)
    parts += _inside(text, parts)
    lang = exhibit.provenance.lang or detect(text)
    return passage_tree(exhibit.digest, text, parts, lang)


def _told_by_format(exhibit: Exhibit) -> list[Part] | None:
    parts = [
        Part(
            segment.start,
            segment.end,
            "block_quote" if segment.kind == "quote" else segment.kind,
            dict(segment.attributes),
        )
        for segment in exhibit.content.segments
        if segment.kind in PASSAGE_KINDS or segment.kind == "quote"
    ]
    return parts or None


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

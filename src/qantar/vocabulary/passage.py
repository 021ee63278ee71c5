"""Passage: a stretch of one exhibit's text, and what could not be read there.

All offsets are Unicode code points into the exhibit's ``text``; start inclusive, end
exclusive (W3C Web Annotation, TextPositionSelector).
"""

from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["PASSAGE_KINDS", "Passage", "Span", "Unread"]

PASSAGE_KINDS = (
    "article",
    "section",
    "title",
    "heading",
    "paragraph",
    "lead",
    "question",
    "answer",
    "block_quote",
    "display_quote",
    "attribution_line",
    "caption",
    "footnote",
    "footnote_ref",
    "link",
    "list_item",
    "message",
    "forwarded",
    "reply",
    "row",
    "hyphenation",
    "page_break_join",
    "defect",
)


class Span(NamedTuple):
    """Half-open stretch ``[start, end)`` of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A structural stretch of an exhibit's text.

    Attributes:
        id: Derived from exhibit, offsets and kind.
        exhibit: SHA-256 of the preserved bytes, hex.
        start: First code point.
        end: One past the last code point.
        kind: One of ``PASSAGE_KINDS``.
        parent: Id of the enclosing passage.
        lang: ``de``, ``en``, ``ru``, ``kk`` or ``""`` for not known.
        attributes: What the structure itself tells: ``author``, ``time``,
            ``forwarded_from``, ``reply_to``, ``credit``, column values of a row.
    """

    id: str
    exhibit: str
    start: int
    end: int
    kind: str
    parent: str | None = None
    lang: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Something that a reader could not read, with the reason in plain words.

    Attributes:
        what: Identifier of the thing: a file name, ``page 4``, ``row 17``.
        reason: Why, and what would help. Never holds testimony.
        start: Where in the exhibit's text, if there is a place; else ``None``.
        end: End of that place, exclusive.
    """

    what: str
    reason: str
    start: int | None = None
    end: int | None = None

"""Parts of a text before they become passages, and the tree they form."""

import re
from dataclasses import dataclass, field

from qantar.text.language import detect
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.passage import Passage

__all__ = ["Part", "passage_tree"]

_RANK = (
    "article",
    "section",
    "forwarded",
    "message",
    "reply",
    "row",
    "answer",
    "question",
    "lead",
    "block_quote",
    "list_item",
    "footnote",
    "caption",
    "heading",
    "title",
    "attribution_line",
    "paragraph",
    "display_quote",
)
"""Kinds that can enclose others, from the outside in."""
_NO_PARAGRAPH = frozenset({"caption", "footnote"})
"""What a page puts between two halves of a paragraph does not belong to it."""
_ENOUGH = 4
"""Words from which on the language of a passage is told by itself, not its parent."""
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(slots=True)
class Part:
    """A stretch with a role; offsets into the exhibit's text."""

    start: int
    end: int
    kind: str
    attributes: dict[str, str] = field(default_factory=dict)


def passage_tree(
    exhibit: str, text: str, parts: list[Part], lang: str
) -> tuple[Passage, ...]:
    """Passages with parents and languages, by start, outer before inner.

    The parent is the smallest part that encloses another and may do so by its kind.

    Args:
        exhibit: Digest of the exhibit.
        text: Its text.
        parts: In any order; two of one kind never cover the same stretch.
        lang: Language of the document, for passages too short to tell theirs.
    """
    rank = {kind: place for place, kind in enumerate(_RANK)}
    ordered = sorted(
        {(part.start, part.end, part.kind): part for part in parts}.values(),
        key=lambda part: (part.start, -part.end, rank.get(part.kind, len(rank))),
    )
    found: list[Passage] = []
    open_: list[Passage] = []
    for part in ordered:
        open_ = [outer for outer in open_ if outer.end > part.start]
        parent = _parent(open_, part)
        passage = Passage(
            id=derive_id("passage", exhibit, part.start, part.end, part.kind),
            exhibit=exhibit,
            start=part.start,
            end=part.end,
            kind=part.kind,
            parent=parent.id if parent else None,
            lang=_language(text, part, parent.lang if parent else lang),
            attributes=part.attributes,
        )
        found.append(passage)
        if part.kind in rank:
            open_.append(passage)
    return tuple(found)


def _parent(open_: list[Passage], part: Part) -> Passage | None:
    for outer in reversed(open_):
        if outer.end < part.end:
            continue
        if part.kind in _NO_PARAGRAPH and outer.kind == "paragraph":
            continue
        return outer
    return None


def _language(text: str, part: Part, fallback: str) -> str:
    words = 0
    for words, _ in enumerate(_WORD.finditer(text, part.start, part.end), 1):
        if words >= _ENOUGH:
            return detect(text[part.start : part.end]) or fallback
    return fallback

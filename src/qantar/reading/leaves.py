"""Which passages hold text of their own, and which stretches of it."""

import re
from collections.abc import Iterator, Sequence

from qantar.vocabulary.passage import Passage, Span

__all__ = ["leaves"]

_READABLE = (
    "paragraph",
    "lead",
    "answer",
    "block_quote",
    "display_quote",
    "caption",
    "list_item",
    "message",
    "forwarded",
    "reply",
    "footnote",
    "attribution_line",
)
_ITEM = re.compile(r"\s*(?:\d{1,3}[.)]?|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[•*])\s+")
_LABELS = {
    "answer": re.compile(r"\s*[^\W\d_]{1,2}\s*:\s"),
    "footnote": _ITEM,
    "list_item": _ITEM,
}
"""Before an answer "A: ", before a note or an item of a list its number."""
_INTRUDERS = ("caption", "footnote", "display_quote")
"""What a page break can put into the middle of a paragraph."""


def leaves(
    text: str, passages: Sequence[Passage]
) -> Iterator[tuple[Passage, list[Span]]]:
    """Passages that hold text themselves, with the stretches that are their own.

    A caption or footnote that a page break put into a paragraph is not part of it;
    a message or an answer that holds paragraphs holds no text itself.
    """
    told = [p for p in passages if p.kind in (*_READABLE, "question")]
    told.sort(key=lambda p: (p.start, -p.end))
    inner: dict[str, list[Passage]] = {}
    stack: list[Passage] = []
    for passage in told:
        while stack and stack[-1].end < passage.end:
            stack.pop()
        if stack:
            inner.setdefault(stack[-1].id, []).append(passage)
        stack.append(passage)
    for passage in told:
        held = inner.get(passage.id, [])
        if all(p.kind in _INTRUDERS for p in held):
            yield passage, _own_parts(text, passage, held)


def _own_parts(text: str, passage: Passage, held: Sequence[Passage]) -> list[Span]:
    """What of a passage is left without its label and the passages inside it."""
    parts = []
    at = passage.start
    pattern = _LABELS.get(passage.kind)
    label = pattern.match(text, at, passage.end) if pattern else None
    at = label.end() if label else at
    for inside in held:
        if inside.start > at:
            parts.append(Span(at, inside.start))
        at = max(at, inside.end)
    if at < passage.end:
        parts.append(Span(at, passage.end))
    return parts

"""Quotations: stretches between quotation marks, nested, over paragraphs.

Marks open and close differently from country to country (German „…“ and »…«, Russian
and Kazakh «…», English “…”, typewriters "…"), so a mark is read by what stands beside
it: it opens before a letter and after white space or an opening bracket, it closes
otherwise. An apostrophe is no mark. A mark without partner is ended with its paragraph
and counted as unclosed.
"""

import re
from dataclasses import dataclass

__all__ = ["Quotation", "quotations"]

_DOUBLE = '„“”«»"‟'
_SINGLE = "‚‘’‹›'"
_MARK = re.compile(f"[{_DOUBLE}{_SINGLE}]")
_PAIRS = {
    "„": '“”"',
    "“": '”"',
    "”": "”",
    "«": "»",
    "»": "«",
    '"': '"”“',
    "‟": "”",
    "‚": "‘’",
    "‘": "’",
    "’": "’",
    "‹": "›",
    "›": "‹",
    "'": "'",
}
_LONGEST = 4000
"""Code points: a quotation that runs longer has lost its closing mark."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """``text[start:end]`` with its marks; ``inner`` is the stretch without them.

    ``depth`` is 0 for the outermost.
    """

    start: int
    end: int
    depth: int
    closed: bool = True

    @property
    def inner(self) -> tuple[int, int]:
        """Offsets of what is quoted, without the marks."""
        return self.start + 1, self.end - 1 if self.closed else self.end


def _opens(text: str, place: int, mark: str, expected: str) -> bool:
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if mark in expected and not (
        (before.isspace() or before in "([-–—")
        and (after.isalnum() or after in _DOUBLE)
    ):
        return False
    if after.isspace() or after in ".,;:!?)]":
        return False
    return not (before.isalnum() and mark in "'’‘\"”“»›")


def _apostrophe(text: str, place: int, mark: str) -> bool:
    return (
        mark in "'’‘"
        and 0 < place < len(text) - 1
        and text[place - 1].isalnum()
        and text[place + 1].isalnum()
    )


def quotations(
    text: str, start: int = 0, end: int | None = None
) -> tuple[Quotation, ...]:
    """All quotations in ``text[start:end]``, by start, outer before inner.

    >>> [text[q.start : q.end] for text in ["Er rief: „Halt!“"] for q in quotations(text)]
    ['„Halt!“']
    """
    stop = len(text) if end is None else end
    found: list[Quotation] = []
    stack: list[int] = []
    for match in _MARK.finditer(text, start, stop):
        place, mark = match.start(), match.group()
        if _apostrophe(text, place, mark):
            continue
        while stack and place - stack[-1] > _LONGEST:
            stack.pop()
        expected = _PAIRS[text[stack[-1]]] if stack else ""
        if _opens(text, place, mark, expected):
            stack.append(place)
            continue
        partner = _partner(text, stack, mark)
        if partner is None:
            continue
        del stack[partner + 1 :]
        opened = stack.pop()
        found.append(Quotation(opened, place + 1, len(stack)))
    return tuple(sorted(found, key=lambda quote: (quote.start, -quote.end)))


def _partner(text: str, stack: list[int], mark: str) -> int | None:
    for index in range(len(stack) - 1, -1, -1):
        if mark in _PAIRS[text[stack[index]]]:
            return index
    return None

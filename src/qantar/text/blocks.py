"""Blocks: stretches of text between blank lines, and where a page cut one in two.

Plain text tells its structure by lines alone. If blank lines stand in it, they separate
the blocks; if there are none, every line is a block of its own.
"""

import re
from dataclasses import dataclass

__all__ = ["Block", "Join", "blocks", "joins"]

_BLANK = re.compile(r"\n(?:[ \t\r\f]*\n)+|\f")
_LINE = re.compile(r"\n")
_TERMINAL = '.!?…:;»“”"«)]>’'
_HYPHEN_END = re.compile("[^\\W\\d_][-\u2010\u00ad]\\**$")
_LOWER = re.compile(r"[„“”»«\"'(\[*]*[^\W\d_]")
_NOTE = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]|\[\d{1,3}\]\s|\d{1,2}\s|\*{1,3}\s")
_SHORT = 60
"""Shorter blocks without final punctuation are headings, names, captions."""
_LONG = 150
"""Code points from which on a block without final punctuation is no heading."""
_INTRUDER = 600
"""Longest caption or footnote that is believed to stand between two halves."""
_LOOK_AHEAD = 4
"""Blocks that can stand between two halves: a page holds few captions and notes."""


@dataclass(frozen=True, slots=True)
class Block:
    """``text[start:end]`` without white space at its ends; ``gap`` blank lines before."""

    start: int
    end: int
    gap: int


@dataclass(frozen=True, slots=True)
class Join:
    """Block number ``first`` goes on in block number ``second``.

    ``hyphen`` says that a word was cut, not only a sentence.
    """

    first: int
    second: int
    hyphen: bool


def blocks(text: str, start: int = 0, end: int | None = None) -> tuple[Block, ...]:
    r"""The blocks of ``text[start:end]``, in order.

    >>> [(b.start, b.end, b.gap) for b in blocks("Titel\\n\\n\\nText.")]
    [(0, 5, 0), (8, 13, 2)]
    """
    stop = len(text) if end is None else end
    pattern = _BLANK if _BLANK.search(text.rstrip(), start, stop) else _LINE
    found: list[Block] = []
    begin, gap = start, 0
    for match in pattern.finditer(text, start, stop):
        if _add(text, begin, match.start(), gap, found):
            gap = 0
        gap += match.group().count("\n") - 1
        begin = match.end()
    _add(text, begin, stop, gap, found)
    return tuple(found)


def _add(text: str, start: int, end: int, gap: int, found: list[Block]) -> bool:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Block(start, end, gap))
    return start < end


def joins(text: str, found: tuple[Block, ...]) -> tuple[Join, ...]:
    """Which blocks are halves of one paragraph.

    A block goes on elsewhere if it ends in a cut word, or without final punctuation;
    the other half is the next block that begins in lower case, with nothing between
    but what a page can put there (captions, footnotes). A long block without final
    punctuation may also go on with a capital letter (German nouns).
    """
    result: list[Join] = []
    taken: set[int] = set()
    for number, block in enumerate(found):
        if not _unfinished(text, block) and not _wrapped(text, found, number):
            continue
        hyphen = _HYPHEN_END.search(text, block.start, block.end) is not None
        second = _other_half(text, found, number, hyphen)
        if second is not None and second not in taken:
            taken.add(second)
            result.append(Join(number, second, hyphen))
    return tuple(result)


def _unfinished(text: str, block: Block) -> bool:
    if _HYPHEN_END.search(text, block.start, block.end):
        return True
    last = text[block.end - 1]
    if last in _TERMINAL or _NOTE.match(text, block.start):
        return False
    return block.end - block.start >= _SHORT and (last.isalnum() or last in ",–—")


def _wrapped(text: str, found: tuple[Block, ...], number: int) -> bool:
    """Whether a line without final punctuation goes on in the very next line."""
    after = found[number + 1] if number + 1 < len(found) else None
    if after is None or after.gap or text[found[number].end - 1] in _TERMINAL:
        return False
    return text[after.start].islower()


def _other_half(
    text: str, found: tuple[Block, ...], number: int, hyphen: bool
) -> int | None:
    block = found[number]
    long = block.end - block.start >= _LONG
    for second in range(number + 1, min(number + 1 + _LOOK_AHEAD, len(found))):
        other = found[second]
        first = _LOWER.match(text, other.start)
        note = _NOTE.match(text, other.start)
        if first and not note and first.group()[-1].islower():
            return second
        if hyphen and not other.gap and text[other.start].isalpha():
            return second
        goes_on = other.end - other.start >= _LONG and other.gap <= 1
        if second == number + 1 and long and goes_on and not hyphen and not note:
            return second
        if other.end - other.start > _INTRUDER:
            return None
    return None

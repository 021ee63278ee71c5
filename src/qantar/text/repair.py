"""A repaired view of damaged text, with a map back to the preserved one.

What print, page layout and conversion do to text: words cut at line and page ends, a
caption or footnote between the halves of a sentence, soft hyphens, asterisks left over
from markup, list numbers swallowed by markup ("5. Januar" became "Januar"). The exhibit
is never altered: a ``Repaired`` shows the mended text and answers for each of its
offsets where that stands in the exhibit.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from qantar.text.blocks import Block, blocks, joins
from qantar.text.cues import cue_words
from qantar.vocabulary.passage import Span

__all__ = ["Repair", "Repaired", "repair"]

_SOFT = re.compile("\u00ad+(?:[ \t]*\r?\n[ \t]*)?")
_LINE_END = re.compile(r"[ \t]*\r?\n[ \t]*(?=\S)")
_CUT = re.compile(r"(?<=[^\W\d_])(?P<hyphen>[-\u2010])[ \t]*\r?\n[ \t]*(?=[^\W\d_])")
_SUSPENDED = re.compile(r"(?:und|oder|bzw|sowie|and|or|и|или|және|мен)\b")
_STARS = re.compile(
    r"(?<![\w*])\*{1,3}(?=[^\W\d_])|(?<=[^\W\d_.,!?»“\"])\*{1,3}(?![\w*])"
)
_GENDER = re.compile(r"\*[Ii]n")


@dataclass(frozen=True, slots=True)
class Repair:
    """One mended place of the exhibit's text.

    ``kind`` is hyphenation, page_break_join, line_break, soft_hyphen, asterisk or
    lost_number; ``text[start:end]`` is shown as ``shown`` (for ``lost_number`` nothing
    can be shown: the place is only marked).
    """

    kind: str
    start: int
    end: int
    shown: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """The mended view ``text`` of ``original[start:end]``.

    Attributes:
        text: What to read.
        repairs: What was mended, by place in the original.
        left_out: Captions and footnotes that stood between two halves; they are blocks
            of their own.
    """

    text: str
    repairs: tuple[Repair, ...]
    left_out: tuple[Span, ...]
    _shown: tuple[int, ...] = field(repr=False)
    _placed: tuple[int, ...] = field(repr=False)

    def to_original(self, position: int) -> int:
        """Where the code point at ``position`` of the view stands in the original.

        Inside a shown replacement: the first code point replaced. The end of the view
        maps to the end of the original.
        """
        piece = bisect_right(self._shown, position) - 1
        inside = position - self._shown[piece]
        longest = (
            self._placed[piece + 1] - self._placed[piece]
            if piece + 1 < len(self._placed)
            else inside
        )
        return self._placed[piece] + min(inside, longest)

    def span(self, start: int, end: int) -> Span:
        """The stretch of the original that ``text[start:end]`` shows."""
        if end <= start:
            place = self.to_original(start)
            return Span(place, place)
        return Span(self.to_original(start), self.to_original(end - 1) + 1)


def repair(text: str, start: int = 0, end: int | None = None) -> Repaired:
    r"""Mend ``text[start:end]``.

    Example:
        >>> repair("Viele Perso-\\n\\nnen kamen.").text
        'Viele Personen kamen.'
    """
    stop = len(text) if end is None else end
    parts = blocks(text, start, stop)
    found, left_out = _page_breaks(text, parts)
    taken = [(item.start, item.end) for item in found]
    for item in [*_stars(text, start, stop), *_lines(text, parts), *_lost(text, parts)]:
        if not any(item.start < last and first < item.end for first, last in taken):
            found.append(item)
            taken.append((item.start, item.end))
    found.sort(key=lambda item: (item.start, item.end))
    return _view(text, start, stop, tuple(found), tuple(left_out))


def _page_breaks(
    text: str, parts: tuple[Block, ...]
) -> tuple[list[Repair], list[Span]]:
    found: list[Repair] = []
    left_out: list[Span] = []
    for join in joins(text, parts):
        first, second = parts[join.first], parts[join.second]
        if join.hyphen:
            found.append(_cut_word(text, first, second))
        else:
            found.append(Repair("page_break_join", first.end, second.start, " "))
        left_out += [
            Span(part.start, part.end) for part in parts[join.first + 1 : join.second]
        ]
    return found, left_out


def _cut_word(text: str, first: Block, second: Block) -> Repair:
    begin, end = first.end, second.start
    while text[begin - 1] == "*":
        begin -= 1
    while text[end] == "*":
        end += 1
    if _SUSPENDED.match(text, end):  # "Ost- und Westdeutschland"
        return Repair("hyphenation", begin, end, " ")
    if text[end].isupper() and text[begin - 1] == "-":  # "Nur-Sultan"
        return Repair("hyphenation", begin, end, "")
    return Repair("hyphenation", begin - 1, end, "")


def _lines(text: str, parts: tuple[Block, ...]) -> list[Repair]:
    found = [
        Repair("soft_hyphen", match.start(), match.end(), "")
        for part in parts
        for match in _SOFT.finditer(text, part.start, part.end)
    ]
    for part in parts:
        for match in _CUT.finditer(text, part.start, part.end):
            if _SUSPENDED.match(text, match.end()):
                continue
            upper = text[match.end()].isupper() and match["hyphen"] == "-"
            begin = match.start() + 1 if upper else match.start()
            found.append(Repair("hyphenation", begin, match.end(), ""))
        found += [
            Repair("line_break", match.start(), match.end(), " ")
            for match in _LINE_END.finditer(text, part.start, part.end)
        ]
    return found


def _stars(text: str, start: int, end: int) -> list[Repair]:
    return [
        Repair("asterisk", match.start(), match.end(), "")
        for match in _STARS.finditer(text, start, end)
        if not _GENDER.match(text, match.start())
    ]


def _lost(text: str, parts: tuple[Block, ...]) -> list[Repair]:
    months = "|".join(cue_words("months"))
    lost = re.compile(f"(?:{months})(?=\\s*[:–—-]\\s)")
    return [
        Repair("lost_number", part.start, part.start, "")
        for part in parts
        if lost.match(text, part.start)
    ]


def _view(
    text: str,
    start: int,
    end: int,
    found: tuple[Repair, ...],
    left_out: tuple[Span, ...],
) -> Repaired:
    pieces: list[str] = []
    shown, placed = [0], [start]
    length, place = 0, start
    for item in found:
        if item.start < place:
            continue
        pieces.append(text[place : item.start])
        length += item.start - place
        if item.shown:
            shown.append(length)
            placed.append(item.start)
            pieces.append(item.shown)
            length += len(item.shown)
        shown.append(length)
        placed.append(item.end)
        place = item.end
    pieces.append(text[place:end])
    return Repaired("".join(pieces), found, left_out, tuple(shown), tuple(placed))

"""A sentence cut into stretches between commas, with its quotations kept whole."""

from dataclasses import dataclass

from qantar.text.quotes import Quotation
from qantar.text.tokens import Token, tokens
from qantar.vocabulary.passage import Span

__all__ = ["Segment", "clause_groups", "segments", "whole_sentences"]

_CUTS = ",:–—"


@dataclass(frozen=True, slots=True)
class Segment:
    """``text[start:end]`` after the mark ``mark`` (``""`` for the first).

    ``toks`` are the tokens outside quotation marks and brackets.
    """

    start: int
    end: int
    mark: str
    toks: tuple[Token, ...]


def whole_sentences(
    found: tuple[Span, ...], quotes: tuple[Quotation, ...]
) -> list[Span]:
    """Sentences, joined where a quotation runs from one into the next."""
    result: list[Span] = []
    for span in found:
        cut = result and any(
            quote.depth == 0 and quote.start < result[-1].end <= span.start < quote.end
            for quote in quotes
        )
        if cut:
            result[-1] = Span(result[-1].start, span.end)
        else:
            result.append(span)
    return result


def _outside(
    text: str, start: int, end: int, quotes: tuple[Quotation, ...]
) -> list[Token]:
    """Tokens of a stretch outside its quotations and brackets."""
    inner = [quote.inner for quote in quotes if start <= quote.start < end]
    result: list[Token] = []
    place, depth = 0, 0
    for token in tokens(text, start, end):
        while place < len(inner) and inner[place][1] <= token.start:
            place += 1
        if place < len(inner) and inner[place][0] <= token.start < inner[place][1]:
            continue
        depth += token.text in "(["
        if depth == 0:
            result.append(token)
        depth -= token.text in ")]" and depth > 0
    return result


def clause_groups(
    text: str, start: int, end: int, quotes: tuple[Quotation, ...]
) -> list[Span]:
    """A sentence cut at its semicolons (outside quotations)."""
    result: list[Span] = []
    begin = start
    for token in _outside(text, start, end, quotes):
        if token.text == ";":
            result.append(Span(begin, token.start))
            begin = token.end
    result.append(Span(begin, end))
    trimmed = []
    for span in result:
        first, last = span
        while first < last and text[first].isspace():
            first += 1
        while first < last and text[last - 1] in " \t\r\n.":
            last -= 1
        if first < last:
            trimmed.append(Span(first, last))
    return trimmed


def _inner_colon(text: str, token: Token) -> bool:
    """Whether a colon stands inside an address ("https://")."""
    return token.text == ":" and text[token.end : token.end + 1] == "/"


def segments(
    text: str, start: int, end: int, quotes: tuple[Quotation, ...]
) -> list[Segment]:
    """A stretch cut at commas, colons and dashes (outside quotations and brackets)."""
    result: list[Segment] = []
    current: list[Token] = []
    begin, mark = start, ""
    for token in _outside(text, start, end, quotes):
        if token.text in _CUTS and not _inner_colon(text, token):
            if current:
                result.append(Segment(begin, token.start, mark, tuple(current)))
                mark = token.text
            elif not mark or token.text in ":–—":
                mark = token.text
            begin, current = token.end, []
        else:
            current.append(token)
    if current:
        result.append(Segment(begin, end, mark, tuple(current)))
    return result

"""Checkable clauses of a sentence."""

import re

from qantar.vocabulary.passage import Span

__all__ = ["clauses"]

_CUT = re.compile(r"\s*;\s*")


def clauses(text: str, start: int, end: int, lang: str) -> tuple[Span, ...]:
    """The clauses of the sentence ``text[start:end]``, in order."""
    found = []
    begin = start
    for match in _CUT.finditer(text, start, end):
        found.append(Span(begin, match.start()))
        begin = match.end()
    found.append(Span(begin, end))
    return tuple(span for span in found if span.start < span.end)

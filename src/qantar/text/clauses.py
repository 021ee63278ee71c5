"""Checkable clauses of a sentence, cut where it is safe without a grammar.

Safe are semicolons, and a comma or a dash before a coordinating conjunction ("…, aber
…", "…, но …") or before one that opens a main clause, if enough words stand on both
sides. Nothing inside quotation marks or brackets is cut: that is one voice's sentence.
"""

import re
from functools import cache

from qantar.text.cues import CUE_LANGUAGES, alternatives, cue_file
from qantar.text.quotes import quotations
from qantar.vocabulary.passage import Span

__all__ = ["clauses"]

_FEWEST = 3
"""Words that a clause has at least: a subject, a verb and one more."""
_WORD = re.compile(r"\w+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@cache
def _cuts(lang: str) -> re.Pattern[str]:
    known = lang if lang in CUE_LANGUAGES else "en"
    words = alternatives(cue_file(known, "structure")["coordinators"])
    return re.compile(rf"\s*;\s*|(?:,|\s[–—-])\s+(?={words}\s)", re.IGNORECASE)


def clauses(text: str, start: int, end: int, lang: str) -> tuple[Span, ...]:
    """The clauses of the sentence ``text[start:end]``, in order.

    Args:
        text: The exhibit's text.
        start: First code point of the sentence.
        end: One past its last.
        lang: ``de``, ``en``, ``ru``, ``kk``; anything else is read like English.

    >>> sentence = "Die Wachen gingen um zehn, aber das Tor blieb offen."
    >>> [sentence[a:b] for a, b in clauses(sentence, 0, len(sentence), "de")]
    ['Die Wachen gingen um zehn', 'aber das Tor blieb offen.']
    """
    closed = [(item.start, item.end) for item in quotations(text, start, end)]
    closed += [match.span() for match in _BRACKETS.finditer(text, start, end)]
    found: list[Span] = []
    begin = start
    for match in _cuts(lang).finditer(text, start, end):
        if any(first <= match.start() < last for first, last in closed):
            continue
        enough = min(
            len(_WORD.findall(text, begin, match.start())),
            len(_WORD.findall(text, match.end(), end)),
        )
        if enough >= _FEWEST:
            found.append(Span(begin, match.start()))
            begin = match.end()
    found.append(Span(begin, end))
    return tuple(found)

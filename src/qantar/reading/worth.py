"""Whether a clause says something that can be checked."""

import re
from collections.abc import Sequence
from functools import cache

from qantar.reading.happenings import KindRead
from qantar.reading.pieces import Piece
from qantar.text.lexicon import fold, load

__all__ = ["is_worth"]

_WORD = re.compile(r"[^\W\d_]+")
_RUN_IN = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})+\.?\s[^.!?\n]{1,60}(?:$|[.])")
"""A numbered heading at the beginning of its paragraph: "2.3 The square."."""
_INTRODUCING = ("speech", "publication", "other")
_LEAST_WORDS = 3
"""A clause of fewer words that tells no kind says nothing to check."""


def is_worth(
    text: str,
    piece: Piece,
    kind: KindRead,
    lang: str,
    *,
    covered: Sequence[tuple[int, int]],
    counted: bool,
) -> bool:
    """Whether a clause becomes a statement.

    Args:
        text: The exhibit's text.
        piece: The clause.
        kind: What it tells.
        lang: Its language.
        covered: Stretches of its times and names.
        counted: It counts something.
    """
    if _credit(lang).match(fold(text[slice(*piece.span)])):
        return False
    if kind.kind in _INTRODUCING and _introduces(text, piece):
        return False
    predicate = kind.trigger is not None and kind.trigger.level == "verbs"
    if not predicate and _RUN_IN.match(text, *piece.sentence):
        return False
    words = list(_WORD.finditer(text, *piece.span))
    own = [w for w in words if not any(a <= w.start() < b for a, b in covered)]
    if kind.trigger is not None:
        told = bool(piece.frame)  # someone is named who says it
        telling = predicate or counted or bool(covered) or told
        return len(words) > (1 if telling else 2)
    if kind.kind != "other":
        return counted or bool(words)
    return len(own) >= 2 and (counted or len(words) >= _LEAST_WORDS)


def _introduces(text: str, piece: Piece) -> bool:
    """Whether the sentence only opens a quotation or list: it ends in a colon."""
    return text[piece.span.end : piece.sentence.end].strip(' \n*"»«„“”') == ":"


@cache
def _credit(lang: str) -> re.Pattern[str]:
    """What begins the credit of a picture."""
    words = load(lang, "joints").get("credits", [])
    if not words:
        return re.compile(r"(?!)")
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\s*[:©(]")

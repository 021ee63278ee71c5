"""Whether a clause says something that can be checked."""

import re

from qantar.reading.happenings import KindRead
from qantar.reading.pieces import Piece

__all__ = ["is_worth"]

_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 3
"""A clause of fewer words without a time, count or kind says nothing to check."""


def is_worth(
    text: str,
    piece: Piece,
    kind: KindRead,
    lang: str,
    *,
    timed: bool,
    counted: bool,
    named: bool,
) -> bool:
    """Whether a clause becomes a statement.

    Args:
        text: The exhibit's text.
        piece: The clause.
        kind: What it tells.
        lang: Its language.
        timed: It tells a time itself.
        counted: It counts something.
        named: It names someone or some place.
    """
    words = len(_WORD.findall(text, *piece.span))
    if kind.kind != "other" and (words > 1 or counted):
        return True
    if timed or counted:
        return words >= 1 and (words >= _LEAST_WORDS or counted)
    return words >= _LEAST_WORDS

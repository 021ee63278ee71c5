"""Whether a clause says something that can be checked."""

import re

from qantar.reading.happenings import KindRead
from qantar.reading.pieces import Piece

__all__ = ["is_worth"]

_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 3
"""A clause of fewer words that tells no kind says nothing to check."""


def is_worth(
    text: str, piece: Piece, kind: KindRead, *, anchored: bool, named: bool
) -> bool:
    """Whether a clause becomes a statement.

    Args:
        text: The exhibit's text.
        piece: The clause.
        kind: What it tells.
        anchored: It tells a time or a count itself.
        named: It names someone or some place.
    """
    words = len(_WORD.findall(text, *piece.span))
    if kind.kind != "other":
        return words > 1 or anchored
    if words < _LEAST_WORDS:
        return anchored and words > 0 and named
    return True

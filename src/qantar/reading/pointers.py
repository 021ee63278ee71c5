"""Words that point to a place without naming it."""

import re
from functools import cache

from qantar.text.lexicon import fold, load

__all__ = ["begins_with_pronoun", "pointer_in"]


def pointer_in(words: str, lang: str) -> str:
    """``nation`` for the whole country, ``there`` for a place named before, or ``""``."""
    part = fold(words)
    return next((n for n in ("nation", "there") if _cue(lang, n).search(part)), "")


def begins_with_pronoun(words: str, lang: str) -> bool:
    """Whether the clause begins with a word for someone told of before."""
    return bool(_cue(lang, "pronouns").match(fold(words)))


@cache
def _cue(lang: str, name: str) -> re.Pattern[str]:
    phrases = load(lang, "joints").get(name, [])
    if not phrases:
        return re.compile(r"(?!)")
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")

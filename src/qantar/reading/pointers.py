"""Words that point back: to a place, to someone told of, to what had been before."""

import re
from functools import cache

from qantar.text.lexicon import fold, load

__all__ = ["begins_with_pronoun", "is_background", "is_located", "pointer_in"]


def pointer_in(words: str, lang: str) -> str:
    """``nation`` for the whole country, ``there`` for a place named before, or ``""``."""
    part = fold(words)
    return next((n for n in ("nation", "there") if _cue(lang, n).search(part)), "")


def begins_with_pronoun(words: str, lang: str) -> bool:
    """Whether the clause begins with a word for someone told of before."""
    return bool(_cue(lang, "pronouns").match(fold(words)))


def is_background(words: str, lang: str) -> bool:
    """Whether the clause tells what had been before the story (pluperfect)."""
    return bool(_background(lang).search(fold(words)))


def is_located(text: str, start: int, end: int, lang: str) -> bool:
    """Whether a name stands where a place is told: "in X", X with a locative ending."""
    raw = load(lang, "joints")
    before = text[max(0, start - 8) : start].lower().split()
    if before and text[start - 1].isspace() and before[-1] in raw.get("locative", ()):
        return True
    ending = raw.get("locative_ending", "")
    return bool(ending and re.search(ending, text[start:end].lower()))


@cache
def _background(lang: str) -> re.Pattern[str]:
    return re.compile(load(lang, "joints").get("background", r"(?!)"))


@cache
def _cue(lang: str, name: str) -> re.Pattern[str]:
    phrases = load(lang, "joints").get(name, [])
    if not phrases:
        return re.compile(r"(?!)")
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")

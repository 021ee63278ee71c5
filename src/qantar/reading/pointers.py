"""Words that point back: to a place, to someone told of, to what had been before."""

import re
from collections.abc import Sequence
from functools import cache

from qantar.text.lexicon import fold, load
from qantar.vocabulary.mention import Mention

__all__ = [
    "begins_with_pronoun",
    "comes_from",
    "is_background",
    "is_located",
    "pointer_in",
]

_JOINED = 7
"""Code points between two places that one word or comma joins."""


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


def comes_from(text: str, names: Sequence[Mention], lang: str) -> list[Mention]:
    """Those of some places that somebody comes from: "troops from X and Y".

    Args:
        text: The exhibit's text.
        names: Places of one clause, in order.
        lang: Its language.
    """
    raw = load(lang, "joints")
    ending, words = raw.get("origin_ending", ""), raw.get("origins", ())
    found: list[Mention] = []
    for name in names:
        before = text[max(0, name.start - 8) : name.start].lower().split()
        between = text[found[-1].end : name.start] if found else ""
        joined = bool(found) and len(between.split()) <= 1 and len(between) <= _JOINED
        inflected = bool(ending and re.search(ending, text[name.start : name.end]))
        if inflected or joined or (before and before[-1] in words):
            found.append(name)
    return found


@cache
def _background(lang: str) -> re.Pattern[str]:
    return re.compile(load(lang, "joints").get("background", r"(?!)"))


@cache
def _cue(lang: str, name: str) -> re.Pattern[str]:
    phrases = load(lang, "joints").get(name, [])
    if not phrases:
        return re.compile(r"(?!)")
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")

"""Hyphenation of Kazakh by syllables, for typesetters that have no Kazakh patterns.

A Kazakh syllable has exactly one vowel; of the consonants between two vowels the last
one opens the next syllable (Kazakh orthography rules of 2013, the section on carrying
words over; stated there for V-CV, VC-CV and VCC-CV). One letter never stands alone.
"""

import re

__all__ = ["SOFT_HYPHEN", "hyphenated"]

SOFT_HYPHEN = "\u00ad"

_VOWELS = "аәеёиоөуұүыіэюяАӘЕЁИОӨУҰҮЫІЭЮЯ"
_WORD = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]{5,}")
_BREAK = re.compile(
    rf"(?<=[{_VOWELS}])(?=[^{_VOWELS}\W\dьъ][{_VOWELS}])"
    rf"|(?<=[^{_VOWELS}\W\d])(?=[^{_VOWELS}\W\dьъ][{_VOWELS}])"
)
_EDGE = 2
"""Letters that stay together at either end of a word."""


def hyphenated(text: str) -> str:
    """``text`` with soft hyphens (U+00AD) where a Kazakh word may be carried over.

    >>> hyphenated("наразылық").replace(SOFT_HYPHEN, "-")
    'на-ра-зы-лық'
    """
    return _WORD.sub(lambda found: _word(found.group()), text)


def _word(word: str) -> str:
    cuts = [
        found.start()
        for found in _BREAK.finditer(word)
        if _EDGE <= found.start() <= len(word) - _EDGE
        and _has_vowel(word[: found.start()])
    ]
    parts, last = [], 0
    for cut in cuts:
        parts.append(word[last:cut])
        last = cut
    return SOFT_HYPHEN.join([*parts, word[last:]])


def _has_vowel(start: str) -> bool:
    return any(letter in _VOWELS for letter in start)

"""Which of four languages a stretch of text is written in.

A naive Bayes model over character trigrams (Cavnar and Trenkle 1994 for the idea of
character n-grams), word by word: what one word can add is bounded, so that a Kazakh
name in a Russian sentence does not make the sentence Kazakh. Knows German, English,
Russian and Kazakh in Cyrillic script; any other language gets the nearest of them or
``""``.
"""

import math
import re
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["LANGUAGES", "detect", "trigrams"]

LANGUAGES = ("de", "en", "ru", "kk")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_SAMPLE = 1500
"""Code points looked at: beyond that no sentence changed its language in measuring."""
_SMOOTHING = 2.0
"""Per million, added to every count: an unseen trigram is rare, not impossible."""
_WORD_BOUND = 6.0
"""Most that one word can speak against a language, in nats: about 1 to 400."""
_MARGIN = 1.0
"""The winner must be e times as likely as the next, otherwise nothing is said."""


def trigrams(text: str) -> list[list[str]]:
    """The trigrams of each word of ``text``, lower case, word ends as ``_``.

    >>> trigrams("Am 5. Januar")[0]
    ['_am', 'am_']
    """
    return [
        [word[place : place + 3] for place in range(len(word) - 2)]
        for word in (f"_{match.group().lower()}_" for match in _WORD.finditer(text))
    ]


@cache
def _model() -> dict[str, tuple[float, ...]]:
    text = files("qantar.text").joinpath("data/trigrams.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {
        gram: tuple(math.log(float(value) + _SMOOTHING) for value in values)
        for gram, *values in rows
    }


_UNSEEN = (math.log(_SMOOTHING),) * len(LANGUAGES)


@lru_cache(maxsize=65536)
def _word_scores(word: str) -> tuple[float, ...]:
    model = _model()
    padded = f"_{word}_"
    rows = [
        model.get(padded[place : place + 3], _UNSEEN)
        for place in range(len(padded) - 2)
    ]
    sums = [sum(column) for column in zip(*rows, strict=True)]
    best = max(sums)
    return tuple(max(value - best, -_WORD_BOUND) for value in sums)


def detect(text: str) -> str:
    """The language of ``text``: ``de``, ``en``, ``ru``, ``kk``, or ``""`` if not clear.

    Args:
        text: Any text; only the first 1,500 code points are read.

    >>> detect("Die Polizei hat den Platz geräumt.")
    'de'
    >>> detect("12:40 !!!")
    ''
    """
    words = [match.group().lower() for match in _WORD.finditer(text[:_SAMPLE])]
    if not words:
        return ""
    cyrillic = sum(1 for word in words if _CYRILLIC.match(word))
    allowed = ("ru", "kk") if cyrillic * 2 > len(words) else ("de", "en")
    totals = dict.fromkeys(allowed, 0.0)
    for word in words:
        scores = _word_scores(word)
        for lang in allowed:
            totals[lang] += scores[LANGUAGES.index(lang)]
    first, second = sorted(allowed, key=lambda lang: -totals[lang])
    return first if totals[first] - totals[second] >= _MARGIN else ""

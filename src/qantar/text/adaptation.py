"""What a group's own decisions teach the reader of names.

A second, small CRF reads what the shipped tagger said of a sentence, with a few features
of the words, and says it again as people would have. It learns where the first is wrong
in this case and else repeats it; the shipped weights stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pycrfsuite

from qantar.text.names_hints import Token, word_hints
from qantar.text.tagger import Tagged, stretches
from qantar.text.translit import fold

__all__ = ["Adaptation", "corrected", "labels_of", "own_features"]

_SURE = (0.5, 0.7, 0.9, 0.97)
"""Bounds between which the first tagger's certainty is one feature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """What was learnt from one case.

    Attributes:
        version: Changes with everything below.
        weights: Name of a shipped model and the CRFsuite weights that correct it.
        names: Names that people confirmed, as written, with their type; they are found
            wherever they stand.
        refused: Folded words that people said are no names.
    """

    version: str
    weights: tuple[tuple[str, bytes], ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    refused: frozenset[str] = frozenset()

    def refuses(self, name: str) -> bool:
        """Whether people said that this, so written, is no name."""
        return fold(name) in self.refused


def labels_of(count: int, names: Sequence[tuple[int, int, str]]) -> list[str]:
    """BIO labels of ``count`` words from (first, last, type), last exclusive."""
    labels = ["O"] * count
    for first, last, kind in names:
        for place in range(first, last):
            labels[place] = ("I-" if place > first else "B-") + kind
    return labels


def own_features(
    words: Sequence[Token], lang: str, tagged: Sequence[Tagged]
) -> list[list[str]]:
    """Features of each word: what the first tagger says of it, and what it looks like."""
    said = labels_of(
        len(words), [(t.first, t.last, t.type) for t in tagged if t.sure >= 0]
    )
    sure = ["0"] * len(words)
    for name in tagged:
        for place in range(name.first, name.last):
            sure[place] = str(sum(name.sure >= bound for bound in _SURE))
    return [_features(words, lang, said, sure, place) for place in range(len(words))]


def _features(
    words: Sequence[Token], lang: str, said: list[str], sure: list[str], place: int
) -> list[str]:
    text = words[place].text
    low = text.lower()
    out = ["b", f"y={said[place]}", f"ys={said[place]}{sure[place]}", f"w={low}"]
    out += [f"e={low[-3:]}", f"p={low[:3]}", f"yw={said[place]}|{low}"]
    out.append(f"s={text[:1].isupper():d}{text.isupper():d}{said[place]}")
    out += [f"h={mark}|{said[place]}" for mark in word_hints(text, lang)]
    for step in (-1, 1):
        near = place + step
        if 0 <= near < len(words):
            out.append(f"{step}y={said[near]}")
            out.append(f"{step}w={words[near].text.lower()}|{said[place]}")
        else:
            out.append(f"{step}=^")
    return out


def corrected(
    words: Sequence[Token],
    lang: str,
    model: str,
    tagged: Sequence[Tagged],
    taught: Adaptation,
) -> list[Tagged]:
    """What the shipped tagger said, as the case's own model says it.

    Args:
        words: One sentence.
        lang: Its language.
        model: Name of the shipped model.
        tagged: What it said.
        taught: What was learnt.
    """
    weights = next((data for name, data in taught.weights if name == model), None)
    if weights is None or not words:
        return list(tagged)
    own = _model(weights)
    found = stretches(own, own.tag(own_features(words, lang, tagged)))
    leaning = [
        t
        for t in tagged
        if t.sure < 0 and not any(f.first < t.last and t.first < f.last for f in found)
    ]
    return sorted([*found, *leaning])


@lru_cache(maxsize=8)
def _model(weights: bytes) -> pycrfsuite.Tagger:
    # The cache's key keeps the bytes alive that CRFsuite goes on reading from.
    model = pycrfsuite.Tagger()
    model.open_inmemory(weights)
    return model

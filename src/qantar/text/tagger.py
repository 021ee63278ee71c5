"""Names in a sentence by a linear-chain CRF, with weights shipped per script.

The models and what they were trained on are described in ``docs/names.md``; they are
made by ``training/train_tagger.py``. A model suggests; the rules of
``qantar.reading.mentions`` weigh it against what else is known.
"""

import lzma
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import pycrfsuite

from qantar.text.names_hints import Token, place_hits, word_hints
from qantar.vocabulary.gazetteer import Gazetteer

__all__ = ["MODELS", "Tagged", "features", "model_of", "stretches", "tag"]

MODELS = {"de": "latin", "en": "latin", "ru": "ru", "kk": "kk"}
"""Language to model: German and English share one, since each has little to learn from."""


class Tagged(NamedTuple):
    """Words ``first`` to ``last`` (exclusive) are a name of ``type``.

    ``sure`` is the smallest marginal probability along the stretch; below zero, minus
    the probability of the type where the model saw no name but the spelling shows one.
    """

    first: int
    last: int
    type: str
    sure: float


def features(
    words: Sequence[Token], lang: str, gazetteer: Gazetteer
) -> list[list[str]]:
    """Features of each word: itself, its shape, its hints, and its neighbours'."""
    places = [""] * len(words)
    for first, last, place, sure in place_hits(words, gazetteer):
        kind = "b" if place.kind in ("square", "building", "street") else place.kind[0]
        for position in range(first, last):
            inside = "I" if position > first else "B"
            places[position] = f"{inside}{kind}{sure}"
    cores = [
        _core(word.text, lang, place) for word, place in zip(words, places, strict=True)
    ]
    return [_around(words, cores, position, lang) for position in range(len(words))]


class _Core(NamedTuple):
    low: str
    shape: str
    marks: tuple[str, ...]


def _core(word: str, lang: str, place: str) -> _Core:
    marks = word_hints(word, lang)
    if place:
        marks = (*marks, "g" + place)
    return _Core(word.lower(), _shape(word), marks)


def _shape(word: str) -> str:
    out: list[str] = []
    for letter in word:
        if letter.isupper():
            mark = "X"
        elif letter.isalpha():
            mark = "x"
        elif letter.isdigit():
            mark = "0"
        else:
            mark = letter
        if len(out) < 2 or out[-1] != mark or out[-2] != mark:
            out.append(mark)
    return "".join(out)[:8]


def _around(
    words: Sequence[Token], cores: Sequence[_Core], position: int, lang: str
) -> list[str]:
    core = cores[position]
    low, shape = core.low, core.shape
    out = ["b", "w=" + low, "s=" + shape, "l=" + lang + shape[:2]]
    if low[0].isalpha():
        size = len(low)
        for length in (1, 2, 3, 4):
            if size > length:
                out.append(f"p{length}={low[:length]}")
                out.append(f"e{length}={low[-length:]}")
        if size > 6:
            out.append("e5=" + low[-5:])
        if "-" in low:
            out.append("t=" + low.rsplit("-", 1)[1])
    out.extend("h=" + mark for mark in core.marks)
    for step in (-2, -1, 1, 2):
        near = position + step
        if not 0 <= near < len(cores):
            out.append(f"{step}=^" if step < 0 else f"{step}=$")
            continue
        other = cores[near]
        out.append(f"{step}w={other.low}")
        out.append(f"{step}s={other.shape}")
        out.extend(f"{step}h={mark}" for mark in other.marks)
        if abs(step) == 1:
            out.append(f"{step}e3={other.low[-3:]}")
            out.append(f"{step}ss={other.shape}|{shape}")
            out.append(f"{step}ws={other.low}|{shape}")
            out.extend(f"{step}hs={mark}|{shape}" for mark in other.marks)
    if 0 < position < len(cores) - 1:
        around = f"{cores[position - 1].shape}|{shape}|{cores[position + 1].shape}"
        out.append("sss=" + around)
    return out


@cache
def _weights(name: str) -> bytes:
    packed = files("qantar.text").joinpath(f"data/models/{name}.crfsuite.xz")
    return lzma.decompress(packed.read_bytes())


@cache
def _model(name: str) -> pycrfsuite.Tagger:
    model = pycrfsuite.Tagger()
    # CRFsuite reads from these bytes as long as it lives and does not own them:
    # the cache of ``_weights`` keeps them alive.
    model.open_inmemory(_weights(name))
    return model


def tag(words: Sequence[Token], lang: str, gazetteer: Gazetteer) -> list[Tagged]:
    """Names among ``words`` (one sentence) as the model of ``lang`` sees them."""
    if not words:
        return []
    model = _model(model_of(lang))
    labels = model.tag(features(words, lang, gazetteer))
    found = stretches(model, labels)
    if lang == "en":
        found += _capitals(model, words, labels)
    return found


def model_of(lang: str) -> str:
    """Name of the model that reads ``lang``; another language is read as German is."""
    return MODELS.get(lang, "latin")


def stretches(model: pycrfsuite.Tagger, labels: list[str]) -> list[Tagged]:
    """The names that ``labels`` tell, with the model's certainty of each."""
    found: list[Tagged] = []
    first = 0
    for position, label in enumerate([*labels, "O"]):
        begins = label[0] in "BO" or (
            position > 0 and label[2:] != labels[position - 1][2:]
        )
        if begins and position > first and labels[first] != "O":
            sure = min(model.marginal(labels[p], p) for p in range(first, position))
            found.append(Tagged(first, position, labels[first][2:], sure))
        if begins:
            first = position
    return found


def _capitals(
    model: pycrfsuite.Tagger, words: Sequence[Token], labels: list[str]
) -> list[Tagged]:
    """Capitals within a sentence that the model left out, with the type it leans to.

    Where only names have a capital, such a word is a name of some kind; the model's
    marginal probabilities tell the likeliest. ``sure`` is negative to tell these apart.
    """
    known = frozenset(model.labels())
    found: list[Tagged] = []
    position = 1
    while position < len(words):
        last = position
        while last < len(words) and labels[last] == "O" and _is_capital(words[last]):
            last += 1
        after_word = (
            words[position - 1].text[0].isalpha() or words[position - 1].text == ","
        )
        if last > position and after_word and labels[position - 1] == "O":
            weight = {
                kind: sum(
                    model.marginal(label, p)
                    for p in range(position, last)
                    for label in ("B-" + kind, "I-" + kind)
                    if label in known
                )
                / (last - position)
                for kind in ("PER", "ORG", "LOC")
            }
            kind = max(weight, key=lambda k: weight[k])
            found.append(Tagged(position, last, kind, -weight[kind]))
        position = max(last, position) + 1
    return found


def _is_capital(word: Token) -> bool:
    text = word.text
    return len(text) > 2 and text[0].isupper() and text[1:].islower()

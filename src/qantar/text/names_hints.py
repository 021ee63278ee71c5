"""What the word lists and the gazetteer say about each word of a sentence.

These hints are features of the tagger and evidence of the rules; both see the same.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from qantar.text.names import (
    LANGS,
    bases,
    country_of,
    name_words,
    organisations,
    short_names,
)
from qantar.text.translit import fold
from qantar.vocabulary.gazetteer import Gazetteer, GazetteerPlace

__all__ = ["Token", "place_hits", "sentences", "tokens", "word_hints"]

_TOKEN = re.compile(
    r"[^\W_]+(?:(?:[-‐‑*:]|\u00ad+)[^\W_]+|['’](?!s\b)[^\W_]+)*|[^\w\s\u00ad]|_"
)
_SENTENCE_END = re.compile(
    r"(?:(?<![^\W\d_])|(?<=[^\W\d_]{2}))[.!?…]+[»\"“”’')\]]*(?=\s)|\n+|[!?…]+(?=\s)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Prof|bzw|Nr|St|ca|vgl|Mr|Mrs|Ms|Inc|Ltd|Co|Jan|Feb|Aug|Sept|Okt|Nov"
    r"|Dez|usw|etc|ул|пр|им|тыс|млн|млрд|руб|стр|гг|долл|кв|т)|\b[^\W\d_]|\d)$"
)
_LONGEST_PLACE = 4
_SURE_POPULATION = 300_000
_SURE_FAR_POPULATION = 1_000_000
_NEAR = frozenset(
    [
        "KZ",
        "KG",
        "UZ",
        "TJ",
        "TM",
        "RU",
        "BY",
        "UA",
        "AM",
        "GE",
        "AZ",
        "MD",
        "DE",
        "AT",
        "CH",
        "GB",
        "US",
    ]
)
"""Countries of our languages and of the former Soviet Union: their large towns are
named in our texts often enough for the name alone to count."""
_SHORTEST_FOLDED = 5
_SHORTEST_SURE = 4


class Token(NamedTuple):
    """One word or sign: its text and its code points in the exhibit, end exclusive."""

    text: str
    start: int
    end: int


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Rough sentences of ``text[start:end]``: where a capital says less about a word."""
    cuts = [start]
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.group(0)[0] == "." and _ABBREVIATION.search(
            text, max(start, match.start() - 6), match.start()
        ):
            continue
        cuts.append(match.end())
    cuts.append(end)
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Words (with inner hyphens and apostrophes) and signs of ``text[start:end]``."""
    return [
        Token(match.group(0), match.start(), match.end())
        for match in _TOKEN.finditer(text, start, end)
    ]


@lru_cache(maxsize=1 << 16)
def word_hints(word: str, lang: str) -> tuple[str, ...]:
    """Short marks for what one word is known as, without looking around it."""
    know = name_words(lang)
    low = word.lower()
    out = []
    capital = word[:1].isupper()
    for mark, words in (
        ("ti", know.titles),
        ("sp", know.speech),
        ("oh", know.org_heads),
        ("oa", know.org_alone),
        ("ot", know.org_tails),
        ("ob", know.org_before),
        ("ph", know.place_heads),
        ("pb", know.place_before),
        ("pa", know.place_after),
    ):
        if low in words:
            out.append(mark)
    if word in know.stop:
        out.append("st")
    if country_of(word, lang) is not None:
        out.append("dj")
    if not capital:
        return tuple(out)
    if word in short_names():
        out.append("os")
    if len(word) > 2 and _is_given(word, lang):
        out.append("gv")
    elif len(word) > 3 and any(fold(b) in _given_keys() for b in bases(word, lang)):
        out.append("gf")
    if len(word) > 4:
        stems = bases(low, lang) if know.surnames else (low,)
        if know.patronymics and low.endswith(know.patronymics):
            out.append("pn")
        if (
            know.surnames and any(stem.endswith(know.surnames) for stem in stems)
        ) or fold(word).endswith(_SLAVIC):
            out.append("sn")
        if any(len(head) > 5 and low.endswith(head) for head in know.org_heads):
            out.append("oc")
        if any(len(head) > 3 and low.endswith(head) for head in know.place_heads):
            out.append("pc")
    return tuple(out)


_SLAVIC = (
    "ov",
    "av",
    "bav",
    "ova",
    "ava",
    "enko",
    "ski",
    "skaia",
    "iev",
    "ieva",
    "huk",
)


@lru_cache(maxsize=1)
def _given_keys() -> frozenset[str]:
    """Folded given names of all languages: Robert and Роберт are one."""
    return frozenset(fold(name) for lang in LANGS for name in name_words(lang).given)


def _is_given(word: str, lang: str) -> bool:
    given = name_words(lang).given
    shaped = word.capitalize() if word.isupper() and len(word) > 2 else word
    return shaped in given or any(
        len(form) > 3 and form in given for form in bases(shaped, lang)[1:]
    )


def place_hits(
    words: Sequence[Token], gazetteer: Gazetteer, prior: Sequence[str] = ("KZ",)
) -> list[tuple[int, int, GazetteerPlace, str]]:
    """Stretches of words that the gazetteer knows, longest first, never overlapping.

    Returns:
        First word, word after the last, the likeliest place, and how sure the name
        alone makes it: ``s`` sure (a state, a town of the prior country or a large
        town, as written), ``w`` weak (all else).
    """
    found = []
    position, count = 0, len(words)
    while position < count:
        first = words[position].text
        taken = 1
        if first[0].isupper() and len(first) > 1:
            for size in range(min(_LONGEST_PLACE, count - position), 0, -1):
                last = words[position + size - 1].text
                if size > 1 and not last[0].isalpha():
                    continue
                name = (
                    first
                    if size == 1
                    else " ".join(w.text for w in words[position : position + size])
                )
                if hit := _hit(name, size, gazetteer, tuple(prior)):
                    found.append((position, position + size, *hit))
                    taken = size
                    break
        position += taken
    return found


def _hit(
    name: str, size: int, gazetteer: Gazetteer, prior: tuple[str, ...]
) -> tuple[GazetteerPlace, str] | None:
    if size == 1 and name.isupper() and len(name) > 3:
        name = name.capitalize()
    hits = gazetteer.find(name, prior=prior)
    if not hits:
        return None
    best = hits[0]
    if len(name) < _SHORTEST_SURE and best.kind == "country" and not name.isupper():
        return best, "w"
    home = best.country in prior
    written = name.rsplit(" ", 1)[-1][0].isupper()
    if best.kind != "city" or (size > 1 and written and home):
        return best, "s"
    if not written:
        return best, "w"
    if len(name) < _SHORTEST_SURE and best.kind == "city" and not home:
        return best, "w"
    if len(name) < _SHORTEST_FOLDED and best.population < _SURE_POPULATION:
        return best, "w"
    least = _SURE_POPULATION if best.country in _NEAR else _SURE_FAR_POPULATION
    sure = best.population >= (20_000 if home else least)
    return best, "s" if sure else "w"


def known_organisations(words: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Stretches that name an organisation of ``data/names.toml``, with its key."""
    known = organisations()
    found = []
    position, count = 0, len(words)
    while position < count:
        first = words[position].text
        taken = 1
        if first in short_names():
            found.append((position, position + 1, short_names()[first]))
        elif first[0].isupper() and fold(first) in _first_words():
            for size in range(min(7, count - position), 0, -1):
                if not words[position + size - 1].text[0].isalnum():
                    continue
                name = " ".join(w.text for w in words[position : position + size])
                if key := known.get(fold(name)):
                    found.append((position, position + size, key))
                    taken = size
                    break
        position += taken
    return found


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(name.split(" ")[0] for name in organisations())

"""Names in an exhibit: who, which body, which place, with true offsets.

Each sentence is read by the tagger and by rules; then the exhibit as a whole decides
(``mentions_exhibit``): a name seen once with good evidence is found everywhere, and a
word that also occurs as a common noun is none. What is not a passage is not read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from qantar.reading.mentions_exhibit import settle
from qantar.reading.mentions_rules import Found, read_sentence
from qantar.reading.mentions_told import confirmed_names, told_names
from qantar.text.adaptation import Adaptation
from qantar.text.names import LANGS, bases, country_of, name_words
from qantar.text.names_base import nominative, place_base
from qantar.text.names_hints import Token, sentences, tokens
from qantar.text.scripts import script_of
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.gazetteer import Gazetteer
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.passage import Passage

__all__ = ["read_mentions", "rows_of"]

_NOT_READ = frozenset({"link", "footnote_ref"})
_MARKS = frozenset({"hyphenation", "page_break_join", "defect"})
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)(?>\S+?@)\S+\.\w+")
"""Addresses of pages and mail: they hold names only by accident.

A mail address starts where its run of letters does and is cut at its first sign, once
and for all, so that a very long word is looked at once, not from each of its letters.
"""
_SOFT_HYPHEN = "\u00ad"
_KAZAKH_LETTERS = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    start: int
    end: int
    lang: str


def read_mentions(
    exhibit: Exhibit,
    passages: tuple[Passage, ...],
    gazetteer: Gazetteer,
    taught: Adaptation | None = None,
) -> tuple[Mention, ...]:
    """Every mention in the passages of an exhibit, by place in the text.

    Args:
        exhibit: Its text is read, nothing else of it but the language it was given.
        passages: What is to be read; links and references are left out, a word that
            is broken by a hyphen at a line's end is read as one. Without passages the
            whole text is read.
        gazetteer: Of places.
        taught: What people's decisions in this case have taught.
    """
    rows = rows_of(exhibit, passages)
    found = [
        name
        for number, (words, lang) in enumerate(rows)
        for name in read_sentence(number, words, lang, gazetteer, taught)
    ]
    told = told_names(exhibit.provenance) + (confirmed_names(taught) if taught else ())
    settled = settle(rows, found, told)
    forms = frozenset(word.text for words, _ in rows for word in words)
    mentions = (
        _mention(exhibit, rows[name.row][0], name, forms, gazetteer) for name in settled
    )
    return tuple(m for m in mentions if not (taught and taught.refuses(m.quote)))


def rows_of(
    exhibit: Exhibit, passages: tuple[Passage, ...]
) -> list[tuple[list[Token], str]]:
    """The sentences in which names are looked for, as words, with their language."""
    text = _ADDRESS.sub(
        lambda found: " " * len(found.group(0)),
        _joined(exhibit.content.text, passages),
    )
    return [
        ([_whole(w) for w in words], stretch.lang)
        for stretch in _stretches(text, passages, exhibit.provenance.lang)
        for start, end in sentences(text, stretch.start, stretch.end)
        if (words := tokens(text, start, end))
    ]


def _whole(word: Token) -> Token:
    if _SOFT_HYPHEN not in word.text:
        return word
    return word._replace(text=word.text.replace(_SOFT_HYPHEN, ""))


def _joined(text: str, passages: Iterable[Passage]) -> str:
    """The text with line-end hyphens turned into soft ones; no offset moves."""
    for passage in passages:
        if passage.kind != "hyphenation":
            continue
        piece = text[passage.start : passage.end]
        for sign in "-‐":
            head, found, tail = piece.partition(sign)
            gap = len(tail) - len(tail.lstrip())
            if found and gap and head and tail.strip()[:1].isalpha():
                first = passage.start + len(head)
                last = first + 1 + gap
                text = text[:first] + _SOFT_HYPHEN * (last - first) + text[last:]
                break
    return text


def _stretches(text: str, passages: Iterable[Passage], told: str) -> Iterator[_Stretch]:
    """What to read, each code point once, in order; the innermost passage decides."""
    every = [p for p in passages if p.kind not in _MARKS]
    if not every:
        yield _Stretch(start=0, end=len(text), lang=_lang(told, text))
        return
    cuts = sorted({p.start for p in every} | {p.end for p in every})
    opening = sorted(every, key=lambda p: (p.start, -p.end))
    inside: list[Passage] = []
    position = 0
    for start, end in pairwise(cuts):
        inside = [p for p in inside if p.end > start]
        while position < len(opening) and opening[position].start <= start:
            inside.append(opening[position])
            position += 1
        if inside and not any(p.kind in _NOT_READ for p in inside):
            innermost = min(inside, key=lambda p: p.end - p.start)
            piece = text[start:end]
            yield _Stretch(
                start=start, end=end, lang=_lang(innermost.lang or told, piece)
            )


def _lang(told: str, text: str) -> str:
    """The language told, or a guess good enough to choose word lists."""
    if told in LANGS:
        return told
    if script_of(text) == "Cyrl":
        return "kk" if not _KAZAKH_LETTERS.isdisjoint(text) else "ru"
    german = name_words("de").function_words
    return "de" if not german.isdisjoint(text.lower().split()) else "en"


def _mention(
    exhibit: Exhibit,
    words: list[Token],
    name: Found,
    forms: frozenset[str],
    gazetteer: Gazetteer,
) -> Mention:
    start, end = name.start, name.end
    inside = tuple(w.text for w in words[name.first : name.last])
    quote = exhibit.content.text[start:end]
    base = quote
    whole = words[name.first].start == start and words[name.last - 1].end == end
    if name.level == "DERIV":
        # "kasachisch" is about Kazakhstan; that is what it links to.
        country = gazetteer.get(f"country:{country_of(inside[0], name.lang)}")
        base = country.name if country else quote
    elif name.level == "NAM" and whole:
        if name.type == "PER":
            base = _rebuilt(exhibit, words[name.first : name.last], name.lang, forms)
        elif name.type == "LOC" and len(inside) == 1:
            base = place_base(inside[0], name.lang, gazetteer)
        elif len(inside) == 1:
            offices = name_words(name.lang).org_alone
            shorter = bases(quote, name.lang)[1:]
            known = (f for f in shorter if f in forms or f.lower() in offices)
            base = next(known, quote)
        elif name.type == "ORG" and name.lang == "kk":
            base = _office(quote, inside[-1])
    return Mention(
        id=derive_id("mention", exhibit.digest, start, end, name.type),
        exhibit=exhibit.digest,
        start=start,
        end=end,
        quote=quote,
        type=name.type,
        level=name.level,
        name=" ".join(base.split()),
        lang=name.lang,
        why=name.why,
    )


def _office(quote: str, last: str) -> str:
    """A Kazakh office without the case ending of its head, which stands last.

    "Ішкі істер министрлігінің (мәліметінше)" is told by the "Ішкі істер министрлігі".
    """
    know = name_words("kk")
    heads = know.org_heads | know.org_alone
    if not quote.endswith(last) or last.lower() in heads:
        return quote
    based = next((f for f in bases(last, "kk")[1:] if f.lower() in heads), last)
    return quote[: len(quote) - len(last)] + based


def _rebuilt(
    exhibit: Exhibit, words: list[Token], lang: str, forms: frozenset[str]
) -> str:
    """The name with its words in the nominative and all else as written."""
    text = exhibit.content.text
    out = []
    based = nominative(tuple(w.text for w in words), lang, met=forms)
    for position, (word, base) in enumerate(zip(words, based, strict=True)):
        if position:
            out.append(text[words[position - 1].end : word.start])
        out.append(base)
    return "".join(out)

"""Names in one sentence: the tagger's suggestions, gazetteer, lists and cue words.

Every rule gives the stretch, a type, how sure it is (0 to 1) and its reason; of
overlapping stretches the surest stays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qantar.reading.mentions_cues import (
    Suggestion,
    could_be_person,
    cued,
    is_initial,
)
from qantar.text.adaptation import Adaptation, corrected
from qantar.text.names import NameWords, name_words
from qantar.text.names_hints import (
    Token,
    known_organisations,
    place_hits,
    word_hints,
)
from qantar.text.tagger import model_of, tag
from qantar.vocabulary.gazetteer import Gazetteer

__all__ = ["Found", "read_sentence"]

_LEAST = {"PER": 0.42, "ORG": 0.42, "LOC": 0.42, "MISC": 0.8, "DERIV": 0.5}
"""Least marginal probability of a tagger's suggestion, by type; measured on Russian and
German news that the models have not seen (0.35, 0.42, 0.5, 0.6 tried)."""
_LEAST_LEANING = 0.15
"""Least probability of the type that the tagger leans to for a capital in English;
measured on WikiGold and EWT documents that were held back."""
_NO_NAME = frozenset(("st", "ti", "dj", "oh", "ph", "sp", "pb"))
_LEGAL_WORDS = 6
_QUOTES = {"«": "»", "„": "“", "»": "«", "“": "”", '"': '"', "‚": "‘", "‘": "’"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A stretch of a sentence that is taken for a name.

    Attributes:
        row: Number of the sentence.
        first: First word in it.
        last: Word after the last.
        start: First code point in the exhibit.
        end: One past the last.
        type: PER, ORG, LOC or MISC.
        level: NAM, DERIV or PART.
        sure: 0 to 1.
        lang: Language of the sentence.
        why: Rule, in words.
    """

    row: int
    first: int
    last: int
    start: int
    end: int
    type: str
    sure: float
    lang: str
    why: str
    level: str = "NAM"


def read_sentence(
    row: int,
    words: Sequence[Token],
    lang: str,
    gazetteer: Gazetteer,
    taught: Adaptation | None = None,
) -> list[Found]:
    """All names of one sentence, not overlapping, by place."""
    hints = [word_hints(word.text, lang) for word in words]
    every = [
        Found(
            row=row,
            first=first,
            last=last,
            start=words[first].start,
            end=words[last - 1].end,
            type="LOC" if level == "DERIV" else kind,
            sure=sure,
            lang=lang,
            why=why,
            level=level,
        )
        for first, last, kind, level, sure, why in _suggestions(
            words, hints, lang, gazetteer, taught
        )
    ]
    longer = [
        (f.first, f.last)
        for f in every
        if f.why == "name tagger" and f.type in ("ORG", "LOC") and f.level == "NAM"
    ]
    every = [f for f in every if not _is_part(f, longer)]
    kept: list[Found] = []
    for name in sorted(every, key=lambda f: (-f.sure, f.first - f.last, f.first)):
        if all(name.last <= k.first or name.first >= k.last for k in kept):
            kept.append(name)
    return sorted(kept, key=lambda f: f.first)


def _is_part(name: Found, longer: list[tuple[int, int]]) -> bool:
    """Whether a place of the gazetteer lies inside a longer name the tagger saw."""
    return name.why.startswith("gazetteer") and any(
        first <= name.first
        and name.last <= last
        and last - first > name.last - name.first
        for first, last in longer
    )


def _suggestions(
    words: Sequence[Token],
    hints: Sequence[tuple[str, ...]],
    lang: str,
    gazetteer: Gazetteer,
    taught: Adaptation | None,
) -> Iterator[Suggestion]:
    tagged = tag(words, lang, gazetteer)
    if taught is not None:
        tagged = corrected(words, lang, model_of(lang), tagged, taught)
    for name in tagged:
        first, last = _trimmed(words, hints, name.first, name.last, name.type)
        if name.sure < 0:
            plain = all(not _NO_NAME & set(hints[p]) for p in range(first, last))
            if plain and first < last and -name.sure >= _LEAST_LEANING:
                yield (first, last, name.type, "NAM", 0.42, "capital in a sentence")
            continue
        if first < last and name.sure >= _LEAST[name.type]:
            level = "DERIV" if name.type == "DERIV" else "NAM"
            yield (first, last, name.type, level, name.sure * 0.98, "name tagger")
    yield from _places(words, hints, gazetteer)
    for first, last, _ in known_organisations(words):
        yield (first, last, "ORG", "NAM", 0.99, "known organisation")
    yield from _titled(words, hints, lang)
    yield from _bodies(words, hints, lang)
    yield from _derived(words, hints)
    yield from _initials(words, hints)
    yield from cued(words, hints, lang)


def _trimmed(
    words: Sequence[Token],
    hints: Sequence[tuple[str, ...]],
    first: int,
    last: int,
    kind: str,
) -> tuple[int, int]:
    """Titles and signs do not belong to a name."""
    while first < last and (
        not words[first].text[0].isalnum()
        or (kind == "PER" and "ti" in hints[first] and "gv" not in hints[first])
    ):
        first += 1
        if first < last and words[first].text == ".":
            first += 1
    while last > first and not words[last - 1].text[0].isalnum():
        if (
            words[last - 1].text == "."
            and last - first > 1
            and is_initial(words[last - 2])
        ):
            break
        last -= 1
    return first, last


def _places(
    words: Sequence[Token], hints: Sequence[tuple[str, ...]], gazetteer: Gazetteer
) -> Iterator[Suggestion]:
    for first, last, place, how in place_hits(words, gazetteer):
        if last - first == 1 and {"st", "gv", "gf", "ti"} & set(hints[first]):
            continue
        before = hints[first - 1] if first else ()
        if "gv" in before and place.kind == "city":
            continue
        cued = "pb" in before or (last < len(words) and "pa" in hints[last])
        if how == "s" or cued:
            sure = 0.97 if place.kind == "country" or cued else 0.9
            yield (first, last, "LOC", "NAM", sure, f"gazetteer: {place.name}")
    for position in range(1, len(words)):
        # "in der Stadt X", "город X": the word before says what X is.
        if (
            "pb" in hints[position - 1]
            and words[position].text[0].isupper()
            and not {"st", "ti", "oh", "ph"} & set(hints[position])
            and len(words[position].text) > 2
            and words[position - 1].end < words[position].start
            and not _is_noun_like(hints[position])
        ):
            yield (position, position + 1, "LOC", "NAM", 0.6, "word for a place before")


def _is_noun_like(marks: tuple[str, ...]) -> bool:
    return bool({"oc", "pc", "dj"} & set(marks))


def _titled(
    words: Sequence[Token], hints: Sequence[tuple[str, ...]], lang: str
) -> Iterator[Suggestion]:
    """A title, then capitals: a person."""
    for position in range(len(words) - 1):
        if "ti" not in hints[position]:
            continue
        first = position + 1
        if words[first].text == "." and first + 1 < len(words):
            first += 1
        last = first
        while last < len(words) and could_be_person(words[last], hints[last]):
            last += 1
            if (
                last < len(words)
                and words[last].text == "."
                and is_initial(words[last - 1])
            ):
                last += 1
        if last > first and last - first <= 4:
            strong = last - first > 1 or {"sn", "gv", "pn"} & set(hints[first])
            if lang == "de" and not strong:
                # Every noun has a capital: one unknown word after a title is not enough.
                yield (first, last, "PER", "NAM", 0.45, "title before")
            else:
                yield (first, last, "PER", "NAM", 0.85, "title before")


def _bodies(
    words: Sequence[Token], hints: Sequence[tuple[str, ...]], lang: str
) -> Iterator[Suggestion]:
    """Organisations by cue words: a legal form, quotes after a noun, offices."""
    know = name_words(lang)
    for position, word in enumerate(words):
        marks = hints[position]
        if "oa" in marks and (lang != "de" or word.text[0].isupper()):
            yield (position, position + 1, "ORG", "NAM", 0.55, "word for an office")
        if position and word.text in _QUOTES:
            yield from _quoted(words, hints, position, know)
        if "ot" in marks and position and words[position - 1].text[0].isupper():
            first = position - 1
            while (
                first > 0
                and words[first - 1].text[0].isupper()
                and position - first < _LEGAL_WORDS
            ):
                first -= 1
            while first < position and {"st", "ti"} & set(hints[first]):
                first += 1
            if first < position:
                yield (first, position + 1, "ORG", "NAM", 0.8, "legal form after")


def _quoted(
    words: Sequence[Token],
    hints: Sequence[tuple[str, ...]],
    position: int,
    know: NameWords,
) -> Iterator[Suggestion]:
    """A name in quotes behind a word for what it is: ``газета «…»``, ``ТОО «…»``."""
    before = hints[position - 1]
    last = position + 1
    while last < len(words) and last - position < _LEGAL_WORDS + 2:
        if words[last].text == _QUOTES[words[position].text]:
            break
        last += 1
    else:
        return
    if last == position + 1 or not words[position + 1].text[0].isupper():
        return
    if words[position - 1].text.lower() in know.org_tails:
        yield (position - 1, last + 1, "ORG", "NAM", 0.9, "legal form")
    elif "pb" in before:
        yield (position + 1, last, "LOC", "NAM", 0.75, "quoted after its kind")
    elif {"ob", "oh"} & set(before):
        yield (position + 1, last, "ORG", "NAM", 0.75, "quoted after its kind")


def _derived(
    words: Sequence[Token], hints: Sequence[tuple[str, ...]]
) -> Iterator[Suggestion]:
    for position, marks in enumerate(hints):
        if "dj" in marks:
            yield (
                position,
                position + 1,
                "LOC",
                "DERIV",
                0.7,
                "adjective or people of a place",
            )


def _initials(
    words: Sequence[Token], hints: Sequence[tuple[str, ...]]
) -> Iterator[Suggestion]:
    """Initials beside a surname: ``А. Б. Name``, ``Name А.Б.``, ``Name, R.``."""
    count = len(words)
    for position, word in enumerate(words):
        if (
            not is_initial(word)
            or position + 1 >= count
            or words[position + 1].text != "."
        ):
            continue
        if (
            position
            and words[position - 1].text == "."
            and position > 1
            and is_initial(words[position - 2])
        ):
            continue
        last = position + 2
        while (
            last + 1 < count and is_initial(words[last]) and words[last + 1].text == "."
        ):
            last += 2
        if (
            last < count
            and could_be_person(words[last], hints[last])
            and len(words[last].text) > 2
        ):
            yield (position, last + 1, "PER", "NAM", 0.86, "initial and surname")
            continue
        if (
            position
            and could_be_person(words[position - 1], hints[position - 1])
            and ({"sn", "gv"} & set(hints[position - 1]))
        ):
            yield (position - 1, last, "PER", "NAM", 0.84, "name and initial")
        elif (
            position > 1
            and words[position - 1].text == ","
            and "sn" in hints[position - 2]
        ):
            yield (position - 2, last, "PER", "NAM", 0.84, "surname, initial")

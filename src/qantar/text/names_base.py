"""The base form of a name of one or several words, as far as it can be told."""

import re
from collections.abc import Collection
from functools import cache

from qantar.text.names import bases, name_words
from qantar.text.translit import fold
from qantar.vocabulary.gazetteer import Gazetteer

__all__ = ["nominative", "place_base"]

_FEMININE = ("а", "я")
_OBLIQUE_WOMAN = ("овой", "евой", "ёвой", "иной", "ыной")
_NO_WORD = re.compile(r"[^аеёиоуыэюяaeiou]й$")
"""No Russian word ends in a consonant and й."""
_GENITIVE_WOMAN = re.compile(r"[бвдзлмнпрстф]ы$")
"""Genitive of a woman's name ("Гульмиры"): hardly any name ends so by itself."""


@cache
def _given(lang: str) -> frozenset[str]:
    """Given names of a language; Russian text has Kazakh ones too."""
    own = name_words(lang).given
    return own | name_words("kk").given if lang == "ru" else own


def place_base(word: str, lang: str, gazetteer: Gazetteer) -> str:
    """The form of a place's name that no ending can be taken off any more.

    An ending is only taken off where the rest still names the same place; a form that
    sounds like the place's own name is never shortened ("Актобе").
    """
    hits = gazetteer.find(word)
    if not hits:
        return word
    same = _same_place(word, lang, hits[0].id, gazetteer)
    own = fold(hits[0].name)
    if (named := next((f for f in (word, *same) if fold(f) == own), "")) != "":
        return named
    for form in same:
        if not _same_place(form, lang, hits[0].id, gazetteer):
            return form
    return word


def _same_place(
    word: str, lang: str, place: str, gazetteer: Gazetteer
) -> tuple[str, ...]:
    return tuple(
        form
        for form in bases(word, lang)[1:]
        if not _NO_WORD.search(form)
        and (hits := gazetteer.find(form))
        and hits[0].id == place
    )


def nominative(
    words: tuple[str, ...], lang: str, *, met: Collection[str] = ()
) -> tuple[str, ...]:
    """The words of a person's name with case endings taken off.

    Args:
        words: As written.
        lang: Language of the passage.
        met: Forms met in the same exhibit; a form that is met wins.

    Returns:
        The likeliest base form; the words as written where nothing speaks for
        another.
    """
    out: list[str] = []
    for position, word in enumerate(words):
        last = position == len(words) - 1
        if not word[:1].isupper() or not (last or lang == "ru"):
            out.append(word)
        else:
            whole = position > 0 and words[0] in name_words(lang).given
            out.append(_one(word, lang, out, met, whole=whole))
    return tuple(out)


def _one(
    word: str, lang: str, before: list[str], met: Collection[str], *, whole: bool
) -> str:
    know = name_words(lang)
    given = _given(lang)
    shorter = bases(word, lang)[1:]
    if not shorter or word in given:
        return word
    if whole and lang == "ru" and word.lower().endswith(know.surnames):
        # The given name stands in the nominative, so the surname does.
        return word
    for form in shorter:
        if form in given:
            return form
    if lang == "ru":
        return _russian(word, shorter, before, met)
    for form in shorter:
        if form in met:
            return form
    if lang == "kk":
        stems = [f for f in shorter if f.lower().endswith(know.surnames)]
        return stems[0] if stems and not word.lower().endswith(know.surnames) else word
    return shorter[0] if lang == "en" or word.endswith(("’s", "'s")) else word


def _russian(
    word: str, shorter: tuple[str, ...], before: list[str], met: Collection[str]
) -> str:
    """Russian surnames: the gender of the given name decides what -ова is."""
    know = name_words("ru")
    if word.lower().endswith(_OBLIQUE_WOMAN):
        return word[:-2] + "а"  # "Оспановой" is no man's surname in any case
    man = bool(before) and before[0] in _given("ru")
    man = man and not before[0].endswith(_FEMININE)
    if man and word.endswith("а") and shorter[0] == word[:-1]:
        return word[:-1]  # the given name has lost its ending, so the surname does
    if not before and _GENITIVE_WOMAN.search(word):
        return word[:-1] + "а"
    woman = bool(before) and before[0].endswith(_FEMININE)
    surnames = tuple(s for s in know.surnames if s.endswith(_FEMININE) == woman)
    if before and word.lower().endswith(surnames):
        return word
    fitting = [f for f in shorter if f.lower().endswith(surnames)]
    if before and fitting:
        return fitting[0]
    for form in shorter:
        if form in met:
            return form
    if fitting and not word.lower().endswith(know.surnames):
        return fitting[0]
    return word

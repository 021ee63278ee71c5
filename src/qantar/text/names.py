"""What is known about names in each language, and the base form of a name.

The knowledge itself is data: ``data/{de,en,ru,kk}/names.toml`` and
``data/names.toml`` (organisations). Here it is only read and applied.
"""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from qantar.text.scripts import script_of
from qantar.text.translit import fold

__all__ = [
    "LANGS",
    "NameWords",
    "bases",
    "country_of",
    "langs_of_script",
    "name_words",
    "no_names",
    "organisations",
    "short_names",
]

LANGS = ("de", "en", "ru", "kk")

_SHORTEST_ADJECTIVE = 4
_LONGEST_ENDING = 3
_SHORTEST_STEM = 3
"""Letters that must stay when an ending is taken off; below this, too much matches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """Word lists of one language. All in lower case except ``given`` and ``stop``.

    Attributes:
        endings: Case endings and what stands instead, in the order to try.
        adjective_endings: Of inflected words inside names of several words.
        titles: Words before a person's name.
        speech: Verbs of saying, in the forms met beside a name.
        org_heads: Nouns that head an organisation's name.
        org_alone: Offices named by one word.
        org_tails: Legal forms after a name.
        org_before: Nouns before an organisation's name.
        place_heads: Nouns that head a place's name.
        place_before: Nouns before a place's name.
        place_after: Nouns after a place's name.
        adjectives: Stems of adjectives of countries and regions, to the ISO 3166-1 code
            (``""`` for those of no single state).
        demonyms: Nouns for people of a country, to its code.
        patronymics: Endings of patronymics.
        surnames: Endings of surnames.
        articles: Articles and the like; a word met after one is an ordinary noun.
        function_words: Words so frequent that they tell the language.
        naming: Words that introduce a name.
        credits: Words before whoever made a picture or a text.
        stop: Words that are no name although they may begin with a capital.
        nouns: Ordinary nouns, in a language that writes all nouns with a capital.
        noun_endings: Endings that only ordinary nouns have there.
        given: Common given names, as written.
    """

    endings: tuple[tuple[str, str], ...]
    adjective_endings: tuple[str, ...]
    titles: frozenset[str]
    speech: frozenset[str]
    org_heads: frozenset[str]
    org_alone: frozenset[str]
    org_tails: frozenset[str]
    org_before: frozenset[str]
    place_heads: frozenset[str]
    place_before: frozenset[str]
    place_after: frozenset[str]
    adjectives: dict[str, str]
    demonyms: dict[str, str]
    patronymics: tuple[str, ...]
    surnames: tuple[str, ...]
    articles: frozenset[str]
    function_words: frozenset[str]
    naming: frozenset[str]
    credits: frozenset[str]
    stop: frozenset[str]
    nouns: frozenset[str]
    noun_endings: tuple[str, ...]
    given: frozenset[str]


def _words(table: dict[str, Any], key: str) -> frozenset[str]:
    return frozenset(str(table.get(key, "")).split())


def _lower(table: dict[str, Any], key: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _words(table, key))


def _by_word(table: dict[str, str]) -> dict[str, str]:
    return {
        word.lower(): code for code, words in table.items() for word in words.split()
    }


@cache
def name_words(lang: str) -> NameWords:
    """The word lists of ``lang``; those of English for a language not known."""
    known = lang if lang in LANGS else "en"
    path = files("qantar.text").joinpath(f"data/{known}/names.toml")
    table = tomllib.loads(path.read_text("utf-8"))
    return NameWords(
        endings=tuple((e[0], e[1]) for e in table["endings"]),
        adjective_endings=tuple(table["adjective_endings"]),
        titles=_lower(table, "titles"),
        speech=_lower(table, "speech"),
        org_heads=_lower(table, "org_heads"),
        org_alone=_lower(table, "org_alone"),
        org_tails=_lower(table, "org_tails") | _lower(table, "org_legal"),
        org_before=_lower(table, "org_before"),
        place_heads=_lower(table, "place_heads"),
        place_before=_lower(table, "place_before"),
        place_after=_lower(table, "place_after"),
        adjectives=_by_word(table["adjectives"]),
        demonyms=_by_word(table["demonyms"]),
        patronymics=tuple(table.get("patronymics", ())),
        surnames=tuple(table.get("surnames", ())),
        articles=_lower(table, "articles"),
        function_words=_lower(table, "function_words"),
        naming=_lower(table, "naming"),
        credits=_words(table, "credits"),
        stop=_words(table, "stop"),
        nouns=_words(table, "nouns"),
        noun_endings=tuple(sorted(_words(table, "noun_endings"))),
        given=_words(table, "given"),
    )


@cache
def no_names() -> frozenset[str]:
    """Abbreviations in capitals that name nobody."""
    path = files("qantar.text").joinpath("data/names.toml")
    return _words(tomllib.loads(path.read_text("utf-8")), "no_names")


@cache
def organisations() -> dict[str, str]:
    """Folded name of each known organisation, long or short, to its key.

    Short names are kept apart in ``short_names`` because they only count as written.
    """
    return {
        fold(name): row["key"] for row in _organisation_rows() for name in row["names"]
    }


@cache
def short_names() -> dict[str, str]:
    """Abbreviations as written, to the key of the organisation."""
    return {short: row["key"] for row in _organisation_rows() for short in row["short"]}


@cache
def _organisation_rows() -> tuple[dict[str, Any], ...]:
    path = files("qantar.text").joinpath("data/names.toml")
    return tuple(tomllib.loads(path.read_text("utf-8"))["organisation"])


def country_of(word: str, lang: str) -> str | None:
    """Code of the country that an adjective or demonym belongs to.

    Returns:
        An ISO 3166-1 code; ``""`` for a word of no single state; ``None`` if ``word``
        is neither.
    """
    know = name_words(lang)
    low = word.lower()
    if (code := know.demonyms.get(low)) is not None:
        return code
    longest = min(len(low), _longest_adjective(lang))
    for size in range(longest, _SHORTEST_ADJECTIVE - 1, -1):
        if (code := know.adjectives.get(low[:size])) is not None:
            return code if len(low) - size <= _LONGEST_ENDING else None
    # Gender-neutral spellings: "Kasach*innen".
    head = low.split("*")[0].split(":")[0]
    return know.demonyms.get(head) if head != low else None


@cache
def _longest_adjective(lang: str) -> int:
    return max(map(len, name_words(lang).adjectives), default=0)


def langs_of_script(name: str) -> tuple[str, ...]:
    """The languages of ours that write in the script of ``name``."""
    return ("ru", "kk") if script_of(name) == "Cyrl" else ("de", "en")


@lru_cache(maxsize=1 << 15)
def bases(word: str, lang: str) -> tuple[str, ...]:
    """Forms that ``word`` may be an inflected form of, the word itself first.

    Only endings are known, no dictionary: the caller chooses among the candidates.

    >>> "Алматы" in bases("Алматыдағы", "kk"), "Минск" in bases("Минске", "ru")
    (True, True)
    """
    out = [word]
    shout = word.isupper()
    low = word.lower()
    for ending, instead in name_words(lang).endings:
        stem = len(word) - len(ending)
        if low.endswith(ending) and stem >= _SHORTEST_STEM:
            put = instead.upper() if shout else instead
            if (base := word[:stem] + put) not in out:
                out.append(base)
    return tuple(out)

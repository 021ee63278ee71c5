"""Words of time in one language, from ``data/<language>/times.toml``.

A table is a category, a key its value, and the text behind it the forms:
``1 = "Januar Jan"``. ``{a,b}`` stands for each of its parts, ``_`` for a space.
A form is known in any case of letters. ``[suffix]`` lists endings that may follow a
stem of an agglutinating language and add a category of their own (locative, ...).
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from qantar.text.times.numbers import spelled
from qantar.text.times.sense import FIELDS, Readings, Sense, merged, sense_of, without

__all__ = ["Lexicon", "expanded", "language_data", "lexicon_of"]

_TABLES_OF_ANOTHER_KIND = {
    "rules",
    "suffix",
    "glued",
    "tense",
    "setting",
    "compound",
    "fieldof",
}


@cache
def language_data(language: str) -> dict[str, Any]:
    """The data file of a language; ``"shared"`` for what holds in all of them.

    Raises:
        FileNotFoundError: If nothing is known of the language.
    """
    name = "times.toml" if language == "shared" else f"{language}/times.toml"
    path = files("qantar.text").joinpath("data", name)
    return tomllib.loads(path.read_text("utf-8"))


def expanded(forms: str) -> list[str]:
    """Every form that a line of the data file names, in lower case.

    >>> expanded("январ{ь,я} new_year")
    ['январь', 'января', 'new year']
    """
    found = []
    for form in forms.split():
        parts = [
            part[1:-1].split(",") if part.startswith("{") else [part]
            for part in re.findall(r"\{[^}]*\}|[^{}]+", form)
        ]
        found += ["".join(way).replace("_", " ").lower() for way in product(*parts)]
    return found


def _sense(category: str, key: str) -> Sense:
    value: Any = int(key) if re.fullmatch(r"-?\d+", key) else key
    name = language_data("shared")["fieldof"].get(category, category)
    return sense_of({name: value}) if name in FIELDS else Sense()


@dataclass
class Lexicon:
    """Forms of one language with their readings.

    Attributes:
        words: Form to readings.
        glued: The same for what stands directly behind a number: ``1990er``, ``5pm``.
        phrases: First word to forms of several words, longest first.
        suffixes: Ending to the categories it adds, with dots between.
        months: Forms of months by first letter, to forgive a slip of the pen.
        functions: Categories of words that say nothing of their own.
    """

    words: dict[str, Readings] = field(default_factory=dict)
    glued: dict[str, Readings] = field(default_factory=dict)
    phrases: dict[str, list[tuple[str, Readings]]] = field(default_factory=dict)
    suffixes: dict[str, str] = field(default_factory=dict)
    months: dict[str, list[str]] = field(default_factory=dict)
    functions: set[str] = field(default_factory=set)
    _memory: dict[str, Readings | None] = field(default_factory=dict)

    def add(self, form: str, category: str, sense: Sense) -> None:
        """Let ``form`` be read as ``category``."""
        if " " in form:
            first = form.split(" ", 1)[0]
            known = self.phrases.setdefault(first, [])
            for other, readings in known:
                if other == form:
                    readings[category] = sense
                    return
            known.append((form, {category: sense}))
            known.sort(key=lambda entry: -len(entry[0]))
        else:
            self.words.setdefault(form, {})[category] = sense
        if category == "month" and len(form) > 4:
            self.months.setdefault(form[0], []).append(form)

    @property
    def endings(self) -> frozenset[str]:
        """Categories that an ending can add."""
        return frozenset(
            name for names in self.suffixes.values() for name in names.split(".")
        )

    def word(self, form: str) -> Readings | None:
        """Readings of a word in lower case, endings taken off where needed."""
        found = self.words.get(form)
        if not self.suffixes or (found and self._stands_alone(found)):
            return found
        if form not in self._memory:
            if len(self._memory) > 50_000:
                self._memory.clear()
            stripped = self._without_ending(form)
            self._memory[form] = {**(stripped or {}), **(found or {})} or None
        return self._memory[form]

    def _stands_alone(self, found: Readings) -> bool:
        """Whether a form is what it is, and no stem with an ending besides."""
        return "notime" in found or not self.functions.issuperset(found)

    def _without_ending(self, form: str) -> Readings | None:
        """Readings of the stem; one that tells something goes before a mere function."""
        fallback = None
        for size in range(1, min(10, len(form) - 1)):
            category = self.suffixes.get(form[-size:])
            stem = self.words.get(form[:-size]) if category else None
            if category and stem:
                found = {**stem, **{name: Sense() for name in category.split(".")}}
                if not self.functions.issuperset(stem):
                    return found
                fallback = fallback or found
        return fallback

    def slip(self, form: str) -> Readings | None:
        """Readings of a month that ``form`` misses by one slip of the pen."""
        if len(form) < 5:
            return None
        stems = [form] + [
            form[:-size]
            for size in range(1, min(10, len(form) - 4))
            if form[-size:] in self.suffixes
        ]
        for month in self.months.get(form[0], ()):
            if any(_one_slip(stem, month) for stem in stems):
                return self.words[month]
        return None


def _one_slip(one: str, two: str) -> bool:
    """Damerau-Levenshtein distance of exactly one, the first letter kept."""
    if abs(len(one) - len(two)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), -1)
    if at < 0:
        return abs(len(one) - len(two)) == 1
    rest, other = one[at:], two[at:]
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
    )


@cache
def lexicon_of(language: str) -> Lexicon:
    """The lexicon of a language, its own words over those shared by all."""
    lexicon = Lexicon()
    for name in ("shared", language):
        data = language_data(name)
        for category, table in data.items():
            if category not in _TABLES_OF_ANOTHER_KIND and isinstance(table, dict):
                _add_table(lexicon, category, table)
        for category, forms in data.get("suffix", {}).items():
            # The attributes of an ending are all that stands in its key: "pl.loc".
            lexicon.suffixes.update(dict.fromkeys(expanded(forms), category))
        for category, table in data.get("glued", {}).items():
            for key, forms in table.items():
                for form in expanded(forms):
                    lexicon.glued.setdefault(form, {})[category] = _sense(category, key)
        for category, parts in data.get("compound", {}).items():
            left, right = parts.split()
            for form, sense in _compounds(lexicon, left, right):
                lexicon.add(form, category, sense)
    return lexicon


def _compounds(lexicon: Lexicon, left: str, right: str) -> list[tuple[str, Sense]]:
    """Every form of the category ``left`` with every form of ``right`` behind it."""
    one = [(form, r[left]) for form, r in lexicon.words.items() if left in r]
    two = [(form, r[right]) for form, r in lexicon.words.items() if right in r]
    return [(a + b, merged(m, n)) for a, m in one for b, n in two]


def _add_table(lexicon: Lexicon, category: str, table: dict[str, Any]) -> None:
    for key, value in table.items():
        name, forms = category, value
        if category == "function":  # a word that says nothing of its own
            name, sense = key, Sense()
            lexicon.functions.add(name)
        elif isinstance(value, dict):
            unknown = set(value) - FIELDS - {"forms"}
            if unknown:
                raise KeyError(f"[{category}] {key}: no such field: {sorted(unknown)}")
            sense = without(sense_of(value), "forms")
            forms = value["forms"]
        else:
            sense = _sense(category, key)
        for form in expanded(forms):
            if category in ("cardinal", "ordinal"):
                _add_number(lexicon, form, int(key), category)
            else:
                lexicon.add(form, name, sense)


def _add_number(lexicon: Lexicon, form: str, n: int, category: str) -> None:
    lexicon.add(form, category, Sense(n=n))
    for kind, told in spelled(n, ordinal=category == "ordinal").items():
        lexicon.add(form, kind, told)

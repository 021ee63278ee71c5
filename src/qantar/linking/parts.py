"""A person's name cut into its parts: words, initials, patronymics."""

import re
from dataclasses import dataclass
from functools import lru_cache

from qantar.text.name_keys import HabitKey, habit_keys
from qantar.text.names import name_words
from qantar.text.translit import fold, fold_keys

__all__ = ["PATRONYMIC", "SURNAME_ENDS", "NamePart", "name_parts"]

PATRONYMIC = (
    "ovih", "evih", "avih", "iavih", "ovna", "evna", "avna", "ihna", "uli", "kisi", "ogli"
)  # fmt: skip
"""Folded endings of patronymics: -ович, -евич, -аевич, -овна, -ұлы, -қызы, -оглы."""
SURNAME_ENDS = (
    "ova", "eva", "ava", "ina", "ov", "ev", "av", "in", "uli", "kisi", "skaia", "ski"
)  # fmt: skip
"""Folded endings of families' names."""
_CHILD_OF = frozenset({"uli", "kisi", "ogli", "ulu"})
"""Words that make a patronymic of the word before them: улы, кызы, оглы, уулу."""
_GENERATION = frozenset({"jr", "sr", "jun", "sen", "junior", "senior"})
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class NamePart:
    """One word of a name.

    Attributes:
        text: As written.
        keys: Its folded keys, the plain one first.
        kind: ``initial``, ``patronymic`` or ``word``.
        habits: Further keys by habits of single languages.
        halves: Keys of the parts of a double name ("Mark-Toomas"), else empty.
    """

    text: str
    keys: tuple[str, ...]
    kind: str
    habits: tuple[HabitKey, ...] = ()
    halves: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The first of the folded keys."""
        return self.keys[0]


@lru_cache(maxsize=1 << 15)
def name_parts(name: str) -> tuple[NamePart, ...]:
    """The parts of a person's name, titles and signs left out, in written order.

    What stands in brackets, and "Jr.", is no part. *Ибрагим кызы* is one patronymic.
    """
    spaced = _BRACKETS.sub(" ", name).replace(".", ". ").replace(",", " ")
    words = [w for w in spaced.split() if any(c.isalnum() for c in w)]
    titles = name_words("en").titles | name_words("de").titles | name_words("ru").titles
    if len(words) > 1:
        words = [w for w in words if w.lower() not in titles] or words
        words = [w for w in words if w.lower().strip(".") not in _GENERATION] or words
    parts: list[NamePart] = []
    for position, word in enumerate(words[:_LONGEST]):
        bare = word.rstrip(".")
        keys = fold_keys(bare)
        if not keys[0]:
            continue
        if keys[0] in _CHILD_OF and parts and parts[-1].kind != "initial":
            father = parts.pop().text
            parts.append(_part(f"{father}{bare}", "patronymic"))
        elif len(bare) == 1 or (word.endswith(".") and len(bare) <= 2):
            parts.append(NamePart(bare, keys, "initial"))
        elif len(words) > 2 and position > 0 and keys[0].endswith(PATRONYMIC):
            parts.append(_part(bare, "patronymic"))
        else:
            parts.append(_part(bare, "word"))
    return tuple(parts)


_DOUBLE = re.compile(r"[-‐‑–]")
_LEAST_HALF = 4


def _part(text: str, kind: str) -> NamePart:
    halves = [fold(half) for half in _DOUBLE.split(text)]
    whole = frozenset(h for h in halves if len(h) >= _LEAST_HALF)
    return NamePart(
        text,
        fold_keys(text),
        kind,
        habit_keys(text),
        whole if len(halves) > 1 else frozenset(),
    )

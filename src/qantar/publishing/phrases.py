"""Phrases: names of things that are told by several words together.

*Republic Square* must give way and *republic* and *square* must not. A name of several
words is found where two different ones of them stand in a row, in any spelling that
``folding`` makes equal, inflected too; a name of one word by that word alone.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from qantar.publishing.pseudonyms import Cut, name_keys, stem

__all__ = ["Phrases"]

_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 3
_ALONE = 5
"""Letters that a name of one word needs to be looked for."""

_LONGEST_ENDING = 4
_APART = 2
"""Signs between two words of one name."""


class Phrases:
    """Finds names of several words.

    Args:
        things: The spellings of each.
        stands: What stands in their place.
    """

    def __init__(self, things: Iterable[Sequence[str]], stands: str) -> None:
        self._stands = stands
        self._parts: dict[str, set[tuple[int, int]]] = {}
        self._single: set[str] = set()
        for number, spellings in enumerate(things):
            for spelling in spellings:
                self._learn(number, spelling)
        self._meant = lru_cache(maxsize=65536)(self._look)

    def __len__(self) -> int:
        return len(self._parts) + len(self._single)

    def _learn(self, number: int, spelling: str) -> None:
        words = [word for word in _WORD.findall(spelling) if len(word) >= _LEAST]
        for at, word in enumerate(words):
            for key in name_keys(word):
                if len(words) > 1:
                    self._parts.setdefault(stem(key), set()).add((number, at))
                elif len(key.lstrip("~")) >= _ALONE:
                    self._single.add(stem(key))

    def _look(self, word: str) -> tuple[frozenset[tuple[int, int]], bool]:
        found: set[tuple[int, int]] = set()
        alone = False
        for key in name_keys(word):
            for length in range(len(key), max(len(key) - _LONGEST_ENDING - 1, 0), -1):
                found |= self._parts.get(key[:length], set())
                alone = alone or key[:length] in self._single
        return frozenset(found), alone and word[:1].isupper()

    def cuts(self, text: str) -> list[Cut]:
        """What must give way in ``text``."""
        if not len(self):
            return []
        words = [(match, *self._meant(match.group())) for match in _WORD.finditer(text)]
        out = [Cut(*match.span(), self._stands) for match, _, alone in words if alone]
        for (one, first, _), (two, second, _) in pairwise(words):
            near = (
                two.start() - one.end() <= _APART
                and "\n" not in text[one.end() : two.start()]
            )
            if near and _together(first, second):
                out.append(Cut(one.start(), two.end(), self._stands))
        return out


def _together(
    first: frozenset[tuple[int, int]], second: frozenset[tuple[int, int]]
) -> bool:
    """Whether two words are different words of one name."""
    return any(
        number == other and at != place
        for number, at in first
        for other, place in second
    )

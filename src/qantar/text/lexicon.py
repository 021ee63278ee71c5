"""Reading the commented word lists beside this package, one language at a time."""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

__all__ = ["Stems", "fold", "load"]

T = TypeVar("T")


@cache
def load(lang: str, name: str) -> dict[str, Any]:
    """The table ``data/<lang>/<name>.toml``; empty for a language we do not know."""
    path = files("qantar.text").joinpath(f"data/{lang}/{name}.toml")
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def fold(text: str) -> str:
    """Lower case of the same length, with ё as е, so that offsets still hold."""
    low = text.lower()
    if len(low) != len(text):
        # A few letters (İ) grow when lowered: keep those as they are.
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("ё", "е")


class Stems(Generic[T]):
    """Words and stems with a value: ``wort``, ``stamm*``, ``*haus`` or ``*mitte*``.

    One look-up costs hash probes by the length of the longest stem for each head and
    tail, and that length times the word's for inner stems; never the size of the list.
    """

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self._words: dict[str, T] = {}
        self._heads: dict[str, T] = {}
        self._tails: dict[str, T] = {}
        self._inner: dict[str, T] = {}
        for raw, value in rows:
            entry = fold(raw)
            table = self._table(entry)
            table.setdefault(entry.strip("*"), value)
        self._longest_head = max(map(len, self._heads), default=0)
        self._longest_tail = max(map(len, self._tails), default=0)
        self._longest = max((len(w) for w in self._inner), default=0)
        self._shortest = min((len(w) for w in self._inner), default=1)

    def _table(self, entry: str) -> dict[str, T]:
        if entry.startswith("*"):
            return self._inner if entry.endswith("*") else self._tails
        return self._heads if entry.endswith("*") else self._words

    def get(self, word: str) -> T | None:
        """The value of the most exact entry that fits the folded ``word``."""
        hit = self._words.get(word)
        if hit is not None:
            return hit
        for cut in self._head_cuts(word):
            hit = self._heads.get(word[:cut])
            if hit is not None:
                return hit
        for cut in self._tail_cuts(word):
            hit = self._tails.get(word[cut:])
            if hit is not None:
                return hit
        return self._find_inner(word) if self._inner else None

    def all(self, word: str) -> Iterator[T]:
        """The values of all entries that fit the folded ``word``."""
        if word in self._words:
            yield self._words[word]
        for cut in self._head_cuts(word):
            if word[:cut] in self._heads:
                yield self._heads[word[:cut]]
        for cut in self._tail_cuts(word):
            if word[cut:] in self._tails:
                yield self._tails[word[cut:]]
        if self._inner:
            yield from self._all_inner(word)

    def _head_cuts(self, word: str) -> range:
        """Ends of the heads that may fit, the longest first, down to two letters."""
        return range(min(len(word), self._longest_head), 1, -1)

    def _tail_cuts(self, word: str) -> range:
        """Starts of the tails that may fit, the longest first, down to two letters."""
        return range(max(0, len(word) - self._longest_tail), len(word) - 1)

    def _all_inner(self, word: str) -> Iterator[T]:
        for begin in range(len(word) - self._shortest + 1):
            longest = min(len(word), begin + self._longest)
            for stop in range(longest, begin + self._shortest - 1, -1):
                if word[begin:stop] in self._inner:
                    yield self._inner[word[begin:stop]]

    def _find_inner(self, word: str) -> T | None:
        return next(self._all_inner(word), None)

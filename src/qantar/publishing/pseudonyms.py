"""Pseudonyms: finding hidden names in words, and what stands in their place.

A hidden name is found in every spelling that ``folding`` makes equal, inflected too, as
a whole and by each of its words. What stands in its place (*Voice A*) is the same all
over one edition and tells nothing about another.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qantar.publishing.folding import fold_keys
from qantar.vocabulary.digest import derive_id

__all__ = [
    "CONTACT",
    "MAIL",
    "PHONE",
    "Cut",
    "Hidden",
    "Pseudonyms",
    "letters",
    "replaced",
    "shift",
    "stem",
]

_WORD = re.compile(r"[^\W_]+")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w.])(?!\d{4}-\d\d-\d\d)\+?\d[\d ()\u00a0\-]{7,18}\d(?!\w)")
"""Nine digits or more with what people put between them; no date as ISO 8601 has it."""

CONTACT = "[contact withheld]"
"""Stands for an e-mail address or telephone number in a protected exhibit."""

_SHORTEST = 4
_LONGEST_ENDING = 4


class Cut(NamedTuple):
    """``[start, end)`` of a text gives way to ``words``."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """One person whose names must not go out. ``key`` is their id, or their name."""

    key: str
    names: tuple[str, ...]
    kind: str = "Voice"


def letters(number: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    out = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out


def stem(key: str) -> str:
    """A folded name without its last vowels, so that inflected forms begin with it."""
    short = key.rstrip("aeiou")
    return short if len(short) >= _SHORTEST else key


def shift(offset: int, cuts: Sequence[Cut], *, end: bool = False) -> int:
    """Where ``offset`` lies after the cuts.

    Inside a cut it moves to the beginning of what stands there now, or to its end if
    it is an ``end``.
    """
    moved = 0
    for cut in cuts:
        if cut.end <= offset and not (
            end and cut.end == offset and cut.start == offset
        ):
            moved += len(cut.words) - (cut.end - cut.start)
        elif cut.start < offset:
            return cut.start + moved + (len(cut.words) if end else 0)
        else:
            break
    return offset + moved


class Pseudonyms:
    """The hidden persons of one edition with what stands for them.

    Args:
        hidden: Everyone to hide.
        salt: Of the edition. The order of the letters hangs on it, so that Voice A of
            one edition says nothing about Voice A of the next.
    """

    def __init__(self, hidden: Iterable[Hidden], salt: str) -> None:
        self._salt = salt
        ranked = sorted(hidden, key=lambda one: derive_id("voice", salt, one.key))
        counts: dict[str, int] = {}
        self._shown: dict[str, str] = {}
        self._stems: dict[str, list[tuple[str, str]]] = {}
        for one in ranked:
            number = counts[one.kind] = counts.get(one.kind, -1) + 1
            self._shown[one.key] = f"{one.kind} {letters(number)}"
            for name in one.names:
                self._shown.setdefault(name, self._shown[one.key])
                self._learn(name, self._shown[one.key])

    def __len__(self) -> int:
        return len(self._stems)

    def _learn(self, name: str, shown: str) -> None:
        if name.endswith(" (unnamed)"):
            return  # a description, not a name
        for word in _WORD.findall(name):
            for key in fold_keys(word):
                if len(key) >= _SHORTEST:
                    entry = (stem(key), shown)
                    bucket = self._stems.setdefault(entry[0][:_SHORTEST], [])
                    if entry not in bucket:
                        bucket.append(entry)

    def shown(self, key: str) -> str | None:
        """What stands for a person's id or name, or ``None`` if nobody is hidden."""
        return self._shown.get(key)

    def new_id(self, key: str) -> str:
        """An id for ``key`` that only this edition knows."""
        return "v:" + derive_id("id", self._salt, key)

    def _who(self, word: str) -> str | None:
        for key in fold_keys(word):
            for root, shown in self._stems.get(key[:_SHORTEST], ()):
                rest = len(key) - len(root)
                allowed = _LONGEST_ENDING if word[:1].isupper() else 1
                if key.startswith(root) and rest <= allowed:
                    return shown
        return None

    def cuts(self, text: str, *, contacts: bool = False) -> tuple[Cut, ...]:
        """What must give way in ``text``, in order, without overlaps.

        Args:
            text: Any words.
            contacts: Also addresses and telephone numbers.
        """
        out: list[Cut] = []
        if contacts:
            for pattern in (MAIL, PHONE):
                out += [Cut(*m.span(), CONTACT) for m in pattern.finditer(text)]
        if self._stems:
            for match in _WORD.finditer(text):
                shown = self._who(match.group())
                if shown is not None:
                    out.append(Cut(match.start(), match.end(), f"[{shown}]"))
        return _joined(sorted(out), text)

    def scrub(self, text: str, *, contacts: bool = False) -> str:
        """``text`` with every hidden name replaced."""
        return replaced(text, self.cuts(text, contacts=contacts))


def replaced(text: str, cuts: Sequence[Cut], *, offset: int = 0) -> str:
    """``text`` after the cuts; ``offset`` is where ``text`` begins in the cut text."""
    out, at = [], 0
    for cut in cuts:
        start, end = max(cut.start - offset, 0), min(cut.end - offset, len(text))
        if start >= len(text) or end <= 0:
            continue
        out += [text[at:start], cut.words]
        at = end
    return "".join(out) + text[at:]


def _joined(cuts: Sequence[Cut], text: str) -> tuple[Cut, ...]:
    """Neighbouring words of one name become one cut; an overlap keeps the first."""
    out: list[Cut] = []
    for cut in cuts:
        if out:
            last = out[-1]
            if cut.start < last.end:
                words = CONTACT if CONTACT in (cut.words, last.words) else last.words
                out[-1] = Cut(last.start, max(last.end, cut.end), words)
                continue
            between = text[last.end : cut.start]
            if cut.words == last.words and between in (" ", "\u00a0", "-", "_"):
                out[-1] = last._replace(end=cut.end)
                continue
        out.append(cut)
    return tuple(out)

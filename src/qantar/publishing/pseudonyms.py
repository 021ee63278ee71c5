"""Pseudonyms: finding hidden names in words, and what stands in their place.

A hidden name is found in every spelling that ``folding`` makes equal, inflected too, as
a whole and by each of its words. What stands in its place (*Voice A*) is the same all
over one edition and tells nothing about another.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from qantar.publishing.folding import fold_keys
from qantar.text import translit
from qantar.vocabulary.digest import derive_id

__all__ = [
    "CONTACT",
    "DESCRIBED",
    "MAIL",
    "PHONE",
    "SURE_PHONE",
    "Cut",
    "Hidden",
    "Pseudonyms",
    "letters",
    "name_keys",
    "replaced",
    "shift",
    "stem",
]

_WORD = re.compile(r"[^\W_]+")
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
"""Lengths as RFC 5321 4.5.3.1 and RFC 1035 2.3.4 bound them: a word without end is not
looked at from each of its letters to its last."""
PHONE = re.compile(r"(?<![\w.])(?!\d{4}-\d\d-\d\d)\+?\d[\d ()\u00a0\-]{7,18}\d(?!\w)")
"""Nine digits or more with what people put between them; no date as ISO 8601 has it."""

SURE_PHONE = re.compile(
    r"(?<![\w./\-])(?:(?:\+|00)\d[\d ()\u00a0\-]{7,18}\d"
    r"|8[ (\u00a0\-]{1,2}\d{3}\)?[ \u00a0\-]?\d{3}(?:[ \u00a0\-]?\d{2}){2})(?!\w)"
)
"""A telephone number for sure: with a country code, or as people in Kazakhstan and
Russia dial it. For texts that are not protected, where a file number must stay."""

CONTACT = "[contact withheld]"
"""Stands for an e-mail address or telephone number in a protected exhibit."""

DESCRIBED = " (unnamed)"
"""Ends the name of a voice that is only described: nothing in a text is hidden for it."""

_LEAST = 3
_SHORTEST = 4
"""Letters that a word needs to be looked for at all, and to give way by itself."""

_BETWEEN = (" ", "\u00a0", "-", "_", ", ")
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


@lru_cache(maxsize=65536)
def name_keys(word: str) -> tuple[str, ...]:
    """All keys under which a word of a name is looked for.

    Those of the site's search, and behind a tilde those that linking joins names by:
    what either of them holds for the same name must not go out.
    """
    linked = translit.fold_keys(word)
    return (*fold_keys(word), *(f"~{key}" for key in linked if key))


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


class _Found(NamedTuple):
    """A word that may be a hidden name: whose, and whether it is others' name too."""

    start: int
    end: int
    shown: frozenset[str]
    weak: bool


class Pseudonyms:
    """The hidden persons of one edition with what stands for them.

    A word that is also part of a public name (the surname of a minister, a first name
    that many bear) or very short gives way alone only in texts whose voice is protected; elsewhere
    only beside another word of the same hidden name.

    Args:
        hidden: Everyone to hide.
        salt: Of the edition. The order of the letters hangs on it, so that Voice A of
            one edition says nothing about Voice A of the next.
        public: Names that may be told: of persons, groups and places.
    """

    def __init__(
        self, hidden: Iterable[Hidden], salt: str, public: Iterable[str] = ()
    ) -> None:
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
        self._weak = frozenset(root for name in public for root in _roots(name))

    def __len__(self) -> int:
        return len(self._stems)

    @property
    def anyone(self) -> bool:
        """Whether anybody is hidden at all, by name or by description."""
        return bool(self._shown)

    def _learn(self, name: str, shown: str) -> None:
        if name.endswith(DESCRIBED):
            return  # a description, not a name
        for root in _roots(name):
            bucket = self._stems.setdefault(root[:_SHORTEST], [])
            if (root, shown) not in bucket:
                bucket.append((root, shown))

    def shown(self, key: str) -> str | None:
        """What stands for a person's id or name, or ``None`` if nobody is hidden."""
        return self._shown.get(key)

    def new_id(self, key: str) -> str:
        """An id for ``key`` that only this edition knows."""
        return "v:" + derive_id("id", self._salt, key)

    def _who(self, match: re.Match[str]) -> _Found | None:
        word = match.group()
        allowed = _LONGEST_ENDING if word[:1].isupper() else 1
        shown, roots = set(), set()
        for key in name_keys(word):
            for length in range(_LEAST, _SHORTEST + 1):
                for root, who in self._stems.get(key[:length], ()):
                    if key.startswith(root) and len(key) - len(root) <= allowed:
                        shown.add(who)
                        roots.add(root)
        if not shown:
            return None
        weak = all(len(r.lstrip("~")) < _SHORTEST or r in self._weak for r in roots)
        return _Found(*match.span(), frozenset(shown), weak)

    def cuts(self, text: str, *, guarded: bool = False) -> tuple[Cut, ...]:
        """What must give way in ``text``, in order, without overlaps.

        Args:
            text: Any words.
            guarded: Of a protected voice: addresses and telephone numbers give way
                too, and names that others bear as well.
        """
        out: list[Cut] = []
        if guarded:
            for pattern in (MAIL, PHONE):
                out += [Cut(*m.span(), CONTACT) for m in pattern.finditer(text)]
        if self._stems:
            found = map(self._who, _WORD.finditer(text))
            for run in _runs([one for one in found if one is not None], text):
                out += _run_cuts(run, guarded=guarded)
        return _apart(sorted(out))

    def scrub(self, text: str, *, guarded: bool = False) -> str:
        """``text`` with every hidden name replaced."""
        return replaced(text, self.cuts(text, guarded=guarded))


def _roots(name: str) -> set[str]:
    """Stems of the words of a name that are long enough to be told apart."""
    return {
        stem(key)
        for word in _WORD.findall(name)
        for key in name_keys(word)
        if len(key.lstrip("~")) >= _LEAST
    }


def _runs(found: Sequence[_Found], text: str) -> list[list[_Found]]:
    """Found words in groups of neighbours, with a space or hyphen between them."""
    runs: list[list[_Found]] = []
    for one in found:
        if runs and text[runs[-1][-1].end : one.start] in _BETWEEN:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _run_cuts(run: Sequence[_Found], *, guarded: bool) -> list[Cut]:
    """One cut for neighbours that are one person's name, else one for each."""
    common = frozenset.intersection(*(one.shown for one in run))
    if len(run) > 1 and common:
        return [Cut(run[0].start, run[-1].end, _stands(common))]
    return [
        Cut(one.start, one.end, _stands(one.shown))
        for one in run
        if guarded or not one.weak
    ]


def _stands(shown: frozenset[str]) -> str:
    """The pseudonym in brackets; none is chosen where two persons have the name."""
    return f"[{next(iter(shown))}]" if len(shown) == 1 else "[name withheld]"


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


def _apart(cuts: Sequence[Cut]) -> tuple[Cut, ...]:
    """Cuts without overlaps: of two that overlap the earlier grows."""
    out: list[Cut] = []
    for cut in cuts:
        if out and cut.start < out[-1].end:
            last = out[-1]
            words = CONTACT if CONTACT in (cut.words, last.words) else last.words
            out[-1] = Cut(last.start, max(last.end, cut.end), words)
        else:
            out.append(cut)
    return tuple(out)

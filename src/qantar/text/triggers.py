"""Which kinds of happenings the words of a clause tell.

The words are in ``data/*/triggers.toml``: predicates count more than nouns, and two
words that belong together ("set + fire") more than one. Where several kinds score the
same, the one whose harm is graver stands first (order of `SEVERITY`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from qantar.text.lexicon import Stems, fold, load

__all__ = ["SEVERITY", "Trigger", "find_triggers"]

SEVERITY = (
    "killing",
    "torture",
    "disappearance",
    "injury",
    "arson",
    "looting",
    "weapons-seizure",
    "seizure-of-building",
    "arrest",
    "release",
    "defection",
    "withdrawal",
    "troop-deployment",
    "clash",
    "shutdown",
    "connectivity-restored",
    "strike",
    "resignation",
    "price-change",
    "policy-order",
    "harassment",
    "flight",
    "aid",
    "ownership",
    "founding",
    "protest",
    "publication",
    "economic",
    "speech",
    "other",
)
_WEIGHT = {"verbs": 6.0, "nouns": 3.0, "weak": 1.0}
_TELLING = {"speech": 0.4, "publication": 0.55}
"""Verbs of saying mostly hand on what happened, so they count less than its name."""
_NEGATIVE = frozenset(
    [
        "nicht",
        "not",
        "no",
        "hardly",
        "не",
        "нет",
        "жоқ",
        "істеме*",
        "бағынбады",
        "табылма*",
        "оралма*",
        "келмеді",
    ]
)
"""Parts of entries that hold a negation: there it denies nothing."""
_KAZAKH_NEGATIVE = re.compile(r"[а-яәғқңөұүһі]{2}[мбп][ае](?:ды|ді|ған|ген|й|\*)$")
"""Kazakh verbs in the negative form: болмады, оралма*."""
_PAIR = 1.5
"""Added for each further word that an entry asks for."""
_LED_TO_IT = ("injury",)
"""Kinds that a death outweighs, however many of its words tell them."""
_WORD = re.compile(r"[^\W\d_]+(?:[-*:’'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One kind that the words tell.

    Attributes:
        kind: A key of the kinds of events.
        start: First code point of the first word of it.
        end: One past the last word.
        spots: Stretches of the single words.
        score: Higher is more telling.
        level: verbs, nouns or weak.
        entry: The line of the word list, for the reasons.
        negative: The entry holds a negation itself ("internet + not").
    """

    kind: str
    start: int
    end: int
    spots: tuple[tuple[int, int], ...]
    score: float
    level: str
    entry: str
    negative: bool = False

    @property
    def rank(self) -> tuple[float, int]:
        """Sorts the most telling first."""
        return -self.score, _RANK[self.kind]


_RANK = {kind: place for place, kind in enumerate(SEVERITY)}


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    level: str
    parts: tuple[str, ...]


def find_triggers(text: str, start: int, end: int, lang: str) -> tuple[Trigger, ...]:
    """All triggers in ``text[start:end]``, the most telling first.

    Args:
        text: The exhibit's text.
        start: First code point.
        end: One past the last.
        lang: ``de``, ``en``, ``ru`` or ``kk``; nothing is found in another language.
    """
    found = list(_complete(text, start, end, lang))
    if any(t.kind == "killing" and t.level == "verbs" for t in found):
        # Who died of wounds was wounded: what came of it is what happened.
        found.sort(key=lambda t: (t.kind in _LED_TO_IT, t.rank))
    else:
        found.sort(key=lambda t: t.rank)
    return tuple(found)


def _complete(text: str, start: int, end: int, lang: str) -> Iterator[Trigger]:
    entries, _ = _table(lang)
    seen: dict[int, dict[int, tuple[int, int]]] = {}
    for match in _WORD.finditer(fold(text[start:end])):
        spot = (match.start() + start, match.end() + start)
        for number, part in _hits(match.group(), lang):
            seen.setdefault(number, {}).setdefault(part, spot)
    for number, parts in seen.items():
        entry = entries[number]
        if len(parts) == len(entry.parts):
            spots = tuple(sorted(set(parts.values())))
            if len(spots) < len(entry.parts):
                continue
            yield Trigger(
                kind=entry.kind,
                start=spots[0][0],
                end=spots[-1][1],
                spots=spots,
                score=_WEIGHT[entry.level] * _TELLING.get(entry.kind, 1.0)
                + _PAIR * (len(entry.parts) - 1),
                level=entry.level,
                entry=" + ".join(entry.parts),
                negative=any(map(_denies, entry.parts)),
            )


def _denies(part: str) -> bool:
    """Whether a part of an entry is a negation, or a verb in a negative form."""
    return part in _NEGATIVE or _KAZAKH_NEGATIVE.search(part) is not None


@lru_cache(maxsize=50_000)
def _hits(word: str, lang: str) -> tuple[tuple[int, int], ...]:
    """Entries (and which of their parts) that a folded word fits."""
    _, stems = _table(lang)
    return tuple(sorted({hit for group in stems.all(word) for hit in group}))


@cache
def _table(
    lang: str,
) -> tuple[tuple[_Entry, ...], Stems[tuple[tuple[int, int], ...]]]:
    entries: list[_Entry] = []
    for kind, levels in load(lang, "triggers").items():
        for level, words in levels.items():
            entries += [
                _Entry(kind, level, tuple(fold(p.strip()) for p in word.split("+")))
                for word in words
            ]
    by_part: dict[str, list[tuple[int, int]]] = {}
    for number, entry in enumerate(entries):
        for place, part in enumerate(entry.parts):
            by_part.setdefault(part, []).append((number, place))
    return tuple(entries), Stems((p, tuple(hits)) for p, hits in by_part.items())

"""The number words of one language, compiled from ``data/*/numbers.toml``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from qantar.text.lexicon import fold, load

__all__ = ["NumberWords", "words_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """What one language has for numbers. Built once a language by `words_for`."""

    decimal: str
    values: dict[str, float]
    ones: dict[str, float]
    scales: dict[str, float]
    dozens: dict[str, float]
    linker: str
    compounds: bool
    crowds: re.Pattern[str] | None
    crowd_bounds: dict[str, tuple[float, float]]
    bounded: dict[str, float]
    one: re.Pattern[str] | None
    bound_before: re.Pattern[str] | None
    bound_after: re.Pattern[str] | None
    veto_before: re.Pattern[str] | None
    veto_clock: re.Pattern[str] | None
    veto_after: re.Pattern[str] | None
    joins: frozenset[str]
    openers: tuple[str, ...]
    closers: frozenset[str]

    def value(self, word: str, *, alone: bool) -> float | None:
        """The value of one folded word, ``None`` if it is no number.

        Args:
            word: A single word.
            alone: Nothing stands before it, so that "one" is an article and a bare
                scale ("million") is an unsaid number.
        """
        if word in self.values:
            return self.values[word]
        if word in self.dozens:
            return self.dozens[word]
        if not alone or len(word) > 3:
            hit = self.scales.get(word)
            if hit is not None:
                return hit
        if not alone and word in self.ones:
            return self.ones[word]
        if not self.compounds or len(word) < 6:
            return None
        value = self._compound(word.removesuffix("mal"))
        return None if value == 1 else value  # "einmal" counts nothing

    def _compound(self, word: str) -> float | None:
        """German numbers in one word: thousands, hundreds, then "einundzwanzig"."""
        for scale, size in (("tausend", 1000.0), ("hundert", 100.0)):
            left, found, right = word.partition(scale)
            if found:
                many = 1.0 if not left else self._small(left)
                rest = 0.0 if not right else self._small(right.removeprefix("und"))
                return None if many is None or rest is None else many * size + rest
        return self._small(word)

    def _small(self, word: str) -> float | None:
        if word in self.values or word in self.ones:
            return self.values.get(word, self.ones.get(word))
        if "hundert" in word or "tausend" in word:
            return self._compound(word)
        left, found, right = word.partition("und")
        if found and right in self.values:
            unit = self.values.get(left, self.ones.get(left))
            return None if unit is None else unit + self.values[right]
        return None

    def may_follow(self, values: Sequence[float], value: float) -> bool:
        """Whether ``value`` can go on the number that ``values`` began."""
        if not values:
            return True
        last = values[-1]
        if value in (100.0, 1000.0, 1e6, 1e9):
            return last < value
        if value in self.dozens.values() and last < 10:
            return True
        return last >= 10 and value < last and (last >= 100 or value < 10)

    def combine(self, values: Sequence[float]) -> float:
        """The value of number words in a row: "two hundred forty" is 240."""
        total = current = 0.0
        for value in values:
            if value >= 1000:
                total += (current or 1.0) * value
                current = 0.0
            elif value == 100 or (value in self.dozens.values() and 0 < current < 10):
                current = (current or 1.0) * value
            else:
                current += value
        return total + current

    def crowd_at(self, part: str, spot: int) -> tuple[int, float, float] | None:
        """Length and bounds of an unsaid number such as "dozens" at ``spot``."""
        match = self.crowds.match(part, spot) if self.crowds else None
        if match is None:
            return None
        low, high = self.crowd_bounds[match.group()]
        return len(match.group()), low, high

    def is_counting_one(self, part: str, start: int, end: int) -> bool:
        """Whether the "one" there counts, and is no article or pronoun."""
        return bool(self.one and self.one.match(part, start))


@cache
def words_for(lang: str) -> NumberWords:
    """The words of ``lang``; for an unknown language one that reads digits only."""
    raw = load(lang, "numbers")
    values = {fold(k): float(v) for k, v in raw.get("words", {}).items()}
    values |= {fold(k): float(v) for k, v in raw.get("fractions", {}).items()}
    scales = {fold(k): float(v) for k, v in raw.get("scales", {}).items()}
    endings, bare = raw.get("endings", [""]), raw.get("no_endings", {}).get("list", [])
    values = {
        word + ending: value
        for word, value in values.items()
        for ending in (endings if word not in bare else [""])
    }
    scales = {w + e: v for w, v in scales.items() for e in endings}
    crowds = {
        fold(word) + ending: (float(low), float(high))
        for word, (low, high) in raw.get("crowds", {}).items()
        for ending in endings
    }
    join = raw.get("range", {})
    veto = raw.get("veto", {})
    return NumberWords(
        decimal=raw.get("decimal", "."),
        values=values,
        ones={fold(k): float(v) for k, v in raw.get("units_in_compounds", {}).items()},
        scales=scales,
        linker=raw.get("linker", ""),
        dozens={fold(k): float(v) for k, v in raw.get("dozens", {}).items()},
        compounds=bool(raw.get("compounds")),
        crowds=_any_of(sorted(crowds, key=len, reverse=True), r"\b(?:{})\b"),
        crowd_bounds=crowds,
        bounded={fold(k): float(v) for k, v in raw.get("bounded", {}).items()},
        one=_one(raw.get("ones", {})),
        bound_before=_bounds(raw.get("before", {}), r"(?<!\w)(?:{})[\s\u00a0„“«\"]*$"),
        bound_after=_bounds(raw.get("after", {}), r"(?:-?\w{{1,4}})?\s+(?:{})(?!\w)"),
        veto_before=_patterns(veto.get("before", ())),
        veto_clock=_patterns(veto.get("clock", ())),
        veto_after=_patterns(veto.get("after", ())),
        joins=frozenset(join.get("joins", ("–", "-", "—"))),
        openers=tuple(join.get("openers", ())),
        closers=frozenset(join.get("closers", ())),
    )


def _any_of(words: Sequence[str], frame: str) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile(frame.format("|".join(re.escape(w) for w in words)))


def _patterns(patterns: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{p})" for p in patterns)) if patterns else None


def _one(raw: dict[str, str | list[str]]) -> re.Pattern[str] | None:
    if not raw:
        return None
    after = "|".join(re.escape(w) for w in raw["before"])
    tail = rf"[\s-]+(?:{after})(?!\w)" if after else ""
    return re.compile(rf"(?<!\bno )\b(?:{raw['word']})\b{tail}")


def _bounds(raw: dict[str, list[str]], frame: str) -> re.Pattern[str] | None:
    """One pattern for all bounds, the longest words first, grouped by their rule."""
    rows = [(fold(w), rule) for rule, words in raw.items() for w in words]
    if not rows:
        return None
    rows.sort(key=lambda row: -len(row[0]))
    # A group name may stand only once, so each rule's words go into one group; the
    # look-behind of the frame and the order of groups keep "more than" before "than".
    by_rule: dict[str, list[str]] = {}
    for word, rule in rows:
        by_rule.setdefault(rule, []).append(re.escape(word).replace(r"\ ", r"\s+"))
    inner = "|".join(
        f"(?P<{rule}>{'|'.join(words)})" for rule, words in by_rule.items()
    )
    return re.compile(frame.format(inner))

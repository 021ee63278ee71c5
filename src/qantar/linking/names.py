"""Are two names one person's? Compared part by part, with reasons in words.

Names meet here in any script, order and length: given names, surnames, patronymics,
initials. The answer is a proposal; people decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from qantar.text.names import name_words
from qantar.text.scripts import script_of
from qantar.text.translit import fold_keys

__all__ = ["NameComparison", "NamePart", "compare_names", "name_parts"]

_SAME = 0.7
"""Score from which two names are proposed as one person's."""
_PATRONYMIC = (
    "ovih", "evih", "avih", "iavih", "ovna", "evna", "avna", "ihna", "uli", "kisi", "ogli"
)  # fmt: skip
"""Folded endings of patronymics: -ович, -евич, -аевич, -овна, -ұлы, -қызы, -оглы."""
_SURNAME_ENDS = (
    "ova", "eva", "ava", "ina", "ov", "ev", "av", "in", "uli", "kisi", "skaia", "ski"
)  # fmt: skip
_ROOT_ENDS = ("kisi", "uli", "ova", "eva", "ava", "ov", "ev", "av")
"""Endings that one family bears in turn: -ұлы and -ов; not -ин, which also ends given
names (Mart and Martin are two names)."""
_OPEN = 0.45
"""From here to ``_SAME`` the names alone do not tell."""
_LONGEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class NameComparison:
    """How alike two names are.

    Attributes:
        score: 0 to 1.
        same: ``True`` one person as far as names tell, ``False`` two, ``None`` open:
            one of them does not say enough.
        reasons: What speaks for it and against it, in words.
    """

    score: float
    same: bool | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamePart:
    """One word of a name: as written, its folded keys, and its kind.

    ``kind`` is ``initial``, ``patronymic`` or ``word``.
    """

    text: str
    keys: tuple[str, ...]
    kind: str

    @property
    def key(self) -> str:
        """The first of the folded keys."""
        return self.keys[0]


@lru_cache(maxsize=1 << 15)
def name_parts(name: str) -> tuple[NamePart, ...]:
    """The parts of a person's name, titles and signs left out, in written order."""
    spaced = name.replace(".", ". ").replace(",", " ")
    words = [w for w in spaced.split() if any(c.isalnum() for c in w)]
    titles = name_words("en").titles | name_words("de").titles | name_words("ru").titles
    if len(words) > 1:
        words = [w for w in words if w.lower() not in titles] or words
    parts: list[NamePart] = []
    for position, word in enumerate(words[:_LONGEST]):
        bare = word.rstrip(".")
        keys = fold_keys(bare)
        if not keys[0]:
            continue
        if len(bare) == 1 or (word.endswith(".") and len(bare) <= 2):
            kind = "initial"
        elif len(words) > 2 and position > 0 and keys[0].endswith(_PATRONYMIC):
            kind = "patronymic"
        else:
            kind = "word"
        parts.append(NamePart(bare, keys, kind))
    return tuple(parts)


@lru_cache(maxsize=1 << 16)
def compare_names(a: str, b: str) -> NameComparison:
    """Whether ``a`` and ``b`` can name one person.

    >>> compare_names("Achmedjarow, L.", "Лукпан Ахмедьяров").same is None
    True
    """
    left, right = name_parts(a), name_parts(b)
    if not left or not right:
        return NameComparison(score=0.0, same=None, reasons=("a name has no letters",))
    if sorted(p.key for p in left) == sorted(p.key for p in right):
        if all(p.kind == "initial" for p in left):
            return NameComparison(score=0.5, same=None, reasons=("initials only",))
        if len(left) == 1:
            return NameComparison(
                score=0.75, same=None, reasons=("one name only, the same in both",)
            )
        order = [p.key for p in left] == [p.key for p in right]
        return NameComparison(
            score=1.0,
            same=True,
            reasons=(
                "same name" if order else "same name in another order",
                *(() if a == b else ("spellings fall together when transliterated",)),
            ),
        )
    return _aligned(left, right)


def _aligned(left: Sequence[NamePart], right: Sequence[NamePart]) -> NameComparison:
    if len(left) > len(right):
        left, right = right, left
    best: tuple[float, list[tuple[NamePart, NamePart, float, str]]] = (-1.0, [])
    for chosen in permutations(range(len(right)), len(left)):
        pairs = [
            (p, right[n], *_alike(p, right[n]))
            for p, n in zip(left, chosen, strict=True)
        ]
        # Order counts a little, so that equal candidates keep their places.
        total = sum(p[2] for p in pairs) + 0.01 * sum(
            1 for k, n in enumerate(chosen) if k == n
        )
        if total > best[0]:
            best = (total, pairs)
    return _verdict(left, right, best[1])


def _alike(a: NamePart, b: NamePart) -> tuple[float, str]:
    """How alike two parts are, 0 to 1, and in what way."""
    if a.kind == "initial" or b.kind == "initial":
        first = {k[0] for k in a.keys} & {k[0] for k in b.keys}
        return (0.6, "initial fits") if first else (0.0, "initial differs")
    if set(a.keys) & set(b.keys):
        return 1.0, "same"
    cross = script_of(a.text) != script_of(b.text)
    return max(
        (_near(x, y, cross=cross) for x in a.keys for y in b.keys),
        key=lambda found: found[0],
    )


@lru_cache(maxsize=1 << 16)
def _near(a: str, b: str, *, cross: bool) -> tuple[float, str]:
    """How near two keys are; ``cross`` if they come from two scripts.

    Between scripts a letter may be lost on the way. Within one script another
    consonant mostly makes another family, so that less is granted there.
    """
    if _patronymic_root(a) and _patronymic_root(a) == _patronymic_root(b):
        return 0.95, "same patronymic, Kazakh and Russian form"
    shorter = min(len(a), len(b))
    least = 2 if cross and a[0] == b[0] else _LEAST_CONSONANTS
    if _skeleton(a) == _skeleton(b) and len(_skeleton(a)) >= least:
        return 0.9, "same consonants"
    root_a, root_b = _root(a), _root(b)
    if root_a == root_b and len(root_a) > 3:
        return 0.85, "same root with another ending"
    steps = _distance(a, b, 3)
    if steps == 1 and shorter > 3:
        likely = cross or _is_confusion(a, b)
        return 0.88 if likely else 0.65, "one letter apart after transliteration"
    if steps > 1 and a[0] != b[0]:
        return 0.0, "different"
    if steps == 2 and shorter > 6:
        return 0.8 if cross else 0.6, "two letters apart after transliteration"
    if steps == 3 and shorter > 9:
        return 0.7 if cross else 0.5, "three letters apart after transliteration"
    return 0.0, "different"


_LEAST_CONSONANTS = 4
_CONFUSED = frozenset(
    frozenset(pair)
    for pair in ("kh", "gh", "gk", "sx", "xh", "bp", "dt", "vf", "vu", "ao", "ei", "ou", "ae")
)  # fmt: skip
"""Letters of the folded key that spellings of one name exchange: voiced and voiceless,
k and h, unstressed vowels."""
_LOST = frozenset("aeiouh")


def _is_confusion(a: str, b: str) -> bool:
    """Whether the one letter that differs is of a kind that spellings exchange."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    left, right = a[start : len(a) - end], b[start : len(b) - end]
    if left and right:
        return frozenset(left + right) in _CONFUSED
    return bool(_LOST.issuperset(left + right))


def _patronymic_root(key: str) -> str:
    for ending in _PATRONYMIC:
        if key.endswith(ending) and len(key) - len(ending) > 1:
            return key[: -len(ending)].rstrip("ieao")
    return ""


def _root(key: str) -> str:
    for ending in _ROOT_ENDS:
        if key.endswith(ending) and len(key) - len(ending) > 2:
            return key[: -len(ending)].rstrip("aeiou")
    return key.rstrip("aeiou")


_VOWELS = str.maketrans("", "", "aeiouʹ")


def _skeleton(key: str) -> str:
    """The consonants in order; initial vowels are as unsteady as others."""
    return key.translate(_VOWELS)


def _distance(a: str, b: str, most: int) -> int:
    """Restricted Damerau-Levenshtein distance, ``most + 1`` if larger.

    Formula: Oommen and Loke 1997, optimal string alignment.
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        now = [i]
        for j, y in enumerate(b, 1):
            cost = min(row[j] + 1, now[j - 1] + 1, row[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, row = row, now
    return row[-1]


def _verdict(
    left: Sequence[NamePart],
    right: Sequence[NamePart],
    pairs: list[tuple[NamePart, NamePart, float, str]],
) -> NameComparison:
    reasons = tuple(f"{_what(a, b)} {how}" for a, b, _, how in pairs)
    words = [p for p in pairs if "initial" not in (p[0].kind, p[1].kind)]
    initials = [p for p in pairs if "initial" in (p[0].kind, p[1].kind)]
    matched = [p for p in words if p[2] > 0]
    unequal = [p for p in words if p[2] == 0]
    if unequal or any(p[2] == 0 for p in initials):
        bad = len(unequal) + sum(p[2] == 0 for p in initials)
        score = 0.4 * len(matched) / max(1, len(matched) + bad)
        # A shared surname with another given name: two people of one family.
        return NameComparison(score=round(score, 3), same=False, reasons=reasons)
    if len(matched) >= 2:
        return _full(left, right, matched, reasons)
    if len(matched) == 1 and initials:
        score = 0.6 * matched[0][2] + 0.12 * len(initials)
        both = len(initials) > 1 and matched[0][2] > 0.85
        return NameComparison(
            score=round(min(score, 0.9), 3),
            same=True if both else None,
            reasons=reasons,
        )
    if len(matched) == 1:
        return NameComparison(
            score=round(0.6 * matched[0][2], 3),
            same=None,
            reasons=(*reasons, "one of the names has only one part"),
        )
    return NameComparison(score=0.3, same=None, reasons=(*reasons, "initials only"))


def _full(
    left: Sequence[NamePart],
    right: Sequence[NamePart],
    matched: list[tuple[NamePart, NamePart, float, str]],
    reasons: tuple[str, ...],
) -> NameComparison:
    """Two parts or more agree; parts left over must be patronymics or middle names."""
    score = 1.0
    for _, _, near, _ in matched:
        score *= near
    over = len(right) - len(left)
    if over:
        score *= 0.97**over
        reasons = (*reasons, "one of the names has a further part")
    same = True if score >= _SAME else None if score >= _OPEN else False
    return NameComparison(score=round(score, 3), same=same, reasons=reasons)


def _what(a: NamePart, b: NamePart) -> str:
    if "patronymic" in (a.kind, b.kind):
        return "patronymic"
    if "initial" in (a.kind, b.kind):
        return "part"
    return (
        "surname"
        if a.key.endswith(_SURNAME_ENDS) or b.key.endswith(_SURNAME_ENDS)
        else "name"
    )

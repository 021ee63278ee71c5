"""How near two words of a name are, and in what way."""

from functools import lru_cache

from qantar.linking.parts import PATRONYMIC, NamePart
from qantar.text.scripts import script_of

__all__ = ["alike", "distance", "skeleton", "stem"]

_ROOT_ENDS = ("kisi", "uli", "ova", "eva", "ava", "ov", "ev", "av")
"""Endings that one family bears in turn: -ұлы and -ов; not -ин, which also ends given
names (Mart and Martin are two names)."""
_HABIT = 0.92
_DOUBLE = 0.84
_LEAST_CONSONANTS = 4
_CONFUSED = frozenset(
    frozenset(pair)
    for pair in ("kh", "gh", "gk", "sx", "xh", "bp", "dt", "vf", "vu", "ao", "ei", "ou", "ae")
)  # fmt: skip
"""Letters of the folded key that spellings of one name exchange: voiced and voiceless,
k and h, unstressed vowels."""
_LOST = frozenset("aeiouh")
_VOWELS = str.maketrans("", "", "aeiouʹ")


def alike(a: NamePart, b: NamePart) -> tuple[float, str]:
    """How alike two parts are, 0 to 1, and in what way."""
    if a.kind == "initial" or b.kind == "initial":
        first = {k[0] for k in a.keys} & {k[0] for k in b.keys}
        return (0.6, "initial fits") if first else (0.0, "initial differs")
    if set(a.keys) & set(b.keys):
        return 1.0, "same"
    cross = script_of(a.text) != script_of(b.text)
    plain = max(
        (_near(x, y, cross=cross) for x in a.keys for y in b.keys),
        key=lambda found: found[0],
    )
    return max(
        plain,
        _by_habit(a, b, cross=cross),
        _by_habit(b, a, cross=cross),
        _by_halves(a, b),
        key=lambda found: found[0],
    )


def _by_habit(a: NamePart, b: NamePart, *, cross: bool) -> tuple[float, str]:
    """``a`` read by a habit of one language, against ``b`` as it is or read so too."""
    best = (0.0, "different")
    theirs = {*b.keys, *(h.key for h in b.habits if cross or not h.cross)}
    for habit in a.habits:
        if habit.cross and not cross:
            continue
        if habit.key in theirs:
            return _HABIT, f"same in another habit of writing ({habit.habit})"
        for key in b.keys if cross else ():
            near, _ = _near(habit.key, key, cross=True)
            if near * _HABIT > best[0]:
                how = f"near in another habit of writing ({habit.habit})"
                best = (near * _HABIT, how)
    return best


def _by_halves(a: NamePart, b: NamePart) -> tuple[float, str]:
    """One half of a double name, where the other name has only that half."""
    if a.halves and b.halves:
        return 0.0, "different"
    if a.halves & set(b.keys) or b.halves & set(a.keys):
        return _DOUBLE, "one half of a double name"
    return 0.0, "different"


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
    if skeleton(a) == skeleton(b) and len(skeleton(a)) >= least:
        return 0.9, "same consonants"
    root_a, root_b = _root(a), _root(b)
    if root_a == root_b and len(root_a) > 3:
        return 0.85, "same root with another ending"
    steps = distance(a, b, 3)
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
    for ending in PATRONYMIC:
        if key.endswith(ending) and len(key) - len(ending) > 1:
            return key[: -len(ending)].rstrip("ieao")
    return ""


def _root(key: str) -> str:
    for ending in _ROOT_ENDS:
        if key.endswith(ending) and len(key) - len(ending) > 2:
            return key[: -len(ending)].rstrip("aeiou")
    return key.rstrip("aeiou")


def stem(key: str) -> str:
    """A folded name without the ending of a patronymic, or of a family's name.

    >>> stem("abaiuli"), stem("abaievih"), stem("esenova")
    ('ab', 'ab', 'esen')
    """
    return _patronymic_root(key) or _root(key)


def skeleton(key: str) -> str:
    """The consonants in order; initial vowels are as unsteady as others."""
    return key.translate(_VOWELS)


def distance(a: str, b: str, most: int) -> int:
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

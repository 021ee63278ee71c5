"""Are two names one person's? Compared part by part, with reasons in words.

Names meet here in any script, order and length: given names, surnames, patronymics,
initials. The answer is a proposal; people decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import permutations

from qantar.linking.nearness import alike
from qantar.linking.parts import SURNAME_ENDS, NamePart, name_parts
from qantar.text.name_kinds import NameKind, name_kind

__all__ = ["NameComparison", "compare_names"]

_SAME = 0.7
"""Score from which two names are proposed as one person's."""
_OPEN = 0.45
"""From here to ``_SAME`` the names alone do not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameComparison:
    """How alike two names are.

    Attributes:
        score: 0 to 1.
        same: ``True`` one person as far as names tell, ``False`` two, ``None`` open:
            one of them does not say enough.
        reasons: What speaks for it and against it, in words;
            ``qantar.text.link_words`` says them in other languages.
        parts: Which word was set against which, and in what way they are alike.
    """

    score: float
    same: bool | None
    reasons: tuple[str, ...]
    parts: tuple[tuple[str, str, str], ...] = ()


_UNPROVEN = {
    NameKind.PSEUDONYM: "a pseudonym does not tell who bears it",
    NameKind.HANDLE: "a handle does not tell who bears it",
    NameKind.ADVERSARY: "those who hold a person chose the name",
}


def compare_names(
    a: str, b: str, *, kinds: tuple[NameKind, NameKind] | None = None
) -> NameComparison:
    """Whether ``a`` and ``b`` can name one person.

    Args:
        a: A name in any script, order and length; with initials, patronymic, title.
        b: Another.
        kinds: What is known of the two names. Without it, ``name_kind`` looks at how
            they are written. A pseudonym, a handle, a name that an adversary gave is
            never the same nor another, however it reads.

    >>> compare_names("Achmedjarow, L.", "Лукпан Ахмедьяров").same is None
    True
    >>> compare_names("@qanat_1", "@qanat_1").reasons[-1]
    'a handle does not tell who bears it'
    """
    found = _compared(a, b)
    for kind in kinds or (name_kind(a), name_kind(b)):
        if kind.proves_nothing:
            return replace(
                found,
                same=None,
                score=min(found.score, 0.5),
                reasons=(*found.reasons, _UNPROVEN[kind]),
            )
    return found


@lru_cache(maxsize=1 << 16)
def _compared(a: str, b: str) -> NameComparison:
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
            (p, right[n], *alike(p, right[n]))
            for p, n in zip(left, chosen, strict=True)
        ]
        # Order counts a little, so that equal candidates keep their places.
        total = sum(p[2] for p in pairs) + 0.01 * sum(
            1 for k, n in enumerate(chosen) if k == n
        )
        if total > best[0]:
            best = (total, pairs)
    return replace(
        _verdict(left, right, best[1]),
        parts=tuple((a.text, b.text, how) for a, b, _, how in best[1]),
    )


def _verdict(
    left: Sequence[NamePart],
    right: Sequence[NamePart],
    pairs: list[tuple[NamePart, NamePart, float, str]],
) -> NameComparison:
    reasons = tuple(f"{_what(a, b)}: {how}" for a, b, _, how in pairs)
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
        if a.key.endswith(SURNAME_ENDS) or b.key.endswith(SURNAME_ENDS)
        else "name"
    )

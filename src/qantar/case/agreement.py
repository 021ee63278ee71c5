"""Agreement of people who decided about the same statements, with how many there were.

Cohen's kappa for two (J. Cohen, "A coefficient of agreement for nominal scales", Educ.
Psychol. Meas. 20, 1960) and Krippendorff's alpha for all (K. Krippendorff, Content
Analysis, 2nd ed. 2004, section 11.3, nominal data). Where they are not defined the
answer is ``None``, never a number: fewer than two statements in common, or everybody
always said the same, so that nothing could have differed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from qantar.case.case import Case
from qantar.vocabulary.judgement import DecisionKind

__all__ = ["Agreement", "agreement", "alpha", "coded", "kappa"]

_CODES = {
    DecisionKind.ACCEPTED: "right",
    DecisionKind.CORRECTED: "corrected",
    DecisionKind.SPLIT: "corrected",
    DecisionKind.REJECTED: "not said",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two people agree.

    Attributes:
        a: One member.
        b: The other.
        both: Statements that both decided about.
        same: Of these, decided alike.
        kappa: Cohen's kappa; ``None`` if not computable.
        table: (what a said, what b said) to how many.
    """

    a: str
    b: str
    both: int
    same: int
    kappa: float | None
    table: dict[tuple[str, str], int]


def coded(case: Case) -> dict[str, dict[str, str]]:
    """Member to statement to what they last said of it: right, corrected, not said."""
    found: dict[str, dict[str, str]] = {}
    rows = case.views.db.execute(
        "SELECT a.member, d.target, d.kind FROM decision d"
        " JOIN act a ON a.entry = d.entry WHERE a.live AND d.target != '' ORDER BY a.n"
    )
    for member, target, kind in rows:
        if (code := _CODES.get(DecisionKind(kind))) is not None:
            found.setdefault(member, {})[target] = code
    return found


def agreement(codes: Mapping[str, Mapping[str, str]]) -> list[Agreement]:
    """Agreement of each two people who have any statement in common."""
    found = []
    for a, b in combinations(sorted(codes), 2):
        common = sorted(codes[a].keys() & codes[b].keys())
        if not common:
            continue
        pairs = [(codes[a][name], codes[b][name]) for name in common]
        found.append(
            Agreement(
                a=a,
                b=b,
                both=len(pairs),
                same=sum(x == y for x, y in pairs),
                kappa=kappa(pairs),
                table=dict(Counter(pairs)),
            )
        )
    return found


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two people's codes of the same statements.

    >>> kappa([("right", "right"), ("right", "wrong"), ("wrong", "wrong")])
    0.4
    >>> kappa([("right", "right"), ("right", "right")]) is None
    True
    """
    n = len(pairs)
    if n < 2:
        return None
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[code] * right[code] for code in left) / n**2
    if chance == 1:
        return None
    seen = sum(a == b for a, b in pairs) / n
    return round((seen - chance) / (1 - chance), 4)


def alpha(codes: Iterable[Mapping[str, str]]) -> tuple[float | None, int]:
    """Krippendorff's alpha of all people, and over how many statements.

    Args:
        codes: For each person, statement to code; not everybody decides everything.
    """
    units: dict[str, list[str]] = {}
    for person in codes:
        for name, code in person.items():
            units.setdefault(name, []).append(code)
    shared = [unit for unit in units.values() if len(unit) > 1]
    weights: dict[tuple[str, str], float] = {}
    for unit in shared:
        counted = Counter(unit)
        for a in counted:
            for b in counted:
                pairs = counted[a] * (counted[b] - (a == b))
                weights[(a, b)] = weights.get((a, b), 0.0) + pairs / (len(unit) - 1)
    totals: dict[str, float] = {}
    for (a, _), value in weights.items():
        totals[a] = totals.get(a, 0.0) + value
    n = sum(totals.values())
    expected = n * n - sum(value * value for value in totals.values())
    if len(shared) < 2 or expected == 0:
        return None, len(shared)
    differing = sum(value for (a, b), value in weights.items() if a != b)
    return round(1 - (n - 1) * differing / expected, 4), len(shared)

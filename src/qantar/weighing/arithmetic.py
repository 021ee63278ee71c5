"""Sums: parts against their whole, and figures that nobody said but somebody added."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from qantar.vocabulary.finding import Contradiction, Verdict
from qantar.weighing.claims import Claim
from qantar.weighing.evidence import rounds_to
from qantar.weighing.intervals import figure_of
from qantar.weighing.numbers import scopes_conflict
from qantar.weighing.verdict import Finding, contradiction

__all__ = ["derived_sums", "parts_and_wholes"]

PARTS = 3
"""So many places of one list are taken for parts of a whole."""
SUMMANDS = 40
"""Among more figures of a few days than this no sum is looked for: by chance alone some
pair would add up to anything."""
DAYS = 3


def derived_sums(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """A figure without a voice of its own that adds two others up.

    Both summands were said before, count different people (one of them the security
    forces), and the sum's voice is vague or the outlet's own.
    """
    named = [c for c in claims if c.quantity and c.quantity.scope and c.day is not None]
    for total in claims:
        if not (total.traits.own or total.traits.voice.vague) or total.quantity is None:
            continue
        before = [
            c for c in named if _said_before(total, c) and c.origin != total.origin
        ]
        pair = _summands(total, before)
        if pair is not None:
            values = (("sum", total.said), ("x", pair[0].said), ("y", pair[1].said))
            finding = Finding(verdict=Verdict.RELAY, rule="derived-sum", values=values)
            yield contradiction(finding, (total, *pair))


def _summands(total: Claim, parts: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    if len(parts) > SUMMANDS:
        return None
    for x, y in combinations(parts, 2):
        if x.origin != y.origin and _adds_up(total, x, y):
            return x, y
    return None


def _adds_up(total: Claim, x: Claim, y: Claim) -> bool:
    q, r, t = x.quantity, y.quantity, total.quantity
    if q is None or r is None or t is None or not scopes_conflict(q.scope, r.scope):
        return False
    if "security forces" not in (q.scope, r.scope) or t.scope not in {"", "all"}:
        return False
    added = figure_of(q) + figure_of(r)
    said = figure_of(t) - (1 if t.best is None else 0)
    open_above = t.upper is None
    return added == figure_of(t) or (open_above and rounds_to(added, said))


def _said_before(total: Claim, part: Claim) -> bool:
    if total.day is None or part.day is None:
        return False
    return 0 <= total.day - part.day <= DAYS


def parts_and_wholes(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """Places of one list against the country's figure of the same day.

    Args:
        claims: Counts of one measure, over all places.
    """
    lists: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    wholes: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.state is None or claim.quantity is None:
            continue
        if claim.traits.grain == "country":
            wholes[claim.state[0]].append(claim)
        elif claim.traits.place:
            lists[
                claim.traits.text + "|" + claim.traits.voice.outer, claim.state[0]
            ].append(claim)
    for (text, day), parts in lists.items():
        if len({part.traits.place for part in parts}) >= PARTS:
            whole = _whole(text, parts, wholes[day])
            if whole is not None:
                yield _remainder(parts, whole)


def _whole(text: str, parts: Sequence[Claim], wholes: Sequence[Claim]) -> Claim | None:
    """The whole of the same text if it has one, else the one most often repeated."""
    largest = max(figure_of(p.quantity) for p in parts if p.quantity)
    fitting = [
        w
        for w in wholes
        if w.quantity
        and figure_of(w.quantity) > largest
        and not scopes_conflict(
            w.quantity.scope, parts[0].quantity.scope if parts[0].quantity else ""
        )
    ]
    same = [w for w in fitting if text.startswith(w.traits.text)]
    counts: dict[str, int] = defaultdict(int)
    for w in fitting:
        counts[w.origin] += 1
    ranked = sorted(same or fitting, key=lambda w: (-counts[w.origin], w.traits.id))
    return ranked[0] if ranked else None


def _remainder(parts: Sequence[Claim], whole: Claim) -> Contradiction:
    added = sum(figure_of(p.quantity) for p in parts if p.quantity)
    total = figure_of(whole.quantity) if whole.quantity else 0
    values = (
        ("sum", f"{added:g}"),
        ("whole", f"{total:g}"),
        ("rest", f"{abs(total - added):g}"),
    )
    if added > total:
        finding = Finding(
            verdict=Verdict.CONTRADICTION, rule="parts-exceed", values=values
        )
    elif added == total:
        finding = Finding(verdict=Verdict.NOISE, rule="parts-add-up", values=values)
    else:
        finding = Finding(
            verdict=Verdict.UNDECIDED, rule="parts-leave-rest", values=values
        )
    return contradiction(finding, (whole, *parts))

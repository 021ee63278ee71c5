"""What happens to a statement on its way: figures, bounds, labels and days that drift.

Within one origin nothing contradicts; but the reader must see what a relay changed, and
that a figure lives on after it was withdrawn.
"""

from collections.abc import Iterator, Sequence

from qantar.vocabulary.finding import Contradiction, Verdict
from qantar.vocabulary.statement import Stance
from qantar.weighing.claims import Claim, overlap
from qantar.weighing.intervals import figure_of, interval
from qantar.weighing.numbers import scopes_conflict
from qantar.weighing.verdict import Finding, contradiction

__all__ = ["drifts", "zombies"]


def drifts(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """Each repeat that differs from the first statement of its origin.

    Args:
        claims: Of one origin, the statement nearest to the act of saying first.
    """
    heads: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        q = claim.quantity
        head = heads.setdefault((q.what if q else "", claim.traits.place), claim)
        if head is claim:
            continue
        finding = _drift(head, claim)
        if finding is not None:
            yield contradiction(finding, (head, claim))


def _drift(head: Claim, repeat: Claim) -> Finding | None:
    values = (("a", head.said), ("b", repeat.said))
    q, r = head.quantity, repeat.quantity
    if q is None or r is None:
        return None if head.traits.kind == "network" else _moved(head, repeat)
    if head.traits.kind == "network":
        return None
    alike = head.traits.figure == repeat.traits.figure
    if scopes_conflict(q.scope, r.scope) and q.scope and r.scope:
        if not alike:
            return None
        labels = (("a_scope", q.scope), ("b_scope", r.scope), ("figure", repeat.said))
        return Finding(
            facet="naming", verdict=Verdict.RELAY, rule="label-drift", values=labels
        )
    if figure_of(q) != figure_of(r):
        return Finding(verdict=Verdict.RELAY, rule="figure-drift", values=values)
    if interval(q) != interval(r):
        return Finding(verdict=Verdict.RELAY, rule="bounds-drift", values=values)
    return None


def _moved(head: Claim, repeat: Claim) -> Finding | None:
    """Another day, or a time that became vaguer or more exact than it was said."""
    x, y = head.traits.when, repeat.traits.when
    if x is None or y is None or (x.earliest, x.latest) == (y.earliest, y.latest):
        return None
    values = (("a", x.value), ("b", y.value))
    rule = "time-blurred" if overlap(head.traits, repeat.traits) else "time-drift"
    return Finding(facet="time", verdict=Verdict.RELAY, rule=rule, values=values)


def zombies(withdrawal: Claim, claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """Statements of a withdrawn origin: inherited before the withdrawal, zombies after.

    Args:
        withdrawal: The earliest statement that takes it back.
        claims: Of the origin that is taken back.
    """
    for claim in claims:
        late = (
            claim.traits.day is not None
            and withdrawal.traits.day is not None
            and claim.traits.day > withdrawal.traits.day
        )
        doubted = claim.traits.stance is Stance.UNCONFIRMED
        rule = "zombie" if late and not doubted else "withdrawn-with-its-origin"
        finding = Finding(
            facet="number" if claim.quantity else "occurrence",
            verdict=Verdict.RETRACTED,
            rule=rule,
            values=(("figure", claim.said),),
        )
        yield contradiction(finding, (withdrawal, claim))

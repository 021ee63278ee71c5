"""One number under two names: a warning, never a corroboration."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from qantar.text.populations import SCOPES
from qantar.vocabulary.finding import Contradiction, Verdict
from qantar.weighing.claims import Claim
from qantar.weighing.evidence import digits
from qantar.weighing.verdict import Finding, contradiction

__all__ = ["one_number_two_names"]

PEOPLE = frozenset(SCOPES) - {"all", "patients"}
RARE = 2
"""Significant digits from which a number is its own: 64 and 149, not 5 or 20."""


def one_number_two_names(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """Equal figures of different origins for other people or another thing.

    The same people in two places, or the security forces inside "all", are no drift.

    Args:
        claims: Counts of people of all questions; the first of each origin suffices.
    """
    table: dict[float, list[Claim]] = defaultdict(list)
    for claim in claims:
        figure = claim.traits.figure if claim.quantity else None
        if figure is not None and figure >= 10 and digits(figure) >= RARE:
            table[figure].append(claim)
    for figure in sorted(table):
        yield from _names(figure, table[figure])


def _names(figure: float, claims: Sequence[Claim]) -> Iterator[Contradiction]:
    first: dict[tuple[str, frozenset[str], str], Claim] = {}
    for claim in claims:
        q = claim.quantity
        if q is None or q.unit not in {"people", "bodies"}:
            continue
        name = (q.what, _people(q.scope), _month(claim))
        first.setdefault(name, claim)
    names = list(first.items())
    for i, ((what, people, month), a) in enumerate(names):
        for (other, others, then), b in names[i + 1 :]:
            if month != then or a.origin == b.origin:
                continue
            finding = None
            if what == other and people and others and not people & others:
                finding = _drifted(figure, people, others)
            elif what != other and a.traits.place == b.traits.place:
                finding = _migrated(figure, what, other)
            if finding is not None:
                yield contradiction(finding, (a, b))


def _people(scope: str) -> frozenset[str]:
    return frozenset(part.strip() for part in scope.split(",")) & PEOPLE


def _month(claim: Claim) -> str:
    when = claim.traits.when
    return when.earliest.strftime("%Y-%m") if when and when.earliest else ""


def _drifted(figure: float, people: frozenset[str], others: frozenset[str]) -> Finding:
    values = (
        ("figure", f"{figure:g}"),
        ("a_scope", ", ".join(sorted(people))),
        ("b_scope", ", ".join(sorted(others))),
    )
    return Finding(
        facet="naming",
        verdict=Verdict.UNDECIDED,
        rule="one-number-two-names",
        values=values,
    )


def _migrated(figure: float, what: str, other: str) -> Finding:
    values = (("figure", f"{figure:g}"), ("a", what), ("b", other))
    return Finding(
        facet="naming",
        verdict=Verdict.UNDECIDED,
        rule="one-number-two-things",
        values=values,
    )

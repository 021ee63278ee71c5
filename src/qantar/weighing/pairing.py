"""Which answers of one question are compared: few each with each, many by neighbours.

Unlike counts (of other people, a stock beside a flow, a square beside its town) are
compared once for each two kinds, and only a whole with its part: their difference is one
of scope whatever the figures.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, product

from qantar.weighing.claims import Claim, same_speaker
from qantar.weighing.intervals import is_exact
from qantar.weighing.numbers import scopes_conflict

__all__ = ["ALL_PAIRS", "pairs", "time_steps"]

ALL_PAIRS = 16
"""So many origins are compared each with each: 120 pairs. Of more, the figures that most
origins give are compared with their neighbours, and some denials with some assertions:
nobody reads three hundred thousand pairs, and the question shows every answer."""
FIGURES = 64
DENIALS = 8

Kind = tuple[str, str, str]


def pairs(
    answers: Sequence[Claim], facet: str, members: Sequence[Claim]
) -> Iterator[tuple[Claim, Claim]]:
    """Pairs to compare: alike answers each with each, unlike ones once for each kind.

    Args:
        answers: One of each origin, in order of their day.
        facet: Of the question.
        members: All claims, for the series of figures that one office gave.
    """
    if facet != "number":
        yield from _sample(answers)
        return
    kinds: dict[Kind, list[Claim]] = defaultdict(list)
    for claim in answers:
        kinds[_kind_of_count(claim)].append(claim)
    names = sorted(kinds, key=repr)
    for i, name in enumerate(names):
        alike = [c for c in members if _kind_of_count(c) == name]
        yield from _steps(kinds[name], alike)
        for other in names[i + 1 :]:
            if _comparable(name, other):
                yield from _sample(
                    [*kinds[name], *kinds[other]], apart=len(kinds[name])
                )
            elif _whole(name) or _whole(other):
                yield kinds[name][0], kinds[other][0]


def time_steps(answers: Sequence[Claim]) -> set[frozenset[str]]:
    """Neighbours in time within one kind of count: a growing total is a step line."""
    kinds: dict[Kind, list[str]] = defaultdict(list)
    for claim in answers:
        kinds[_kind_of_count(claim)].append(claim.traits.id)
    return {frozenset(pair) for ids in kinds.values() for pair in pairwise(ids)}


def _kind_of_count(claim: Claim) -> Kind:
    q = claim.quantity
    if q is None:
        return ("", "", "")
    flow = "withdrawn" if claim.withdrawn else q.flow if q.flow == "stock" else ""
    return q.scope, flow, claim.traits.fine


def _whole(kind: Kind) -> bool:
    """A count of all, against which a part is worth a word; two parts are not."""
    return kind[0] in {"", "all"}


def _comparable(a: Kind, b: Kind) -> bool:
    return a[1:] == b[1:] and not scopes_conflict(str(a[0]), str(b[0]))


def _steps(
    claims: Sequence[Claim], members: Sequence[Claim]
) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of two voices; of one voice its figures in order, each when first given."""
    for a, b in _sample(claims):
        if not same_speaker(a, b):
            yield a, b
    series: dict[str, dict[float | None, Claim]] = defaultdict(dict)
    for claim in sorted(members, key=lambda c: (c.day or 0, c.traits.id)):
        voice = claim.traits.voice
        if not voice.vague and claim.day is not None:
            given = series[voice.key].setdefault(claim.traits.figure, claim)
            if _exact(claim) and not _exact(given) and given.day == claim.day:
                series[voice.key][claim.traits.figure] = claim
    for figures in series.values():
        for a, b in pairwise(figures.values()):
            if a.origin != b.origin and same_speaker(a, b):
                yield a, b


def _exact(claim: Claim) -> bool:
    q = claim.quantity
    return q is not None and is_exact(q)


def _sample(
    claims: Sequence[Claim], *, apart: int = 0
) -> Iterator[tuple[Claim, Claim]]:
    """All pairs of few claims; of many the neighbours by figure, and some denials.

    Args:
        claims: In order of their day.
        apart: Only pairs across this index, for two lists put together.
    """
    if len(claims) <= ALL_PAIRS:
        yield from (
            product(claims[:apart], claims[apart:])
            if apart
            else combinations(claims, 2)
        )
        return
    sides = {id(c): n < apart for n, c in enumerate(claims)}
    for a, b in pairwise(_figures(claims)):
        if not apart or sides[id(a)] != sides[id(b)]:
            yield a, b
    denials = [c for c in claims if c.traits.negative][:DENIALS]
    said = [c for c in claims if not c.traits.negative][:ALL_PAIRS]
    for denial in denials:
        yield from (
            (a, denial) for a in said if not apart or sides[id(a)] != sides[id(denial)]
        )


def _figures(claims: Sequence[Claim]) -> list[Claim]:
    """The first claim of each figure or time, by size: of many those most often given."""
    first: dict[tuple[float, str], Claim] = {}
    given: Counter[tuple[float, str]] = Counter()
    for claim in claims:
        t = claim.traits
        time = t.when.value if t.when is not None and claim.quantity is None else ""
        key = (t.figure or 0.0, time)
        first.setdefault(key, claim)
        given[key] += 1
    kept = sorted(first, key=lambda k: -given[k])[:FIGURES]
    return [first[key] for key in sorted(kept)]

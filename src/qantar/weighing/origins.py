"""Who repeats whom: statements grouped by the one act of saying behind them.

Candidates come from blocks (the same measure and figure, the same hour, one voice on one
network, one person, the same wording); each pair's evidence is weighed, and pairs above the
threshold are joined. A statement that nothing joins is an origin of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.finding import Origin
from qantar.vocabulary.statement import Statement
from qantar.weighing.blocks import Block, Wordings, blocks, lists, rounded_pairs
from qantar.weighing.evidence import Evidence, compare, digits, threshold, weight
from qantar.weighing.series import standing_totals
from qantar.weighing.traits import ExhibitFacts, Traits, trait

__all__ = ["ExhibitFacts", "find_origins"]

_Standing = Mapping[str, frozenset[str]]
REPRESENTATIVES = 24
"""In one block a statement is compared with at most so many earlier ones, one for each
voice, so that a figure in ten thousand statements costs no ten thousand squared."""


def find_origins(
    statements: Iterable[Statement],
    facts: Mapping[str, ExhibitFacts] | None = None,
    *,
    use_hints: bool = True,
) -> tuple[Origin, ...]:
    """Every statement in exactly one origin, the largest origins first.

    Args:
        statements: All statements, in any order; ids do not depend on it.
        facts: By exhibit digest: outlet, publication date, file.
        use_hints: Take over the groups that a claim sheet gives. Off, the same rules
            work without them, which is how they are measured.
    """
    told = facts or {}
    wordings = Wordings()
    traits: list[Traits] = []
    for order, statement in enumerate(statements):
        wordings.add(order, statement)
        of_exhibit = told.get(statement.exhibit, ExhibitFacts())
        traits.append(trait(statement, order, of_exhibit))
    sets = _Sets(len(traits))
    if use_hints:
        _join_hints(traits, sets)
    standing = standing_totals(traits)
    for block in blocks(traits):
        _join_block(block, sets, standing)
    _join_rounded(traits, sets, standing)
    for group, kind, words in chain(lists(traits), wordings.alike()):
        reason = Evidence(weight=weight("content", kind), words=words)
        for other in group[1:]:
            sets.join(group[0], other, (reason,))
    return _origins(traits, sets, told)


@dataclass(slots=True)
class _Sets:
    """Disjoint sets with path halving; keeps the evidence that joined them."""

    size: int
    parent: list[int] = field(init=False)
    evidence: dict[int, dict[str, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parent = list(range(self.size))

    def find(self, i: int) -> int:
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def join(self, i: int, j: int, reasons: Sequence[Evidence]) -> None:
        a, b = sorted((self.find(i), self.find(j)))
        self.parent[b] = a
        words = self.evidence.setdefault(a, {})
        words.update({r.words: r.weight for r in reasons})
        words.update(self.evidence.pop(b, {}) if a != b else {})


def _join_hints(traits: Sequence[Traits], sets: _Sets) -> None:
    first: dict[tuple[str, str], int] = {}
    reason = Evidence(weight=threshold(), words="the collector's sheet gives one group")
    for i, t in enumerate(traits):
        if t.hint:
            sets.join(first.setdefault((t.exhibit, t.hint), i), i, (reason,))


def _join_block(block: Block, sets: _Sets, standing: _Standing) -> None:
    """Compares each statement with the earlier voices of its block."""
    seen: list[tuple[int, Traits]] = []
    for i, t in block.members:
        for j, other in seen:
            if sets.find(i) == sets.find(j):
                continue
            reasons = compare(other, t, standing)
            if any(r.kind == "rounded" for r in reasons):
                continue
            if sum(r.weight for r in reasons) >= threshold():
                sets.join(j, i, reasons)
        if not any(o.voice == t.voice and o.text == t.text for _, o in seen):
            seen.append((i, t))
            del seen[:-REPRESENTATIVES]


def _join_rounded(
    traits: Sequence[Traits], sets: _Sets, standing: _Standing
) -> None:
    """A rounded figure joins the exact one, if only one origin's figure rounds to it.

    "More than 220" fits 225 and 227 alike: then it is left alone.
    """
    for i, candidates in rounded_pairs(traits):
        fits = []
        for j in candidates:
            reasons = compare(traits[j], traits[i], standing)
            if sum(r.weight for r in reasons) >= threshold():
                fits.append((j, reasons))
        if len({sets.find(j) for j, _ in fits}) == 1:
            sets.join(fits[0][0], i, fits[0][1])


def _origins(
    traits: Sequence[Traits],
    sets: _Sets,
    facts: Mapping[str, ExhibitFacts],
) -> tuple[Origin, ...]:
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(traits)):
        groups[sets.find(i)].append(i)
    origins = [
        _origin(root, members, traits, sets, facts) for root, members in groups.items()
    ]
    return tuple(sorted(origins, key=lambda o: (-len(o.statements), o.id)))


def _origin(
    root: int,
    members: list[int],
    traits: Sequence[Traits],
    sets: _Sets,
    facts: Mapping[str, ExhibitFacts],
) -> Origin:
    members.sort(key=lambda i: _precedence(traits[i]))
    head = traits[members[0]]
    reasons = sorted(sets.evidence.get(root, {}).items(), key=lambda r: (-r[1], r[0]))
    ids = sorted(traits[i].id for i in members)
    files = {
        facts[t.exhibit].file
        for t in (traits[i] for i in members)
        if t.exhibit in facts
    }
    return Origin(
        id=derive_id("origin", *ids),
        statements=tuple(traits[i].id for i in members),
        files=tuple(sorted(files - {""})),
        evidence=tuple(f"{words} ({value:g})" for words, value in reasons),
        speaker=head.speaker,
        label=head.label,
    )


def _precedence(t: Traits) -> tuple[int, int, int, int, int, str]:
    """The statement nearest to the act of saying: named voice, early, exact, direct."""
    unnamed = 2 if t.own else 1 if t.voice.vague else 0
    day = t.day if t.day is not None else 10**7
    return unnamed, day, -digits(t.figure or 0), len(t.voices), t.start, t.id

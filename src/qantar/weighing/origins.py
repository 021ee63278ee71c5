"""Who repeats whom: statements grouped by the one act of saying behind them.

Candidates come from blocks (the same measure and figure, the same hour, one voice on one
network, one person, the same wording); each pair's evidence is weighed, and pairs above the
threshold are joined. A statement that nothing joins is an origin of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.finding import Origin, Relay
from qantar.vocabulary.statement import Statement
from qantar.weighing.blocks import blocks, lists, rounded_pairs
from qantar.weighing.evidence import Evidence, compare, digits, threshold, weight
from qantar.weighing.joining import Forest, Standing, block_pairs
from qantar.weighing.memory import Memory
from qantar.weighing.reducing import Reduced, reduce_statements
from qantar.weighing.series import standing_totals
from qantar.weighing.traits import ExhibitFacts, Traits

__all__ = ["ExhibitFacts", "find_origins"]


def find_origins(
    statements: Iterable[Statement] | Reduced,
    facts: Mapping[str, ExhibitFacts] | None = None,
    *,
    use_hints: bool = True,
    memory: Memory | None = None,
) -> tuple[Origin, ...]:
    """Every statement in exactly one origin, the largest origins first.

    Args:
        statements: All statements, in any order; ids do not depend on it.
        facts: By exhibit digest: outlet, publication date, file.
        use_hints: Take over the groups that a claim sheet gives. Off, the same rules
            work without them, which is how they are measured.
        memory: What an earlier run found for the same blocks.
    """
    if not isinstance(statements, Reduced):
        statements = reduce_statements(statements, facts)
    traits, kept = statements.traits, memory or Memory()
    sets = Forest(len(traits))
    if use_hints:
        _join_hints(traits, sets)
    standing = standing_totals(traits)
    marks = [
        mark + "".join(sorted(standing.get(t.id, ()))).encode()
        for mark, t in zip(statements.marks, traits, strict=True)
    ]
    for block in blocks(traits):
        for i, j in block_pairs(block, standing, kept, marks):
            sets.join(i, j)
    _join_rounded(traits, sets, standing)
    _join_listed(traits, sets)
    _join_worded(statements, sets)
    return _origins(traits, sets, facts or {}, standing)


def _join_hints(traits: Sequence[Traits], sets: Forest) -> None:
    first: dict[tuple[str, str], int] = {}
    reason = Evidence(weight=threshold(), words="the collector's sheet gives one group")
    for i, t in enumerate(traits):
        if t.hint:
            sets.join(first.setdefault((t.exhibit, t.hint), i), i, (reason,))


def _join_rounded(traits: Sequence[Traits], sets: Forest, standing: Standing) -> None:
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


def _join_listed(traits: Sequence[Traits], sets: Forest) -> None:
    words = "places of one list, read out at once"
    reason = Evidence(weight=weight("content", "list"), words=words)
    for group in lists(traits):
        for other in group[1:]:
            sets.join(group[0], other, (reason,))


def _join_worded(reduced: Reduced, sets: Forest) -> None:
    """Nearly the same words, unless one denies what the other says."""
    traits = reduced.traits
    reason = Evidence(
        weight=weight("content", "wording"), words="nearly the same words"
    )
    for i, j in reduced.wordings.alike():
        if traits[i].negative == traits[j].negative and not _updated(
            traits[i], traits[j]
        ):
            sets.join(i, j, (reason,))


def _updated(a: Traits, b: Traits) -> bool:
    """The same sentence with another number, days later: an agency's next report."""
    if a.figure is None or b.figure is None or a.figure == b.figure:
        return False
    return a.day is not None and b.day is not None and a.day != b.day


def _origins(
    traits: Sequence[Traits],
    sets: Forest,
    facts: Mapping[str, ExhibitFacts],
    standing: Standing,
) -> tuple[Origin, ...]:
    origins = [
        _origin(members, edges, traits, facts, standing)
        for members, edges in sets.trees()
    ]
    return tuple(sorted(origins, key=lambda o: (-len(o.statements), o.id)))


def _origin(
    members: list[int],
    edges: list[tuple[int, int, tuple[Evidence, ...]]],
    traits: Sequence[Traits],
    facts: Mapping[str, ExhibitFacts],
    standing: Standing,
) -> Origin:
    members.sort(key=lambda i: _precedence(traits[i]))
    head = traits[members[0]]
    told = [(i, j, r or compare(traits[i], traits[j], standing)) for i, j, r in edges]
    weights = {r.words: r.weight for _, _, reasons in told for r in reasons}
    files = {
        facts[t.exhibit].file
        for t in (traits[i] for i in members)
        if t.exhibit in facts
    }
    return Origin(
        id=derive_id("origin", *sorted(traits[i].id for i in members)),
        statements=tuple(traits[i].id for i in members),
        files=tuple(sorted(files - {""})),
        evidence=_in_words(weights),
        speaker=head.speaker,
        label=head.label,
        relays=_relays(members, told, traits),
    )


def _in_words(weights: Mapping[str, float]) -> tuple[str, ...]:
    ranked = sorted(weights.items(), key=lambda r: (-r[1], r[0]))
    return tuple(f"{words} ({value:g})" for words, value in ranked)


def _relays(
    members: Sequence[int],
    edges: Sequence[tuple[int, int, tuple[Evidence, ...]]],
    traits: Sequence[Traits],
) -> tuple[Relay, ...]:
    """The edges as a tree from the first statement on, breadth first."""
    beside: dict[int, list[tuple[int, tuple[Evidence, ...]]]] = defaultdict(list)
    for i, j, reasons in edges:
        beside[i].append((j, reasons))
        beside[j].append((i, reasons))
    rank = {i: n for n, i in enumerate(members)}
    relays, reached, row = [], {members[0]}, [members[0]]
    while row:
        following = []
        for parent in row:
            for child, reasons in sorted(beside[parent], key=lambda e: rank[e[0]]):
                if child in reached:
                    continue
                reached.add(child)
                following.append(child)
                relays.append(
                    Relay(
                        parent=traits[parent].id,
                        child=traits[child].id,
                        evidence=_in_words({r.words: r.weight for r in reasons}),
                    )
                )
        row = following
    return tuple(relays)


def _precedence(t: Traits) -> tuple[int, int, int, int, int, str]:
    """The statement nearest to the act of saying: named voice, early, exact, direct."""
    unnamed = 2 if t.own else 1 if t.voice.vague else 0
    day = t.day if t.day is not None else 10**7
    return unnamed, day, -digits(t.figure or 0), len(t.voices), t.start, t.id

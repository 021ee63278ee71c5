"""Questions that several origins answer, and a verdict for every pair that differs.

Only answers to one question are compared, one for each origin (``pairing`` says which
with which). ``docs/weighing.md`` explains every rule.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

import msgspec

from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.finding import Answer, Contradiction, Origin, Question, Verdict
from qantar.vocabulary.statement import Statement
from qantar.weighing.arithmetic import derived_sums, parts_and_wholes
from qantar.weighing.claims import Claim, periods, same_speaker
from qantar.weighing.memory import Memory
from qantar.weighing.naming import one_number_two_names
from qantar.weighing.occurrence import denial_object
from qantar.weighing.pairing import pairs, time_steps
from qantar.weighing.questions import (
    ABOUT_WORDS,
    OF_ANY_EVENT,
    OF_PEOPLE,
    Compare,
    Key,
    asked_by,
)
from qantar.weighing.reducing import Reduced, reduce_statements
from qantar.weighing.relays import drifts, zombies
from qantar.weighing.traits import ExhibitFacts, Traits
from qantar.weighing.verdict import Finding, contradiction
from qantar.weighing.withdrawals import withdrawn_origins

__all__ = ["weigh"]

_GAPS = {
    "time": timedelta(days=31),
    "connectivity": timedelta(days=2),
    "place": timedelta(days=366),
    "agent": timedelta(days=366),
}
"""Two times for one happening lie apart, or nothing would differ: so far apart that they
can still mean one. Counts and denials are compared only where their times meet."""


def weigh(
    statements: Iterable[Statement] | Reduced,
    origins: Iterable[Origin],
    facts: Mapping[str, ExhibitFacts] | None = None,
    *,
    memory: Memory | None = None,
) -> tuple[tuple[Question, ...], tuple[Contradiction, ...]]:
    """The questions that statements answer differently, and the verdicts.

    Args:
        statements: All statements, in any order.
        origins: As ``find_origins`` grouped them.
        facts: By exhibit digest: outlet and publication date.
        memory: What an earlier run found for the same answers.

    Returns:
        Questions with an answer for each origin, and contradictions, each in a fixed
        order that does not depend on the input's.
    """
    kept = list(origins)
    if not isinstance(statements, Reduced):
        statements = reduce_statements(statements, facts)
    traits = {t.id: t for t in statements.traits}
    told = memory or Memory()
    marks = {
        t.id: mark for t, mark in zip(statements.traits, statements.marks, strict=True)
    }
    withdrawn = withdrawn_origins(traits, kept)
    claims = _claims(traits, kept, withdrawn)
    questions: list[Question] = []
    found: dict[str, Contradiction] = {}
    for facet, what, group, compare in _groups(claims):
        if len(group) < 2:
            continue
        for question, differing in _in_periods(
            (facet, what), group, compare, told, marks
        ):
            questions.append(question)
            found.update((c.id, c) for c in differing)
    found.update((c.id, c) for c in _beside(claims, withdrawn))
    return (
        tuple(sorted(questions, key=lambda q: (-len(q.answers), q.id))),
        tuple(sorted(found.values(), key=lambda c: (c.question, c.id))),
    )


def _claims(
    traits: Mapping[str, Traits],
    origins: Sequence[Origin],
    withdrawn: Mapping[str, str],
) -> list[list[Claim]]:
    """The claims of each origin, the statement nearest to the act of saying first."""
    made = []
    for origin in origins:
        claims: list[Claim] = []
        for t in (traits[s] for s in origin.statements if s in traits):
            for quantity in t.quantities or (None,):
                claims.append(
                    Claim(
                        traits=t,
                        origin=origin.id,
                        quantity=quantity,
                        withdrawn=origin.id in withdrawn,
                    )
                )
        made.append(claims)
    return made


def _groups(
    claims: Sequence[Sequence[Claim]],
) -> Iterator[tuple[str, str, list[Claim], Compare]]:
    """What is compared with what: facet, the thing asked for, claims, comparison."""
    groups: dict[Key, list[Claim]] = defaultdict(list)
    compares: dict[Key, Compare] = {}
    for claim in (c for origin in claims for c in origin if c.traits.real):
        for key, compare in asked_by(claim):
            groups[key].append(claim)
            compares[key] = compare
    for key in sorted(groups, key=repr):
        yield str(key[0]), str(key[1]), groups[key], compares[key]


_Asked = tuple[Question, list[Contradiction]]
_Pair = tuple[int, int, str, str, str, tuple[tuple[str, str], ...]]
"""Two of a period's claims by place, with facet, verdict, rule and values."""
_Plan = list[tuple[str, list[int], bytes]]
"""Of each period with a question: its label, its claims by place in the group, and the
key under which its differing pairs are remembered."""
_ENCODE = msgspec.msgpack.encode
_PLANS: msgspec.msgpack.Decoder[_Plan] = msgspec.msgpack.Decoder(_Plan)
_PAIRS: msgspec.msgpack.Decoder[list[_Pair]] = msgspec.msgpack.Decoder(list[_Pair])


def _in_periods(
    about: tuple[str, str],
    group: Sequence[Claim],
    compare: Compare,
    memory: Memory,
    marks: Mapping[str, bytes],
) -> Iterator[_Asked]:
    """The questions of a group, one a period, with their verdicts.

    Which periods there are is remembered for exactly these claims; what differs, for
    the claims of a period, so that it holds when others come into another one.
    """
    facet, what = about
    given = [_mark(claim, marks) for claim in group]
    key = memory.key("periods", about, given)
    known = memory.recall(key)
    plan = (
        _PLANS.decode(known)
        if known is not None
        else _plan(about, group, given, memory)
    )
    if known is None:
        memory.keep(key, _ENCODE(plan))
    for period, places, in_period in plan:
        members = [group[n] for n in places]
        answers = _answers(members, facet)
        told = memory.recall(in_period)
        if told is None:
            told = _ENCODE(_differing(facet, members, answers, compare))
            memory.keep(in_period, told)
        found = _PAIRS.decode(told)
        if facet == "number" or found:
            yield _question(facet, what, period, members, answers, found)


def _plan(
    about: tuple[str, str], group: Sequence[Claim], given: list[bytes], memory: Memory
) -> _Plan:
    facet = about[0]
    place = {id(claim): n for n, claim in enumerate(group)}
    plan: _Plan = []
    for period, members in periods(group, gap=_GAPS.get(facet)):
        if _asks(facet, members):
            places = [place[id(claim)] for claim in members]
            marks = (given[n] for n in places)
            plan.append((period, places, memory.key("pairs", (*about, period), marks)))
    return plan


def _asks(facet: str, members: Sequence[Claim]) -> bool:
    """Whether there are two answers that can differ."""
    if len(members) < 2:
        return False
    if facet == "occurrence" and len({c.traits.negative for c in members}) < 2:
        return False
    return facet == "number" or len(_answers(members, facet)) > 1


def _mark(claim: Claim, marks: Mapping[str, bytes]) -> bytes:
    """All that a claim depends on: its statement, which count of it, its origin."""
    q, t = claim.quantity, claim.traits
    count = t.quantities.index(q) if q is not None else -1
    return b"%b%d%b%d" % (marks[t.id], count, claim.origin.encode(), claim.withdrawn)


def _differing(
    facet: str, members: Sequence[Claim], answers: Sequence[Claim], compare: Compare
) -> list[_Pair]:
    """The pairs that differ, with their verdicts."""
    place = {id(claim): n for n, claim in enumerate(members)}
    steps = time_steps(answers)
    found: list[_Pair] = []
    for a, b in pairs(answers, facet, members):
        if a.origin == b.origin and a.traits.negative == b.traits.negative:
            continue
        if facet == "number" and _one_breath(a, b):
            continue
        f = compare(a, b)
        if f is not None and (f.rule != "grows-between" or _ids(a, b) in steps):
            pair = place[id(a)], place[id(b)]
            found.append((*pair, f.facet, f.verdict.value, f.rule, f.values))
    return found


def _question(
    facet: str,
    what: str,
    period: str,
    members: Sequence[Claim],
    answers: Sequence[Claim],
    pairs_found: Sequence[_Pair],
) -> _Asked:
    """One question with its answers, and the contradictions of its pairs."""
    head = answers[0]
    place = head.traits.place
    where = place or head.traits.fine or head.traits.exhibit
    name = derive_id("question", facet, what, where, period, *_keys(members, facet))
    found = {}
    for a, b, of, verdict, rule, values in pairs_found:
        finding = Finding(facet=of, verdict=Verdict(verdict), rule=rule, values=values)
        made = contradiction(finding, (members[a], members[b]), name)
        found[made.id] = made
    question = Question(
        id=name,
        facet=facet,
        what=what,
        place=place,
        place_name=head.traits.place_name,
        period=period,
        scope=_common_scope(members),
        answers=tuple(_answer(claim, members) for claim in answers),
        contradictions=tuple(sorted(found)),
        state=_state(answers, list(found.values())),
    )
    return question, list(found.values())


def _one_breath(a: Claim, b: Claim) -> bool:
    """One voice in one text that gives two counts means two things, or two days."""
    one = a.traits.text == b.traits.text and same_speaker(a, b)
    return one and (a.state is None or a.state == b.state)


def _ids(a: Claim, b: Claim) -> frozenset[str]:
    return frozenset((a.traits.id, b.traits.id))


def _keys(members: Sequence[Claim], facet: str) -> tuple[str, ...]:
    """What else tells a question apart, without the name of a person.

    Persons, shares and sums are asked for by themselves: their first statement stands
    for them. A count of people keeps its id when more statements come in.
    """
    head, first = members[0], min(c.traits.id for c in members)
    if facet in {"time", "place", "agent"}:
        return (first,)
    q = head.quantity
    if facet != "number" or q is None:
        return ()
    subject = "" if q.unit == "people" or q.unit in OF_PEOPLE else first
    event = "" if q.what in OF_ANY_EVENT else head.traits.event
    return q.unit, event, subject


def _answers(members: Sequence[Claim], facet: str) -> list[Claim]:
    """One claim for each origin and side, and each object of a denial, the first by date.

    An observer's record of a network is many answers: each state at its time is one.
    Where a text denies, what the same text asserts is an answer of its own.
    """
    late = 10**7
    ordered = sorted(
        members, key=lambda c: (c.day if c.day is not None else late, c.traits.id)
    )
    denying = {
        c.traits.exhibit for c in members if c.traits.negative and c.traits.brief
    }
    first: dict[Hashable, Claim] = {}
    for claim in ordered:
        t = claim.traits
        state = (t.when.value if t.when else "") if facet == "connectivity" else ""
        if facet == "occurrence" and t.exhibit in denying and not t.row:
            state = f"{t.exhibit}/{t.start}"
        elif facet == "occurrence" and t.negative:
            state = denial_object(claim)
        first.setdefault((claim.origin, t.negative, state), claim)
    return list(first.values())


def _answer(claim: Claim, members: Sequence[Claim]) -> Answer:
    repeats = sorted(
        {c.traits.id for c in members if c.origin == claim.origin} - {claim.traits.id}
    )
    return Answer(
        origin=claim.origin, statement=claim.traits.id, repeats=tuple(repeats)
    )


def _common_scope(members: Sequence[Claim]) -> str:
    scopes = {c.quantity.scope for c in members if c.quantity}
    return scopes.pop() if len(scopes) == 1 else ""


def _state(answers: Sequence[Claim], found: Sequence[Contradiction]) -> str:
    if len({c.origin for c in answers}) < 2:
        return "one-origin"
    verdicts = {c.verdict for c in found}
    if verdicts & {Verdict.CONTRADICTION, Verdict.UNDECIDED}:
        return "open"
    return "cumulative" if Verdict.CUMULATIVE in verdicts else "compatible"


def _beside(
    claims: Sequence[Sequence[Claim]], withdrawn: Mapping[str, str]
) -> Iterator[Contradiction]:
    """What is no question of two answers: drift, zombies, sums, names of numbers."""
    by_id = {c.traits.id: c for origin in claims for c in origin}
    for origin in claims:
        yield from drifts([c for c in origin if not c.traits.negative])
        back = by_id.get(withdrawn.get(origin[0].origin, "")) if origin else None
        if back is not None:
            repeats = [c for c in origin if c.traits.event not in ABOUT_WORDS]
            yield from zombies(
                back, [c for c in repeats if c.traits.id != back.traits.id]
            )
    counts = [
        c
        for o in claims
        for c in o
        if c.quantity and not c.traits.negative and c.traits.real
    ]
    by_measure: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in counts:
        by_measure[
            claim.quantity.what if claim.quantity else "", claim.traits.place
        ].append(claim)
    unnamed = {
        key
        for key, members in by_measure.items()
        if any(c.traits.own or c.traits.voice.vague for c in members)
    }
    for key in sorted(unnamed):
        for _, members in periods(by_measure[key]):
            yield from derived_sums(_answers(members, "number"))
    for what in sorted({key[0] for key in by_measure}):
        yield from parts_and_wholes(
            [c for c in counts if c.quantity and c.quantity.what == what]
        )
    yield from one_number_two_names(counts)

"""Questions that several origins answer, and a verdict for every pair that differs.

Only answers to one question are compared, one for each origin (``pairing`` says which
with which). ``docs/weighing.md`` explains every rule.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

import msgspec

from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.finding import Answer, Contradiction, Origin, Question, Verdict
from qantar.vocabulary.statement import Statement
from qantar.weighing.arithmetic import derived_sums, parts_and_wholes
from qantar.weighing.claims import Claim, periods, same_speaker
from qantar.weighing.memory import Memory
from qantar.weighing.naming import one_number_two_names
from qantar.weighing.network import compare_networks
from qantar.weighing.numbers import compare_counts
from qantar.weighing.occurrence import compare_agents, compare_denial, compare_places
from qantar.weighing.pairing import pairs, time_steps
from qantar.weighing.reducing import Reduced, reduce_statements
from qantar.weighing.relays import drifts, zombies
from qantar.weighing.times import compare_starts, compare_times
from qantar.weighing.traits import MOVEMENTS, ExhibitFacts, Traits
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

Compare = Callable[[Claim, Claim], Finding | None]
Key = tuple[Hashable, ...]


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
        for period, members in periods(group, gap=_GAPS.get(facet)):
            question, differing = _asked(
                (facet, what, period), members, compare, told, marks
            )
            if question is not None:
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
        for key, compare in _questions(claim):
            groups[key].append(claim)
            compares[key] = compare
    for key in sorted(groups, key=repr):
        yield str(key[0]), str(key[1]), groups[key], compares[key]


def _questions(claim: Claim) -> Iterator[tuple[Key, Compare]]:
    t, q = claim.traits, claim.quantity
    where = t.place or t.fine or t.exhibit
    kind = t.words if t.row else ""  # in running text the words are the sentence's own
    if t.kind == "network":
        if q is None and not t.negative:
            yield ("connectivity", t.kind, where), compare_networks
    elif "start" in t.cues and t.event in MOVEMENTS and q is None and not t.negative:
        yield ("time", f"start of {t.kind}"), _starts
    if t.person and not t.negative:
        yield ("time", t.event, kind, t.person), compare_times
        yield ("place", t.event, kind, t.person), compare_places
        yield ("agent", t.event, t.person), compare_agents
    elif t.fine and not t.negative and t.event in _AT_ONE_PLACE:
        yield ("time", kind or t.event, t.fine), compare_times
    if q is not None and _counts(claim):
        about = where
        event = "" if q.what in _OF_ANY_EVENT else t.event
        if q.unit != "people" and q.unit not in _OF_PEOPLE:
            about = "; ".join(sorted(t.targets or t.agents)) or t.id
        yield ("number", q.what, q.unit, event, about), compare_counts
    if t.kind != "network":
        yield ("occurrence", t.event, where), _denied


_AT_ONE_PLACE = frozenset({"seizure-of-building", "arson"})
"""What befalls a building mostly once: its hours can be compared."""
_ABOUT_WORDS = frozenset({"publication", "speech"})
"""Statements that a figure was said or published do not say it themselves."""


_OF_ANY_EVENT = frozenset(
    {"killed", "injured", "detained", "missing", "bodies", "tortured", "convicted"}
)
"""Measures that name their event: 5 killed are 5 killed in a clash and in a strike."""


_OF_PEOPLE = frozenset({"bodies", "families", "troops"})
"""Units that need no owner: a share, a sum or a sentence is compared for one subject."""


def _counts(claim: Claim) -> bool:
    """Whether the claim answers how many; "nobody was hurt" answers with none."""
    t = claim.traits
    none = claim.quantity is not None and claim.quantity.best == 0
    if t.event in _ABOUT_WORDS or _one_person(claim):
        return False
    return none or not t.negative


def _one_person(claim: Claim) -> bool:
    """A count of one is somebody's case and no toll, unless a total is said to be one."""
    q = claim.quantity
    if q is None or q.unit != "people" or claim.traits.figure != 1:
        return False
    return len(claim.traits.targets) == 1 or not q.cumulative


def _starts(a: Claim, b: Claim) -> Finding | None:
    """Starts in two places are compared only if one is the country or region of all."""
    wide = {"country", "region"} & {a.traits.grain, b.traits.grain}
    return compare_starts(a, b) if wide or a.traits.place == b.traits.place else None


def _denied(a: Claim, b: Claim) -> Finding | None:
    if a.traits.negative == b.traits.negative:
        return None
    return compare_denial(b, a) if a.traits.negative else compare_denial(a, b)


_Asked = tuple[Question | None, list[Contradiction]]


def _asked(
    about: tuple[str, str, str],
    members: Sequence[Claim],
    compare: Compare,
    memory: Memory,
    marks: Mapping[str, bytes],
) -> _Asked:
    """The question and its verdicts, remembered if exactly the same was asked before."""
    key = memory.key("question", about, (_mark(c, marks) for c in members))
    known = memory.recall(key)
    if known is not None:
        asked: _Asked = msgspec.msgpack.decode(known, type=_Asked)
        return asked
    found = _ask(*about, members, compare)
    memory.keep(key, msgspec.msgpack.encode(found))
    return found


def _mark(claim: Claim, marks: Mapping[str, bytes]) -> bytes:
    """All that a claim depends on: its statement, which count of it, its origin."""
    q, t = claim.quantity, claim.traits
    count = t.quantities.index(q) if q is not None else -1
    return b"%b%d%b%d" % (marks[t.id], count, claim.origin.encode(), claim.withdrawn)


def _ask(
    facet: str, what: str, period: str, members: Sequence[Claim], compare: Compare
) -> tuple[Question | None, list[Contradiction]]:
    """One question with its answers, and the pairs that differ."""
    answers = _answers(members, facet)
    if facet == "occurrence" and len({c.traits.negative for c in members}) < 2:
        return None, []
    if len(members) < 2 or (facet != "number" and len(answers) < 2):
        return None, []
    head = answers[0]
    place = head.traits.place
    question = derive_id(
        "question",
        facet,
        what,
        place or head.traits.fine or head.traits.exhibit,
        period,
        *_keys(members, facet),
    )
    found = []
    steps = time_steps(answers)
    for a, b in pairs(answers, facet, members):
        if a.origin == b.origin and a.traits.negative == b.traits.negative:
            continue
        if facet == "number" and _one_breath(a, b):
            continue
        finding = compare(a, b)
        if finding is not None and (
            finding.rule != "grows-between" or _ids(a, b) in steps
        ):
            found.append(contradiction(finding, (a, b), question))
    if facet != "number" and not found:
        return None, []
    made_question = Question(
        id=question,
        facet=facet,
        what=what,
        place=place,
        place_name=head.traits.place_name,
        period=period,
        scope=_common_scope(members),
        answers=tuple(_answer(claim, members) for claim in answers),
        contradictions=tuple(sorted(c.id for c in found)),
        state=_state(answers, found),
    )
    return made_question, found


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
    subject = "" if q.unit == "people" or q.unit in _OF_PEOPLE else first
    event = "" if q.what in _OF_ANY_EVENT else head.traits.event
    return q.unit, event, subject


def _answers(members: Sequence[Claim], facet: str) -> list[Claim]:
    """One claim for each origin and side, the first by its date.

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
            repeats = [c for c in origin if c.traits.event not in _ABOUT_WORDS]
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
    for key in sorted(by_measure):
        for _, members in periods(by_measure[key]):
            yield from derived_sums(_answers(members, "number"))
    for what in sorted({key[0] for key in by_measure}):
        yield from parts_and_wholes(
            [c for c in counts if c.quantity and c.quantity.what == what]
        )
    yield from one_number_two_names(counts)

"""Statements as read become statements as they count: a person's word beats the reader's.

What the reader itself said stays beside it. Where two people decide differently, both
decisions are kept, nothing is chosen between them, and the statement stays as read.

A decision names exhibit, offsets and words. When a later reader reads the exhibit
anew, the words are looked for where they stood, then by themselves; a decision whose
words are gone is given back as lost and never dropped. Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.judgement import Anchor, Decision, DecisionKind
from qantar.vocabulary.passage import Span
from qantar.vocabulary.statement import Review, Speaker, Statement

__all__ = ["DECIDED_FIELDS", "PERSON", "Outcome", "Reviewed", "place", "review"]

PERSON = "person"
"""Reader of a statement that no reader found: a person wrote it."""

DECIDED_FIELDS = (
    "start",
    "end",
    "quote",
    "event_type",
    "stance",
    "carrier_stance",
    "how_known",
    "event_words",
    "when",
    "where",
    "agents",
    "targets",
    "quantities",
    "chain",
    "conditional",
    "spans",
)
"""Fields that people decide about; all others the exhibit or the reader tells."""

_ALIKE = 0.5
"""Share of the joint stretch at which two readings of one kind are of the same words."""

_DONE = {
    DecisionKind.ACCEPTED: Review.ACCEPTED,
    DecisionKind.CORRECTED: Review.CORRECTED,
    DecisionKind.ADDED: Review.CORRECTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A statement as it counts, and what it comes from.

    Attributes:
        statement: As it counts.
        machine: As the reader read it; ``None`` if only a person says so.
        decisions: Everything that people decided about it and did not withdraw.
        open: Two people decided differently.
    """

    statement: Statement
    machine: Statement | None = None
    decisions: tuple[Decision, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All statements of an exhibit by place, and what decisions were found to be about.

    Attributes:
        statements: Those that were said not to be said, too.
        lost: Decisions whose words are gone.
        targets: Id of a decision to that of the statement which it is about now.
    """

    statements: tuple[Reviewed, ...]
    lost: tuple[Decision, ...] = ()
    targets: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Case:
    """One statement under review: as read or as first written, and what was decided."""

    base: Statement
    read: bool
    decisions: list[Decision] = field(default_factory=list)
    parent: "_Case | None" = None

    @property
    def opinions(self) -> dict[str, Decision]:
        """The last decision of each person, in the order in which they were made.

        What a keeper settled is passed over.
        """
        settled = {name for decision in self.decisions for name in decision.settles}
        last: dict[str, Decision] = {}
        for decision in self.decisions:
            if decision.id in settled:
                continue
            last.pop(decision.by, None)
            last[decision.by] = decision
        return last

    @property
    def open(self) -> bool:
        """Whether people differ."""
        return len({_said(opinion) for opinion in self.opinions.values()}) > 1

    @property
    def stands(self) -> bool:
        """Whether it is a statement of the case; a part is only while its split is."""
        if self.parent is None:
            return True
        kinds = {opinion.kind for opinion in self.parent.opinions.values()}
        return kinds == {DecisionKind.SPLIT} and not self.parent.open


def place(anchor: Anchor, text: str) -> Span | None:
    """Where the words of an anchor stand in ``text``; ``None`` if that is unclear.

    Where they stood, if they still do; otherwise the only place where they occur.
    """
    if text[anchor.start : anchor.end] == anchor.quote:
        return Span(anchor.start, anchor.end)
    first = text.find(anchor.quote) if anchor.quote else -1
    if first < 0 or text.find(anchor.quote, first + 1) >= 0:
        return None
    return Span(first, first + len(anchor.quote))


def review(
    machine: Sequence[Statement],
    decisions: Iterable[Decision],
    text: str,
    *,
    protect: bool = False,
) -> Outcome:
    """What counts in one exhibit.

    Args:
        machine: As read.
        decisions: Those that stand, about this exhibit, each after those it knew of.
        text: The exhibit's text.
        protect: Whoever speaks in the exhibit must not be named.
    """
    cases = {one.id: _Case(one, read=True) for one in machine}
    lost: list[Decision] = []
    targets: dict[str, str] = {}
    for decision in decisions:
        if decision.kind is DecisionKind.LOOKED:
            continue
        span = place(decision.anchor, text)
        if span is None:
            lost.append(decision)
            continue
        case = _find(cases, decision, span)
        if case is None and decision.words and not decision.anchor.made:
            made = _made(decision, 0, span, text)
            case = cases[made.id] = _Case(made, read=False)
        if case is not None:
            case.decisions.append(decision)
            targets[decision.id] = case.base.id
            _part(cases, case, decision, span, text)
    found = [_settle(case, text) for case in cases.values() if case.stands]
    if protect:
        found = [replace(o, statement=_guard(o.statement, o.machine)) for o in found]
    found.sort(key=lambda o: (o.statement.start, o.statement.end))
    return Outcome(statements=tuple(found), lost=tuple(lost), targets=targets)


def _find(cases: dict[str, _Case], decision: Decision, span: Span) -> _Case | None:
    """The statement that a decision is about: by id, by place, by words in common."""
    named = cases.get(decision.anchor.statement)
    if named is not None:
        return named
    if decision.kind is DecisionKind.ADDED or decision.anchor.made:
        return None
    kinds = {one.event_type for one in decision.words}
    best, most = None, 0.0
    for case in cases.values():
        share = _share(Span(case.base.start, case.base.end), span)
        share += 0.1 if case.base.event_type in kinds else 0
        same = share >= 1 or (share > _ALIKE and case.base.event_type in kinds)
        if case.read and same and share > most:
            best, most = case, share
    return best


def _share(a: Span, b: Span) -> float:
    both = min(a.end, b.end) - max(a.start, b.start)
    return both / (max(a.end, b.end) - min(a.start, b.start)) if both > 0 else 0.0


def _part(
    cases: dict[str, _Case], whole: _Case, decision: Decision, span: Span, text: str
) -> None:
    """Let the parts of a split be statements that people can decide about."""
    if decision.kind is not DecisionKind.SPLIT:
        return
    for number, word in enumerate(decision.words):
        made = _made(decision, number, span, text)
        written = replace(decision, kind=DecisionKind.ADDED, words=(word,))
        part = cases.setdefault(made.id, _Case(made, read=False, parent=whole))
        part.decisions.append(written)


def _settle(case: _Case, text: str) -> Reviewed:
    """What counts of one statement."""
    machine = case.base if case.read else None
    told, opinions = tuple(case.decisions), case.opinions
    if not opinions:
        return Reviewed(statement=case.base, machine=machine)
    last = next(reversed(opinions.values()))
    if case.open:
        counts = replace(case.base, review=Review.SUGGESTED)
    elif last.kind in _DONE:
        counts = _worded(case.base, last.words[0], _DONE[last.kind], text)
    else:
        counts = replace(case.base, review=Review.REJECTED)
    return Reviewed(statement=counts, machine=machine, decisions=told, open=case.open)


def _said(decision: Decision) -> object:
    """What a decision comes to, for telling whether two people agree."""
    if decision.kind is DecisionKind.REJECTED:
        return "not said"
    return tuple(_content(one) for one in decision.words)


def _content(word: Statement) -> str:
    return repr([getattr(word, name) for name in DECIDED_FIELDS if name != "spans"])


def _worded(base: Statement, word: Statement, done: Review, text: str) -> Statement:
    """The statement in a person's words; what people do not decide stays."""
    told = {name: getattr(word, name) for name in DECIDED_FIELDS}
    span = place(
        Anchor(exhibit=base.exhibit, start=word.start, end=word.end, quote=word.quote),
        text,
    )
    if span is None:
        told |= {"start": base.start, "end": base.end, "quote": base.quote}
    elif (moved := span.start - word.start) != 0:
        told |= {"start": span.start, "end": span.end}
        told["spans"] = {
            name: Span(a + moved, b + moved) for name, (a, b) in word.spans.items()
        }
    hidden = {s.name for s in base.chain if s.protected}
    told["chain"] = tuple(
        replace(s, protected=True) if s.name in hidden else s for s in word.chain
    )
    return replace(base, review=done, **told)


def _made(decision: Decision, number: int, span: Span, text: str) -> Statement:
    """A statement that stands on a person's word alone."""
    word = decision.words[number]
    moved = span.start - decision.anchor.start
    start, end = word.start + moved, word.end + moved
    name = decision.anchor.statement
    if decision.kind in (DecisionKind.ADDED, DecisionKind.SPLIT) or not name:
        name = derive_id(
            "statement", word.exhibit, word.start, word.end, decision.device,
            word.event_type, decision.kind, number,
        )  # fmt: skip
    return replace(
        word,
        id=name,
        start=start,
        end=end,
        quote=text[start:end],
        spans={k: Span(a + moved, b + moved) for k, (a, b) in word.spans.items()},
        review=_DONE.get(decision.kind, Review.CORRECTED),
        reader=PERSON,
    )


def _guard(statement: Statement, machine: Statement | None) -> Statement:
    """Nobody's decision names a voice that the exhibit must keep unnamed."""
    if machine is not None and not any(s.protected for s in machine.chain):
        return statement  # the reader heard an institution speak
    if any(s.protected for s in statement.chain):
        return statement
    origin: Speaker = replace(statement.chain[0], protected=True)
    return replace(statement, chain=(origin, *statement.chain[1:]))

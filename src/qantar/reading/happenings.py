"""What kind of happening a clause tells, from its words or from what it refers to.

Words decide first. A clause without such words takes its kind from what is counted,
from the claim that it denies, from the question that it answers, or from the count
that it corrects ("the police say 61"); else it is ``other``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from qantar.reading.pieces import TELLING, Piece
from qantar.reading.quantities import BY_EVENT, QuantityFound
from qantar.text.triggers import Trigger, find_triggers
from qantar.vocabulary.passage import Span

__all__ = ["KindRead", "Memory", "question_kind", "read_kind"]

_BY_COUNT = {what: kind for kind, what in BY_EVENT.items() if kind not in ("torture",)}
_BY_COUNT |= {
    "bodies": "killing",
    "hospitalised": "injury",
    "percent": "",
    "share": "ownership",
    "troops": "troop-deployment",
}
_SHORT_ANSWER = 80
"""Code points up to which an answer leans on its question's words."""
_DEMANDED = ("release", "resignation", "policy-order", "economic", "price-change")
"""What is mostly asked for."""


@dataclass(slots=True)
class Memory:
    """What was told before in the document.

    Attributes:
        kind: Of the statement before, ``""`` at the beginning.
        counted: What was counted last, a key of the measures.
        counted_kind: The happening in which it was counted.
        asked: Kind that the question asks for whose answer begins here.
    """

    kind: str = ""
    counted: str = ""
    counted_kind: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRead:
    """The kind with the words and the rule that gave it; no span if inferred."""

    kind: str
    span: Span | None = None
    rule: str = ""
    trigger: Trigger | None = None


def read_kind(
    piece: Piece,
    quantities: Sequence[QuantityFound],
    memory: Memory,
    *,
    refers_back: bool,
    demanded: bool = False,
    denied: bool = False,
) -> KindRead:
    """The kind of happening of a clause.

    Args:
        piece: The clause.
        quantities: What it counts.
        memory: What was told before.
        refers_back: It denies or withdraws the claim before.
        demanded: It demands: what is asked for counts, not why.
        denied: It denies something: what is denied counts, not that it is said.
    """
    wanted = next((t for t in piece.triggers if t.kind in _DEMANDED), None)
    if demanded and wanted and wanted.level != "weak":
        return _by(wanted)
    best = piece.triggers[0] if piece.triggers else None
    if denied and best and best.kind == "speech":
        # "They rejected reports of deaths": it is the deaths that they deny.
        told = (t for t in piece.triggers if t.kind not in TELLING)
        best = next((t for t in told if t.level != "weak"), best)
    if best and best.kind not in TELLING and best.level != "weak":
        return _by(best)
    if refers_back and memory.kind:
        return KindRead(kind=memory.kind, rule="kind of the claim that it denies")
    for found in quantities:
        kind = _BY_COUNT.get(found.quantity.what, "")
        if kind and not found.rule.endswith("as counted before"):
            return KindRead(kind=kind, span=found.span, rule="kind by what is counted")
    short = piece.span.end - piece.span.start <= _SHORT_ANSWER
    if memory.asked and short and (best is None or best.level == "weak"):
        return KindRead(kind=memory.asked, rule="kind that the question asks for")
    if _only_counts(quantities) and memory.counted_kind:
        return KindRead(kind=memory.counted_kind, rule="kind of the count before")
    return _by(best) if best else KindRead(kind="other", rule="no words tell a kind")


def _by(trigger: Trigger) -> KindRead:
    spots = trigger.spots
    near = trigger.end - trigger.start <= 60
    span = Span(trigger.start, trigger.end) if near else Span(*spots[-1])
    return KindRead(
        kind=trigger.kind,
        span=span,
        rule=f"{trigger.level} of {trigger.kind}: {trigger.entry}",
        trigger=trigger,
    )


def _only_counts(quantities: Sequence[QuantityFound]) -> bool:
    """A bare number of nothing that is named."""
    return any(
        "no noun" in q.rule or q.rule.endswith("as counted before") for q in quantities
    )


def question_kind(text: str, start: int, end: int, lang: str) -> str:
    """The kind that a question asks for, ``""`` if its words do not say."""
    best = next(
        (t for t in find_triggers(text, start, end, lang) if t.kind not in TELLING),
        None,
    )
    return best.kind if best else ""

"""What a statement says of itself: the stretch of each field, and the rules that fired."""

from collections.abc import Sequence

from qantar.reading.happenings import KindRead
from qantar.reading.parties import PartiesRead
from qantar.reading.quantities import QuantityFound
from qantar.reading.stance import StanceRead
from qantar.vocabulary.mention import Mention, TimeMention
from qantar.vocabulary.passage import Span
from qantar.vocabulary.statement import SpeakerStretch

__all__ = ["quoted_spans", "reasons"]


def quoted_spans(
    kind: KindRead,
    inside: TimeMention | None,
    places: Sequence[Mention],
    parties: PartiesRead,
    counted: Sequence[QuantityFound],
) -> dict[str, Span]:
    """The stretch each field is quoted from."""
    spans: dict[str, Span] = {}
    if kind.span:
        spans["event_type"] = kind.span
    if inside:
        spans["when"] = Span(inside.start, inside.end)
    if places:
        spans["where"] = Span(places[0].start, places[0].end)
    if parties.agent_span:
        spans["agents"] = parties.agent_span
    if parties.target_span:
        spans["targets"] = parties.target_span
    for number, found in enumerate(counted):
        spans["quantities" if not number else f"quantities.{number}"] = found.span
    return spans


def reasons(
    kind: KindRead,
    stance: StanceRead,
    when_rule: str,
    where_rule: str,
    voice: SpeakerStretch | None,
    counted: Sequence[QuantityFound],
) -> tuple[str, ...]:
    """The rules that fired, in words."""
    told = [
        f"kind: {kind.rule}",
        *(f"stance: {cue}" for cue in stance.cues),
        f"when: {when_rule or 'nothing tells it'}",
        f"where: {where_rule or 'nothing tells it'}",
        f"voice: {voice.mode if voice else 'the document'}",
        *(f"quantity: {found.rule}" for found in counted),
    ]
    return tuple(told)

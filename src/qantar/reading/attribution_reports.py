"""Reports of one's own that are traced to their origin only later.

A correction says first what was reported ("we wrote that …"), then where it had come
from ("the report relied on channel X, which cited a medic"). The words reported then
get that chain, nearest witness first.
"""

from qantar.reading.scene import Attribution, Hit, Memory
from qantar.reading.speech_cues import SpeechCues
from qantar.reading.voice import Candidate, Voice
from qantar.reading.voices import candidates
from qantar.text.tokens import tokens
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.passage import Span

__all__ = ["cited_report", "keep_report"]

_SOON = 3
"""Sentences within which the origin of a report is told, if it is told."""


def keep_report(memory: Memory, hit: Hit) -> None:
    """Remember what the own voice reported."""
    memory.report = (hit.start, hit.end, _SOON)


def cited_report(
    text: str,
    span: Span,
    cues: SpeechCues,
    mentions: tuple[Mention, ...],
    memory: Memory,
) -> None:
    """Give a remembered report its origin, if this sentence tells it."""
    if memory.report is None:
        return
    start, end, left = memory.report
    if span.start < end:
        return
    memory.report = (start, end, left - 1) if left > 1 else None
    match = cues.relied.search(text, span.start, span.end)
    if match is None:
        return
    found = candidates(tokens(text, match.end(), span.end), cues, mentions)
    voices = tuple(_voice(item, place) for place, item in enumerate(_carriers(found)))
    if voices:
        memory.report = None
        memory.found.append(
            Attribution(start, end, "indirect", voices[::-1], "report traced")
        )


def _carriers(found: list[Candidate]) -> list[Candidate]:
    return [item for item in found if item.kind in ("name", "noun")][:2]


def _voice(item: Candidate, place: int) -> Voice:
    return Voice(item.name, "relays" if place == 0 else "says")

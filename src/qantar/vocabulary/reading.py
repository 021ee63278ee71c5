"""Reading: everything that the reading stage found in one exhibit."""

from dataclasses import dataclass

from qantar.vocabulary.mention import Mention, TimeMention
from qantar.vocabulary.passage import Passage, Unread
from qantar.vocabulary.statement import SpeakerStretch, Statement

__all__ = ["Reading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read in one exhibit; a pure function of its text and the reader.

    ``lang`` is the main language; ``reader`` name and version of the reading stage.
    """

    exhibit: str
    lang: str
    reader: str
    passages: tuple[Passage, ...] = ()
    times: tuple[TimeMention, ...] = ()
    mentions: tuple[Mention, ...] = ()
    speakers: tuple[SpeakerStretch, ...] = ()
    statements: tuple[Statement, ...] = ()
    unread: tuple[Unread, ...] = ()

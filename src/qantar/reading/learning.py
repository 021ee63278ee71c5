"""What people's decisions about names say of the sentences they stand in.

A sentence with a name that somebody decided about is taken as looked at: its names are
those that were read, as corrected. Other sentences of the same exhibits repeat what was
read, so that the lesson changes no more than it must.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qantar.reading.mentions import rows_of
from qantar.text.adaptation import labels_of, own_features
from qantar.text.names_hints import Token
from qantar.text.tagger import model_of, tag
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.gazetteer import Gazetteer
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.passage import Passage

__all__ = ["KEPT", "NO_NAME", "Lesson", "lessons"]

KEPT = "as read"
"""Verdict: the name and its type are right."""
NO_NAME = ""
"""Verdict: these words are no name. Any other verdict is the right type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One sentence to learn from.

    Attributes:
        model: Name of the shipped model that it corrects.
        features: Of each word.
        labels: BIO labels as they should be.
        judged: Somebody decided about a name in it.
    """

    model: str
    features: list[list[str]]
    labels: list[str]
    judged: bool


def lessons(
    exhibit: Exhibit,
    passages: tuple[Passage, ...],
    gazetteer: Gazetteer,
    mentions: Sequence[Mention],
    verdicts: Mapping[str, str],
) -> Iterator[Lesson]:
    """A lesson for every sentence of an exhibit that names were read in.

    Args:
        exhibit: With its text.
        passages: Of it.
        gazetteer: Of places.
        mentions: As they were read.
        verdicts: What people decided, by the id of the mention.
    """
    named = sorted((m for m in mentions if m.level == "NAM"), key=lambda m: m.start)
    for words, lang in rows_of(exhibit, passages):
        first, last = words[0].start, words[-1].end
        here = [m for m in named if first <= m.start and m.end <= last]
        judged = any(m.id in verdicts for m in here)
        told = [_told(m, verdicts.get(m.id, KEPT)) for m in here]
        if judged or here:
            yield Lesson(
                model=model_of(lang),
                features=own_features(words, lang, tag(words, lang, gazetteer)),
                labels=labels_of(len(words), _placed(words, told)),
                judged=judged,
            )


def _told(mention: Mention, verdict: str) -> tuple[int, int, str]:
    kind = mention.type if verdict == KEPT else verdict
    return mention.start, mention.end, kind


def _placed(
    words: Sequence[Token], names: Sequence[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Names as numbers of words: first, last (exclusive), type."""
    found = []
    for start, end, kind in names:
        inside = [n for n, w in enumerate(words) if w.start < end and start < w.end]
        if kind and inside:
            found.append((inside[0], inside[-1] + 1, kind))
    return found

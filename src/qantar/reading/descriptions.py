"""Descriptions: protected voices that nobody names are marked as described.

"A neighbour" or "the interviewee" gives nobody away, and hiding the word wherever it
stands would blot out half a text. Such a voice is marked as described; a voice that is
named anywhere, or told by whoever brought the exhibit, counts as a name and is hidden.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.statement import Speaker, SpeakerStretch, Statement

__all__ = ["with_descriptions"]


def with_descriptions(
    exhibit: Exhibit,
    mentions: tuple[Mention, ...],
    speakers: tuple[SpeakerStretch, ...],
    statements: tuple[Statement, ...],
) -> tuple[tuple[SpeakerStretch, ...], tuple[Statement, ...]]:
    """Stretches and statements with every protected description marked as one."""
    mark = _marker(_names(exhibit, mentions))
    return (
        tuple(replace(each, chain=mark(each.chain)) for each in speakers),
        tuple(replace(each, chain=mark(each.chain)) for each in statements),
    )


def _names(exhibit: Exhibit, mentions: tuple[Mention, ...]) -> frozenset[str]:
    """Words of every name in the text, and of whoever the provenance tells."""
    told = exhibit.provenance
    texts = [told.outlet, told.author]
    texts += [s.attributes.get("author", "") for s in exhibit.content.segments]
    texts += [s.attributes.get("forwarded_from", "") for s in exhibit.content.segments]
    texts += [text for m in mentions if m.level == "NAM" for text in (m.quote, m.name)]
    return frozenset(word.casefold() for text in texts for word in text.split())


def _marker(
    names: Collection[str],
) -> Callable[[tuple[Speaker, ...]], tuple[Speaker, ...]]:
    def mark(chain: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
        return tuple(
            replace(
                speaker,
                described=not any(
                    word.casefold() in names for word in speaker.name.split()
                ),
            )
            if speaker.protected
            else speaker
            for speaker in chain
        )

    return mark

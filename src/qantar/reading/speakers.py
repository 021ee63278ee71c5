"""Speakers: who says which stretch of a document, and through whom it came."""

from qantar.reading.attributions import Attribution, Memory, attribute
from qantar.reading.document_voice import Region, regions
from qantar.reading.sentence_parts import whole_sentences
from qantar.reading.speech_cues import speech_cues
from qantar.reading.stance_cues import carrier_stance
from qantar.reading.voice import Voice
from qantar.text.quotes import quotations
from qantar.text.sentences import sentences
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.passage import Passage
from qantar.vocabulary.statement import Speaker, SpeakerStretch

__all__ = ["carrier_stance", "read_speakers", "voice_at"]


def read_speakers(
    exhibit: Exhibit, passages: tuple[Passage, ...], mentions: tuple[Mention, ...]
) -> tuple[SpeakerStretch, ...]:
    """Stretches of ``exhibit`` by voice: the whole text, and the voices inside it.

    The first stretches tell the document's own voice; later ones lie inside them. The
    innermost counts (``voice_at``).

    Args:
        exhibit: With provenance: its outlet is the end of every chain.
        passages: As ``read_passages`` gives them.
        mentions: By start; may be empty (capitalised words then stand in).
    """
    text = exhibit.content.text
    ordered = tuple(sorted(mentions, key=lambda item: (item.start, -item.end)))
    quotes = quotations(text)
    found: list[SpeakerStretch] = []
    for region in regions(exhibit, passages, ordered):
        found.append(
            _stretch(exhibit, region.start, region.end, region.mode, region.chain)
        )
        if region.mode in ("question",) or not region.read:
            continue
        memory = Memory(own=region.own, post=region.post)
        for begin, end, lang in region.read:
            cues = speech_cues(lang)
            spans = whole_sentences(sentences(text, begin, end, lang), quotes)
            for span in spans:
                attribute(text, span, cues, quotes, ordered, memory)
        found += [_inner(exhibit, region, item) for item in memory.found]
    return tuple(sorted(found, key=lambda item: (item.start, -item.end)))


def _inner(exhibit: Exhibit, region: Region, item: Attribution) -> SpeakerStretch:
    chain = tuple(_speaker(voice, region.protect) for voice in item.voices)
    return _stretch(exhibit, item.start, item.end, item.mode, (*chain, *region.chain))


def _speaker(voice: Voice, protect: bool) -> Speaker:
    return Speaker(
        name=voice.name,
        role=voice.role,
        protected=not voice.institution
        and (voice.protected or (protect and not voice.vague)),
        described=voice.described or voice.vague,
    )


def _stretch(
    exhibit: Exhibit, start: int, end: int, mode: str, chain: tuple[Speaker, ...]
) -> SpeakerStretch:
    return SpeakerStretch(
        exhibit=exhibit.digest, start=start, end=end, mode=mode, chain=chain
    )


def voice_at(stretches: tuple[SpeakerStretch, ...], position: int) -> SpeakerStretch:
    """The innermost stretch at a code point: of those that cover it, the shortest.

    Raises:
        LookupError: If no stretch covers the place, which ``read_speakers`` never
            leaves open.
    """
    covering = [item for item in stretches if item.start <= position < item.end]
    if not covering:
        raise LookupError(f"No voice at code point {position}.")
    return min(covering, key=lambda item: (item.end - item.start, -item.start))

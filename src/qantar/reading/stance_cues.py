"""What the carrier of someone's words lets show of them."""

from qantar.reading.speech_cues import speech_cues
from qantar.vocabulary.statement import CarrierStance, SpeakerStretch

__all__ = ["carrier_stance"]

_AROUND = 120
"""Code points before and after a stretch that belong to its framing."""
_MEDIA = frozenset({"interviews", "exports", "prints", "translates"})
"""What a carrier does that only gives someone the word."""
_ENDS = ".!?…\n"


def carrier_stance(text: str, stretch: SpeakerStretch, lang: str) -> CarrierStance:
    """How whoever carries the words of ``stretch`` stands to them.

    Own if nobody carries them. Otherwise by the words that frame the stretch in its
    sentence, and by what the next sentence begins with: rejecting words weigh more than
    doubting, doubting more than endorsing; neutral without any.

    Args:
        text: The exhibit's text.
        stretch: Of that text.
        lang: Language of the passage.
    """
    chain = stretch.chain
    if len(chain) < 2 or (len(chain) == 2 and chain[1].role in _MEDIA):
        return CarrierStance.OWN
    cues = speech_cues(lang)
    before = text[max(0, stretch.start - _AROUND) : stretch.start]
    cut = max((before.rfind(mark) for mark in _ENDS), default=-1)
    before = before[cut + 1 :]
    after = text[stretch.end : stretch.end + _AROUND]
    framing = f"{before} {after}"
    if cues.rejects.search(framing):
        return CarrierStance.REJECTS
    if cues.doubts.search(framing):
        return CarrierStance.DOUBTS
    if cues.endorses.search(framing):
        return CarrierStance.ENDORSES
    return CarrierStance.NEUTRAL

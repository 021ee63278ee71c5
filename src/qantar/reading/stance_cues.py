"""What the carrier of someone's words lets show of them."""

import re

from qantar.reading.speech_cues import speech_cues
from qantar.vocabulary.statement import CarrierStance, SpeakerStretch

__all__ = ["carrier_stance"]

_AROUND = 120
"""Code points before and after a stretch that belong to its framing."""
_MEDIA = frozenset({"interviews", "exports", "prints", "translates"})
"""What a carrier does that only gives someone the word."""
_SHORT = 60
"""Code points of a sentence that can only be a comment on the one before."""
_ENDS = ".!?…\n"
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”“»«]?\s+|^[.!?…]\s*")
_BACK = re.compile(
    r"(?:das|dies|diese|it|that|this|there|these|это|эти|этого|подтверждения|бұл|оны|but|"
    r"aber|doch|но|однако|бірақ)\b",
    re.IGNORECASE,
)


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
    before, after, comment = _frame(text, stretch)
    if cues.rejects.search(before) or cues.rejects.search(f"{after} {comment}"):
        return CarrierStance.REJECTS
    if cues.denial.search(after) or cues.doubts.search(f"{before} {after} {comment}"):
        return CarrierStance.DOUBTS
    if cues.endorses.search(f"{before} {after} {comment}"):
        return CarrierStance.ENDORSES
    return CarrierStance.NEUTRAL


def _frame(text: str, stretch: SpeakerStretch) -> tuple[str, str, str]:
    """What stands before and after a stretch in its sentence, and a comment behind it.

    The next sentence is a comment if it is short or points back ("Das ist falsch.").
    """
    before = text[max(0, stretch.start - _AROUND) : stretch.start]
    cut = max(before.rfind(mark) for mark in _ENDS)
    rest = text[stretch.end : stretch.end + 2 * _AROUND].split("\n\n")[0]
    ended = text[stretch.start : stretch.end].rstrip('"”“»«').endswith((".", "!", "?"))
    parts = _SENTENCE_END.split(rest.lstrip('"”“»«'), maxsplit=2)
    after = "" if ended else parts[0]
    following = parts[1:2] if not ended else [part for part in parts[:2] if part][:1]
    comment = following[0] if following else ""
    points_back = len(comment) <= _SHORT or _BACK.match(comment) is not None
    return before[cut + 1 :], after, comment if points_back else ""

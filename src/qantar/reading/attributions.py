"""Whose words a sentence holds, found clause by clause and from the outside in.

After the scheme of cue, voice and content (PARC 3.0, Pareti 2016): a cue (verb of
saying, "laut", "по словам", "айтуынша", conjunctive) ties a voice to a content. A found
content is read again for voices inside it, so that a chain grows: nearest witness first.
"""

from bisect import bisect_left
from dataclasses import replace

from qantar.reading.attribution_reports import cited_report, keep_report
from qantar.reading.attribution_rules import (
    by_claim_noun,
    by_conjunctive,
    by_denied_quotation,
    by_lead_in,
    by_media,
    by_preposition,
    by_rumour,
    goes_on,
)
from qantar.reading.attribution_verbs import by_verb
from qantar.reading.scene import Attribution, Hit, Memory, Scene
from qantar.reading.sentence_parts import clause_groups, segments
from qantar.reading.speech_cues import SpeechCues
from qantar.reading.voice import OWN, Voice
from qantar.reading.voice_choice import is_own, remember
from qantar.reading.voices import candidates
from qantar.text.quotes import Quotation
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.passage import Span

__all__ = ["Attribution", "Memory", "attribute"]

_NAME = 4
"""Most words of a name in quotation marks."""
_DEPTH = 4
"""Voices inside voices that are followed; measured chains have at most three."""
_RULES = (
    by_rumour,
    by_preposition,
    by_claim_noun,
    by_denied_quotation,
    by_media,
    by_lead_in,
    by_verb,
    by_conjunctive,  # the last: not for words that another reports already
)


def attribute(
    text: str,
    span: Span,
    cues: SpeechCues,
    quotes: tuple[Quotation, ...],
    mentions: tuple[Mention, ...],
    memory: Memory,
    outer: tuple[Voice, ...] = (),
) -> None:
    """Add to ``memory.found`` what others say in the sentence ``span``.

    Args:
        text: The exhibit's text.
        span: One sentence, or several that one quotation holds together.
        cues: Of its language.
        quotes: Quotations of the text, at least those in ``span``.
        mentions: Of the exhibit, by start.
        memory: Changed in place.
        outer: Voices that carry this stretch, nearest first.
    """
    if len(outer) >= _DEPTH:
        return
    first = bisect_left(quotes, span.start, key=_opening)
    last = bisect_left(quotes, span.end, key=_opening)
    near = tuple(
        quote
        for quote in quotes[first:last]
        if quote.end <= span.end + 1 and not _is_name(text, quote, mentions, cues)
    )
    top = tuple(quote for quote in near if not _inside_other(quote, near))
    cited_report(text, span, cues, mentions, memory)
    before: Hit | None = None
    for group in clause_groups(text, span.start, span.end, top):
        parts = segments(text, group.start, group.end, top)
        if not parts:
            continue
        toks = tuple(token for part in parts for token in part.toks)
        voices = candidates(toks, cues, mentions)
        scene = Scene(text, group, parts, voices, top, cues, memory)
        hit = _first_hit(scene, outer)
        if hit is None and before is not None and goes_on(scene):
            hit = replace(before, start=group.start, end=group.end, again=None)
        if hit is not None:
            _keep(scene, hit, mentions, near, outer)
        before = hit if hit is not None and hit.mode != "direct" else None
        remember(scene)


def _opening(quote: Quotation) -> int:
    return quote.start


def _is_name(
    text: str, quote: Quotation, mentions: tuple[Mention, ...], cues: SpeechCues
) -> bool:
    """Whether quotation marks stand around a name (агентство «Дала»), not around words."""
    start, end = quote.inner
    place = bisect_left(mentions, start - 1, key=_named)
    for mention in mentions[place : place + 2]:
        if mention.start <= start + 1 and abs(mention.end - end) <= 1:
            return True
    words = text[start:end].split()
    if not 1 <= len(words) <= _NAME or not words[0][0].isupper():
        return False
    before = text[max(0, quote.start - 30) : quote.start].split()
    after = text[quote.end : quote.end + 30].split()
    beside = [before[-1]] if before else []
    beside += after[:1] if cues.lang == "kk" else []
    return any(cues.institution.fullmatch(word.lower().strip(",.")) for word in beside)


def _named(mention: Mention) -> int:
    return mention.start


def _inside_other(quote: Quotation, near: tuple[Quotation, ...]) -> bool:
    return any(
        other is not quote and other.start <= quote.start and quote.end <= other.end
        for other in near
    )


def _first_hit(scene: Scene, outer: tuple[Voice, ...]) -> Hit | None:
    for rule in _RULES[:-1] if outer else _RULES:
        hit = rule(scene)
        if hit is None or hit.end - hit.start < 2:
            continue
        if is_own(scene, hit.voice):
            spoken = hit.voice.name == OWN
            scene.memory.last = None if spoken else hit.voice
            if spoken:
                keep_report(scene.memory, hit)
            continue
        if hit.voice.vague and hit.rule == "complementizer":
            keep_report(scene.memory, hit)
        if outer and hit.voice.name == outer[0].name and not hit.inner:
            continue
        return hit
    return None


def _keep(
    scene: Scene,
    hit: Hit,
    mentions: tuple[Mention, ...],
    near: tuple[Quotation, ...],
    outer: tuple[Voice, ...],
) -> None:
    memory = scene.memory
    voices = (*hit.inner, hit.voice, *outer)
    if not hit.voice.vague:
        memory.last = hit.voice
    memory.found.append(Attribution(hit.start, hit.end, hit.mode, voices, hit.rule))
    last = memory.last
    inside = hit.again or _inside(scene, hit)
    if hit.mode == "direct":
        memory.last = None  # in their own words "he" is somebody else
    whole = inside.end - inside.start >= scene.span.end - scene.span.start
    if not whole or hit.mode == "direct":
        attribute(scene.text, inside, scene.cues, near, mentions, memory, voices)
    memory.last = last


def _inside(scene: Scene, hit: Hit) -> Span:
    for quote in scene.quotes:
        if abs(quote.start - hit.start) <= 2 and abs(quote.end - hit.end) <= 2:
            return Span(*quote.inner)
    return Span(hit.start, hit.end)

"""Rules of attribution that need no verb of saying."""

import re

from qantar.reading.scene import Hit, Scene, content
from qantar.reading.voice import HEARSAY, RUMOUR, Candidate, Voice
from qantar.reading.voice_choice import voice_of
from qantar.vocabulary.passage import Span

__all__ = [
    "by_claim_noun",
    "by_conjunctive",
    "by_denied_quotation",
    "by_lead_in",
    "by_media",
    "by_preposition",
    "by_rumour",
    "goes_on",
]

_REACH = 40
"""Code points between a cue and its voice: article, adjectives, a title."""
_BETWEEN = 8
"""Code points between a comma and its adverbial: a space, a conjunction."""
_EARLY = 3
"""A noun of claiming is among the first words of its stretch."""
_LEAD = 5
"""Most words of a name before a colon."""
_IT_IS_SAID = re.compile(r"\bh(?:eiß|ieß)", re.IGNORECASE)
_OPENERS = ("als", "ob", "wenn")


def by_rumour(scene: Scene) -> Hit | None:
    """What goes round: "es heißt", "по слухам", "people say", "деген қауесет"."""
    start, end = scene.span
    match = scene.cues.rumour.search(scene.text, start, end)
    role, name = "circulates", RUMOUR
    if match is None:
        match = scene.cues.hearsay.search(scene.text, start, end)
        role, name = "says", HEARSAY
    if match is None or any(q.start < match.start() < q.end for q in scene.quotes):
        return None
    if _told_before(scene, match.start()):
        return None
    voice = Voice(name, role, vague=True)
    number = scene.part_of(match.start())
    media = scene.cues.media.search(scene.text, start, end)
    if media:
        voice = Voice(scene.cues.medium(media.group()), role, vague=True)
    said = _IT_IS_SAID.search(match.group())  # "es hieß, M. sei tot"
    if said and scene.conjunctive(number + 1) and number + 1 < len(scene.parts):
        return content(scene, scene.parts[number + 1].start, end, voice, "rumour")
    if scene.complementizer(number + 1) and scene.cues.lang != "kk":
        return content(scene, scene.parts[number + 1].start, end, voice, "rumour")
    quoted = [
        q for q in scene.quotes if q.end <= match.start() and match.start() - q.end <= 3
    ]
    if quoted:
        return Hit(
            quoted[-1].start, scene.parts[number].end, "indirect", voice, "rumour"
        )
    alone = role == "says" and " " not in match.group()
    if alone and len(scene.parts) > 1:  # an adverb: "angeblich", "якобы"
        part = scene.parts[number]
        return content(scene, part.start, part.end, voice, "hearsay")
    rest = [tok for tok in scene.parts[number].toks if tok.start >= match.end()]
    if scene.cues.lang == "en" and len(rest) >= 3:
        return content(scene, match.end(), scene.parts[number].end, voice, "rumour")
    return Hit(scene.after_colon(number), end, "indirect", voice, "rumour")


def _told_before(scene: Scene, place: int) -> bool:
    """Whether a verb of saying stands before: the rumour is inside its content."""
    return any(
        scene.cues.verb(token.text.lower()) in ("says", "writes", "claims")
        for part in scene.parts
        if part.end <= place
        for token in part.toks
    )


def by_preposition(scene: Scene) -> Hit | None:
    """Adverbials: "laut Polizei", "по словам врача", "according to", "куәлердің айтуынша"."""
    cues = scene.cues
    start, end = scene.span
    match = cues.before.search(scene.text, start, end)
    item: Candidate | None = None
    if match is not None:
        item = _held_after(scene, match.end())
    else:
        match = cues.after.search(scene.text, start, end)
        if match is not None:
            item = _held_before(scene, match.start())
    if match is None or item is None or item.kind == "own":
        return None
    part = scene.parts[scene.part_of(match.start())]
    if cues.lang == "ru" and match.start() - part.start > _BETWEEN:
        return None  # Russian sets it off by commas: "чемпион по версии" is none
    voice = voice_of(scene, item)
    if voice is None:
        return None
    number = scene.part_of(match.start())
    begin = scene.after_colon(number)
    again = None
    if number + 1 < len(scene.parts) and scene.parts[number].start == begin:
        again = Span(scene.parts[number + 1].start, end)
    return Hit(begin, end, "paraphrase", voice, "preposition", again=again)


def _held_after(scene: Scene, place: int) -> Candidate | None:
    for item in scene.voices:
        near = place - 3 <= item.start <= place + _REACH
        if near and not re.search(r"[,;:]", scene.text[place : item.start]):
            return item
    return None


def _held_before(scene: Scene, place: int) -> Candidate | None:
    held = [
        item
        for item in scene.voices
        if item.end <= place and place - item.end <= _REACH
    ]
    while len(held) > 1 and held[-1].attached:
        held.pop()
    return held[-1] if held else None


def by_claim_noun(scene: Scene) -> Hit | None:
    """Nouns for claims: "die Behauptung, …, weist X zurück", "утверждение адвоката о том, что …"."""
    for number, part in enumerate(scene.parts[:-1]):
        words = [token for token in part.toks if token.kind == "word"]
        noun = next(
            (
                tok
                for tok in words[:_EARLY]
                if scene.cues.claim_noun.fullmatch(tok.text.lower())
            ),
            None,
        )
        if noun is None or len(words) > 8:
            continue
        if not (scene.complementizer(number + 1) or _conjunctive_in(scene, number + 1)):
            continue
        holder = next(
            (
                item
                for item in scene.voices
                if noun.end <= item.start < part.end and item.kind in ("name", "noun")
            ),
            None,
        )
        voice = voice_of(scene, holder) if holder else Voice(RUMOUR, vague=True)
        own = any(
            item.kind == "own" and part.start <= item.start < part.end
            for item in scene.voices
        )
        if (
            voice is None
            or own
            or any(
                scene.cues.verb(tok.text.lower()) for tok in words if tok is not noun
            )
        ):
            return None
        begin, end = scene.parts[number + 1].start, scene.parts[number + 1].end
        return content(scene, begin, end, voice, "noun of claiming")
    return None


def _conjunctive_in(scene: Scene, number: int) -> bool:
    return any(
        scene.cues.has("conjunctive", token.text.lower())
        for token in scene.parts[number].toks
    )


def by_denied_quotation(scene: Scene) -> Hit | None:
    """A quoted clause called a lie at once: «…» — враньё."""
    for quote in scene.quotes:
        words = scene.text[quote.start : quote.end].split()
        match = scene.cues.rejects.search(scene.text, quote.end, scene.span.end)
        if len(words) >= 2 and match and match.start() - quote.end <= 6:
            voice = Voice(RUMOUR, "circulates", vague=True)
            return Hit(quote.start, quote.end, "indirect", voice, "denied quotation")
    return None


def by_media(scene: Scene) -> Hit | None:
    """What is passed round in social media, and not denied in the same breath."""
    start, end = scene.span
    media = scene.cues.media.search(scene.text, start, end)
    if media is None or not scene.cues.spread.search(scene.text, start, end):
        return None
    if scene.cues.rejects.search(scene.text, start, end):
        return None
    voice = Voice(scene.cues.medium(media.group()), "shows", vague=True)
    number = scene.part_of(media.start())
    if scene.complementizer(number + 1):
        return content(scene, scene.parts[number + 1].start, end, voice, "media")
    return Hit(media.end(), end, "paraphrase", voice, "media")


def by_lead_in(scene: Scene) -> Hit | None:
    """A bare name, a colon, and what they say ("Ministry: 590 hurt")."""
    first = scene.parts[0]
    if len(scene.parts) < 2 or scene.parts[1].mark != ":" or len(first.toks) > _LEAD:
        return None
    held = [item for item in scene.voices if item.end <= first.end and not item.oblique]
    if not held or held[-1].kind not in ("name", "noun"):
        return None
    if any(scene.cues.verb(token.text.lower()) for token in first.toks):
        return None
    voice = voice_of(scene, held[-1])
    if voice is None:
        return None
    begin, end = scene.parts[1].start, scene.span.end
    return content(scene, begin, end, voice, "lead-in", "paraphrase")


def by_conjunctive(scene: Scene) -> Hit | None:
    """German: a main clause in the conjunctive goes on with the last voice."""
    last = scene.memory.last
    if last is None or scene.cues.lang != "de":
        return None
    first = [tok.text.lower() for tok in scene.parts[0].toks if tok.kind == "word"]
    every = {tok.text.lower() for part in scene.parts for tok in part.toks}
    told = [
        tok.text.lower()
        for number, part in enumerate(scene.parts)
        if number == 0 or not scene.complementizer(number)
        for tok in part.toks
        if scene.cues.has("conjunctive", tok.text.lower())
        and not scene.cues.has("unreal", tok.text.lower())
    ]
    if not told or not first or first[0] in _OPENERS or "ich" in every:
        return None
    return Hit(*scene.span, "indirect", last, "conjunctive goes on")


def goes_on(scene: Scene) -> bool:
    """Whether a clause behind a semicolon still tells what the voice before it says.

    It does if it brings in nobody who could speak, and does not turn against it.
    """
    word = scene.first_word(0)
    if word is None or scene.cues.has("turns", word.text.lower()):
        return False
    return all(item.oblique or item.kind == "pronoun" for item in scene.voices)

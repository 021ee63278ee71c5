"""Voices behind a speaker: whom they heard, what media showed them, whom they cite."""

from dataclasses import replace

from qantar.reading.scene import Hit, Scene, content
from qantar.reading.voice import HEARSAY, RUMOUR, Candidate, Voice
from qantar.reading.voice_choice import is_own, voice_of
from qantar.text.tokens import Token

__all__ = [
    "cited_voice",
    "heard",
    "how_follows",
    "impersonal_voice",
    "media_voice",
    "shown",
]


def media_voice(scene: Scene, number: int) -> Voice | None:
    """Social media as a voice, if stretch ``number`` speaks of them."""
    part = scene.parts[number]
    match = scene.cues.media.search(scene.text, part.start, part.end)
    if match:
        return Voice(scene.cues.medium(match.group()), "shows", vague=True)
    return None


def shown(scene: Scene, number: int, voice: Voice, *, as_said: bool) -> Hit | None:
    """What someone has seen in social media: the media are its voice."""
    if as_said:
        return content(
            scene, scene.span.start, scene.parts[number].start, voice, "media"
        )
    if scene.complementizer(number + 1):
        return content(
            scene, scene.parts[number + 1].start, scene.span.end, voice, "media"
        )
    return None


def how_follows(scene: Scene, number: int) -> bool:
    """Whether "how" follows: who hears *how* something is said is its witness."""
    word = scene.first_word(number + 1)
    return word is not None and word.text.lower() in ("как", "wie", "how")


def impersonal_voice(scene: Scene, number: int) -> Voice:
    """Russian plural without subject: nobody, or the medium it was said in."""
    part = scene.parts[number]
    item = next(
        (
            other
            for other in scene.voices
            if other.oblique
            and other.kind == "noun"
            and part.start <= other.start < part.end
        ),
        None,
    )
    known = voice_of(scene, item)
    return known if known is not None else Voice(RUMOUR, vague=True)


def heard(scene: Scene, number: int, item: Candidate | None) -> Hit | None:
    """Who hears passes on: the origin stands behind "von", "от", or is not named."""
    if not scene.complementizer(number + 1) and not scene.conjunctive(number + 1):
        return None
    if number + 1 >= len(scene.parts):
        return None
    part = scene.parts[number]
    told = next(
        (
            other
            for other in scene.voices
            if other.oblique
            and other.kind in ("name", "noun")
            and part.start <= other.start < part.end
        ),
        None,
    )
    origin = voice_of(scene, told) or Voice(HEARSAY, vague=True)
    hearer = voice_of(scene, item, "relays")
    begin, end = scene.parts[number + 1].start, scene.span.end
    hit = content(scene, begin, end, origin, "heard")
    if hearer is not None and not is_own(scene, hearer) and not hearer.vague:
        return replace(hit, inner=(origin,), voice=hearer)
    return hit


def cited_voice(scene: Scene, verb: Token) -> Voice | None:
    """Whom an outlet relies on: "unter Berufung auf eine Anwältin"."""
    match = scene.cues.citing.search(scene.text, verb.end, scene.span.end)
    if match is None:
        return None
    item = next((item for item in scene.voices if item.start >= match.end()), None)
    return voice_of(scene, item)

"""Stretches that the structure gives to another voice: set apart, forwarded, guests."""

import re
from dataclasses import dataclass

from qantar.reading.speech_cues import speech_cues
from qantar.reading.voice import Candidate, Voice
from qantar.reading.voices import candidates
from qantar.text.cues import alternatives, cue_words
from qantar.text.sentences import sentences
from qantar.text.tokens import tokens
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.passage import Passage
from qantar.vocabulary.statement import Speaker

__all__ = ["Given", "forwarded_regions", "guest_regions", "set_apart_regions"]

_FORWARD = re.compile(
    rf"{alternatives(cue_words('forwarded'))}:?\s+(?P<name>[^\n(:]{{2,80}}?)\s*(?:\((?P<note>[^)\n]*)\))?:",
    re.IGNORECASE,
)
_FORWARD_END = re.compile(alternatives(cue_words("end_of_forward")), re.IGNORECASE)
_TRANSLATION = re.compile(r"translat|übersetz|перев[её]|аудар", re.IGNORECASE)
_MARKS = '«»„“”"'
_PLACE = re.compile(r"\s+(?:in|aus|from|из|в)\s+[A-ZÄÖÜА-ЯЁ][\w-]+")


@dataclass(frozen=True, slots=True)
class Given:
    """``text[start:end]`` told by ``voices``; ``carrier`` is what the outlet does."""

    start: int
    end: int
    mode: str
    voices: tuple[Voice, ...]
    carrier: str


def _leaves(passages: tuple[Passage, ...]) -> list[Passage]:
    return [item for item in passages if item.kind not in ("article", "section")]


def forwarded_regions(
    text: str, passages: tuple[Passage, ...], mentions: tuple[Mention, ...]
) -> list[Given]:
    """Posts that a channel passes on under a head ("Forwarded from X:")."""
    found = []
    for match in _FORWARD.finditer(text):
        outer = next(
            (
                item
                for item in _leaves(passages)
                if item.start <= match.start() < item.end
            ),
            None,
        )
        if outer is not None and outer.attributes.get("forwarded_from"):
            continue
        start = match.end()
        stop = _FORWARD_END.search(text, start)
        alone = outer is None or not text[start : outer.end].strip()
        if stop is not None:
            end = stop.start()
        elif alone:
            later = [item for item in _leaves(passages) if item.start >= start]
            end = later[0].end if later else len(text)
        else:
            end = outer.end if outer is not None else len(text)
            end = _own_doubt(text, start, end, outer.lang if outer else "")
        start, end = _trim(text, start, end)
        carrier = "translates" if _TRANSLATION.search(match["note"] or "") else "relays"
        name = match["name"].strip(" " + _MARKS)
        if start < end:
            found.append(Given(start, end, "direct", (Voice(name, "writes"),), carrier))
    return found


def _own_doubt(text: str, start: int, end: int, lang: str) -> int:
    """Where the channel takes the word back ("There is no confirmation.")."""
    for span in sentences(text, start, end, lang)[1:]:
        if speech_cues(lang).doubts.search(text, span.start, span.end):
            return span.start
    return end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def guest_regions(
    text: str, passages: tuple[Passage, ...], mentions: tuple[Mention, ...]
) -> list[Given]:
    """Texts by a guest that the outlet introduces ("Im folgenden Text denkt ...")."""
    found = []
    for passage in passages:
        if passage.kind not in ("paragraph", "lead", "attribution_line"):
            continue
        cues = speech_cues(passage.lang)
        match = cues.guest.search(text, passage.start, passage.end)
        if match is None:
            continue
        toks = tokens(text, match.end(), passage.end)
        voice = _first(candidates(toks, cues, mentions), oblique=False)
        end = _section_end(passage, passages)
        start, end = _trim(text, passage.end, end)
        if voice is not None and start < end:
            found.append(Given(start, end, "direct", (voice,), "prints"))
    return found


def _section_end(passage: Passage, passages: tuple[Passage, ...]) -> int:
    parent = next((item for item in passages if item.id == passage.parent), None)
    end = parent.end if parent else max(item.end for item in passages)
    stops = [
        item.start
        for item in passages
        if passage.end <= item.start < end
        and (
            item.kind in ("heading", "link", "article")
            or item.attributes.get("role") == "credit"
        )
    ]
    return min([*stops, end])


def _first(found: list[Candidate], *, oblique: bool) -> Voice | None:
    for item in found:
        if item.kind in ("name", "noun") and (oblique or not item.oblique):
            return Voice(
                item.name,
                described=item.kind == "noun",
                institution=item.institution,
            )
    return None


def set_apart_regions(
    text: str,
    passages: tuple[Passage, ...],
    mentions: tuple[Mention, ...],
    teller: Speaker | None,
) -> list[Given]:
    """Quotations that stand alone, with the line that names their voice.

    A heading that is a quotation is given to ``teller``, the one who answers in the
    document's interview, if there is one.
    """
    found = []
    leaves = _leaves(passages)
    for number, item in enumerate(leaves):
        if (
            item.kind in ("heading", "title")
            and _quoted(text, item)
            and teller is not None
        ):
            voice = Voice(teller.name, "says", teller.protected)
            found.append(Given(item.start, item.end, "direct", (voice,), "quotes"))
        if item.kind not in ("block_quote", "display_quote"):
            continue
        credit = item.attributes.get("author", "")
        named = (
            Voice(credit) if credit else _named_beside(text, leaves, number, mentions)
        )
        if named is not None:
            found.append(Given(item.start, item.end, "direct", (named,), "quotes"))
    return found


def _quoted(text: str, item: Passage) -> bool:
    return text[item.start] in _MARKS and text[item.end - 1] in _MARKS


def _named_beside(
    text: str, leaves: list[Passage], number: int, mentions: tuple[Mention, ...]
) -> Voice | None:
    item = leaves[number]
    before = [other for other in leaves[:number] if other.end <= item.start][-1:]
    after = [other for other in leaves[number + 1 :] if other.start >= item.end][:1]
    for other in [*after, *before]:
        if other.kind != "attribution_line":
            continue
        cues = speech_cues(other.lang)
        held = candidates(tokens(text, other.start, other.end), cues, mentions)
        names = [one for one in held if one.kind == "name"]
        nouns = [one for one in held if one.kind == "noun"]
        for one in [*names, *nouns]:
            place = _PLACE.match(text, one.end) if one.kind == "noun" else None
            hidden = cues.protect.search(text, other.start, other.end) is not None
            return Voice(one.name + (place.group() if place else ""), "says", hidden)
    return None

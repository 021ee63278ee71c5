"""Names of the voices that a document's structure brings in."""

import re

from qantar.reading.speech_cues import speech_cues
from qantar.reading.voice import Voice
from qantar.text.cues import alternatives, cue_words
from qantar.vocabulary.exhibit import Provenance
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.passage import Passage

__all__ = ["chat_name", "interviewee", "outlet_of", "self_named", "translator"]

NARRATOR = "narrator"
"""The document's own voice, where nothing tells its name."""
INTERVIEWEE = "interviewee"
"""Who answers, where nothing tells their name."""
_QUOTED = re.compile(r"[«„“\"»]([^«»„“”\"]{2,60})[»“”\"«]")
_BYLINE = re.compile(
    r"^(?:Von|By|Автор:?|Авторы:?|Text:|Текст:)\s+(?P<name>[^\n.:]{3,60}):?$",
    re.MULTILINE,
)
_TRANSLATED = re.compile(
    r"(?:Übersetzt von|Übersetzung:|Translated by|Translation:|Перевод:|Перев(?:ела|ёл)|Аударған:?)\s+(?P<name>[^\n.,:(]{2,50})"
)


def outlet_of(text: str, told: Provenance, passages: tuple[Passage, ...]) -> str:
    """The outlet: told by people, else by the file's links or its byline."""
    if told.outlet:
        return told.outlet
    if told.author:
        return told.author
    named = [
        item.attributes["outlet"]
        for item in passages
        if item.kind == "article" and item.attributes.get("outlet")
    ]
    if named:
        return max(named, key=named.count)
    byline = _BYLINE.search(text[:1500])
    return byline["name"].strip() if byline else NARRATOR


def chat_name(told: Provenance) -> str:
    """The name of a chat: in quotation marks in its title, else the title."""
    match = _QUOTED.search(told.title)
    return match[1] if match else told.title


def self_named(opening: str, lang: str) -> str:
    """The name by which a witness introduces themselves, ``""`` if none."""
    match = speech_cues(lang).name_is.search(opening)
    if match is None:
        return ""
    return next(name for name in match.groups() if name)


def translator(text: str, passages: tuple[Passage, ...]) -> str:
    """Who translated, by a credit line; ``""`` if none."""
    for item in passages:
        if item.kind == "attribution_line":
            match = _TRANSLATED.match(text, item.start)
            if match:
                return match["name"].strip()
    return ""


def interviewee(
    text: str,
    first_turn: int,
    passages: tuple[Passage, ...],
    mentions: tuple[Mention, ...],
    own: tuple[str, ...],
) -> Voice:
    """Who answers: the first person that the introduction names, else a description."""
    start = max(
        (
            item.start
            for item in passages
            if item.kind in ("heading", "title") and item.end <= first_turn
        ),
        default=0,
    )
    intro = text[start:first_turn]
    lang = next(
        (item.lang for item in passages if item.start >= start and item.lang), ""
    )
    hidden = speech_cues(lang).protect.search(intro) is not None
    if not hidden:
        for mention in mentions:
            if (
                start <= mention.start < first_turn
                and mention.type == "PER"
                and mention.level == "NAM"
            ):
                name = mention.name or mention.quote
                if name.casefold() not in own and not _office(
                    intro, mention.start - start
                ):
                    return Voice(name)
    return Voice(INTERVIEWEE, protected=hidden, described=True)


_OFFICE = re.compile(rf"{alternatives(cue_words('credit'))}\s*:?\s*$")


def _office(intro: str, place: int) -> bool:
    """Whether a name stands behind "Photo:" or the like."""
    return _OFFICE.search(intro[:place]) is not None

"""Kazakh attribution: the voice first, what is told in the middle, the verb last.

Two forms (Қазақ грамматикасы 2002, from memory): the told clause keeps its own verb and
ends in "деп" or directly in "деді"; or its verb becomes a participle in the accusative
("ұсталғанын айтты").
"""

from dataclasses import dataclass

from qantar.reading.sentence_parts import Segment
from qantar.reading.speech_cues import SpeechCues
from qantar.reading.voice import Candidate
from qantar.text.tokens import Token
from qantar.vocabulary.passage import Span

__all__ = ["KazakhContent", "kazakh_content"]

_SAY = frozenset({"деді", "дейді", "депті", "деседі", "делінген"})
_WHOLE = frozenset({"demands", "denies", "promises", "counts"})
_FEW = 3
"""Most words of a voice behind the verb."""
_NEAR = 4
"""Tokens between the end of what is told and the verb that tells it."""


@dataclass(frozen=True, slots=True)
class KazakhContent:
    """What is told, by whom (``None``: not named), and by which rule."""

    start: int
    end: int
    mode: str
    subject: Candidate | None
    rule: str


def kazakh_content(
    text: str,
    span: Span,
    parts: list[Segment],
    voices: list[Candidate],
    cues: SpeechCues,
) -> KazakhContent | None:
    """The content of the last verb of saying in a clause group, if there is one."""
    toks = [token for part in parts for token in part.toks if token.kind == "word"]
    for place in range(len(toks) - 1, -1, -1):
        kind = cues.verb(toks[place].text.lower())
        if not kind:
            continue
        end, mode, rule = _told_end(text, toks, place, cues)
        if end is None or kind in _WHOLE:
            whole = (
                _whole(text, span, parts, voices, toks[place])
                if kind in _WHOLE
                else None
            )
            if whole is not None:
                return whole
            continue
        if place and toks[place - 1].text.lower() in cues.words["so_told"]:
            continue
        subject = _after(parts, voices, toks[place]) or _subject(voices, toks[place])
        if subject is None and (mode == "direct" or rule == "verb деу"):
            subject = _behind(toks, place)
        start = _told_start(text, span, toks, subject, end, cues)
        return KazakhContent(start, end, mode, subject, rule)
    return None


def _whole(
    text: str, span: Span, parts: list[Segment], voices: list[Candidate], verb: Token
) -> KazakhContent | None:
    """A demand or denial: the clause itself, or what follows its colon."""
    begin = next(part.start for part in reversed(parts) if part.start <= verb.start)
    near = [item for item in voices if begin <= item.start]
    subject = _subject(near, verb) or _subject(voices, verb)
    if subject is None or subject.kind == "own":
        return None
    colon = next(
        (part for part in parts if part.mark == ":" and part.start >= verb.end), None
    )
    start = colon.start if colon else span.start
    return KazakhContent(start, span.end, "paraphrase", subject, "whole clause")


def _told_end(
    text: str, toks: list[Token], place: int, cues: SpeechCues
) -> tuple[int | None, str, str]:
    verb = toks[place]
    lower = verb.text.lower()
    before = text[: verb.start].rstrip(" ,–—-\n")
    if before.endswith(("»", "”", "“", '"')):
        return len(before), "direct", "quotation before the verb"
    for back in range(place - 1, max(-1, place - _NEAR), -1):
        word = toks[back].text.lower()
        if word in ("деп", "деген"):
            told = text[: toks[back].start].rstrip(" ,–—-")
            return len(told), "indirect", "деп"
        if lower not in _SAY and cues.told.fullmatch(word):
            return toks[back].end, "indirect", "accusative participle"
    if lower in _SAY and place > 0:
        return len(before), "indirect", "verb деу"
    return None, "", ""


def _subject(voices: list[Candidate], verb: Token) -> Candidate | None:
    """The first nominative before the verb, or the name that explains it."""
    before = [item for item in voices if item.end <= verb.start and not item.oblique]
    if before:
        first = before[0]
        apposed = [
            item
            for item in before[1:3]
            if item.kind in ("name", "noun") and item.start - first.end <= 30
        ]
        while (
            apposed and apposed[0].start - first.end <= 2
        ):  # head last: "партия өкілі"
            first = apposed.pop(0)
        explained = first.name.endswith(("дереккөзі", "бірі"))
        return apposed[0] if explained and apposed else first
    after = [item for item in voices if item.start >= verb.end and not item.oblique]
    return after[-1] if after else None


def _after(
    parts: list[Segment], voices: list[Candidate], verb: Token
) -> Candidate | None:
    """Whoever stands behind a verb that opens its stretch: "…, деді куәгер"."""
    for part in parts:
        words = [token for token in part.toks if token.kind == "word"]
        if words and words[0] is verb and part.mark:
            behind = [item for item in voices if verb.end <= item.start < part.end]
            return behind[-1] if behind else None
    return None


def _behind(toks: list[Token], place: int) -> Candidate | None:
    """Whoever stands behind the verb, though no noun for speakers ("дейді мамандар")."""
    rest = toks[place + 1 :]
    if not 1 <= len(rest) <= _FEW or not rest[-1].text[0].isalpha():
        return None
    return Candidate(rest[-1].start, rest[-1].end, rest[-1].text, "noun")


def _told_start(
    text: str,
    span: Span,
    toks: list[Token],
    subject: Candidate | None,
    end: int,
    cues: SpeechCues,
) -> int:
    if subject is None or subject.start >= end:
        return span.start
    start = subject.end
    rest = [token for token in toks if subject.end <= token.start < end]
    if text[start : start + 1] == ",":
        cut = text.find(",", start + 1, end)
        if 0 < cut - start <= 60:
            start = cut + 1
            rest = [token for token in rest if token.start >= start]
    if len(rest) > 2 and _told_to(rest[0].text.lower(), cues):
        start = rest[0].end
    return start


def _told_to(word: str, cues: SpeechCues) -> bool:
    """Whether a word in the dative is the one spoken to ("агенттікке")."""
    if cues.has("own_told", word):
        return True
    return cues.dative.fullmatch(word) is not None and cues.noun(word[:-2])

"""Where a time begins and ends: the conventions of labelled corpora.

The grammar reads a time as witnesses tell it; a convention says how many spans that
makes and what of the words around belongs to them.
"""

from collections.abc import Iterator
from functools import cache
from typing import Literal

from qantar.text.times.sense import Sense, merged, without
from qantar.text.times.story import setting_of
from qantar.text.times.tokens import Token

__all__ = ["CONVENTIONS", "Convention", "spans"]

Convention = Literal["testimony", "phrases", "timex"]

CONVENTIONS: tuple[Convention, ...] = ("testimony", "phrases", "timex")
"""``testimony``: the time alone; a range, or a day with its clock, is one span.
``phrases``: prepositions and words for year and day inside, as corpora of named
entities have it. ``timex``: as corpora marked by TIMEX2 or TIMEX3 have it (Ferro et
al., TIDES 2005 Standard for the Annotation of Temporal Expressions): each end of a
range by itself, a day apart from a clock that has its own preposition, an amount
without *after*."""


def spans(
    tokens: list[Token],
    number: int,
    sense: Sense,
    convention: Convention,
    language: str,
) -> list[Token]:
    """The spans of one time, each with its sense under the reading ``""``.

    Args:
        tokens: The stretch of text after all rules.
        number: Which of them is the time.
        sense: What it says.
        convention: One of ``CONVENTIONS``.
        language: ISO 639-1 code; its ``[setting.timex]`` names categories.
    """
    token = tokens[number]
    if convention == "phrases":
        if token.rule == "sets/per" or (
            token.rule == "vague/vague" and "vague" in sense
        ):
            return []  # corpora of named entities leave "now" and "twice a week" alone
        return _phrases(tokens, number, sense, language)
    if convention == "timex":
        setting = _setting(language, "timex")
        if sense.get("vague") in setting.get("unmarked", "").split():
            return []
        pieces = _pieces(token, sense)
        pieces[0].start = _start(tokens, number, pieces[0], setting)
        return pieces
    return [_span(token.start, token.end, sense, token)]


@cache
def _setting(language: str, convention: Convention) -> dict[str, str]:
    table = setting_of(language).get(convention)
    return {str(k): str(v) for k, v in table.items()} if isinstance(table, dict) else {}


def _span(start: int, end: int, sense: Sense, token: Token) -> Token:
    return Token(start, end, {"": sense}, token.rule, token.parts)


_CLOCK = ("hour", "minute", "minus", "half", "halfday", "part", "shade", "kind")


def _phrases(
    tokens: list[Token], number: int, sense: Sense, language: str
) -> list[Token]:
    """The phrase, its day apart from its time of day if the language's corpora do so."""
    setting = _setting(language, "phrases")
    whole = _phrase(tokens, number, sense)
    leaves = list(_leaves(tokens[number]))
    apart = set(setting.get("apart", "").split())
    trim = set(setting.get("trim", "").split())
    cut = next((i for i, leaf in enumerate(leaves) if apart & set(leaf.readings)), 0)
    if (
        not cut
        or {"make", "a"} & set(sense)
        or sense.get("kind") == "eve"
        or not _DAYS & _categories(leaves[:cut])
    ):
        if trim and whole.end == leaves[-1].end:
            whole.end = leaves[_trimmed(leaves, trim) - 1].end
        return [whole]
    day = leaves[: _trimmed(leaves[:cut], trim | {"comma"})]
    date = without(sense, *_CLOCK, "zone", "mod")
    token = tokens[number]
    return [
        _span(whole.start, day[-1].end, date, token),
        _span(leaves[cut].start, whole.end, sense, token),
    ]


_DAYS = {"month", "weekday", "adverb"}


def _leaves(token: Token) -> Iterator[Token]:
    if not token.parts:
        yield token
    for part in token.parts:
        yield from _leaves(part)


def _categories(tokens: list[Token]) -> set[str]:
    return {category for token in tokens for category in token.readings}


def _trimmed(leaves: list[Token], trim: set[str]) -> int:
    """How many are left without those at the end that follow a day or month."""
    kept = len(leaves)
    while kept > 1 and trim & set(leaves[kept - 1].readings):
        before = leaves[kept - 2].readings
        if not {"month", "weekday", "slip", *trim} & set(before):
            break
        kept -= 1
    return kept


def _phrase(tokens: list[Token], number: int, sense: Sense) -> Token:
    """The time with its prepositions and words for year and day."""
    token = tokens[number]
    first, last = token.start, token.end
    for other in reversed(tokens[max(0, number - 2) : number]):
        if "prep" not in other.readings:
            break
        first = other.start
    for other in tokens[number + 1 : number + 3]:
        if "tail" not in other.readings:
            break
        last = other.end
    return _span(first, last, sense, token)


def _pieces(token: Token, sense: Sense) -> list[Token]:
    """The spans that TIMEX makes of one time."""
    a, b = sense.get("a", Sense()), sense.get("b", Sense())
    if sense.get("make") in ("range", "oneof") and "at" in a and "at" in b:
        return [
            _span(*a["at"], merged(sense, Sense(only="a")), token),
            _span(b["at"][0], token.end, merged(sense, Sense(only="b")), token),
        ]
    if "part" in sense and "at" in a:  # the night from the 8th to the 9th
        day = [part for part in token.parts if "P" in part.readings][-1]
        date = without(sense, "a", "part", "kind", "shade")
        night = merged(date, a, Sense(part=sense["part"]))
        return [
            _span(token.start, a["at"][1], night, token),
            _span(day.start, token.end, date, token),
        ]
    if plain := sense.get("plain"):
        for part in token.parts:
            if plain in part.readings:
                told = merged(part.readings[plain], Sense(mod=sense.get("mod", "")))
                return [_span(part.start, part.end, told, token)]
    return _day_and_clock(token, sense)


def _day_and_clock(token: Token, sense: Sense) -> list[Token]:
    """A day and a clock apart, if a preposition stands between them: 5 May at 7."""
    maker = token
    while len(timely := [p for p in maker.parts if "P" in p.readings]) == 1:
        maker = timely[0]
    whole = [_span(token.start, token.end, sense, token)]
    if len(timely) != 2 or "day" not in timely[0].readings:
        return whole
    day, clock = timely
    if "hour" not in sense or "clock" not in clock.readings:
        return whole
    between = maker.parts[maker.parts.index(day) + 1 : maker.parts.index(clock)]
    if not any("at" in part.readings for part in between):
        return whole
    return [
        _span(token.start, day.end, day.readings["day"], token),
        _span(clock.start, token.end, sense, token),
    ]


def _start(
    tokens: list[Token], number: int, piece: Token, setting: dict[str, str]
) -> int:
    """Where a span begins with the article or the word for year that belongs to it."""
    token = tokens[number]
    before = tokens[number - 1].readings if number else {}
    article = set(setting.get("article", "").split()) & set(token.readings)
    led = "the" in before and piece.start == token.start
    if (article and led) or (
        "year" in piece.readings[""]
        and "month" not in piece.readings[""]
        and piece.start == token.start
        and "jahr" in before
    ):
        return tokens[number - 1].start
    return piece.start

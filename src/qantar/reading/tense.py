"""What a told time means once it is known whether its clause looks back or forward.

A weekday alone is read as the last one; in a demand or a forecast it is the next one.
"After four days" counts from the day of publication unless the clause is in the past:
there it counts from the day that the story has reached, or from none that is known.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from qantar.reading.anchors import TimeAnchor
from qantar.reading.stance import StanceRead, cue
from qantar.text.lexicon import fold
from qantar.vocabulary.mention import TimeMention
from qantar.vocabulary.statement import Stance
from qantar.vocabulary.when import When

__all__ = ["by_tense", "looked_forward"]

_FORWARD = (Stance.PREDICTS, Stance.DEMANDS)
_WEEKDAY = "dates/weekday"
_OFFSET = "offsets/"
_CLOCKS = frozenset(
    [
        "parts/part",
        "moments/approx-clock",
        "moments/shortly-clock",
        "moments/clock",
        "bounds/until",
        "bounds/since",
        "bounds/by",
        "bounds/from",
    ]
)
"""Rules that read a time of day alone."""
_NO_YEAR = "dates/day-month"
_YEARS = 2
"""Years back from which a story is of another time than its telling."""
_A_DAY = timedelta(hours=36)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DAY = 10
"""Signs of a date without its time of day."""


def by_tense(
    told: TimeMention | None, stance: Stance, words: str, lang: str, clock: TimeAnchor
) -> TimeMention | None:
    """The time of a clause as its stance and tense have it, ``None`` if it is unknown.

    Args:
        told: The time told in the clause.
        stance: What the clause does.
        words: The clause.
        lang: Its language.
        clock: What the story has reached.
    """
    if told is None:
        return None
    if stance in _FORWARD:
        return _next(told, clock) if told.rule == _WEEKDAY else told
    past = _is_past(words, lang)
    if past and _without_day(told) and stance is not Stance.UNCONFIRMED:
        if _long_ago(clock):
            return None  # "one night", in a story of years ago: no day is known
        told = _on_story_day(told, clock)
    if past and told.rule == _NO_YEAR:
        told = _in_story_year(told, clock)
    ahead = clock.is_future(told.when) and told.rule.startswith(_OFFSET)
    return _from_story(told, clock) if ahead and past else told


def looked_forward(
    stance: StanceRead, told: TimeMention | None, words: str, lang: str, ahead: bool
) -> StanceRead:
    """What is told of a day after publication is no report, unless it is in the past.

    Args:
        stance: As the words have it.
        told: The time told in the clause.
        words: The clause.
        lang: Its language.
        ahead: The time lies after publication.
    """
    reports = stance.stance is Stance.ASSERTS and not _is_past(words, lang)
    if told is None or not ahead or not reports:
        return stance
    return replace(stance, stance=Stance.PREDICTS, cues=("later than published",))


def _is_past(words: str, lang: str) -> bool:
    return bool(cue(lang, "past").search(fold(words)))


def _next(told: TimeMention, clock: TimeAnchor) -> TimeMention:
    """The next such weekday, if the one read lies before the document."""
    value, day = told.when.value, _date(told.when.value)
    published = _date(clock.published)
    if day is None or published is None or day >= published or len(value) != _DAY:
        return told
    return _at(told, day + timedelta(weeks=1), clock)


def _from_story(told: TimeMention, clock: TimeAnchor) -> TimeMention | None:
    """The same distance, from the day that the story has reached."""
    day, published = _date(told.when.value), _date(clock.published)
    reached = _date(clock.far.value) if clock.far else None
    if day is None or published is None or reached is None:
        return None
    return _at(told, reached + (day - published), clock)


def _without_day(told: TimeMention) -> bool:
    """Whether only a time of day is told, so that its day was supposed."""
    return "T" in told.when.value and (
        told.rule in _CLOCKS or told.rule.startswith("clocks/")
    )


def _long_ago(clock: TimeAnchor) -> bool:
    """Whether the story is in a month or year that lies far behind its telling."""
    far, published = clock.far, _date(clock.published)
    if far is None or published is None or far.latest is None or far.width is None:
        return False
    ago = published - far.latest.date()
    return far.width > _A_DAY and ago > timedelta(days=62)


def _in_story_year(told: TimeMention, clock: TimeAnchor) -> TimeMention:
    """A day and month in the past belong to the year that the story has reached."""
    day, far = _date(told.when.value), clock.far
    if day is None or far is None or far.earliest is None or not clock.published:
        return told
    year, published = far.earliest.year, int(clock.published[:4])
    if day.year not in (published, published - 1) or published - year < _YEARS:
        return told
    try:
        return _at(told, day.replace(year=year), clock)
    except ValueError:  # 29 February
        return told


def _on_story_day(told: TimeMention, clock: TimeAnchor) -> TimeMention:
    """A time of day in the past belongs to the day that the story has reached.

    It was read as of the day of publication; a story about another day goes on there.
    """
    day, published = _date(told.when.value), _date(clock.published)
    far = clock.story
    reached = _date(far.value) if far and far.width and far.width <= _A_DAY else None
    if day is None or reached is None or published is None or reached >= day:
        return told
    if not timedelta(0) <= published - day <= timedelta(days=1):
        return told
    shift = reached - published

    def moved(found: re.Match[str]) -> str:
        return (date.fromisoformat(found[0]) + shift).isoformat()

    value = _DATE.sub(moved, told.when.value)
    when = When.parse(value, zone=told.when.zone or clock.zone, words=told.when.words)
    return replace(told, when=when)


def _at(told: TimeMention, day: date, clock: TimeAnchor) -> TimeMention:
    value = day.isoformat() + told.when.value[_DAY:]
    when = When.parse(value, zone=told.when.zone or clock.zone, words=told.when.words)
    return replace(told, when=when)


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:_DAY])
    except ValueError:
        return None

"""Reading the times of a text: the one door to this package."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from qantar.errors import WhenError
from qantar.text.times.carrying import Around, Asides, carries_story, is_history
from qantar.text.times.conventions import CONVENTIONS, Convention
from qantar.text.times.found import Found, Reader
from qantar.text.times.lexicon import language_data, lexicon_of
from qantar.text.times.resolve import resolved
from qantar.text.times.sense import Sense, merged
from qantar.text.times.spotting import spotted
from qantar.text.times.story import Story, Tenses, setting_of
from qantar.text.times.tokens import Token
from qantar.vocabulary.edtf import zone_named
from qantar.vocabulary.mention import TimeMention
from qantar.vocabulary.passage import Unread
from qantar.vocabulary.when import When

__all__ = ["LANGUAGES", "Told", "read_story", "read_times"]

LANGUAGES: tuple[str, ...] = tuple(language_data("shared")["languages"])
"""Languages with a data file; any other raises ``WhenError``."""

_NO_DAY = "nothing tells the day it counts from: say when the document was made"
_NO_SUCH_DAY = "no calendar has such a day, or the words tell too little of one"
_NEAR = 40  # code points between a day and the words that only confirm it
_Read = tuple[Sense, Found, When]

Places = Callable[[str], str]
"""From a place's name as written to its IANA zone, ``""`` if it is not known."""


def read_times(
    text: str,
    *,
    language: str,
    document_time: datetime | date | None = None,
    zone: str = "",
    anchor: str | None = None,
    places: Places | None = None,
    convention: Convention = "testimony",
) -> tuple[TimeMention, ...]:
    """All times that a text tells, in order.

    Args:
        text: Any text; offsets are its code points.
        language: ISO 639-1 code, one of ``LANGUAGES``.
        document_time: When the document was made: what "yesterday" counts from. Taken
            to ``zone`` if it has an offset of its own. ``None``: relative times stay
            unread.
        zone: IANA name or offset of the events.
        anchor: Day, month or year (EDTF) the story is in when the text begins.
        places: Finds the zone of a place whose clock is meant ("Aktau time").
        convention: How a time is cut into spans, one of ``CONVENTIONS``.

    Returns:
        Mentions with ``exhibit=""``. ``modifier`` is a bound that stands outside the
        span (before, after, until, since, from, by) or a change of an amount (approx,
        more, less). ``rule`` names the rules that fired last.

    Raises:
        WhenError: If the language, zone, anchor or convention is not known.
    """
    return read_story(
        text,
        language=language,
        document_time=document_time,
        zone=zone,
        anchor=anchor,
        places=places,
        convention=convention,
    ).times


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The times of a text and the day its story has reached.

    ``anchor`` is that day (EDTF), for what goes on with the same story; ``""`` if the
    text tells none. ``unread`` are times that a rule found and that have no value:
    relative ones where nothing tells what they count from, and days of no calendar.
    """

    times: tuple[TimeMention, ...]
    anchor: str = ""
    unread: tuple[Unread, ...] = ()


def read_story(
    text: str,
    *,
    language: str,
    document_time: datetime | date | None = None,
    zone: str = "",
    anchor: str | None = None,
    places: Places | None = None,
    convention: Convention = "testimony",
    asides: Sequence[tuple[int, int]] = (),
) -> Told:
    """The same as ``read_times``, for a text that is read in several stretches.

    Args:
        text: As for ``read_times``, like all that follow but the last.
        language: ISO 639-1 code.
        document_time: When the document was made.
        zone: IANA name or offset of the events.
        anchor: Where the story is when the text begins: what ``Told.anchor`` of the
            stretch before says.
        places: Finds the zone of a place.
        convention: How a time is cut into spans.
        asides: Stretches of the text (half-open, in code points, in order) whose times
            are no part of its story: captions, footnotes. They count from the story,
            but do not move it.

    Raises:
        WhenError: As ``read_times`` does.
    """
    _check(language, convention)
    story = _story(document_time, zone, anchor)
    found = list(spotted(text, language, convention))
    whole = [token for token, _ in found]
    story.history = story.history or is_history(whole, story)
    tenses = Tenses(text, language)
    mentions, unread = [], []
    aside, kept = Asides(asides), story
    for token, pieces in found:
        if aside.changes_at(token.start):
            story = replace(kept) if aside.inside else kept
        read = _read(text, token, language, story, tenses, places)
        # Each span is read before any is told: what follows counts from the whole time,
        # however it is cut.
        for piece in pieces:
            told = read
            if not _is_whole(piece, token):
                told = _read(text, piece, language, story, tenses, places)
            if told:
                mentions.append(_mention(text, piece, told))
        if read:
            _tell(read, story, Around(text, token.start, token.end, language))
        else:
            unread.append(_without_value(token, story))
    _add_quoted(mentions, text, language, kept, tenses)
    reached = kept.then if kept.told or kept.anchored else None
    return Told(
        times=tuple(mentions),
        anchor=reached.isoformat() if reached else "",
        unread=tuple(unread),
    )


def _is_whole(piece: Token, token: Token) -> bool:
    """Whether a convention leaves a time as it is."""
    same = (piece.start, piece.end) == (token.start, token.end)
    return same and piece.readings[""] is token.readings[""]


def _without_value(token: Token, story: Story) -> Unread:
    reason = _NO_SUCH_DAY if story.then else _NO_DAY
    return Unread(what="time", reason=reason, start=token.start, end=token.end)


def _check(language: str, convention: str) -> None:
    if language not in LANGUAGES:
        raise WhenError(
            f"No times are read in {language!r}. Known are {', '.join(LANGUAGES)}."
        )
    if convention not in CONVENTIONS:
        raise WhenError(
            f"No spans are cut by {convention!r}. Known are {', '.join(CONVENTIONS)}."
        )


def _story(
    document_time: datetime | date | None, zone: str, anchor: str | None
) -> Story:
    law = zone_named(zone)
    moment = None
    if isinstance(document_time, datetime):
        moment = document_time
        moment = moment.astimezone(law) if moment.tzinfo else moment.replace(tzinfo=law)
    elif document_time:
        year, month, day_of = document_time.year, document_time.month, document_time.day
        moment = datetime(year, month, day_of, tzinfo=law)
    timed = isinstance(document_time, datetime)
    story = Story(document=moment, zone=zone, timed=timed)
    if anchor:
        start = When.parse(anchor, zone=zone).earliest
        if start:
            day = start.astimezone(law).date()
            story.tell(
                day, {4: "year", 7: "month"}.get(len(anchor.rstrip("~?%")), "day")
            )
            story.anchored, story.told = True, False
    return story


def _read(
    text: str,
    token: Token,
    language: str,
    story: Story,
    tenses: Tenses,
    places: Places | None,
) -> _Read | None:
    sense = token.readings[""]
    if "city" in sense:
        sense = Sense(**sense)
        sense["zone"] = (places(sense["city"]) if places else "") or sense.get(
            "zone", ""
        )
    reader = Reader(
        story=story,
        tense=tenses.at(token.start, token.end),
        language=language,
        south=_south(story.zone),
        near=story.spot >= 0 and token.start - story.spot <= _NEAR,
    )
    if _recurs(sense, text, token.start, language, tenses):
        sense = merged(sense, Sense(make="set", unit="day"))
    found = resolved(sense, reader)
    if found is None:
        return None
    when = _when(found, text[token.start : token.end], story.zone)
    return None if when is None else (sense, found, when)


def _tell(read: _Read, story: Story, around: Around) -> None:
    """Let what follows count from this time, if it carries the story on."""
    sense, found, _ = read
    if carries_story(sense, found, story, around):
        story.tell(found.day, found.grain, found.late)
        story.clock = found.clock or story.clock
        story.spot = around.end


def _mention(text: str, token: Token, read: _Read) -> TimeMention:
    sense, found, when = read
    return TimeMention(
        exhibit="",
        start=token.start,
        end=token.end,
        quote=text[token.start : token.end],
        type=found.type,
        when=when,
        edtf=when.edtf(),
        modifier=_modifier(sense),
        rule=token.rule,
    )


def _modifier(sense: Sense) -> str:
    """The bound or change that stands beside the value; a range has its own ends."""
    bound = "" if sense.get("make") == "range" else sense.get("bound", "")
    return bound or sense.get("mod", "")


def _recurs(sense: Sense, text: str, at: int, language: str, tenses: Tenses) -> bool:
    """Whether hours of the day are those of a curfew or the like: every day again."""
    if sense.get("make") != "range":
        return False
    ends = [sense.get("a", Sense()), sense.get("b", Sense())]
    if any("hour" not in end or {"day", "weekday", "shift"} & set(end) for end in ends):
        return False
    words = str(setting_of(language).get("recurring", "")).split()
    start, end = tenses.sentence(at)
    said = text[start:end].lower()
    return any(word.replace("_", " ") in said for word in words)


def _when(found: Found, words: str, zone: str) -> When | None:
    try:
        return When.parse(found.value, zone=zone, words=words)
    except WhenError:
        return None  # words that look like a time but name none, such as a 31 June


_SOUTH = ("America/Santiago", "America/Argentina", "America/Sao_Paulo", "Australia/",
          "Africa/Johannesburg", "Pacific/Auckland", "America/Montevideo",
          "America/La_Paz", "America/Lima", "Africa/Harare")  # fmt: skip


def _south(zone: str) -> bool:
    return zone.startswith(_SOUTH)


# ------------------------------------------------------------------ other languages


@cache
def _months(language: str) -> tuple[str, ...]:
    lexicon = lexicon_of(language)
    return tuple(
        sorted({form[:4] for form in lexicon.words if "month" in lexicon.words[form]})
    )


def _holds(text: str, language: str) -> bool:
    """Whether a month of another language stands in the text."""
    return any(month in text.lower() for month in _months(language) if len(month) == 4)


def _add_quoted(
    mentions: list[TimeMention], text: str, language: str, story: Story, tenses: Tenses
) -> None:
    """Put dates told in another language among the others."""
    for other in str(setting_of(language).get("quotes", "")).split():
        if _holds(text, other):
            mentions += _foreign(text, other, mentions, replace(story), tenses)
            mentions.sort(key=lambda mention: mention.start)


def _foreign(
    text: str, language: str, known: list[TimeMention], story: Story, tenses: Tenses
) -> Iterator[TimeMention]:
    """Dates quoted in another language: only whole ones, and only where none is read."""
    taken = sorted((mention.start, mention.end) for mention in known)
    at = 0
    for token, _ in spotted(text, language):
        sense = token.readings[""]
        if not ("month" in sense and "day" in sense):
            continue
        while at < len(taken) and taken[at][1] <= token.start:
            at += 1
        if at < len(taken) and taken[at][0] < token.end:
            continue
        read = _read(text, token, language, story, tenses, None)
        if read:
            yield _mention(text, token, read)
            _tell(read, story, Around(text, token.start, token.end, language))

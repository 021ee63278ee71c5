"""The story a text tells: the days it counts from as it goes on."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Literal

from qantar.text.times.lexicon import expanded, language_data

__all__ = ["Late", "Story", "Tenses", "hours_of", "setting_of"]

Tense = Literal["past", "future", ""]
Told = Literal["past", "future", "present", ""]
Late = Literal["evening", "night", ""]

_SENTENCE_END = re.compile(
    r"(?<=[^\W\d])[.!?…][\"”»“)]*\s+(?=[^\Wa-zа-яё\d_])|\n\s*\n|\n"
    # A figure may begin a sentence, but not behind an abbreviation: Sept. 16.
    r"|(?<=[^\W\d_]{5})[.!?…][\"”»“)]*\s+(?=\d)"
)
_CLAUSE_MARKS = ",;:–—()"
_CLAUSE_END = re.compile(f"[{_CLAUSE_MARKS}]")
_WINDOW = 400
_FRESH = 1  # days within which a document tells of its own present
_TURN_OF_YEAR = 9  # months back that are read as the turn of a year
_WORD = re.compile(r"[^\W\d_]+")


@dataclass
class Story:
    """Where a text stands in time.

    Attributes:
        document: When the document was made, in local time of ``zone``.
        zone: IANA name or offset of the events; ``""`` if not known.
        day: The day the story is in, if it is known.
        event: The day told last; a month or year told since does not end it.
        month: The month it is in (its first day).
        year: The year it is in.
        clock: Hour and minute of the time told last, with its day.
        night: The day on whose evening the night told last began.
        late: How late the time told last was: evening, night, or "".
        spot: Where the time told last ends, in code points; -1 if none was told.
        history: The text is of another time than its document: a date without a year
            belongs to the year told last, not to the document's.
        told: A day was told in the text itself (so "later" counts from it).
        timed: The time of day of the document is known.
        anchored: A day, month or year was given for the start of the text.
        frame: First and last year that the heading above names.
    """

    document: datetime | None
    zone: str
    day: date | None = None
    event: date | None = None
    month: date | None = None
    year: int | None = None
    clock: tuple[date, int, int] | None = None
    night: date | None = None
    late: Late = ""
    spot: int = -1
    history: bool = False
    told: bool = False
    timed: bool = False
    anchored: bool = False
    frame: tuple[int, int] = (0, 9999)

    @property
    def today(self) -> date | None:
        """The document's day."""
        return self.document.date() if self.document else None

    @property
    def then(self) -> date | None:
        """The day the story is in, else the document's.

        A month or year that looks back or ahead ("in 2014 he had moved here") does
        not end the day that was told before it.
        """
        if self.history and self.day is None and self.year:
            return self.month or date(self.year, 1, 1)
        return self.day or self.event or self.today

    @property
    def reached(self) -> date | None:
        """The same for what is counted on ("thirty years later"): a year will do."""
        if self.day or self.event or not self.year:
            return self.then
        return self.month or date(self.year, 1, 1)

    @property
    def looks_back(self) -> bool:
        """Whether the story told so far lies days before the document."""
        if not (self.told or self.anchored) or self.then is None or self.today is None:
            return False
        return abs((self.today - self.then).days) > _FRESH

    def year_of_month(self, month: int) -> int | None:
        """The year of a month in a story that goes on: January follows December."""
        turned = self.month and self.month.month - month >= _TURN_OF_YEAR
        return self.year + 1 if turned and self.year else self.year

    def tell(self, day: date | None, grain: str, late: Late = "") -> None:
        """Move on to a time that was told."""
        if day is None:
            return
        self.late = late
        self.year = day.year
        if late == "night":
            self.night = day
        elif self.night and not 0 <= (day - self.night).days <= (late != "evening"):
            self.night = None
        if grain in ("day", "month"):
            self.month = day.replace(day=1)
        if grain == "day":
            self.day = self.event = day
            self.told = True
        elif grain == "week":
            self.day, self.month = day, day.replace(day=1)
            self.event = None
        else:
            self.day = None
            if grain != "month":
                self.month = None
            if self.event and day > self.event:  # the story went on, to no known day
                self.event = None


@cache
def setting_of(language: str) -> dict[str, object]:
    """Settings of a language over the shared ones, without the hours."""
    shared = language_data("shared").get("setting", {})
    return {**shared, **language_data(language).get("setting", {})}


@cache
def hours_of(language: str) -> dict[str, tuple[int, int]]:
    """Parts of the day as first and last hour; the last may be above 24."""
    table = dict(language_data("shared")["setting"]["hours"])
    table.update(language_data(language).get("setting", {}).get("hours", {}))
    found = {}
    for name, text in table.items():
        first, last = (int(part) for part in text.split("-"))
        found[name] = (first, last if last > first else last + 24)
    return found


@dataclass
class Tenses:
    """Tells from the words around whether a sentence speaks of past or future."""

    text: str
    language: str
    _ends: list[int] = field(default_factory=list)
    _known: dict[tuple[int, int], Told] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ends = [match.end() for match in _SENTENCE_END.finditer(self.text)]

    def sentence(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence around ``at``, cut to a window.

        The window moves in steps, so that times near each other share it.
        """
        number = bisect_right(self._ends, at)
        start = self._ends[number - 1] if number else 0
        end = self._ends[number] if number < len(self._ends) else len(self.text)
        step = at // _WINDOW * _WINDOW
        return max(start, step - _WINDOW), min(end, step + 2 * _WINDOW)

    def at(self, start: int, end: int) -> Tense:
        """Tense of the clause, else of the sentence, around a stretch."""
        first, last = self.sentence(start)
        last = max(last, end)
        before = max(self.text.rfind(mark, first, start) for mark in _CLAUSE_MARKS)
        after = _CLAUSE_END.search(self.text, end, last)
        clause = (max(first, before + 1), after.start() if after else last)
        found = self._tense(*clause) or self._tense(first, last)
        return "" if found == "present" else found

    def _tense(self, start: int, end: int) -> Told:
        if (start, end) not in self._known:
            if len(self._known) > 10_000:
                self._known.clear()
            words = _WORD.findall(self.text[start:end].lower())
            self._known[start, end] = _tense_of(words, self.language)
        return self._known[start, end]


@cache
def _cues(language: str) -> dict[str, frozenset[str] | tuple[str, ...]]:
    table = language_data(language).get("tense", {})
    return {
        name: tuple(expanded(forms))
        if name.endswith("endings")
        else frozenset(expanded(forms))
        for name, forms in table.items()
    }


def _tense_of(words: list[str], language: str) -> Told:
    cues = _cues(language)
    past, future = cues.get("past", ()), cues.get("future", ())
    neither = cues.get("notfuture", ())
    ends_past = tuple(cues.get("past_endings", ()))
    ends_future = tuple(cues.get("future_endings", ()))
    said_future = any(word in future for word in words)
    if said_future and not any(word in neither for word in words):
        return "future"
    unlike = cues.get("notpast", ())
    ended = [
        w for w in words if len(w) > 3 and w.endswith(ends_past) and w not in unlike
    ]
    if any(w in past for w in words) or any(not w.endswith(ends_future) for w in ended):
        return "past"
    if ends_future and any(
        len(w) > 4 and w.endswith(ends_future) and w not in neither for w in words
    ):
        return "future"
    return "present" if any(word in cues.get("present", ()) for word in words) else ""

"""Which of the times a text tells move its story on, so that others count from them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from qantar.text.times.found import Found
from qantar.text.times.lexicon import expanded
from qantar.text.times.sense import Sense
from qantar.text.times.story import Story, setting_of
from qantar.text.times.tokens import Token

__all__ = ["Around", "Asides", "carries_story", "is_history"]

_ANY_YEAR = (0, 9999)
_LOOK_AHEAD = 15
_HEADING = 100
_BESIDE = 25  # code points within which a word of birth tells what a date is
_BREAK = re.compile(r"[.!?;]\s|\n")
_EDGES = ("until", "before", "by", "since", "after")


@dataclass(slots=True)
class Asides:
    """Walks along stretches of a text that are no part of its story.

    ``stretches`` are half-open, in code points and in order.
    """

    stretches: Sequence[tuple[int, int]]
    inside: bool = False
    _next: int = 0

    def changes_at(self, spot: int) -> bool:
        """Whether another stretch, or the story itself, goes on at ``spot``."""
        before = (self._next, self.inside)
        while (
            self._next < len(self.stretches) and self.stretches[self._next][1] <= spot
        ):
            self._next += 1
        self.inside = (
            self._next < len(self.stretches) and self.stretches[self._next][0] <= spot
        )
        return before != (self._next, self.inside)


@dataclass(frozen=True, slots=True)
class Around:
    """A time in its text: offsets in code points, ISO 639-1 code."""

    text: str
    start: int
    end: int
    language: str

    @property
    def is_birth(self) -> bool:
        """Whether a word beside it says that somebody was born then."""
        before = self.text[max(0, self.start - _BESIDE) : self.start].lower()
        after = self.text[self.end : self.end + _BESIDE].lower()
        near = _BREAK.split(before)[-1] + " " + _BREAK.split(after)[0]
        return bool(_births(self.language).search(near))

    @property
    def is_heading(self) -> bool:
        """Whether the line is short and closes without the mark of a sentence."""
        at = max(0, self.start - _HEADING)
        start = self.text.rfind("\n", at, self.start) + 1
        end = self.text.find("\n", self.end, self.end + _HEADING)
        line = self.text[start : end if end >= 0 else len(self.text)].strip()
        return 0 < len(line) < _HEADING and line[-1] not in ".!?:;,"


@cache
def _births(language: str) -> re.Pattern[str]:
    words = expanded(str(setting_of(language).get("birth", "")))
    either = "|".join(map(re.escape, words)) or "$^"
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def is_history(found: Iterable[Token], story: Story) -> bool:
    """Whether most dates with a year lie years before the document.

    Such a text tells of another time; a date without a year belongs to the year told
    before it.
    """
    if story.today is None:
        return True
    near = far = 0
    for token in found:
        for sense in token.readings.values():
            if "month" in sense and "year" in sense:
                if abs(story.today.year - sense["year"]) > 2:
                    far += 1
                else:
                    near += 1
            break
    return far >= 3 and far > 2 * near


def carries_story(sense: Sense, found: Found, story: Story, around: Around) -> bool:
    """Whether what follows may count from this time.

    Once the text has told of a day, what only bounds something ("until Friday"), what
    lies ahead, a birthday and the writer's own today leave the story where it is.
    In a text of another time so does a year by itself that only looks back, or far
    ahead, unless it stands in a heading.
    """
    if sense.get("make") == "oneof" or found.type == "SET" or around.is_birth:
        return False
    if not story.history:
        begun = story.told or story.anchored
        return not (begun and _is_beside(sense, found, story))
    writers = "shift" in sense or "sign" in sense or sense.get("dir") is not None
    if writers and sense.get("base") != "then" and "year" not in sense:
        return False
    if found.day is None:
        return False
    if around.is_heading and ("year" in sense or sense.get("make") == "range"):
        story.frame = _years_of(found)
        return True
    first, last = story.frame
    if not first <= found.day.year <= last:
        return False
    if found.grain in ("year", "more") and story.year:
        return 0 <= found.day.year - story.year <= _LOOK_AHEAD
    return True


def _is_beside(sense: Sense, found: Found, story: Story) -> bool:
    """Whether a time stands beside the story: a bound, the future, "today"."""
    edge = sense.get("make") != "range" and sense.get("bound") in _EDGES
    if found.day is None or edge or "limit" in sense:
        return True
    if story.today and found.day > story.today:
        return True
    alone = not {"hour", "part"} & set(sense)
    return (
        sense.get("shift") == 0 and "base" not in sense and alone and story.looks_back
    )


def _years_of(found: Found) -> tuple[int, int]:
    years = [int(end[:4]) for end in (found.first, found.last) if end[:4].isdigit()]
    return (min(years), max(years)) if years else _ANY_YEAR

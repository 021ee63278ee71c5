"""What the reading of a time comes to, and what it hangs on."""

from dataclasses import dataclass
from datetime import date

from qantar.text.times.story import Late, Story, Tense, hours_of

__all__ = ["Found", "Reader"]


@dataclass(frozen=True, slots=True)
class Found:
    """A value with what the rest of the text may count from.

    ``day`` is the first day of what was told; ``grain`` its size: time, part, day,
    week, month, year, more, none; ``late`` tells an evening or night. ``first`` and ``last`` are the values of the ends.
    """

    type: str
    value: str
    day: date | None = None
    grain: str = "none"
    late: Late = ""
    clock: tuple[date, int, int] | None = None

    @property
    def first(self) -> str:
        """Value of the start of what was told."""
        return self.value.split("/")[0]

    @property
    def last(self) -> str:
        """Value of the end of what was told."""
        return self.value.split("/")[-1]


@dataclass(frozen=True, slots=True)
class Reader:
    """What the meaning of words hangs on: story, tense of the sentence, language."""

    story: Story
    tense: Tense
    language: str
    south: bool = False  # seasons of the southern hemisphere
    near: bool = False  # the time told last stands just before

    @property
    def hours(self) -> dict[str, tuple[int, int]]:
        """Hours of the parts of the day."""
        return hours_of(self.language)

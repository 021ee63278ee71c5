"""When a clause speaks of, if its own words do not say.

A told time holds for what follows in the same paragraph, and more weakly for what
follows in the document. Whatever is carried so is marked: ``context`` from the
sentences around, ``document`` from farther away or from the day of publication.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from qantar.vocabulary.mention import TimeMention
from qantar.vocabulary.statement import Stance
from qantar.vocabulary.when import Basis, When

__all__ = ["TimeAnchor", "most_exact"]

_OPENS = ("before", "after", "until", "since", "from", "by")
_SEASONS = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11")}
"""EDTF's codes for spring, summer and autumn with their months; winter has two years."""
NEWS = timedelta(days=62)
"""A told time that lies farther back than this tells no interval up to publication."""
SCENE = timedelta(hours=36)
"""Times that lie within this of each other belong to one scene."""


def most_exact(times: Sequence[TimeMention]) -> TimeMention | None:
    """The narrowest of some told times; the first of equals."""
    told = [t for t in times if t.type in ("DATE", "TIME") and t.when.bounded]
    if not told:
        return None
    widest = timedelta(days=3_700_000)
    return min(told, key=lambda t: (t.when.width or widest, t.start))


@dataclass(slots=True)
class TimeAnchor:
    """The time that the narrative has reached.

    Attributes:
        published: Day of the document, EDTF, or ``""``.
        moment: The same with its time of day, if that was told.
        zone: Of the events.
        near: Told last in the paragraph.
        far: Told last in the document.
        story: The same, the day of publication aside: "now" is the teller's time.
    """

    published: str
    zone: str
    moment: str = ""
    near: When | None = None
    far: When | None = None
    story: When | None = None

    def new_document(self, published: str) -> None:
        """Another message or article begins, told on another day."""
        self.published = published[:10]
        self.moment = published
        self.near = self.far = self.story = None

    def new_paragraph(self, message_time: When | None = None) -> None:
        """A paragraph begins; a message brings its own time."""
        self.near = message_time
        if message_time is not None:
            self.far = message_time

    def told(self, when: When) -> None:
        """A time was told in the past or present."""
        self.near = self.far = when
        if when.value[:10] != self.published:
            self.story = when

    def for_clause(
        self,
        inside: TimeMention | None,
        beside: TimeMention | None,
        stance: Stance,
        *,
        background: bool = False,
    ) -> tuple[When | None, str]:
        """The time of a clause and the rule that gave it.

        Args:
            inside: The most exact time told in the clause.
            beside: The most exact time told elsewhere in its sentence.
            stance: Predictions and demands look forward.
            background: The clause tells what had been before ("had begun"): its time
                does not move the story.
        """
        if inside is not None:
            when = self.bounded(inside)
            if not self._aside(inside, background):
                self.told(when)
            return replace(when, basis=Basis.STATED), "time told in the clause"
        if beside is not None:
            when = self.bounded(beside)
            if not self._aside(beside, background):
                self.told(when)
            return self._carried(when), "time told in the same sentence"
        if stance in (Stance.PREDICTS, Stance.DEMANDS) and self.published:
            return self._made(f"{self.published}/..", Basis.DOCUMENT), (
                "looks forward from the day of publication"
            )
        if self.near is not None:
            return self._carried(self.near), "time told before in the paragraph"
        return self._from_document()

    def _aside(self, told: TimeMention, background: bool) -> bool:
        """Whether a told time leaves the story where it is."""
        if background and self.far is not None:
            return True
        return self.is_future(told.when)

    def bounded(self, told: TimeMention) -> When:
        """The time with the bound that stands outside of its words ("since", "by").

        "Since" reaches up to publication; a season becomes its three months.
        """
        value = _season(told.when.value)
        bound = told.modifier
        if bound in _OPENS and not any(mark in value for mark in "/[{PR"):
            if bound in ("before", "until", "by"):
                value = f"../{value}"
            elif bound in ("since", "from") and not self.is_future(told.when):
                value = self._not_later(told.when)
                value = f"{value}/{self.published or '..'}"
            else:
                value = f"{value}/.."
        if value == told.when.value:
            return told.when
        return When.parse(
            value, zone=told.when.zone or self.zone, words=told.when.words
        )

    def _not_later(self, when: When) -> str:
        """The hour since which something lasts: before the document, not after it.

        "Since eleven p.m.", written at three in the morning, means the day before.
        """
        value = _season(when.value)
        if "T" not in value or "T" not in self.moment or when.earliest is None:
            return value
        written = When.parse(self.moment, zone=self.zone).latest
        if written is None or when.earliest < written:
            return value
        day = date.fromisoformat(value[:10]) - timedelta(days=1)
        return day.isoformat() + value[10:]

    def _from_document(self) -> tuple[When | None, str]:
        """Between the time told last and publication, or one of the two."""
        day = self._made(self.published, Basis.DOCUMENT) if self.published else None
        if self.far is None:
            return day, "day of publication" if day else ""
        begin = self.far.earliest
        if day is None or begin is None or day.latest is None or "[" in self.far.value:
            return self._carried(self.far, Basis.DOCUMENT), "time told before"
        if not timedelta(0) <= day.latest - begin <= NEWS:
            return self._carried(self.far, Basis.DOCUMENT), "time told before"
        first = self.far.value.partition("/")[0] or self.published
        if first[:10] == self.published:
            return self._carried(self.far, Basis.DOCUMENT), "time told before"
        span = self._made(f"{first}/{self.published}", Basis.DOCUMENT)
        return span, "between the time told before and publication"

    def goes_on(self, when: When) -> bool:
        """Whether the time lies close to the one told last: the story goes on."""
        if self.far is None or not when.earliest or not self.far.earliest:
            return False
        if (when.width or SCENE) > SCENE or (self.far.width or SCENE) > SCENE:
            return False
        return abs(when.earliest - self.far.earliest) <= SCENE

    def is_future(self, when: When) -> bool:
        """Whether the time begins after the day of publication."""
        if not self.published or when.earliest is None:
            return False
        latest = When.parse(self.published, zone=self.zone).latest
        return latest is not None and when.earliest >= latest

    def _carried(self, when: When, basis: Basis = Basis.CONTEXT) -> When:
        return replace(when, basis=basis, words="")

    def _made(self, value: str, basis: Basis) -> When:
        return When.parse(value, zone=self.zone, basis=basis)


def _season(value: str) -> str:
    """A season in its three months, with vague ends; any other value as it is."""
    year, _, code = value.rstrip("~?%").partition("-")
    months = _SEASONS.get(code)
    return f"{year}-{months[0]}~/{year}-{months[1]}~" if months else value

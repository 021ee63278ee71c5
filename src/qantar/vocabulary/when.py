"""When: a time as vaguely as it was said, and the interval it must lie in.

``docs/times.md`` tells how words become values; ``edtf`` holds the notation.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Self

from qantar.vocabulary.edtf import bounds, cut_to_days

__all__ = ["Basis", "When"]


class Basis(StrEnum):
    """Where a value comes from."""

    STATED = "stated"
    CONTEXT = "context"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An uncertain time.

    Questions about two times (``before``, ``overlaps``, ...) answer ``True`` or
    ``False`` only where that holds for every time the two can mean, and ``None``
    where an end that is open or unknown leaves it open.

    Attributes:
        value: EDTF (ISO 8601-2:2019, levels 0 to 2) with our documented extensions:
            times of day ``2022-01-05T15:50+06:00~``, intervals of them, intervals
            inside sets ``[A/B,C]``, durations ``P4D``, repetitions ``R/P1W``.
        earliest: First instant it can be, UTC, inclusive; ``None`` if open or unknown.
        latest: First instant it can no longer be, UTC, exclusive; ``None`` if open.
        zone: IANA name or ``+06:00``; ``""`` if not known, and then days are UTC's.
        words: As said, ``""`` if nothing in the passage tells it.
        basis: stated, context or document.
    """

    value: str
    earliest: datetime | None = None
    latest: datetime | None = None
    zone: str = ""
    words: str = ""
    basis: Basis = Basis.STATED

    @classmethod
    def parse(
        cls,
        value: str,
        *,
        zone: str = "",
        words: str = "",
        basis: Basis = Basis.STATED,
    ) -> Self:
        """A time from its notation, with its bounds.

        >>> When.parse("2022-01-05T16:00+06:00~").earliest.isoformat()
        '2022-01-05T09:30:00+00:00'

        Args:
            value: EDTF or one of our extensions; spaces are dropped.
            zone: IANA name or offset; used where the value names no offset.
            words: As said.
            basis: stated, context or document.

        Raises:
            WhenError: If the value or the zone cannot be read.
        """
        value = "".join(value.split())
        earliest, latest = bounds(value, zone)
        return cls(
            value=value,
            earliest=earliest,
            latest=latest,
            zone=zone,
            words=words,
            basis=basis,
        )

    def format(self) -> str:
        """The notation that ``parse`` reads back, given the same zone."""
        return self.value

    def __str__(self) -> str:
        return self.value

    def edtf(self) -> str:
        """The value cut to days: valid EDTF level 2; ``""`` for durations."""
        return cut_to_days(self.value)

    @property
    def bounded(self) -> bool:
        """Whether at least one end is known."""
        return self.earliest is not None or self.latest is not None

    @property
    def width(self) -> timedelta | None:
        """From earliest to latest; ``None`` unless both are known."""
        if self.earliest is None or self.latest is None:
            return None
        return self.latest - self.earliest

    def before(self, other: "When") -> bool | None:
        """Whether it is over when the other begins.

        ``True`` if every instant of this lies before every instant of the other,
        ``False`` if none does, ``None`` if it cannot be told.
        """
        if self.latest and other.earliest and self.latest <= other.earliest:
            return True
        if self.earliest and other.latest and other.latest <= self.earliest:
            return False
        return None

    def after(self, other: "When") -> bool | None:
        """Whether the other is over when it begins."""
        return other.before(self)

    def overlaps(self, other: "When") -> bool | None:
        """Whether the two intervals share an instant.

        ``None`` if that hangs on an end that is open or unknown.
        """
        if self.before(other) or other.before(self):
            return False
        starts = [t for t in (self.earliest, other.earliest) if t]
        ends = [t for t in (self.latest, other.latest) if t]
        if len(starts) == len(ends) == 2:
            return True
        # An interval with one known end surely holds the instants just inside it.
        for one, two in ((self, other), (other, self)):
            if one.latest and _holds(two, one.latest - datetime.resolution):
                return True
            if one.earliest and _holds(two, one.earliest):
                return True
        return None

    def could_be_the_same(self, other: "When") -> bool | None:
        """Whether both can mean one instant, open ends taken as far as they go.

        ``False`` if the intervals are apart; ``None`` if one of the two has no place
        on the line (a duration, a repetition, nothing known).
        """
        if not (self.bounded and other.bounded):
            return None
        low = datetime.min.replace(tzinfo=UTC)
        high = datetime.max.replace(tzinfo=UTC)
        start = max(self.earliest or low, other.earliest or low)
        return start < min(self.latest or high, other.latest or high)


def _holds(when: When, instant: datetime) -> bool:
    """Whether the instant surely lies inside: between two known ends, or at one."""
    if when.earliest and when.latest:
        return when.earliest <= instant < when.latest
    if when.earliest:
        return instant == when.earliest
    return when.latest is not None and instant == when.latest - datetime.resolution

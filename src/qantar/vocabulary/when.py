"""When: a time as vaguely as it was said, and the interval it must lie in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

__all__ = ["Basis", "When"]


class Basis(StrEnum):
    """Where a value comes from."""

    STATED = "stated"
    CONTEXT = "context"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An uncertain time.

    Attributes:
        value: EDTF (ISO 8601-2:2019, levels 0 to 2) with our documented extensions:
            times of day ``2022-01-05T15:50+06:00~``, intervals of them, intervals
            inside sets ``[A/B, C]``, durations ``P4D``, repetitions ``R/P1W``.
        earliest: First instant it can be, UTC, inclusive; ``None`` if open or unknown.
        latest: First instant it can no longer be, UTC, exclusive; ``None`` if open.
        zone: IANA name or ``+06:00``; ``""`` if not known.
        words: As said, ``""`` if nothing in the passage tells it.
        basis: stated, context or document.
    """

    value: str
    earliest: datetime | None = None
    latest: datetime | None = None
    zone: str = ""
    words: str = ""
    basis: Basis = Basis.STATED

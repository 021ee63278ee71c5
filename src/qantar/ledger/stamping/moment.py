"""A moment that another vouches for, as exactly as they say."""

from dataclasses import dataclass
from datetime import datetime

__all__ = ["Moment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a stamp was made: not before ``earliest``, not after ``latest`` (UTC).

    Attributes:
        earliest: Inclusive.
        latest: Inclusive.
        by: Who says so.
    """

    earliest: datetime
    latest: datetime
    by: str

"""What a case decides about itself once, in its first entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec

from qantar.errors import InputError

__all__ = ["PAD_MAX", "Policy"]

_UNITS = {"none": 1, "minute": 60_000, "hour": 3_600_000, "day": 86_400_000}

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

PAD_MAX = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How much the heads of a case may tell those who only see heads.

    Attributes:
        round_to: Claimed times are rounded down to this: none, minute, hour or day
            (UTC), so that working hours do not give a person away.
        pad_to: Bodies are filled up to a multiple of so many bytes; 0 for not at all.
        link: Whether heads name the entries of other devices that were seen. Links
            prove the order of events across devices; they also show who met whom.
    """

    round_to: str = "minute"
    pad_to: int = 256
    link: bool = True

    def __post_init__(self) -> None:
        if self.round_to not in _UNITS:
            raise InputError(
                f"round_to is {self.round_to!r}; right would be one of "
                f"{', '.join(_UNITS)}."
            )
        if not 0 <= self.pad_to <= PAD_MAX:
            raise InputError(
                f"pad_to is {self.pad_to}; right would be 0 to {PAD_MAX} bytes."
            )

    @property
    def unit(self) -> int:
        """What times are rounded down to, in milliseconds."""
        return _UNITS[self.round_to]

    def rounded(self, moment: datetime) -> int:
        """A time in milliseconds since 1970 UTC, rounded down.

        Raises:
            InputError: If the time has no zone.
        """
        if moment.tzinfo is None:
            raise InputError(
                f"The clock gave {moment.isoformat()} without a zone; right would be "
                "datetime.now(UTC)."
            )
        return (moment - _EPOCH) // timedelta(milliseconds=self.unit) * self.unit

    def as_fields(self) -> dict[str, object]:
        """As the first entry of a case says it."""
        return {"link": self.link, "pad_to": self.pad_to, "round_to": self.round_to}

    @classmethod
    def from_fields(cls, fields: Mapping[str, object]) -> "Policy":
        """From what a first entry says; what it does not say keeps its default.

        Raises:
            InputError: If a value is of the wrong type or out of bounds.
        """
        own = {
            key: fields[key] for key in ("link", "pad_to", "round_to") if key in fields
        }
        try:
            return msgspec.convert(own, cls)
        except msgspec.ValidationError as why:
            raise InputError(f"Not a policy: {why}.") from why

"""Zones: local days of instants, by IANA name or offset."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from qantar.errors import WhenError

__all__ = ["local", "zone_of"]


@cache
def zone_of(name: str) -> tzinfo:
    """The zone with this name or offset; UTC if the name is empty.

    Raises:
        WhenError: If there is no such zone.
    """
    if not name or name in ("Z", "UTC"):
        return UTC
    if name[0] in "+-":
        hours, _, minutes = name[1:].partition(":")
        away = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-away if name[0] == "-" else away)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise WhenError(
            f"There is no time zone {name!r}; give an IANA name like Asia/Almaty or an"
            " offset like +06:00."
        ) from error


def local(instant: datetime, zone: str) -> datetime:
    """``instant`` as the clocks of ``zone`` showed it."""
    return instant.astimezone(zone_of(zone))

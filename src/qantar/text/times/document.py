"""When a document was made, from the date that is told about it."""

import re
from calendar import monthrange
from datetime import date, datetime

from qantar.errors import WhenError

__all__ = ["document_moment"]

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?%]?$")


def document_moment(told: str) -> datetime | date | None:
    """What "yesterday" in a document counts from; ``None`` if nothing is told.

    Args:
        told: EDTF date, whose last day is taken when it is coarser than a day (what a
            text of January tells of the 6th was not a year before), or an RFC 3339
            time; a time without offset is local.

    Raises:
        WhenError: If it is neither.

    >>> document_moment("2022-01-06"), document_moment("2022-01~")
    (datetime.date(2022, 1, 6), datetime.date(2022, 1, 31))
    """
    told = told.strip()
    if not told:
        return None
    try:
        if found := _DAY.match(told):
            year, month, day = found.groups()
            if day:
                return date(int(year), int(month), int(day))
            last = monthrange(int(year), int(month or 12))[1]
            return date(int(year), int(month or 12), last)
        return datetime.fromisoformat(told.rstrip("~?%").replace("Z", "+00:00"))
    except ValueError as error:
        raise WhenError(
            f"{told!r} is no date of a document. Right would be 2022-01-06, 2022-01 or"
            " 2022-01-06T15:50+06:00."
        ) from error

"""Plain values: what rows of exports are made of."""

import re
from datetime import UTC, datetime
from typing import Any

from qantar.vocabulary.record import RecordView
from qantar.vocabulary.when import When

__all__ = ["Files", "Row", "certain_prefix", "rfc3339"]

_DATE = re.compile(r"(?<![\dX-])(\d[\dX]{3})(?:-([\dX]{2}))?(?:-([\dX]{2}))?")
_OPEN = re.compile(r"(?:^|[\[{,/])(?:\.\.|$)|^/|\.\.(?:[\]},/]|$)|/$")
"""An end that is open or unknown: ``../2022``, ``2022/``, ``[..2022]``."""

_MONTHS = 12
"""EDTF writes seasons as months 21 to 41 (ISO 8601-2, 4.8)."""

Row = dict[str, Any]


def rfc3339(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC with seconds, ``None`` for an open end.

    >>> rfc3339(datetime(2022, 1, 5, 10, tzinfo=UTC))
    '2022-01-05T10:00:00Z'
    """
    if moment is None:
        return None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def certain_prefix(when: When | None) -> str:
    """What all readings of a time share, as ``2022``, ``2022-01`` or ``2022-01-05``.

    For formats that know dates but no doubt: the local day if it is certain, else the
    month, else the year, else nothing.

    >>> certain_prefix(When(value="2022-01-05/2022-01-06"))
    '2022-01'
    >>> certain_prefix(When(value="[2021-12-31,2022-01-01]"))
    ''
    """
    value = when.edtf() if when is not None else ""
    if not value or _OPEN.search(value):
        return ""
    shared: list[str] | None = None
    for found in _DATE.finditer(value):
        parts = _parts(found)
        shared = parts if shared is None else _common(shared, parts)
    return "-".join(shared or ())


def _parts(found: re.Match[str]) -> list[str]:
    """Year, month and day as far as they are digits; a season is no month."""
    parts: list[str] = []
    for part in found.groups():
        if part is None or "X" in part or (len(parts) == 1 and int(part) > _MONTHS):
            break
        parts.append(part)
    return parts


def _common(one: list[str], two: list[str]) -> list[str]:
    out = []
    for left, right in zip(one, two, strict=False):
        if left != right:
            break
        out.append(left)
    return out


class Files:
    """File names by exhibit digest, looked up once."""

    def __init__(self, view: RecordView) -> None:
        self._names = {e.digest: e.provenance.file for e in view.exhibits(texts=False)}

    def __getitem__(self, digest: str) -> str:
        return self._names.get(digest, "")

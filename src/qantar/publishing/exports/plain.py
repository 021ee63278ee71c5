"""Plain values: what rows of exports are made of."""

from datetime import UTC, datetime
from typing import Any

from qantar.vocabulary.record import RecordView

__all__ = ["Files", "Row", "rfc3339"]

Row = dict[str, Any]


def rfc3339(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC with seconds, ``None`` for an open end.

    >>> rfc3339(datetime(2022, 1, 5, 10, tzinfo=UTC))
    '2022-01-05T10:00:00Z'
    """
    if moment is None:
        return None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Files:
    """File names by exhibit digest, looked up once."""

    def __init__(self, view: RecordView) -> None:
        self._names = {e.digest: e.provenance.file for e in view.exhibits(texts=False)}

    def __getitem__(self, digest: str) -> str:
        return self._names.get(digest, "")

"""Times as rows, one object a line, with the keys of the export ``times``."""

from collections.abc import Iterator
from datetime import datetime

from qantar.errors import WhenError
from qantar.text.times.reader import read_times
from qantar.vocabulary.edtf import zone_named
from qantar.vocabulary.when import When

__all__ = ["time_rows"]


def time_rows(
    text: str,
    *,
    language: str,
    file: str = "",
    exhibit: str = "",
    published: str = "",
    zone: str = "",
) -> Iterator[dict[str, object]]:
    """The times of one text as rows that JSON can hold.

    Args:
        text: The exhibit's text; offsets are its code points.
        language: ISO 639-1 code.
        file: Name to put into the rows.
        exhibit: SHA-256 of the bytes, to put into the rows.
        published: EDTF date or RFC 3339 time; ``""`` leaves relative times unread.
        zone: IANA name or offset of the events.

    Yields:
        ``exhibit, file, start, end, quote, type, value, edtf, earliest, latest,
        modifier, rule``; bounds are RFC 3339 in UTC, ``None`` if open.

    Raises:
        WhenError: If language, zone or publication time cannot be read.
    """
    for mention in read_times(
        text, language=language, document_time=_moment(published, zone), zone=zone
    ):
        yield {
            "exhibit": exhibit,
            "file": file,
            "start": mention.start,
            "end": mention.end,
            "quote": mention.quote,
            "type": mention.type,
            "value": mention.when.value,
            "edtf": mention.edtf,
            "earliest": _rfc3339(mention.when.earliest),
            "latest": _rfc3339(mention.when.latest),
            "modifier": mention.modifier,
            "rule": mention.rule,
        }


def _moment(published: str, zone: str) -> datetime | None:
    if not published:
        return None
    if "T" in published or ":" in published:
        try:
            return datetime.fromisoformat(published)
        except ValueError:
            raise WhenError(
                f"The publication time {published!r} is no RFC 3339 time. "
                f"Write it as 2022-01-06T09:00:00+06:00, or a date as 2022-01-06."
            ) from None
    start = When.parse(published, zone=zone).earliest
    return start.astimezone(zone_named(zone)) if start else None


def _rfc3339(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None

"""Times of a single file, without a case."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qantar import intake
from qantar.errors import WhenError
from qantar.publishing.exports.plain import rfc3339
from qantar.text.language import detect
from qantar.text.times import LANGUAGES, Convention, document_moment, read_times
from qantar.vocabulary.digest import sha256_hex

__all__ = ["times_of"]


def times_of(
    file: Path,
    *,
    language: str,
    published: str,
    zone: str,
    anchor: str = "",
    convention: Convention = "testimony",
) -> Iterator[dict[str, Any]]:
    """Rows of the times export for one file.

    Args:
        file: Any file that intake can read.
        language: de, en, ru, kk, uk; found out if empty.
        published: EDTF date or RFC 3339 time of the document, ``""`` if not known.
        zone: IANA zone or offset, ``""`` if not known.
        anchor: Day, month or year (EDTF) the story is in when the text begins.
        convention: How a time is cut into spans.

    Raises:
        WhenError: If one of them is not known, or the language cannot be found out.
    """
    text = intake.read_file(file, name=file.name).text
    digest = sha256_hex(file.read_bytes())
    language = language or detect(text)
    if not language:
        raise WhenError(
            f"The language of {file.name!r} cannot be told from its words. Name it with"
            f" --lang: {', '.join(LANGUAGES)}."
        )
    for found in read_times(
        text,
        language=language,
        document_time=document_moment(published),
        zone=zone,
        anchor=anchor or None,
        convention=convention,
    ):
        yield {
            "exhibit": digest,
            "file": file.name,
            "start": found.start,
            "end": found.end,
            "quote": found.quote,
            "type": found.type,
            "value": found.when.value,
            "edtf": found.edtf,
            "earliest": rfc3339(found.when.earliest),
            "latest": rfc3339(found.when.latest),
            "modifier": found.modifier,
            "rule": found.rule,
        }

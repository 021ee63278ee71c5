"""A footnote leads to its words, in the preserved bytes."""

import re
from typing import Any

import pytest

from memory_record import MemoryRecord, sample_record
from qantar.publishing.booklet.preparing import prepare
from qantar.publishing.profile import INTERNAL

_NOTE = re.compile(
    r"(E\d+), characters ([\d,]+)–([\d,]+); .*“(.*?)(?: …)?”$", re.DOTALL
)


@pytest.fixture(scope="module")
def record() -> MemoryRecord:
    return sample_record()


@pytest.fixture(scope="module")
def notes(record: MemoryRecord) -> list[tuple[str, int, int, str]]:
    """Exhibit, first and last character, and the quoted words, of every note."""
    content: dict[str, Any] = prepare(record, profile=INTERNAL, lang="en").content
    out = []
    for day in content["account"]:
        for para in day["paras"]:
            found = _NOTE.search(para["note"])
            assert found, para["note"]
            label, start, end, words = found.groups()
            out.append(
                (label, int(start.replace(",", "")), int(end.replace(",", "")), words)
            )
    return out


def test_every_footnote_quotes_what_stands_at_its_offsets(
    record: MemoryRecord, notes: list[tuple[str, int, int, str]]
) -> None:
    open_texts = {e.label: e for e in record.exhibits() if not e.provenance.protect}
    checked = 0
    for label, start, end, words in notes:
        if label not in open_texts:
            continue  # the text of a protected voice is shown with its names taken out
        preserved = record.exhibit_bytes(open_texts[label].digest).decode()
        told = " ".join(preserved[start:end].split())
        checked += 1

        assert told.startswith(words)

    assert checked > 5

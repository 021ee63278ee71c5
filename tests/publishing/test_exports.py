"""Exports: the documented keys, counts and digests of what was written."""

import csv
import hashlib
import io
import json
from typing import Any

import pytest

from memory_record import sample_record
from qantar.publishing.exports import EXPORTS, rows, write

STATEMENT_KEYS = [
    "id", "external_id", "exhibit", "file", "start", "end", "quote", "lang", "speaker",
    "speaker_chain", "stance", "carrier_stance", "how_known", "event_type",
    "event_words", "when", "earliest", "latest", "zone", "when_words", "when_basis",
    "where", "agents", "targets", "quantities", "retracts", "conditional", "text",
    "status", "review", "reader", "why", "spans",
]  # fmt: skip


def exported(what: str, form: str, lang: str = "en") -> tuple[bytes, int]:
    out = io.BytesIO()
    written = write(rows(sample_record(), what, lang=lang), form, out)
    data = out.getvalue()

    assert written.sha256 == hashlib.sha256(data).hexdigest()
    return data, written.count


def objects(what: str, lang: str = "en") -> list[dict[str, Any]]:
    data, count = exported(what, "jsonl", lang)
    found = [json.loads(line) for line in data.decode().splitlines()]

    assert len(found) == count
    return found


@pytest.mark.parametrize("what", sorted(EXPORTS))
def test_every_export_has_rows_with_the_same_keys(what: str) -> None:
    found = objects(what)

    assert found
    assert {tuple(row) for row in found} == {tuple(found[0])}


@pytest.mark.parametrize("what", sorted(EXPORTS))
def test_a_table_has_a_line_for_every_row(what: str) -> None:
    data, count = exported(what, "csv")
    table = list(csv.reader(io.StringIO(data.decode(), newline="")))

    assert len(table) == count + 1
    assert table[0] == list(objects(what)[0])


def test_statements_have_the_documented_keys() -> None:
    assert list(objects("statements")[0]) == STATEMENT_KEYS


def test_every_quote_of_a_statement_stands_in_its_exhibit() -> None:
    texts = {row["exhibit"]: row["text"] for row in objects("exhibits")}
    for row in objects("statements"):
        assert texts[row["exhibit"]][row["start"] : row["end"]] == row["quote"]


def test_every_member_of_a_contradiction_is_a_statement() -> None:
    known = {row["id"] for row in objects("statements")}
    for row in objects("contradictions"):
        assert {member["statement"] for member in row["members"]} <= known


@pytest.mark.parametrize("lang", ["de", "en", "ru", "kk"])
def test_sentences_and_reasons_come_in_the_language_asked_for(lang: str) -> None:
    other = "en" if lang != "en" else "de"

    assert [r["text"] for r in objects("statements", lang)] != [
        r["text"] for r in objects("statements", other)
    ]
    assert [r["reason"] for r in objects("contradictions", lang)] != [
        r["reason"] for r in objects("contradictions", other)
    ]


def test_a_cell_that_is_a_formula_is_made_harmless() -> None:
    out = io.BytesIO()
    write([{"name": "=HYPERLINK(1)", "n": -5}], "csv", out)

    assert out.getvalue().decode().splitlines()[1] == "'=HYPERLINK(1),-5"

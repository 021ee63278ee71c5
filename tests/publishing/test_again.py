"""An export of statements can be taken over: it is read as the values it was made of."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from memory_record import sample_record
from qantar.errors import InputError
from qantar.publishing.exports import export
from qantar.publishing.exports.again import read_statements
from qantar.vocabulary.statement import Statement


@pytest.fixture(scope="module")
def data() -> bytes:
    out = io.BytesIO()
    export(sample_record(), "statements", "jsonl", out, lang="en")
    return out.getvalue()


def told(statement: Statement) -> Statement:
    """Without what the export does not carry."""
    chain = tuple(replace(voice, described=False) for voice in statement.chain)
    return replace(statement, chain=chain, origin_hint="", published="", outlet="")


def test_every_statement_comes_back_as_it_was(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "statements.jsonl"
    path.write_bytes(data)

    assert list(read_statements(path)) == [*map(told, sample_record().statements())]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"stance":"asserts"', b'"stance":"shouts"'),
        (b'"quote":', b'"words":'),
        (b"{", b"["),
    ],
)
def test_a_line_that_is_no_statement_is_named(
    tmp_path: Path, data: bytes, old: bytes, new: bytes
) -> None:
    path = tmp_path / "statements.jsonl"
    path.write_bytes(data.replace(old, new, 1))

    with pytest.raises(InputError, match="line 1 is no statement"):
        list(read_statements(path))

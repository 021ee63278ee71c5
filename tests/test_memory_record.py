"""The stand-in keeps the promises of RecordView, and the sample hangs together."""

import pytest

from memory_record import MemoryRecord, sample_record
from qantar.vocabulary.record import RecordView


@pytest.fixture(scope="module")
def record() -> MemoryRecord:
    return sample_record()


def test_it_is_a_record_view(record: MemoryRecord) -> None:
    view: RecordView = record

    assert view.facts().counts["statements"] == len(list(view.statements()))


def test_every_quote_is_the_text_at_its_offsets(record: MemoryRecord) -> None:
    for statement in record.statements():
        text = record.exhibit(statement.exhibit).content.text

        assert text[statement.start : statement.end] == statement.quote


def test_every_statement_has_one_origin(record: MemoryRecord) -> None:
    ids = [s for origin in record.origins() for s in origin.statements]

    assert sorted(ids) == sorted(s.id for s in record.statements())


def test_statements_by_time_put_the_undated_last(record: MemoryRecord) -> None:
    dated = [s.when is not None for s in record.statements(by_time=True)]

    assert dated == sorted(dated, reverse=True)
    assert not dated[-1]


def test_an_unknown_id_is_a_key_error(record: MemoryRecord) -> None:
    with pytest.raises(KeyError):
        record.statement("nothing")
    with pytest.raises(KeyError):
        record.exhibit("nothing")


def test_findings_name_only_statements_that_exist(record: MemoryRecord) -> None:
    known = {s.id for s in record.statements()}
    named = {m.statement for c in record.contradictions() for m in c.members}
    named |= {a.statement for q in record.questions() for a in q.answers}
    named |= {s for p in record.people() for s in p.statements}
    named |= {s for e in record.register() for v in e.values for s in v.statements}

    assert named <= known


def test_search_finds_words_in_the_text(record: MemoryRecord) -> None:
    (hit,) = record.search("Flüssiggas")

    assert record.exhibit(hit.exhibit).provenance.file == "agentur.txt"


def test_the_sample_has_all_four_languages_and_a_protected_voice(
    record: MemoryRecord,
) -> None:
    statements = list(record.statements())

    assert {s.lang for s in statements} == {"de", "en", "ru", "kk"}
    assert any(s.origin.protected for s in statements)
    assert any(p.protected for p in record.people())


def test_two_samples_are_equal(record: MemoryRecord) -> None:
    assert record == sample_record()

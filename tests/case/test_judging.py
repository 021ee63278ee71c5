"""Judgements: they beat the reader, stay beside it, travel, and can be taken back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qantar.case import Case, judging
from qantar.case.judging import Verdict
from qantar.errors import InputError, Overtaken
from qantar.vocabulary.passage import Span
from qantar.vocabulary.statement import Review, Stance, Statement
from qantar.vocabulary.when import When

REPORT = (
    "Am 5. Januar 2022 wurden in Almaty nach Angaben des Innenministeriums 8 Polizisten"
    " getötet.\n\nAm 6. Januar 2022 wurden in Aktau 20 Menschen festgenommen.\n"
)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(REPORT, "utf-8")
    with Case.create(tmp_path / "case", title="Trial", zone="Asia/Almaty") as made:
        made.add([reports])
        made.read()
        made.link()
        made.weigh()
        yield made


def statements(case: Case) -> list[Statement]:
    return list(case.view().statements())


def first(case: Case) -> Statement:
    return statements(case)[0]


def test_a_reading_is_only_suggested(case: Case) -> None:
    assert {s.review for s in statements(case)} == {Review.SUGGESTED}


def test_what_is_accepted_says_so(case: Case) -> None:
    judging.accept(case, [first(case).id])

    assert first(case).review is Review.ACCEPTED


def test_a_correction_beats_the_reader_and_keeps_its_id(case: Case) -> None:
    before = first(case)
    judging.correct(case, before.id, replace(before, stance=Stance.DENIES))
    after = first(case)

    assert (after.id, after.stance) == (before.id, Stance.DENIES)
    assert after.review is Review.CORRECTED


def test_a_corrected_time_moves_the_statement_in_the_chronology(case: Case) -> None:
    before = first(case)
    later = When.parse("2022-02-01", zone="Asia/Almaty")
    judging.correct(case, before.id, replace(before, when=later))

    assert list(case.view().statements(by_time=True))[-1].id == before.id


def test_what_was_not_said_is_neither_linked_nor_weighed(case: Case) -> None:
    judging.reject(case, [first(case).id])
    case.link()
    case.weigh()

    assert first(case).review is Review.REJECTED
    assert first(case).id not in {
        s for origin in case.view().origins() for s in origin.statements
    }


def test_taking_back_brings_the_reading_back_with_its_links(case: Case) -> None:
    before = first(case)
    entry = judging.correct(case, before.id, replace(before, stance=Stance.DENIES))
    judging.withdraw(case, [entry])

    assert first(case) == before


def test_taking_back_works_after_opening_the_case_again(case: Case) -> None:
    before = statements(case)
    entries = judging.accept(case, [s.id for s in before])
    with Case.open(case.folder) as again:
        judging.withdraw(again, entries)
        assert statements(again) == before


def test_taking_back_can_be_taken_back(case: Case) -> None:
    entry = judging.accept(case, [first(case).id])
    judging.withdraw(case, [judging.withdraw(case, entry)])

    assert first(case).review is Review.ACCEPTED


def test_an_earlier_word_stands_again_when_the_later_is_taken_back(case: Case) -> None:
    judging.accept(case, [first(case).id])
    later = judging.reject(case, [first(case).id])
    judging.withdraw(case, later)

    assert first(case).review is Review.ACCEPTED


def test_what_was_taken_back_cannot_be_taken_back_again(case: Case) -> None:
    entry = judging.accept(case, [first(case).id])
    judging.withdraw(case, entry)

    with pytest.raises(InputError, match="already"):
        judging.withdraw(case, entry)


def test_a_statement_split_is_two(case: Case) -> None:
    whole = first(case)
    middle = whole.start + 20
    parts = [
        replace(whole, end=middle, quote=REPORT[whole.start : middle], spans={}),
        replace(whole, start=middle, quote=REPORT[middle : whole.end], spans={}),
    ]
    judging.split(case, whole.id, parts)
    found = [s for s in statements(case) if s.review is not Review.REJECTED]

    assert [s.quote for s in found[:2]] == [part.quote for part in parts]
    assert whole.id not in {s.id for s in found}


def test_a_part_can_be_corrected_and_the_split_taken_back(case: Case) -> None:
    before = statements(case)
    whole = before[0]
    entry = judging.split(case, whole.id, [whole, replace(whole, event_type="flight")])
    part = next(s for s in statements(case) if s.event_type == "flight")
    judging.correct(case, part.id, replace(part, event_type="torture"))
    kinds = {s.event_type for s in statements(case) if s.review is not Review.REJECTED}
    judging.withdraw(case, [entry])

    assert "torture" in kinds
    assert "flight" not in kinds
    assert before[0] in statements(case)


def new_statement(case: Case) -> Statement:
    start = REPORT.index("20 Menschen")
    return replace(
        first(case),
        id="",
        start=start,
        end=start + 11,
        quote="20 Menschen",
        event_type="arrest",
        when=None,
        where=(),
        quantities=(),
        agents=(),
        targets=(),
        spans={"event_type": Span(start, start + 2)},
    )


def test_a_person_can_add_what_no_reader_found(case: Case) -> None:
    judging.add(case, new_statement(case))
    (found,) = [s for s in statements(case) if s.quote == "20 Menschen"]

    assert (found.review, found.reader) == (Review.CORRECTED, "person")


def test_ids_of_added_statements_are_those_of_the_next_build(case: Case) -> None:
    judging.add(case, new_statement(case))
    before = {s.id for s in statements(case)}
    (case.folder / "views.db").unlink()
    with Case.open(case.folder) as again:
        again.read()
        assert {s.id for s in statements(again)} == before


def test_views_made_anew_say_the_same(case: Case) -> None:
    judging.accept(case, [first(case).id])
    judging.correct(
        case, statements(case)[1].id, replace(statements(case)[1], event_type="torture")
    )
    case.link()
    before = statements(case)
    (case.folder / "views.db").unlink()
    with Case.open(case.folder) as again:
        again.read()
        again.link()
        assert statements(again) == before


def test_who_looks_at_an_old_state_overwrites_nothing(case: Case) -> None:
    seen = judging.state_of(case, first(case).id)
    judging.accept(case, [first(case).id])

    with pytest.raises(Overtaken):
        judging.reject(case, [first(case).id], Verdict(seen=seen))
    assert first(case).review is Review.ACCEPTED


def test_a_second_program_sees_what_the_first_decided(case: Case) -> None:
    with Case.open(case.folder) as other:
        judging.accept(case, [first(case).id])
        judging.catch_up(other)
        assert first(other).review is Review.ACCEPTED


def test_bulk_decisions_share_a_batch_and_are_taken_back_together(case: Case) -> None:
    before = statements(case)
    entries = judging.accept(case, [s.id for s in before])
    done = {s.review for s in statements(case)}
    judging.withdraw(case, entries)

    assert done == {Review.ACCEPTED}
    assert statements(case) == before


def test_an_unknown_statement_is_named(case: Case) -> None:
    with pytest.raises(InputError, match="nowhere"):
        judging.accept(case, ["nowhere"])

"""Pairs of names: queued when rules leave them open, joined only by people."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qantar.case import Case, judging, pairing
from qantar.errors import InputError

REPORTS = {
    "a.txt": "Nach Angaben der Journalistin Marina Steppowa wurden 8 Menschen verletzt.",
    "b.txt": "Die Journalistin M. Steppowa sagte, in Aktau sei 1 Mensch getötet worden.",
}


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in REPORTS.items():
        (reports / name).write_text(text + "\n", "utf-8")
    with Case.create(tmp_path / "case", title="Trial", zone="Asia/Almaty") as made:
        made.add([reports])
        made.read()
        made.link()
        yield made


def names(case: Case) -> list[str]:
    return sorted(person.name for person in case.view().people())


def test_names_that_do_not_tell_enough_wait_in_the_queue(case: Case) -> None:
    (pair,) = pairing.pairs(case.views, skip=0, limit=9)

    assert len(names(case)) == 2
    assert pair.reasons


def test_same_joins_when_linking_is_done_again(case: Case) -> None:
    (pair,) = pairing.pairs(case.views, skip=0, limit=9)
    judging.judge_pair(case, "same", pair.a, pair.b, "one byline")
    left = pairing.left(case.views)
    case.link()

    assert left == 0
    assert len(names(case)) == 1


def test_taking_same_back_parts_them_and_brings_the_pair_back(case: Case) -> None:
    (pair,) = pairing.pairs(case.views, skip=0, limit=9)
    entry = judging.judge_pair(case, "same", pair.a, pair.b)
    case.link()
    judging.withdraw(case, [entry])
    case.link()

    assert len(names(case)) == 2
    assert pairing.left(case.views) == 1


def test_the_last_word_of_one_person_counts(case: Case) -> None:
    (pair,) = pairing.pairs(case.views, skip=0, limit=9)
    judging.judge_pair(case, "same", pair.a, pair.b)
    judging.judge_pair(case, "different", pair.b, pair.a)
    (judgement,) = case.judgements()

    assert judgement.kind == "different"


def test_both_sides_must_be_two(case: Case) -> None:
    with pytest.raises(InputError):
        judging.judge_pair(case, "same", "p:x", "p:x")


def test_a_judgement_is_listed_with_both_persons(case: Case) -> None:
    (pair,) = pairing.pairs(case.views, skip=0, limit=9)
    judging.judge_pair(case, "unsure", pair.a, pair.b, "too little")

    for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
        (told,) = pairing.judged(case.views, one)
        assert (told["other"], told["kind"]) == (other, "unsure")

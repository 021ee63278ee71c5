"""Learning names from decisions: kept in the case, versioned, undone, forgotten."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qantar.case import Case, judging
from qantar.case.forgetting import carry_out, plan_forgetting
from qantar.case.learning import verdicts_of
from qantar.errors import InputError
from qantar.reading.learning import KEPT
from qantar.vocabulary.judgement import Judgement
from qantar.vocabulary.mention import Mention

NAMES = (
    "Anna Berg", "Jonas Ried", "Maria Hohl", "Peter Lind", "Klara Voss", "Emil Thal",
    "Lena Brandt", "Otto Kern", "Ida Falk", "Hugo Stein", "Nora Beck", "Paul Haas",
)  # fmt: skip


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number, name in enumerate(NAMES):
        (reports / f"{number}.txt").write_text(
            f"Am Montag traf {name} in Aktau ein. {name} sprach mit Arbeitern.\n",
            encoding="utf-8",
        )
    with Case.create(tmp_path / "case", title="Trial", zone="Asia/Almaty") as made:
        made.add([reports])
        made.read()
        yield made


def people(case: Case) -> list[Mention]:
    return [m for m in case.views.mentions() if m.type == "PER"]


def confirm_all(case: Case) -> None:
    found = people(case)
    for one, other in zip(found[::2], found[1::2], strict=False):
        judging.judge_pair(case, "same", one.id, other.id)


def test_few_decisions_teach_nothing(case: Case) -> None:
    judging.judge_pair(case, "same", people(case)[0].id, people(case)[1].id)
    with pytest.raises(InputError, match="too few to learn from"):
        case.learn()


def test_what_was_learnt_is_read_with_and_can_be_undone(case: Case) -> None:
    before = case.views.meta("reader")
    confirm_all(case)
    report = case.learn()
    assert report.decisions >= 10
    assert report.models == ["latin"]

    case.read()
    assert case.views.meta("reader") == f"{before}+names.{report.version}"
    assert all(
        case.view().reading(e.digest).reader.endswith(report.version)
        for e in case.view().exhibits()
    )

    assert case.unlearn() == report.version
    case.read()
    assert case.views.meta("reader") == before


def test_the_same_decisions_teach_the_same(case: Case) -> None:
    confirm_all(case)
    first, second = case.learn(), case.learn()
    assert first.version == second.version
    assert case.unlearn() == second.version
    assert case.unlearn() == first.version
    with pytest.raises(InputError, match="Nothing was learnt"):
        case.unlearn()


def test_a_place_that_corrections_take_out_is_a_name_no_more(case: Case) -> None:
    confirm_all(case)
    told = [s for s in case.view().statements() if "Aktau" in s.quote]
    assert len(told) == len(NAMES)
    for statement in told:
        judging.correct(case, statement.id, replace(statement, where=()))
    report = case.learn()
    case.read()

    assert report.refused >= 1
    assert not [m for m in case.views.mentions() if m.quote == "Aktau"]


def test_accepted_statements_confirm_their_names(case: Case) -> None:
    told = [s.id for s in case.view().statements() if "Aktau" in s.quote]
    judging.accept(case, told)
    report = case.learn()

    assert report.decisions >= len(told)
    assert report.refused == 0


def test_ids_of_statements_stay_as_they_were(case: Case) -> None:
    before = {s.id for s in case.view().statements()}
    confirm_all(case)
    case.learn()
    case.read()
    assert {s.id for s in case.view().statements()} == before


def test_forgetting_an_exhibit_drops_what_was_learnt(case: Case) -> None:
    confirm_all(case)
    case.learn()
    case.read()
    first = next(iter(case.view().exhibits())).digest
    carry_out(case, plan_forgetting(case, [first]), reason="consent withdrawn")
    assert case.texts.laid("names/") == []


def test_only_same_and_different_confirm_names() -> None:
    told = [
        Judgement(id="1", kind="same", left="p:a", right="m3"),
        Judgement(id="2", kind="unsure", left="m4", right="m5"),
        Judgement(id="3", kind="different", left="m6", right="m7", withdrawn=True),
    ]
    found = verdicts_of(told, {"p:a": ["m1", "m2"]})
    assert found == {"m1": KEPT, "m2": KEPT, "m3": KEPT}

"""Learning names from decisions: kept in the case, versioned, undone, forgotten."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qantar.case import Case
from qantar.case.forgetting import carry_out, plan_forgetting
from qantar.case.learning import verdicts_of
from qantar.errors import InputError
from qantar.ledger import Draft
from qantar.reading.learning import KEPT, NO_NAME
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


def decide(case: Case, kind: str, left: str, right: str = "") -> None:
    told = {"kind": kind, "left": left, "right": right}
    case.ledger.append_many([Draft(kind="decide", fields={"judgement": told})])


def confirm_all(case: Case) -> None:
    found = people(case)
    for one, other in zip(found[::2], found[1::2], strict=False):
        decide(case, "same", one.id, other.id)


def test_few_decisions_teach_nothing(case: Case) -> None:
    decide(case, "same", people(case)[0].id, people(case)[1].id)
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


def test_words_that_people_refused_are_names_no_more(case: Case) -> None:
    confirm_all(case)
    towns = [m for m in case.views.mentions() if m.quote == "Aktau"]
    assert towns
    for town in towns:
        decide(case, "corrected", town.id, NO_NAME)
    report = case.learn()
    case.read()

    assert report.refused == 1
    assert not [m for m in case.views.mentions() if m.quote == "Aktau"]


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
    assert not (case.folder / "names").exists()


def test_the_latest_correction_counts_and_a_withdrawn_one_does_not() -> None:
    told = [
        Judgement(id="1", kind="same", left="p:a", right="m3"),
        Judgement(id="2", kind="corrected", left="m1", right="ORG"),
        Judgement(id="3", kind="corrected", left="m1", right="LOC"),
        Judgement(id="4", kind="corrected", left="m4", right="PER", withdrawn=True),
        Judgement(id="5", kind="corrected", left="s1", right="another field"),
    ]
    assert verdicts_of(told, {"p:a": ["m1", "m2"]}) == {
        "m1": "LOC",
        "m2": KEPT,
        "m3": KEPT,
    }

"""Linking and weighing over a case on disk."""

from pathlib import Path

import pytest

from qantar.case import Case
from qantar.case.schema import REMEMBERED

BERICHT = (
    "Olga Keller (geb. Brandt) sprach am 5. Januar 2022 in Almaty. Frau Brandt wurde am"
    " 6. Januar 2022 in Almaty festgenommen.\n\nNach Angaben des Innenministeriums wurden"
    " am 5. Januar 2022 in Almaty 12 Menschen verletzt.\n"
)
SECOND = (
    "Ein Arzt sagte, am 5. Januar 2022 seien in Almaty 30 Menschen verletzt worden.\n"
)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(BERICHT, "utf-8")
    case = Case.create(tmp_path / "case", title="Trial", zone="Asia/Almaty")
    case.add([reports])
    case.read(jobs=1)
    return case


def names(case: Case) -> list[set[str]]:
    return [{name.text for name in p.names} for p in case.view().people()]


def test_a_name_borne_before_is_joined_by_the_texts_word(case: Case) -> None:
    with case:
        case.link()

        assert any({"Olga Keller", "Brandt"} <= found for found in names(case))
        assert any(
            "the text says: formerly named" in p.why for p in case.view().people()
        )


def test_weighing_again_with_memory_finds_the_same_as_without(
    case: Case, tmp_path: Path
) -> None:
    with case:
        case.link()
        case.weigh()
        (tmp_path / "reports" / "b.txt").write_text(SECOND, "utf-8")
        case.add([tmp_path / "reports"])
        case.read(jobs=1)
        case.link()
        case.weigh()
        remembered = list(case.view().contradictions()), list(case.view().questions())

        case.views.set_meta(REMEMBERED, "")
        case.weigh()

        assert remembered[0]
        assert remembered == (
            list(case.view().contradictions()),
            list(case.view().questions()),
        )

"""What people tell about an exhibit is never overruled by what the file tells."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qantar.case import Case
from qantar.vocabulary.exhibit import Provenance


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case", title="Trial") as made:
        yield made


@pytest.fixture
def report(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "2022-01-06.txt").write_text("Am 5. Januar war Ruhe.\n", "utf-8")
    return folder / "2022-01-06.txt"


def only(case: Case) -> Provenance:
    (exhibit,) = case.view().exhibits()
    return exhibit.provenance


def test_protection_told_by_an_option_holds(case: Case, report: Path) -> None:
    case.add([report], told=Provenance(file="", protect=True))

    assert only(case).protect


def test_protection_told_by_a_meta_file_holds(case: Case, report: Path) -> None:
    meta = report.parent / "meta.jsonl"
    meta.write_text(f'{{"file": "{report.name}", "protect": true}}\n', "utf-8")
    case.add([report.parent])
    told = {e.provenance.file: e.provenance.protect for e in case.view().exhibits()}

    assert told == {report.name: True, "meta.jsonl": False}


def test_a_date_that_was_told_beats_the_one_in_the_name(
    case: Case, report: Path
) -> None:
    case.add([report], told=Provenance(file="", published="2022-01-08"))

    assert only(case).published == "2022-01-08"
    assert only(case).inferred == ()


def test_what_the_file_alone_tells_is_marked(case: Case, report: Path) -> None:
    case.add([report])

    assert only(case).published == "2022-01-06"
    assert only(case).inferred == ("published",)

"""A case: adding, reading again, views that may be deleted."""

from pathlib import Path

import pytest

from qantar.case import BuildOptions, Case, build_record
from qantar.errors import CaseError, CaseExists, InputError, NotACase

GERMAN = (
    "Proteste in Almaty\n\nAm 4. Januar 2022 wurden in Almaty nach Angaben des"
    " Innenministeriums mindestens 200 Menschen festgenommen.\n"
)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "bericht.txt").write_text(GERMAN, encoding="utf-8")
    (folder / "сообщение.txt").write_text(
        "Министерство сообщило, что 5 января 2022 года в Алматы погибли 8 человек.\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def case_folder(tmp_path: Path) -> Path:
    with Case.create(tmp_path / "case", title="Trial", zone="Asia/Almaty"):
        return tmp_path / "case"


def test_a_case_is_not_made_over_another(case_folder: Path) -> None:
    with pytest.raises(CaseExists):
        Case.create(case_folder, title="Again")


def test_a_folder_without_a_case_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotACase, match="qantar new"):
        Case.open(tmp_path)


def test_added_files_are_exhibits_with_their_text(
    case_folder: Path, reports: Path
) -> None:
    with Case.open(case_folder) as case:
        report = case.add([reports])

        assert sorted(report.added) == ["bericht.txt", "сообщение.txt"]
        assert next(case.view().exhibits()).content.text == GERMAN


def test_the_same_bytes_are_already_here(case_folder: Path, reports: Path) -> None:
    with Case.open(case_folder) as case:
        case.add([reports])
        report = case.add([reports])

        assert report.added == []
        assert len(report.already) == 2
        assert case.facts().counts["exhibits"] == 2


def test_every_quote_stands_at_its_offsets(case_folder: Path, reports: Path) -> None:
    with Case.open(case_folder) as case:
        case.add([reports])
        case.read()
        view = case.view()
        statements = list(view.statements())

        assert statements
        for statement in statements:
            text = view.exhibit(statement.exhibit).content.text
            assert text[statement.start : statement.end] == statement.quote


def test_only_what_is_new_is_read_again(case_folder: Path, reports: Path) -> None:
    with Case.open(case_folder) as case:
        case.add([reports])
        assert case.read().exhibits == 2
        assert case.read().exhibits == 0
        (reports / "drei.txt").write_text("Am 6. Januar war es still.\n", "utf-8")
        case.add([reports])

        assert case.read().exhibits == 1


def test_what_is_told_later_about_an_exhibit_makes_it_read_again(
    case_folder: Path, reports: Path
) -> None:
    with Case.open(case_folder) as case:
        case.add([reports])
        case.read()
        (reports / "meta.jsonl").write_text(
            '{"file": "bericht.txt", "outlet": "Zeitung", "published": "2022-01-05"}\n',
            encoding="utf-8",
        )
        report = case.add([reports])

        assert report.described == ["bericht.txt"]
        assert case.read().exhibits == 2
        assert case.view().exhibit(report_digest(case)).provenance.outlet == "Zeitung"


def report_digest(case: Case) -> str:
    for exhibit in case.view().exhibits():
        if exhibit.provenance.file == "bericht.txt":
            return exhibit.digest
    raise AssertionError("the exhibit is gone")


def test_deleted_views_come_back_the_same(case_folder: Path, reports: Path) -> None:
    with Case.open(case_folder) as case:
        case.add([reports])
        case.read()
        case.link()
        case.weigh()
        before = list(case.view().statements())
    for path in case_folder.glob("views.db*"):
        path.unlink()
    with Case.open(case_folder) as case:
        case.read()
        case.link()

        assert list(case.view().statements()) == before


def test_a_damaged_views_file_is_made_anew(case_folder: Path, reports: Path) -> None:
    with Case.open(case_folder) as case:
        case.add([reports])
    (case_folder / "views.db").write_bytes(b"torn" * 1000)
    for suffix in ("-wal", "-shm"):
        (case_folder / f"views.db{suffix}").unlink(missing_ok=True)
    with Case.open(case_folder) as case:
        assert case.facts().counts["exhibits"] == 2


def test_two_builds_at_once_are_told_apart(case_folder: Path) -> None:
    with Case.open(case_folder) as first, Case.open(case_folder) as second:
        first.exclusive()

        with pytest.raises(CaseError, match="another process"):
            second.exclusive()


def test_search_finds_words_in_both_scripts(case_folder: Path, reports: Path) -> None:
    with Case.open(case_folder) as case:
        case.add([reports])
        case.read()
        view = case.view()

        assert len(view.search("Innenministeriums")) >= 1
        assert len(view.search("Министерство")) >= 1
        assert list(view.search("nirgends")) == []


def test_a_query_of_signs_only_finds_nothing(case_folder: Path) -> None:
    with Case.open(case_folder) as case:
        assert list(case.view().search('"* OR')) == []
        assert list(case.view().search("'();--")) == []


def test_a_build_into_its_own_reports_is_refused(reports: Path) -> None:
    with pytest.raises(InputError, match="inside"):
        build_record(reports, reports / "record", BuildOptions())


def test_a_case_is_no_folder_of_reports(case_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="case already"):
        build_record(case_folder, tmp_path / "record", BuildOptions())


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(InputError, match="empty"):
        build_record(tmp_path / "empty", tmp_path / "record", BuildOptions())

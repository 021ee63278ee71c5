"""Ids: none is used twice, and two builds give the same."""

from pathlib import Path

from qantar.case import Case

TEXT = (
    "Am 5. Januar 2022 wurden in Almaty und Aktau 10 Menschen getötet und 20 verletzt."
    " Am 5. Januar 2022 wurden in Almaty und Aktau 10 Menschen getötet und 20 verletzt."
    "\n"
)


def ids(folder: Path, file: Path) -> list[str]:
    with Case.create(folder, title="Trial") as case:
        case.add([file])
        report = case.read()
        found = [statement.id for statement in case.view().statements()]

        assert len(found) == report.statements
        return found


def test_two_builds_of_one_file_give_the_same_ids(tmp_path: Path) -> None:
    file = tmp_path / "bericht.txt"
    file.write_text(TEXT, encoding="utf-8")

    first = ids(tmp_path / "one", file)

    assert first
    assert first == ids(tmp_path / "two", file)


def test_no_id_is_used_twice(tmp_path: Path) -> None:
    file = tmp_path / "bericht.txt"
    file.write_text(TEXT, encoding="utf-8")
    found = ids(tmp_path / "one", file)

    assert len(found) == len(set(found))

"""Lists of persons become statements, row by row."""

from pathlib import Path

import pytest

from qantar import intake
from qantar.reading.lists import is_list_of_persons, read_list
from qantar.text.gazetteer import builtin
from qantar.vocabulary.exhibit import Exhibit, Provenance
from qantar.vocabulary.passage import Unread
from qantar.vocabulary.statement import Statement

LIST = (
    "name,occupation,status,date,place\n"
    '"Mustersohn, Ali",driver,killed,2022-01-05,Almaty\n'
    "Erika Beispiel,teacher,in custody,2022-01-07~,Aqtau\n"
    "Ivan Primer,,missing,gestern,\n"
    ",nurse,detained,2022-01-08,Oral\n"
    "Sam Sample,baker,on holiday,2022-01-08,Oral\n"
)


def exhibit(tmp_path: Path) -> Exhibit:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return Exhibit(
        digest="0" * 64,
        size=1,
        content=intake.read_file(path, name="list.csv"),
        provenance=Provenance(file="list.csv", outlet="Archive"),
    )


def read(tmp_path: Path) -> tuple[tuple[Statement, ...], tuple[Unread, ...]]:
    return read_list(exhibit(tmp_path), gazetteer=builtin(), zone="Asia/Almaty")


def test_a_list_of_persons_is_recognised(tmp_path: Path) -> None:
    assert is_list_of_persons(exhibit(tmp_path))


@pytest.mark.parametrize(
    ("row", "kind", "name"),
    [(0, "killing", "Mustersohn, Ali"), (1, "arrest", "Erika Beispiel")],
)
def test_a_row_says_what_happened_to_whom(
    tmp_path: Path, row: int, kind: str, name: str
) -> None:
    statement = read(tmp_path)[0][row]

    assert (statement.event_type, statement.targets[0].name) == (kind, name)
    assert statement.origin.name == "Archive"


def test_every_cell_is_anchored_at_its_words(tmp_path: Path) -> None:
    text = exhibit(tmp_path).content.text
    statement = read(tmp_path)[0][1]
    words = {f: text[s.start : s.end] for f, s in statement.spans.items()}

    assert words == {
        "targets": "Erika Beispiel",
        "occupation": "teacher",
        "event_type": "in custody",
        "when": "2022-01-07~",
        "where": "Aqtau",
    }


def test_a_date_that_is_none_is_said_and_the_row_is_kept(tmp_path: Path) -> None:
    statements, unread = read(tmp_path)

    assert statements[2].event_type == "disappearance"
    assert statements[2].when is None
    assert any("gestern" in u.reason for u in unread)


def test_rows_without_name_or_status_are_said(tmp_path: Path) -> None:
    statements, unread = read(tmp_path)

    assert len(statements) == 3
    assert {u.what for u in unread} == {"row 4", "row 5", "row 6"}

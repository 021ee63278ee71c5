"""Names in the cells of sheets and lists."""

from pathlib import Path

from qantar import intake
from qantar.reading import read_exhibit
from qantar.text.gazetteer import builtin
from qantar.vocabulary.exhibit import Exhibit, Provenance
from qantar.vocabulary.reading import Reading

LIST = (
    "name,occupation,status,date,place\n"
    '"Muster, Ali",driver,killed,2022-01-05,"Republic Square, Almaty"\n'
)


def reading(tmp_path: Path) -> tuple[str, Reading]:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    exhibit = Exhibit(
        digest="0" * 64,
        size=1,
        content=intake.read_file(path, name="list.csv"),
        provenance=Provenance(file="list.csv", outlet="Archive", lang="en"),
    )
    return exhibit.content.text, read_exhibit(exhibit, gazetteer=builtin())


def test_a_cell_with_two_places_names_both(tmp_path: Path) -> None:
    _, found = reading(tmp_path)

    assert [m.name for m in found.mentions if m.type == "LOC"] == [
        "Republic Square",
        "Almaty",
    ]


def test_a_person_with_a_comma_is_one_person(tmp_path: Path) -> None:
    _, found = reading(tmp_path)

    assert [m.name for m in found.mentions if m.type == "PER"] == ["Muster, Ali"]


def test_every_name_stands_at_its_offsets(tmp_path: Path) -> None:
    text, found = reading(tmp_path)

    assert all(text[m.start : m.end] == m.quote for m in found.mentions)

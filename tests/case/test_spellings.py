"""A name in any script finds the other spellings, and a beginning finds the whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qantar.case import Case
from qantar.case.spellings import elsewhere, find

REPORTS = {
    "a.txt": "Am 5. Januar wurden in Schangaösen 8 Menschen verletzt.",
    "b.txt": "5 января в Жанаозене прошёл митинг, сообщили в полиции.",
}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder: Path = tmp_path_factory.mktemp("spellings")
    (folder / "reports").mkdir()
    for name, text in REPORTS.items():
        (folder / "reports" / name).write_text(text + "\n", "utf-8")
    with Case.create(folder / "case", title="Trial", zone="Asia/Almaty") as made:
        made.add([folder / "reports"])
        made.read()
        made.link()
        yield made


@pytest.mark.parametrize("query", ["Жанаозен", "Schangaösen", "Жаңаөзен", "Schanga"])
def test_one_place_is_found_in_every_spelling(case: Case, query: str) -> None:
    assert [found.kind for found in find(case.views, query)] == ["place"]


def test_passages_in_another_script_are_found(case: Case) -> None:
    (found,) = find(case.views, "Schangaösen")
    hits = elsewhere(case.views, "Schangaösen", found.spellings, limit=9)

    assert [hit.snippet[:1] for hit in hits] == ["5"]


@pytest.mark.parametrize("query", ["", "x", "Нигдеево", '"', "* OR"])
def test_what_names_nobody_finds_nobody(case: Case, query: str) -> None:
    assert find(case.views, query) == []
    assert elsewhere(case.views, query, (), limit=9) == []

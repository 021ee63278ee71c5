"""Provenance that people tell: read, checked, and what is wrong is said."""

import json
from pathlib import Path
from typing import Any

import pytest

from qantar.intake import Meta, read_meta


def folder(tmp_path: Path, meta: str, name: str = "meta.jsonl") -> Meta:
    (tmp_path / "briefe").mkdir()
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "briefe" / "ё.txt").write_text("x", encoding="utf-8")
    (tmp_path / name).write_text(meta, encoding="utf-8")
    return read_meta(tmp_path)


def row(**told: Any) -> str:
    return json.dumps({"file": "a.txt", **told}) + "\n"


def said(meta: Meta) -> str:
    return " | ".join(f"{p.what}: {p.reason}" for p in meta.problems)


def test_a_row_tells_how_a_file_was_obtained(tmp_path: Path) -> None:
    told = {
        "id": "D1", "title": "Bericht", "published": "2022-01-05", "outlet": "Beispiel",
        "author": "Redaktion", "url": "https://example.org", "lang": "de",
        "zone": "Asia/Almaty", "kind": "eyewitness", "protect": True, "obtained": "USB",
    }  # fmt: skip
    meta = folder(tmp_path, row(**told))
    provenance = meta.rows["a.txt"]

    assert meta.problems == ()
    assert meta.file == tmp_path / "meta.jsonl"
    assert provenance.external_id == "D1"
    assert provenance.published == "2022-01-05"
    assert provenance.protect
    assert provenance.inferred == ()


def test_a_table_does_as_well(tmp_path: Path) -> None:
    meta = folder(tmp_path, "file;lang;protect\na.txt;de;ja\n", "meta.csv")

    assert meta.rows["a.txt"].lang == "de"
    assert meta.rows["a.txt"].protect
    assert meta.problems == ()


def test_composed_and_decomposed_letters_name_the_same_file(tmp_path: Path) -> None:
    meta = folder(tmp_path, row(file="briefe/е\u0308.txt"))

    assert list(meta.rows) == ["briefe/ё.txt"]


@pytest.mark.parametrize(
    ("meta", "problem"),
    [
        (row(colour="red"), "line 1: unknown column 'colour'; known are file, id"),
        (row(file="b.txt"), "line 1: there is no file 'b.txt'"),
        (row() + row(), "line 2: 'a.txt' stands twice"),
        (row(published="5.1.2022"), "published '5.1.2022' is of no known form"),
        (row(published="2022-02-30"), "published '2022-02-30' is of no known form"),
        (row(kind="rumour"), "kind 'rumour' is of no known form"),
        (row(zone="Almaty"), "zone 'Almaty' is of no known form"),
        (row(lang="Russian"), "lang 'Russian' is of no known form"),
        ("nonsense\n", "line 1: it is no JSON object"),
        ("[" * 100_000 + "\n", "line 1: it is no JSON object"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, meta: str, problem: str) -> None:
    assert problem in said(folder(tmp_path, meta))


def test_a_row_with_a_bad_value_keeps_its_other_values(tmp_path: Path) -> None:
    meta = folder(tmp_path, row(published="gestern", lang="de"))

    assert meta.rows["a.txt"].published == ""
    assert meta.rows["a.txt"].lang == "de"


def test_an_unclear_wish_for_protection_protects(tmp_path: Path) -> None:
    assert folder(tmp_path, row(protect="maybe")).rows["a.txt"].protect


@pytest.mark.parametrize(
    "time",
    [
        "2022", "2022-01", "2022-01-05", "2022-01-05T15:50:00+06:00", "2022-01~",
        "2022-01-04/2022-01-06", "2022-21", "2022-01-05T09:50:00Z",
    ],
)  # fmt: skip
def test_every_form_of_time_is_taken(tmp_path: Path, time: str) -> None:
    meta = folder(tmp_path, row(published=time))

    assert meta.rows["a.txt"].published == time
    assert meta.problems == ()


def test_a_table_without_the_file_column_is_said(tmp_path: Path) -> None:
    meta = folder(tmp_path, "name,lang\na.txt,de\n", "meta.csv")

    assert "there is no column 'file'" in said(meta)
    assert meta.rows == {}


def test_a_folder_without_meta_tells_nothing(tmp_path: Path) -> None:
    assert read_meta(tmp_path) == Meta()


def test_a_row_for_a_folder_holds_for_files_without_a_row_of_their_own(
    tmp_path: Path,
) -> None:
    rows = row(file="briefe", outlet="Verein", title="Alle Briefe") + row(
        outlet="Zeitung"
    )
    meta = folder(tmp_path, rows)

    assert meta.problems == ()
    assert meta.rows["a.txt"].outlet == "Zeitung"
    assert meta.rows["briefe/ё.txt"].outlet == "Verein"
    assert meta.rows["briefe/ё.txt"].title == ""

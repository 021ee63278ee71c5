"""The leak test finds what somebody put in by hand."""

import json
from pathlib import Path

import pytest
from PIL import Image

from memory_record import MemoryRecord, sample_record
from qantar.publishing.leaks import find_leaks
from qantar.publishing.profile import INTERNAL, PUBLIC
from sample_exhibits import CANARIES


@pytest.fixture(scope="module")
def record() -> MemoryRecord:
    return sample_record()


@pytest.mark.parametrize("name", CANARIES)
@pytest.mark.parametrize("file", ["page.html", "index.js", "data.json"])
def test_a_protected_name_is_found_in_any_spelling(
    tmp_path: Path, record: MemoryRecord, name: str, file: str
) -> None:
    text = json.dumps(name) if file.endswith("js") or "json" in file else name
    (tmp_path / file).write_text(f"<p>Gesagt hat es {text}.</p>")

    leaks = find_leaks(tmp_path, record, INTERNAL)

    assert {leak.kind for leak in leaks} == {"name"}
    assert leaks[0].file == file
    assert not any(name in leak.what for leak in leaks)


def test_a_name_in_an_attribute_or_entity_is_found(
    tmp_path: Path, record: MemoryRecord
) -> None:
    (tmp_path / "a.html").write_text('<img alt="&#1050;анарбекова">')

    assert [leak.kind for leak in find_leaks(tmp_path, record, INTERNAL)] == ["name"]


def test_a_name_in_a_file_name_is_found(tmp_path: Path, record: MemoryRecord) -> None:
    (tmp_path / "zarina-kanarbekova.html").write_text("")

    assert find_leaks(tmp_path, record, INTERNAL)


def test_contacts_of_protected_texts_are_found(
    tmp_path: Path, record: MemoryRecord
) -> None:
    (tmp_path / "a.html").write_text("zarina.k@example.org, +7 (701) 000-00-00")

    kinds = {leak.kind for leak in find_leaks(tmp_path, record, INTERNAL)}

    assert kinds == {"contact", "name"} or kinds == {"contact"}


def test_exact_coordinates_are_found_where_only_towns_may_be_told(
    tmp_path: Path, record: MemoryRecord
) -> None:
    (tmp_path / "a.html").write_text("at 43.2385, 76.9455")

    assert not find_leaks(tmp_path, record, INTERNAL)
    assert {leak.kind for leak in find_leaks(tmp_path, record, PUBLIC)} == {
        "coordinates"
    }


def test_metadata_of_a_picture_is_found(tmp_path: Path, record: MemoryRecord) -> None:
    exif = Image.Exif()
    exif[0x0110] = "camera"
    Image.new("RGB", (8, 8)).save(tmp_path / "a.jpg", exif=exif)
    Image.new("RGB", (8, 8)).save(tmp_path / "b.jpg")

    found = find_leaks(tmp_path, record, INTERNAL)

    assert {(leak.file, leak.kind) for leak in found} == {("a.jpg", "metadata")}


def test_a_picture_that_cannot_be_opened_is_a_finding(
    tmp_path: Path, record: MemoryRecord
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no picture")

    assert len(find_leaks(tmp_path, record, INTERNAL)) == 1


def test_findings_are_numbered_from_one(tmp_path: Path, record: MemoryRecord) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text("Канарбекова")

    assert [leak.number for leak in find_leaks(tmp_path, record, INTERNAL)] == [1, 2]


def test_harmless_words_are_no_finding(tmp_path: Path, record: MemoryRecord) -> None:
    (tmp_path / "a.html").write_text("Kassym-Jomart Tokayev, Almaty, Kanada, 103")

    assert find_leaks(tmp_path, record, INTERNAL) == ()

"""Files take their place whole, and only if they differ from what stands there."""

import os
from pathlib import Path

import pytest

from qantar.publishing.placing import place, place_bytes, stands


@pytest.fixture
def old(tmp_path: Path) -> Path:
    target = tmp_path / "page.html"
    target.write_bytes(b"before")
    os.utime(target, (1, 1))
    return target


def test_the_same_bytes_leave_a_file_as_it_is(old: Path) -> None:
    place_bytes(b"before", old)
    assert old.stat().st_mtime == 1


@pytest.mark.parametrize("data", [b"after!", b"longer than before", b""])
def test_other_bytes_take_its_place_and_leave_no_part(old: Path, data: bytes) -> None:
    place_bytes(data, old)
    assert old.read_bytes() == data
    assert [path.name for path in old.parent.iterdir()] == ["page.html"]


def test_a_part_with_the_same_bytes_is_only_removed(old: Path) -> None:
    part = old.with_name("page.html.part")
    part.write_bytes(b"before")
    place(part, old)
    assert not part.exists()
    assert old.stat().st_mtime == 1


def test_a_part_with_other_bytes_is_moved(old: Path) -> None:
    part = old.with_name("page.html.part")
    part.write_bytes(b"behind")
    place(part, old)
    assert not part.exists()
    assert old.read_bytes() == b"behind"


def test_nothing_stands_where_there_is_no_file(tmp_path: Path) -> None:
    assert not stands(b"", tmp_path / "missing")

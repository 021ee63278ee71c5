"""Walking a folder: every file once, nothing followed, nothing extracted."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from intake import making
from qantar.errors import InputError, UnreadableExhibit
from qantar.intake import FoundFile, Limits, SkippedFile, walk


def put(folder: Path, name: str, data: bytes = b"x") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def found(folder: Path, limits: Limits | None = None) -> list[str]:
    return [i.name for i in walk(folder, limits) if isinstance(i, FoundFile)]


def skipped(folder: Path, limits: Limits | None = None) -> dict[str, str]:
    return {
        i.name: i.reason for i in walk(folder, limits) if isinstance(i, SkippedFile)
    }


def test_files_come_in_a_fixed_order_with_their_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/ä.txt", "a/отчёт 1.txt", "c d.txt"):
        put(tmp_path, name)

    assert found(tmp_path) == ["a/ä.txt", "a/отчёт 1.txt", "b.txt", "c d.txt"]


def test_one_file_can_be_walked(tmp_path: Path) -> None:
    assert found(put(tmp_path, "a.txt")) == ["a.txt"]


@pytest.mark.parametrize(
    "name", [".DS_Store", "Thumbs.db", "~$bericht.docx", "._a.txt", ".hidden"]
)
def test_litter_and_hidden_files_are_skipped_with_a_reason(
    tmp_path: Path, name: str
) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, name)

    assert found(tmp_path) == ["a.txt"]
    assert skipped(tmp_path)[name]


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = put(tmp_path, "outside/secret.txt")
    folder = tmp_path / "in"
    put(folder, "a.txt")
    (folder / "link.txt").symlink_to(outside)
    (folder / "linked").symlink_to(outside.parent)

    assert found(folder) == ["a.txt"]
    assert "links are not followed" in skipped(folder)["link.txt"]
    assert "links are not followed" in skipped(folder)["linked"]


def test_a_pipe_is_skipped(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe")

    assert "no regular file" in skipped(tmp_path)["pipe"]


def test_names_of_255_bytes_and_undecodable_ones_are_walked(tmp_path: Path) -> None:
    put(tmp_path, "ж" * 125 + "x.txt")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"x")

    assert found(tmp_path) == ["caf\\xe9.txt", "ж" * 125 + "x.txt"]


def test_an_empty_folder_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no file .* Put the reports there"):
        list(walk(tmp_path))


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no folder"):
        list(walk(tmp_path / "nowhere"))


def test_count_and_depth_are_limited_and_said(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c/d/e/f.txt"):
        put(tmp_path, name)

    assert found(tmp_path, Limits(folder_files=1)) == ["a.txt"]
    assert "add it in parts" in skipped(tmp_path, Limits(folder_files=1))["b.txt"]
    assert "nested deeper than 1" in skipped(tmp_path, Limits(folder_depth=1))["c/d/"]


def test_members_of_a_zip_file_are_files_of_their_own(tmp_path: Path) -> None:
    inner = making.zip_bytes({"tief.txt": b"innen"})
    put(tmp_path, "a.zip", making.zip_bytes({"x/b.txt": b"words", "in.zip": inner}))

    read = {i.name: i.read_bytes() for i in walk(tmp_path) if isinstance(i, FoundFile)}

    assert read == {"a.zip/x/b.txt": b"words", "a.zip/in.zip/tief.txt": b"innen"}


def test_a_member_can_be_read_after_the_walk(tmp_path: Path) -> None:
    inner = making.zip_bytes({"tief.txt": b"innen"})
    put(tmp_path, "a.zip", making.zip_bytes({"in.zip": inner}))
    [item] = [i for i in walk(tmp_path) if isinstance(i, FoundFile)]

    assert item.read_bytes() == b"innen"


def test_an_office_document_is_not_entered(tmp_path: Path) -> None:
    put(tmp_path, "a.docx", making.docx_bytes("x"))
    put(tmp_path, "b.zip", making.zip_bytes({"c.docx": making.docx_bytes("x")}))

    assert found(tmp_path) == ["a.docx", "b.zip/c.docx"]


def test_names_that_lead_out_of_the_zip_file_lose_their_way_out(tmp_path: Path) -> None:
    put(tmp_path, "a.zip", making.zip_bytes({"../../etc/x.txt": b"1", "/y.txt": b"2"}))

    assert found(tmp_path) == ["a.zip/etc/x.txt", "a.zip/y.txt"]


def test_a_russian_member_name_of_an_old_zip_program_is_read(tmp_path: Path) -> None:
    packed = making.zip_bytes({"AAAAA.txt": b"1"})
    put(tmp_path, "a.zip", packed.replace(b"AAAAA", "отчет".encode("cp866")))

    assert found(tmp_path) == ["a.zip/отчет.txt"]


def locked_zip() -> bytes:
    """A zip file whose member is flagged as encrypted (APPNOTE.TXT 4.4.4, bit 0)."""
    data = bytearray(making.zip_bytes({"a.txt": b"words"}))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def bomb() -> bytes:
    return making.zip_bytes({"zeros.txt": b"\0" * 40_000_000})


def nested(depth: int) -> bytes:
    data = making.zip_bytes({"a.txt": b"words"})
    for _ in range(depth):
        data = making.zip_bytes({"in.zip": data})
    return data


def many() -> bytes:
    return making.zip_bytes({f"{n}.txt": b"x" for n in range(30)})


@pytest.mark.parametrize(
    ("data", "limits", "said"),
    [
        (locked_zip(), Limits(), "protected by a password"),
        (bomb(), Limits(), "decompression bomb"),
        (nested(4), Limits(), "nested deeper than 3"),
        (many(), Limits(members=20), "more than 20 members"),
        (many(), Limits(total_bytes=10), "unpacks to more than 10 bytes"),
        (many()[:-40], Limits(), "end is missing"),
    ],
)
def test_a_zip_file_that_cannot_be_entered_is_kept_whole(
    tmp_path: Path, data: bytes, limits: Limits, said: str
) -> None:
    put(tmp_path, "a.zip", data)

    assert any(name.endswith(".zip") for name in found(tmp_path, limits))
    assert said in " ".join(skipped(tmp_path, limits).values())


def damaged_zip(size: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("a.txt", b"w" * size + b"end")
    return stream.getvalue().replace(b"wend", b"wEND")


def test_a_small_damaged_member_is_skipped_and_its_zip_file_kept(
    tmp_path: Path,
) -> None:
    put(tmp_path, "a.zip", damaged_zip(10))

    assert found(tmp_path) == ["a.zip"]
    assert "damaged inside" in skipped(tmp_path)["a.zip/a.txt"]


def test_a_large_damaged_member_raises_when_it_is_read(tmp_path: Path) -> None:
    put(tmp_path, "a.zip", damaged_zip(100_000))
    [item] = [i for i in walk(tmp_path) if isinstance(i, FoundFile)]

    with pytest.raises(UnreadableExhibit, match="damaged inside the zip file"):
        item.read_bytes()


def test_a_name_that_stands_twice_in_a_zip_file_is_told_apart(tmp_path: Path) -> None:
    packed = making.zip_bytes({"a.txt": b"eins", "b.txt": b"zwei"})
    put(tmp_path, "a.zip", packed.replace(b"b.txt", b"a.txt"))

    read = {i.name: i.read_bytes() for i in walk(tmp_path) if isinstance(i, FoundFile)}

    assert read == {"a.zip/a.txt": b"eins", "a.zip/a.txt (2)": b"zwei"}


def test_a_zip_file_that_was_changed_after_the_walk_is_said(tmp_path: Path) -> None:
    path = put(tmp_path, "a.zip", making.zip_bytes({"a.txt": b"1", "b.txt": b"2"}))
    *_, last = [i for i in walk(tmp_path) if isinstance(i, FoundFile)]
    path.write_bytes(making.zip_bytes({"a.txt": b"1"}))

    with pytest.raises(UnreadableExhibit, match="changed since it was walked"):
        last.read_bytes()


def test_members_of_several_zip_files_can_be_read_in_any_order(tmp_path: Path) -> None:
    inner = making.zip_bytes({"c.txt": b"c"})
    put(tmp_path, "a.zip", making.zip_bytes({"a.txt": b"a", "in.zip": inner}))
    put(tmp_path, "b.zip", making.zip_bytes({"b.txt": b"b"}))
    items = [i for i in walk(tmp_path) if isinstance(i, FoundFile)]

    assert [i.read_bytes() for i in reversed(items)] == [b"b", b"c", b"a"]
    assert [i.read_bytes() for i in items] == [b"a", b"c", b"b"]

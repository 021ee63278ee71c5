"""No secret is in any byte of an edition; and where one is, the leak test names it."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from canaries import CONTACTS, NAMES, PLACE_NAME, POSITION, seeded_record, unguarded
from qantar.publishing.edition import PARTS, write_edition
from qantar.publishing.leaks import LeakTest
from qantar.publishing.opendata import write_data
from qantar.publishing.profile import INTERNAL, PUBLIC, Profile
from qantar.vocabulary.exhibit import DOCUMENT_KINDS
from qantar.vocabulary.statement import Review

OPEN = replace(
    PUBLIC,
    name="open",
    edition="first",
    reviews=frozenset(Review) - {Review.REJECTED},
    kinds=frozenset((*DOCUMENT_KINDS, "")),
    protected_exhibits=True,
    pictures=True,
    all_persons=True,
    register=True,
    combinations=True,
)
"""Lets out nearly everything but what is protected: the hardest to keep clean."""

WORDS = tuple(word for name in NAMES for word in name.split() if len(word) > 6)


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes of a file, and those inside it, with every stream decompressed."""
    yield data
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from unpacked(archive.read(name))
    elif data[:5] == b"%PDF-":
        with pikepdf.open(io.BytesIO(data)) as document:
            for item in document.objects:
                if isinstance(item, pikepdf.Stream):
                    try:
                        yield item.read_bytes()
                    except pikepdf.PdfError:
                        yield item.read_raw_bytes()


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        yield path.as_posix(), path.relative_to(folder).as_posix().encode()
        if path.is_file():
            for data in unpacked(path.read_bytes()):
                yield path.as_posix(), data


@pytest.fixture(scope="module", params=[INTERNAL, PUBLIC, OPEN], ids=lambda p: p.name)
def edition(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Profile]:
    folder = tmp_path_factory.mktemp(request.param.name) / "out"
    report = write_edition(
        seeded_record(), folder, profile=request.param, langs=("de",)
    )

    assert [str(finding) for finding in report.findings] == []
    return folder, request.param


def coded(words: Iterable[str]) -> re.Pattern[bytes]:
    """The words in every coding that a file may have them in."""
    codes = ("utf-8", "utf-16-be", "utf-16-le")
    found = [word.encode(code) for word in words for code in codes]
    found += [ascii(word)[1:-1].encode() for word in words]
    return re.compile(b"|".join(map(re.escape, dict.fromkeys(found))))


def holders(folder: Path, words: Iterable[str]) -> list[str]:
    """Files in which one of the words stands, anywhere."""
    wanted = coded(tuple(words))
    return [file for file, data in everything(folder) if wanted.search(data)]


def test_no_protected_name_or_contact_is_in_any_byte(
    edition: tuple[Path, Profile],
) -> None:
    assert holders(edition[0], (*WORDS, *CONTACTS)) == []


def test_an_exact_place_is_told_only_in_the_groups_own_copy(
    edition: tuple[Path, Profile],
) -> None:
    folder, profile = edition
    found = holders(folder, (PLACE_NAME, *POSITION))

    assert bool(found) == (profile.grain == "building")


def test_things_that_give_a_voice_away_together_are_refused(tmp_path: Path) -> None:
    closed = replace(OPEN, combinations=False)
    report = write_edition(
        seeded_record(),
        tmp_path / "out",
        profile=closed,
        langs=("de",),
        parts=("data",),
    )

    assert report.refused
    assert [(x.kind, x.file, x.what) for x in report.findings] == [
        ("combination", "E10", "picture whose credit names a protected voice")
    ]


@pytest.fixture(scope="module")
def spilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of the record in which somebody forgot to protect the voice."""
    folder = tmp_path_factory.mktemp("spilt") / "out"
    record = unguarded(seeded_record())
    write_edition(record, folder, profile=INTERNAL, langs=("de",), parts=PARTS)
    write_data(record, folder / "data", profile=INTERNAL, lang="de")
    return folder


def test_the_leak_test_names_every_kind_of_secret(spilt: Path) -> None:
    found = LeakTest(seeded_record(), OPEN).look(spilt)
    kinds = {leak.kind for leak in found}
    files = {leak.file.rsplit("/", 1)[-1] for leak in found if leak.kind == "name"}

    assert {"name", "contact", "coordinates"} <= kinds
    assert {
        "statements.jsonl",
        "statements.csv",
        "booklet.pdf",
        "booklet.epub",
    } <= files
    assert {"record.ftm.jsonl", "record.jsonld", "events.ics"} <= files


@pytest.mark.parametrize("name", NAMES)
def test_the_leak_test_finds_a_name_in_each_script(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.html").write_text(f"<p>{name}</p>", "utf-8")

    assert {x.kind for x in LeakTest(seeded_record(), PUBLIC).look(tmp_path)} == {
        "name"
    }


def test_a_file_of_a_strange_kind_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\xff\xfe\x00\x01")

    assert {x.kind for x in LeakTest(seeded_record(), PUBLIC).look(tmp_path)} == {
        "unreadable"
    }


def test_traces_of_the_machine_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("made in /home/somebody/case", "utf-8")
    test = LeakTest(
        seeded_record(), INTERNAL, exact={"/home/somebody": "path of this machine"}
    )

    assert [(x.kind, x.what) for x in test.look(tmp_path)] == [
        ("trace", "path of this machine")
    ]


def test_what_leaks_is_not_published_and_the_older_edition_stays(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "booklet.pdf").write_bytes(b"older")
    key = {"Kasachstan": "a word that must not occur"}
    report = write_edition(
        seeded_record(), out, profile=OPEN, langs=("de",), parts=("data",), exact=key
    )

    assert report.refused
    assert report.findings
    assert [p.name for p in out.iterdir()] == ["booklet.pdf"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]

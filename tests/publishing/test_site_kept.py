"""A page that would come out the same is left as it is, and no other."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from memory_record import MemoryRecord, sample_record
from qantar.publishing.profile import INTERNAL, PUBLIC
from qantar.publishing.site import Kept, write_site
from qantar.vocabulary.finding import Verdict
from qantar.vocabulary.statement import CarrierStance, HowKnown, Review, Stance, Status
from qantar.vocabulary.when import When
from sample_statements import STATEMENTS

LANGS = ("en", "kk")


def write(
    record: MemoryRecord, folder: Path, shelf: dict[str, Kept], **options: Any
) -> int:
    told: dict[str, Any] = {"profile": INTERNAL, "langs": LANGS} | options
    return write_site(record, folder, shelf=shelf, **told).kept


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Kept]]:
    folder, shelf = tmp_path_factory.mktemp("first"), dict[str, Kept]()
    assert write(sample_record(), folder, shelf) == 0
    return folder, shelf


def copied(first: tuple[Path, dict[str, Kept]], target: Path) -> dict[str, Kept]:
    """The site in another folder, its files with their times."""
    folder, shelf = first
    for path in folder.rglob("*"):
        new = target / path.relative_to(folder)
        if path.is_file():
            new.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(path.read_bytes())
            told = path.stat()
            os.utime(new, ns=(told.st_atime_ns, told.st_mtime_ns))
    return dict(shelf)


def said(**changes: Any) -> Callable[[MemoryRecord], MemoryRecord]:
    """The statement about the storming says something else."""

    def change(record: MemoryRecord) -> MemoryRecord:
        old = STATEMENTS["storm"]
        reading = record.readings[old.exhibit]
        statements = tuple(
            replace(s, **changes) if s.id == old.id else s for s in reading.statements
        )
        own = replace(reading, statements=statements)
        return replace(record, readings=record.readings | {old.exhibit: own})

    return change


def told(**changes: Any) -> Callable[[MemoryRecord], MemoryRecord]:
    """The first exhibit is told otherwise."""

    def change(record: MemoryRecord) -> MemoryRecord:
        one, *rest = record.all_exhibits
        own = replace(one, provenance=replace(one.provenance, **changes))
        return replace(record, all_exhibits=(own, *rest))

    return change


def each(field: str, **changes: Any) -> Callable[[MemoryRecord], MemoryRecord]:
    """Every value of one kind is another."""

    def change(record: MemoryRecord) -> MemoryRecord:
        found = tuple(replace(one, **changes) for one in getattr(record, field))
        changed: dict[str, Any] = {field: found}
        return replace(record, **changed)

    return change


CHANGES: dict[str, Callable[[MemoryRecord], MemoryRecord]] = {
    "nothing": lambda record: record,
    "state": lambda r: replace(r, case=replace(r.case, root="0" * 64, entries=99)),
    "title": lambda r: replace(r, case=replace(r.case, title="Another")),
    "zone": lambda r: replace(r, case=replace(r.case, zone="Europe/Berlin")),
    "exhibit gone": lambda r: replace(r, all_exhibits=r.all_exhibits[:-1]),
    "stance": said(stance=Stance.RUMOUR),
    "carrier": said(carrier_stance=CarrierStance.DOUBTS),
    "known": said(how_known=HowKnown.HEARD),
    "kind": said(event_type="arson"),
    "time": said(when=When.parse("2022-01-07")),
    "no time": said(when=None),
    "place": said(where=()),
    "agents": said(agents=()),
    "targets": said(targets=()),
    "quantities": said(quantities=()),
    "conditional": said(conditional=True),
    "status": said(status=Status.RETRACTED),
    "review": said(review=Review.CORRECTED),
    "outlet": told(outlet="Another outlet"),
    "published": told(published="2022-02-03"),
    "exhibit title": told(title="Another title"),
    "person's name": each("all_people", name="Somebody", names=()),
    "person's roles": each("all_people", roles=("chair",)),
    "place's name": each("all_places", name="Somewhere", names=()),
    "place's grain": each("all_places", precision="region"),
    "no places": lambda record: replace(record, all_places=()),
    "verdict": each("all_contradictions", verdict=Verdict.UNDECIDED),
    "facet": each("all_contradictions", facet="agent"),
    "state of questions": each("all_questions", state="open"),
    "no disputes": lambda r: replace(r, all_contradictions=(), all_questions=()),
    "evidence": each("all_origins", evidence=("the same words",)),
    "network": lambda record: replace(record, all_connectivity=()),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_site_brought_up_to_date_is_the_site_made_anew(
    name: str, tmp_path: Path, first: tuple[Path, dict[str, Kept]]
) -> None:
    record = CHANGES[name](sample_record())
    write(record, tmp_path / "old", copied(first, tmp_path / "old"))
    write(record, tmp_path / "new", {})

    assert contents(tmp_path / "old") == contents(tmp_path / "new")


@pytest.mark.parametrize(
    "options",
    [{"profile": PUBLIC}, {"langs": ("en",)}, {"langs": ("kk", "en")}],
    ids=str,
)
def test_another_edition_keeps_nothing_of_this_one(
    options: dict[str, Any], tmp_path: Path, first: tuple[Path, dict[str, Kept]]
) -> None:
    shelf = copied(first, tmp_path / "old")
    assert write(sample_record(), tmp_path / "old", shelf, **options) == 0
    write(sample_record(), tmp_path / "new", {}, **options)

    assert contents(tmp_path / "old") == contents(tmp_path / "new")


def test_pages_that_stand_are_not_touched(
    tmp_path: Path, first: tuple[Path, dict[str, Kept]]
) -> None:
    shelf = copied(first, tmp_path)
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in shelf}

    assert write(sample_record(), tmp_path, shelf) == len(before)
    assert {name: (tmp_path / name).stat().st_mtime_ns for name in shelf} == before


def test_one_correction_leaves_most_pages_alone(
    tmp_path: Path, first: tuple[Path, dict[str, Kept]]
) -> None:
    shelf = copied(first, tmp_path)
    kept = write(said(stance=Stance.RUMOUR)(sample_record()), tmp_path, shelf)

    assert kept > 3 * len(shelf) // 4


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_page_that_somebody_touched_is_made_again(
    harm: str, tmp_path: Path, first: tuple[Path, dict[str, Kept]]
) -> None:
    shelf = copied(first, tmp_path)
    page = tmp_path / sorted(shelf)[0]
    good = page.read_bytes()
    if harm == "gone":
        page.unlink()
    else:
        page.write_bytes(good.replace(b"<p", b"<q"))
    write(sample_record(), tmp_path, shelf)

    assert page.read_bytes() == good

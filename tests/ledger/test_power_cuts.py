"""The power goes at every moment: nothing that was acknowledged is lost."""

import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fault_disk import FaultDisk, Moment, base_on, failing_at
from qantar.errors import CaseError, DiskFailed
from qantar.ledger import Draft, Ledger, audit, ram_folder


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """In memory where the system can: what the disk does is simulated here."""
    with tempfile.TemporaryDirectory(dir=ram_folder() or tmp_path) as folder:
        yield Path(folder)


PNG = b"\x89PNG\r\n\x1a\n"


@dataclass
class Witness:
    """What was acknowledged, and which exhibits are on the disk for certain."""

    acknowledged: list[str] = field(default_factory=list)
    durable: set[str] = field(default_factory=set)
    synced: set[str] = field(default_factory=set)
    renamed: dict[str, list[str]] = field(default_factory=dict)

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Note when files and folders of exhibits are synced, and when renamed."""
        sync, rename = os.fsync, Path.replace

        def fsync(handle: int) -> None:
            sync(handle)
            path = str(Path(f"/proc/self/fd/{handle}").readlink())
            self.synced.add(path)
            self.durable |= set(self.renamed.pop(path, []))

        def replace(path: Path, target: Path) -> Path:
            if str(path) in self.synced:
                self.renamed.setdefault(str(target.parent), []).append(target.name)
            return rename(path, target)

        monkeypatch.setattr(os, "fsync", fsync)
        monkeypatch.setattr(Path, "replace", replace)


def write_a_case(folder: Path, witness: Witness, rounds: int) -> None:
    """Appends of all kinds; what was acknowledged is noted as soon as it is."""
    with Ledger.create(folder, title="Square", zone="UTC") as ledger:
        witness.acknowledged.append(ledger.case_id)
        for n in range(rounds):
            witness.acknowledged.append(
                ledger.append("note", {"text": "x" * (n % 900)})
            )
            if n % 3 == 0:
                receipt = ledger.put_exhibit(PNG + b"%d" % n, "image/png", {"n": n})
                witness.acknowledged.append(receipt.entry)
            if n % 7 == 3:
                witness.acknowledged += ledger.append_many([Draft(kind="note")] * 5)
            if n % 11 == 5:
                ledger.store.run("PRAGMA wal_checkpoint(TRUNCATE)")


def lost(moment: Moment, folder: Path, witness: Witness) -> str:
    """What is wrong with the disk after a cut; empty if nothing is."""
    shutil.rmtree(folder, ignore_errors=True)
    moment.write_to(folder)
    if not moment.files.get("log.db"):
        return "an acknowledged case is gone" if witness.acknowledged else ""
    with closing(sqlite3.connect(folder / "log.db")) as base:
        if base.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return "the database is damaged"
        if not base.execute("SELECT 1 FROM sqlite_master").fetchone():
            return "an acknowledged case is gone" if witness.acknowledged else ""
        here = {row[0].hex() for row in base.execute("SELECT id FROM entry")}
        if gone := set(witness.acknowledged) - here:
            return f"{len(gone)} acknowledged entries are gone"
        named = {row[0].hex() for row in base.execute("SELECT digest FROM exhibit")}
        if named - witness.durable:
            return "an entry names an exhibit that may not be on the disk"
    return ""


def cut_everywhere(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    rounds: int,
    every: int,
    variants: int,
    write: Callable[[Path, Witness, int], None] = write_a_case,
) -> tuple[int, list[str]]:
    """How many cuts were tried, and what they lost."""
    disk, witness, dice = FaultDisk(), Witness(), random.Random(7)  # noqa: S311
    found: list[str] = []
    cuts = 0

    def cut(disk: FaultDisk) -> None:
        nonlocal cuts
        if disk.events % every == 0:
            for moment in disk.moments(dice, variants):
                cuts += 1
                if wrong := lost(moment, tmp_path / "after", witness):
                    found.append(f"event {moment.number}: {wrong}")

    witness.watch(monkeypatch)
    disk.cut = cut
    with base_on(disk, monkeypatch):
        write(tmp_path / "case", witness, rounds)
    return cuts, found


def test_a_power_cut_loses_nothing_that_was_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cuts, found = cut_everywhere(tmp_path, monkeypatch, rounds=12, every=3, variants=2)

    assert found == []
    assert cuts > 300


@pytest.mark.slow
def test_ten_thousand_power_cuts_lose_nothing_that_was_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cuts, found = cut_everywhere(tmp_path, monkeypatch, rounds=130, every=1, variants=3)

    assert found == []
    assert cuts >= 10_000


def test_the_harness_sees_what_a_careless_setting_loses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(folder: Path, witness: Witness, rounds: int) -> None:
        with Ledger.create(folder, title="Square", zone="UTC") as ledger:
            ledger.store.run("PRAGMA synchronous = NORMAL")
            for _ in range(rounds):
                witness.acknowledged.append(ledger.append("note", {}))

    _, found = cut_everywhere(
        tmp_path, monkeypatch, rounds=5, every=2, variants=1, write=careless
    )

    assert found


def test_the_harness_sees_an_exhibit_that_was_not_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qantar.ledger.exhibits.sync_folder", lambda _folder: None)

    _, found = cut_everywhere(tmp_path, monkeypatch, rounds=2, every=1, variants=0)

    assert any("exhibit" in wrong for wrong in found)


def survives(folder: Path, acknowledged: list[str]) -> None:
    """The case is sound, holds everything, and goes on."""
    with (
        Ledger.create(folder, title="Square", zone="UTC")
        if not (acknowledged)
        else Ledger.open(folder) as ledger
    ):
        for name in acknowledged:
            assert ledger.entry(name) is not None
        ledger.append("note", {"text": "there is room again"})
    check = audit(folder, "deep")
    assert check.sound, check.findings


def break_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, full: bool, step: int
) -> int:
    """Let one event fail in each run, until a run gets by without; how many failed."""
    failed = 0
    while True:
        number = 1 + failed * step
        folder = tmp_path / f"{kind}{number}"
        disk, witness = FaultDisk(), Witness()
        disk.fails = failing_at(number, kind, full)
        try:
            with base_on(disk, monkeypatch):
                write_a_case(folder, witness, 4)
        except DiskFailed:
            failed += 1
        except CaseError as why:
            raise AssertionError(f"{kind} {number} was told as {why!r}") from why
        else:
            return failed
        survives(folder, witness.acknowledged)
        shutil.rmtree(folder)


@pytest.mark.parametrize("full", [True, False], ids=["full", "broken"])
@pytest.mark.parametrize(("kind", "step"), [("write", 9), ("sync", 2)])
def test_a_disk_that_fails_at_some_moment_leaves_a_sound_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, step: int, full: bool
) -> None:
    assert break_everywhere(tmp_path, monkeypatch, kind, full, step) > 5


@pytest.mark.slow
@pytest.mark.parametrize("full", [True, False], ids=["full", "broken"])
@pytest.mark.parametrize("kind", ["write", "sync"])
def test_a_disk_that_fails_at_any_moment_leaves_a_sound_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, full: bool
) -> None:
    assert break_everywhere(tmp_path, monkeypatch, kind, full, 1) > 10

"""Kill, full disk, Ctrl-C: what was acknowledged is there, and the case is sound."""

import errno
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qantar.errors import DiskFailed
from qantar.ledger import Draft, Ledger, audit

WRITER = """
import sys
from pathlib import Path
from qantar.ledger import Draft, Ledger
n = 0
with Ledger.open(Path(sys.argv[1])) as ledger:
    while True:
        n += 1
        if n % 5 == 0:
            receipt = ledger.put_exhibit(b"%d" % n * 5000, "text/plain", {"n": n})
            names = [receipt.entry]
        elif n % 7 == 0:
            names = ledger.append_many([Draft(kind="note")] * 20)
        else:
            names = [ledger.append("note", {"text": "x" * (n % 900)})]
        print(*names, sep="\\n", flush=True)
"""

FULL_DISK = """
import resource, sys
from pathlib import Path
from qantar.errors import DiskFailed
from qantar.ledger import Ledger
with Ledger.open(Path(sys.argv[1])) as ledger:
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    names = []
    try:
        while True:
            names.append(ledger.append("note", {"text": "x" * 3000}))
    except DiskFailed:
        pass
    try:
        ledger.put_exhibit(b"y" * 400_000, "text/plain", {})
    except DiskFailed:
        pass
    else:
        sys.exit("an exhibit larger than the disk was acknowledged")
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    names.append(ledger.append("note", {"text": "there is room again"}))
    names.append(ledger.put_exhibit(b"y" * 400_000, "text/plain", {}).entry)
print(*names, sep="\\n")
"""


def run(script: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def holds_all(folder: Path, acknowledged: list[str]) -> None:
    check = audit(folder, "deep")
    assert check.sound, check.findings
    with Ledger.open(folder) as ledger:
        for name in acknowledged:
            view = ledger.entry(name)
            assert view is not None
            assert view.body is not None
            for digest in view.body.exhibits:
                assert ledger.holds_exhibit(digest)
        assert len(ledger.frontier()) == 1
        ledger.append("note", {"text": "and goes on"})


def killed(folder: Path, lines: int) -> list[str]:
    """Write until so many ids were acknowledged, then kill without warning."""
    writer = run(WRITER, folder)
    assert writer.stdout is not None
    acknowledged = [writer.stdout.readline().strip() for _ in range(lines)]
    writer.kill()
    rest = writer.stdout.read().split("\n")[:-1]
    writer.stdout.close()
    writer.wait()
    return acknowledged + rest


def test_what_was_acknowledged_survives_a_kill(ledger: Ledger, folder: Path) -> None:
    ledger.close()
    acknowledged: list[str] = []
    for lines in (3, 30, 90):
        acknowledged += killed(folder, lines)

        holds_all(folder, acknowledged)


@pytest.mark.slow
def test_what_was_acknowledged_survives_two_hundred_kills(
    ledger: Ledger, folder: Path
) -> None:
    ledger.close()
    dice = random.Random(5)  # noqa: S311
    acknowledged: list[str] = []
    for _ in range(200):
        acknowledged += killed(folder, dice.randrange(1, 60))

        holds_all(folder, acknowledged)


def test_a_full_disk_leaves_a_sound_case(ledger: Ledger, folder: Path) -> None:
    ledger.close()

    writer = run(FULL_DISK, folder)
    told, _ = writer.communicate()

    assert writer.returncode == 0
    acknowledged = told.split()
    assert len(acknowledged) > 10
    holds_all(folder, acknowledged)


@pytest.fixture
def failing_sync(
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[int, BaseException], None]]:
    """Makes the n-th fsync from now fail."""
    real = os.fsync

    def fail(at: int, why: BaseException) -> None:
        left = [at]

        def fsync(handle: int) -> None:
            left[0] -= 1
            if left[0] == 0:
                raise why
            real(handle)

        monkeypatch.setattr(os, "fsync", fsync)

    yield fail
    monkeypatch.setattr(os, "fsync", real)


# Folders exhibits/ and exhibits/incoming/, the file, exhibits/ab/ and its name.
SYNCS = range(1, 6)


@pytest.mark.parametrize("at", SYNCS)
def test_a_disk_that_fills_up_while_an_exhibit_is_written_leaves_a_sound_case(
    ledger: Ledger,
    folder: Path,
    failing_sync: Callable[[int, BaseException], None],
    at: int,
) -> None:
    failing_sync(at, OSError(errno.ENOSPC, "No space left on device"))

    with pytest.raises(DiskFailed, match="Make room"):
        ledger.put_exhibit(b"bytes", "text/plain", {})

    assert audit(folder, "deep").sound
    assert ledger.put_exhibit(b"bytes", "text/plain", {}).new
    assert audit(folder, "deep").findings == ()


@pytest.mark.parametrize("at", SYNCS)
def test_ctrl_c_while_an_exhibit_is_written_leaves_a_sound_case(
    ledger: Ledger,
    folder: Path,
    failing_sync: Callable[[int, BaseException], None],
    at: int,
) -> None:
    failing_sync(at, KeyboardInterrupt())

    with pytest.raises(KeyboardInterrupt):
        ledger.put_exhibit(b"bytes", "text/plain", {})

    assert audit(folder, "deep").sound
    assert not list((folder / "exhibits").glob("incoming/*"))
    assert ledger.put_exhibit(b"bytes", "text/plain", {}).new


@pytest.mark.parametrize("at", range(1, 4))
def test_a_case_whose_making_was_interrupted_is_completed(
    tmp_path: Path, failing_sync: Callable[[int, BaseException], None], at: int
) -> None:
    folder = tmp_path / "new"
    failing_sync(at, KeyboardInterrupt())

    with pytest.raises(KeyboardInterrupt):
        Ledger.create(folder, title="Square", zone="UTC")
    with Ledger.create(folder, title="Square", zone="UTC") as ledger:
        ledger.append("note", {})

    assert audit(folder).findings == ()


def test_bytes_that_do_not_read_back_are_not_acknowledged(
    ledger: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def spoil(self: Path, target: Path) -> Path:
        self.chmod(0o600)
        self.write_bytes(b"what the disk made of it")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", spoil)

    with pytest.raises(DiskFailed, match="does not read back"):
        ledger.put_exhibit(b"bytes", "text/plain", {})

    assert list(ledger.entries("exhibit.add")) == []


def test_two_programs_at_once_write_one_chain(ledger: Ledger, folder: Path) -> None:
    ledger.close()
    writers = [run(WRITER, folder) for _ in range(2)]
    acknowledged = []
    for writer in writers:
        assert writer.stdout is not None
        acknowledged += [writer.stdout.readline().strip() for _ in range(40)]
    for writer in writers:
        writer.kill()
        assert writer.stdout is not None
        acknowledged += writer.stdout.read().split("\n")[:-1]
        writer.stdout.close()
        writer.wait()

    holds_all(folder, acknowledged)


def test_many_drafts_are_one_commit(ledger: Ledger) -> None:
    commits = 0
    real = ledger.store.run

    def count(sql: str, values: tuple[object, ...] = ()) -> int:
        nonlocal commits
        commits += sql == "COMMIT"
        return real(sql, values)  # type: ignore[arg-type]

    ledger.store.run = count  # type: ignore[method-assign, assignment]
    ledger.append_many([Draft(kind="note")] * 500)

    assert commits == 1


def test_what_a_kill_left_half_written_is_swept_after_a_day(
    ledger: Ledger, folder: Path
) -> None:
    ledger.put_exhibit(b"bytes", "text/plain", {})
    ledger.close()
    incoming = folder / "exhibits" / "incoming"
    names = {"old": 2, "fresh": 0, "old.part": 2}
    now = datetime.now(UTC)
    for name, days in names.items():
        (incoming / name).write_bytes(b"half")
        then = (now - timedelta(days=days)).timestamp()
        os.utime(incoming / name, (then, then))

    Ledger.open(folder).close()

    assert {path.name for path in incoming.iterdir()} == {"fresh", "old.part"}

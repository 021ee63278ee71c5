"""How fast the ledger is, beside Git and bare SQLite doing the same in the same run.

Every figure has a target that holds on two cores of an old laptop, and peers: Git with
the same entries as commits and the same exhibits as blobs, SQLite inserting the same
bytes without any check, and bare Ed25519 or SHA-256 where those are the limit. Where a
figure is a second of processor time, that of all threads and of child processes counts,
so that a machine with other work gives the same; ``wall`` is what the clock showed.
Writes ``benchmarks/results/ledger.json``.

    python benchmarks/ledger.py [ENTRIES]
    python benchmarks/ledger.py --million    # adds what a million entries take
"""

import json
import os
import platform
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nacl
import sqlcipher3
from ledger_peers import TEXT, Bare, Git
from nacl.signing import SigningKey

from qantar.case import Case
from qantar.ledger import (
    Draft,
    Ledger,
    Signed,
    Tip,
    Vault,
    audit,
    prove,
    tips_to_text,
    write_lock,
)
from qantar.ledger.bundle import merge, pack, recipient

RESULTS = Path(__file__).parent / "results" / "ledger.json"
SINGLES = 300
GIT_SINGLES = 100
ZIP = {"file": "photographs.zip"}
EXHIBIT = 128 * 1024 * 1024


class Table:
    """Figures with their targets and peers."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, Any]] = {}

    def add(
        self,
        name: str,
        ours: float,
        target: float,
        *,
        most: bool = False,
        **peers: float,
    ) -> None:
        """Note a figure; ``most`` if smaller is better."""
        good = ours <= target if most else ours >= target
        self.rows[name] = {
            "ours": round(ours, 1),
            "target": target,
            "met": good,
            **{peer: round(value, 1) for peer, value in peers.items()},
        }
        sign = "<=" if most else ">="
        others = ", ".join(f"{p.replace('_', ' ')} {v:.1f}" for p, v in peers.items())
        mark = "ok " if good else "NOT"
        print(f"{mark} {ours:>10.1f} {name} ({sign} {target}; {others})", flush=True)


def timed(work: Callable[[], object]) -> float:
    """Seconds that work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def processor() -> float:
    """Seconds of processor time of this program and its children so far."""
    own, children = os.times(), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.user + own.system + children.ru_utime + children.ru_stime


def worked(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of processor time that work takes, and of the clock."""
    before = processor()
    wall = timed(work)
    return processor() - before, wall


def cpu(work: Callable[[], object]) -> float:
    """Seconds of processor time that work takes."""
    return worked(work)[0]


def p95(work: Callable[[int], object], count: int) -> float:
    """The 95th percentile of milliseconds that one takes."""
    spent = sorted(1000 * timed(lambda n=n: work(n)) for n in range(count))  # type: ignore[misc]
    return spent[int(0.95 * count)]


def drafts(count: int) -> list[Draft]:
    return [
        Draft(kind="note", fields={"text": TEXT.format(n=n) * 2, "number": n})
        for n in range(count)
    ]


def bytes_of(ledger: Ledger) -> list[Signed]:
    """Every entry as it is kept."""
    rows = ledger.store.all(
        "SELECT id, head, sig, bytes FROM entry LEFT JOIN body USING (n) ORDER BY n"
    )
    return [
        Signed(id=r["id"].hex(), head=r["head"], sig=r["sig"], body=r["bytes"])
        for r in rows
    ]


def appending(folder: Path, table: Table, ledger: Ledger) -> None:
    bare, git = Bare(folder / "one.db"), Git(folder / "git-one")
    table.add(
        "milliseconds for one durable entry, 95th percentile",
        p95(lambda n: ledger.append("note", {"text": TEXT.format(n=n)}), SINGLES),
        10,
        most=True,
        bare_sqlite_insert=p95(bare.one, SINGLES),
        git_commit=p95(git.commit, GIT_SINGLES),
    )


def merging(folder: Path, table: Table, ledger: Ledger, count: int) -> None:
    copy = Ledger.join(folder / "copy", case=ledger.case_id)
    bundle = folder / "all.qantar"
    entries = bytes_of(ledger)
    git, other = Git(folder / "git"), Git(folder / "git-other")
    bare = Bare(folder / "many.db")
    git_import = cpu(lambda: git.take(entries))
    git.run("bundle", "create", "../all.bundle", "main")
    fetch = ("fetch", "-q", "../all.bundle", "main:main", "--update-head-ok")
    git_size = (folder / "all.bundle").stat().st_size
    pack(ledger, bundle, recipients=[recipient(copy)])
    ours, wall = worked(lambda: merge(copy, [bundle]))
    table.add(
        "entries merged and verified, a second of processor time",
        count / ours,
        8000,
        wall=count / wall,
        bare_sqlite_insert=count / cpu(lambda: bare.many(entries)),
        git_fast_import=count / git_import,
        git_fetch_of_bundle=count / cpu(lambda: other.run(*fetch)),
    )
    ours, wall = worked(lambda: merge(copy, [bundle]))
    table.add(
        "known entries merged again, a second of processor time",
        count / ours,
        50_000,
        wall=count / wall,
        bare_sqlite_insert_or_ignore=count / cpu(lambda: bare.many(entries)),
    )
    key, message = SigningKey.generate(), b"x" * 380
    signed = key.sign(message)
    sodium = cpu(lambda: [key.verify_key.verify(signed) for _ in range(5000)])
    ours, wall = worked(lambda: audit(folder / "copy", "full"))
    table.add(
        "entries verified fully, a second of processor time",
        count / ours,
        10_000,
        wall=count / wall,
        git_fsck=count / cpu(lambda: git.run("fsck", "--full", "--no-dangling")),
        bare_ed25519=5000 / sodium,
    )
    table.add(
        "bytes of a bundle for one missing entry of 300 bytes of text",
        bundle.stat().st_size / count,
        220,
        most=True,
        git_bundle_unsigned=git_size / count,
    )
    copy.close()


def proving(folder: Path, table: Table, ledger: Ledger) -> None:
    """What an outsider waits for, with nothing but Python."""
    names = [view.id for view in ledger.entries("note")][:1000]
    prove(ledger, names, folder / "proof.json")
    script = [sys.executable, "-I", folder / "verify.py", folder / "proof.json"]
    spent = cpu(lambda: subprocess.run(script, capture_output=True, check=True))
    table.add(
        "seconds of the stand-alone verifier for a proof of 1000 entries",
        spent,
        30,
        most=True,
    )


def sending_one(folder: Path, table: Table, ledger: Ledger) -> None:
    with Ledger.join(folder / "one", case=ledger.case_id) as copy:
        tips = ledger.frontier()
        ledger.append("note", {"text": TEXT.format(n=0) * 2})
        to = [recipient(copy)]
        (volume,) = pack(ledger, folder / "one.qantar", recipients=to, since=tips)
    table.add("bytes of a bundle with a single entry", volume.size, 1000, most=True)


def asking(table: Table) -> None:
    tips = [
        Tip(dev=os.urandom(32).hex(), seq=1 << n, id=os.urandom(32).hex())
        for n in range(20)
    ]
    plain = json.dumps([[tip.dev, tip.seq, tip.id] for tip in tips])
    table.add(
        "bytes of a request for each device, one round",
        len(tips_to_text(tips)) / len(tips),
        100,
        most=True,
        as_plain_json=len(plain) / len(tips),
    )


def preserving(folder: Path, table: Table, ledger: Ledger, locked: Ledger) -> None:
    blobs = [os.urandom(EXHIBIT) for _ in range(3)]
    (folder / "blob").write_bytes(blobs[0])
    git = Git(folder / "git-blobs")
    size = EXHIBIT / 1e6

    def bare_copy() -> None:
        with (folder / "blob").open("rb") as src, (folder / "c").open("wb") as dst:
            shutil.copyfileobj(src, dst, 1 << 20)
            dst.flush()
            os.fsync(dst.fileno())

    copied = size / cpu(bare_copy)
    hashed = size / cpu(
        lambda: git.run("-c", "core.compression=0", "hash-object", "-w", "../blob")
    )
    for name, one in (("open", ledger), ("locked", locked)):
        spent, wall = min(
            worked(lambda b=b, one=one: one.put_exhibit(b, "application/zip", ZIP))  # type: ignore[misc]
            for b in blobs
        )
        table.add(
            f"megabytes of an exhibit taken in, {name} case, a second of processor time",
            size / spent,
            200,
            wall=size / wall,
            bare_copy_and_fsync=copied,
            git_hash_object=hashed,
        )


def replaying(folder: Path, table: Table, count: int, per: float) -> None:
    """Views from nothing: every entry read again, in order."""
    case = Case.open(folder)  # has the views made; they are made anew below
    case.close()
    for path in folder.glob("views.db*"):
        path.unlink()
    spent, wall = worked(lambda: Case.open(folder).close())
    table.add(
        f"seconds of processor time to replay {count} entries into views",
        spent,
        per,
        most=True,
        wall=wall,
    )


def million(folder: Path, table: Table) -> None:
    """A case of a million entries."""
    count = 1_000_000
    with Ledger.create(folder / "million", title="x", zone="UTC") as ledger:
        for _ in range(count // 20_000):
            ledger.append_many(drafts(20_000))
    spent, wall = worked(lambda: audit(folder / "million", "full"))
    table.add(
        "seconds of processor time to verify a million entries fully",
        spent,
        120,
        most=True,
        wall=wall,
    )
    replaying(folder / "million", table, count, 60)
    size = (folder / "million" / "log.db").stat().st_size
    table.add("bytes on disk for each of a million", size / count, 1500, most=True)


def measure(folder: Path, table: Table, entries: int) -> None:
    ledger = Ledger.create(folder / "case", title="Bench", zone="UTC")
    appending(folder, table, ledger)
    table.add(
        "entries signed and kept in one batch, a second of processor time",
        entries / cpu(lambda: ledger.append_many(drafts(entries))),
        4000,
    )
    merging(folder, table, ledger, ledger.count())
    sending_one(folder, table, ledger)
    asking(table)
    proving(folder, table, ledger)
    vault = Vault.make()
    write_lock(folder / "locked", vault.lock("only for a benchmark"))
    locked = Ledger.create(folder / "locked", title="x", zone="UTC", vault=vault)
    preserving(folder, table, ledger, locked)
    table.add(
        "entries signed and kept in one batch, locked, a second of processor time",
        entries / cpu(lambda: locked.append_many(drafts(entries))),
        3000,
    )
    locked.close()
    ledger.close()
    replaying(folder / "case", table, entries, entries * 60 / 1_000_000 + 1)


def main() -> None:
    told = [int(one) for one in sys.argv[1:] if one.isdigit()]
    entries = told[0] if told else 20_000
    whole, table, kept = "--million" in sys.argv, Table(), dict[str, Any]()
    if RESULTS.exists():
        kept = json.loads(RESULTS.read_text("utf-8"))["figures"]
    with tempfile.TemporaryDirectory() as folder:
        if whole:
            million(Path(folder), table)
        else:
            measure(Path(folder), table, entries)
    figures = {
        name: row
        for name, row in kept.items()
        if ("million" in name or "1000000" in name) != whole
    } | table.rows
    git = subprocess.run(
        ["git", "--version"], capture_output=True, text=True, check=True
    )
    result = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "load": round(os.getloadavg()[0], 1),
        "versions": {
            "git": git.stdout.split()[-1],
            "pynacl": nacl.__version__,
            "python": platform.python_version(),
            "sqlcipher": sqlcipher3.sqlite_version,
            "sqlite": sqlite3.sqlite_version,
        },
        "entries": entries,
        "figures": figures,
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    if missed := [name for name, row in figures.items() if not row["met"]]:
        print(f"missed: {'; '.join(missed)}")


if __name__ == "__main__":
    main()

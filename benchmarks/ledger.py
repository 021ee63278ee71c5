"""How fast the ledger is, beside what the machine can do at all.

Each figure stands beside a peer that was measured in the same run: a bare fsync, bare
Ed25519, bare SHA-256, a bare INSERT. Ratios travel from machine to machine; figures do
not. Writes ``benchmarks/results/ledger.json``.

    python benchmarks/ledger.py [ENTRIES]
"""

import hashlib
import json
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import nacl
from nacl.signing import SigningKey

from qantar.ledger import DeviceKey, Draft, Ledger, audit

RESULTS = Path(__file__).parent / "results" / "ledger.json"
TEXT = "Between the akimat and the station, shots from about 15:50; two people fell. "


def timed(work: Callable[[], object]) -> float:
    """Seconds that work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def rate(count: int, work: Callable[[], object]) -> float:
    """So many of them a second."""
    return round(count / timed(work), 1)


def drafts(count: int) -> list[Draft]:
    return [
        Draft(kind="note", fields={"text": TEXT * 2, "number": n}) for n in range(count)
    ]


def bare_fsyncs(folder: Path, count: int) -> None:
    with (folder / "fsync").open("wb") as file:
        for _ in range(count):
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())


def bare_commits(folder: Path, count: int) -> None:
    base = sqlite3.connect(folder / "bare.db", isolation_level=None)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = FULL")
    base.execute("CREATE TABLE t (id BLOB PRIMARY KEY, data BLOB)")
    for _ in range(count):
        base.execute("INSERT INTO t VALUES (?, ?)", (os.urandom(32), b"x" * 900))
    base.close()


def bare_signatures(count: int) -> tuple[float, float]:
    key, message = SigningKey.generate(), b"x" * 380
    signed = key.sign(message)
    return (
        rate(count, lambda: [key.sign(message) for _ in range(count)]),
        rate(count, lambda: [key.verify_key.verify(signed) for _ in range(count)]),
    )


def copying(ledger: Ledger, copy: Ledger) -> int:
    """Admit everything of one copy into another, one transaction."""
    with copy.store.transaction():
        for view in ledger.entries():
            entry = ledger.signed(view.id)
            if entry is not None:
                copy.admit(entry.head, entry.sig, entry.body)
    return copy.count()


def measure(folder: Path, entries: int) -> dict[str, dict[str, object]]:
    ledger = Ledger.create(
        folder / "case", title="Bench", zone="UTC", key=DeviceKey.make()
    )
    singles = drafts(300)
    many = drafts(entries)
    blob = os.urandom(64 * 1024 * 1024)
    figures: dict[str, tuple[float, float, str]] = {}
    signs, checks = bare_signatures(5000)
    figures["entries appended one by one, a second"] = (
        rate(300, lambda: [ledger.append(d.kind, d.fields) for d in singles]),
        rate(300, lambda: bare_commits(folder, 300)),
        "bare commits of one row, synchronous=FULL",
    )
    figures["entries appended in one batch, a second"] = (
        rate(entries, lambda: ledger.append_many(many)),
        signs,
        "bare Ed25519 signatures",
    )
    figures["entries read in order, a second"] = (
        rate(entries, lambda: [view.fields for view in ledger.entries()]),
        rate(entries, lambda: [json.loads(json.dumps(d.fields)) for d in many]),
        "json.loads(json.dumps()) of the same fields",
    )
    copy = Ledger.join(folder / "copy", case=ledger.case_id)
    figures["entries of another device admitted, a second"] = (
        rate(entries, lambda: copying(ledger, copy)),
        checks,
        "bare Ed25519 verifications",
    )
    figures["known entries admitted again, a second"] = (
        rate(entries, lambda: copying(ledger, copy)),
        checks,
        "bare Ed25519 verifications",
    )
    figures["entries checked fully, a second"] = (
        rate(entries, lambda: audit(folder / "case", "full")),
        checks,
        "bare Ed25519 verifications",
    )
    figures["exhibit of 64 MiB taken in, MiB a second"] = (
        rate(64, lambda: ledger.put_exhibit(blob, "application/zip", {})),
        rate(64, lambda: hashlib.sha256(blob).digest()),
        "bare SHA-256 in memory",
    )
    small = [(b"%d" % n, "text/plain", {"file": str(n)}) for n in range(256)]
    figures["small exhibits taken in, a second"] = (
        rate(256, lambda: list(ledger.put_exhibits(small))),
        rate(256, lambda: bare_fsyncs(folder, 256)),
        "bare fsyncs",
    )
    ledger.close()
    copy.close()
    return {
        name: {"ours": ours, "peer": peer, "ratio": round(ours / peer, 3), "is": what}
        for name, (ours, peer, what) in figures.items()
    }


def main() -> None:
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), entries)
    result = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "versions": {
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "pynacl": nacl.__version__,
        },
        "entries": entries,
        "figures": figures,
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    for name, figure in figures.items():
        print(f"{figure['ours']:>12} {name} ({figure['ratio']} of {figure['is']})")


if __name__ == "__main__":
    main()

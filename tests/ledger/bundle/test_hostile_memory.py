"""Hostile files cost little memory, and time that grows no faster than the file.

Each runs in a process of its own with a limit on its address space, so that one that
escapes fails instead of taking the machine with it.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from qantar.ledger import DeviceKey, Ledger, Signed
from qantar.ledger.bundle.records import (
    CHUNK,
    MAGIC,
    Chunk,
    Hello,
    chunk_record,
    entry_record,
    hello_record,
)
from qantar.ledger.entry import Draft, Head, make_body, sign_head

MERGE = """
import json, resource, sys, time
from pathlib import Path
from qantar.errors import InputError
from qantar.ledger import Ledger, audit, audit_proof
from qantar.ledger.bundle import audit_bundle, merge

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

with Ledger.open(Path(sys.argv[1])) as ledger:
    size = int(Path("/proc/self/statm").read_text().split()[0]) * 4096
    limit = size + 512 * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    before, begun = peak(), time.process_time()
    told = {}
    try:
        report = merge(ledger, [Path(sys.argv[2])])
        told = {
            "new": report.new, "waiting": report.waiting, "skipped": report.skipped,
            "rejected": sum(report.rejected.values()), "reasons": len(report.rejected),
            "incomplete": list(report.incomplete.values()),
        }
    except InputError as why:
        told = {"refused": str(why)}
    told |= {"seconds": time.process_time() - begun, "memory": peak() - before}
    told["entries"] = ledger.count()
print(json.dumps(told))
"""

MEMORY = 64 * 1024 * 1024


@pytest.fixture
def case(ledger: Ledger, folder: Path) -> Path:
    ledger.close()
    return folder


def merged(case: Path, bundle: Path) -> dict[str, object]:
    """What merging told, in a process with limits."""
    done = subprocess.run(
        [sys.executable, "-c", MERGE, str(case), str(bundle)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


def case_id(case: Path) -> str:
    with Ledger.open(case) as ledger:
        return ledger.case_id


def squeezed(path: Path, begin: bytes, repeat: bytes, times: int) -> Path:
    """A file that grows to many times its size."""
    squeeze = zstandard.ZstdCompressor(level=3).compressobj()
    with path.open("wb") as file:
        file.write(squeeze.compress(begin))
        for _ in range(times):
            file.write(squeeze.compress(repeat))
        file.write(squeeze.flush())
    return path


def greeting(case: Path) -> bytes:
    return MAGIC + hello_record(Hello(case=case_id(case), part=1, frontier=()))


def signed(case: str, key: DeviceKey, seq: int, prev: str, text: str) -> Signed:
    body = make_body(Draft(kind="note", fields={"text": text}), os.urandom(16))
    head = Head(
        bh=hashlib.sha256(body).hexdigest(),
        bn=len(body),
        case=case,
        dev=key.public,
        prev=prev,
        seen=(),
        seq=seq,
        t=None,
        v=1,
    )
    return sign_head(key, head, body)


def test_a_bomb_of_zeros_is_refused(case: Path, tmp_path: Path) -> None:
    bomb = squeezed(tmp_path / "b", greeting(case), bytes(1 << 20), 2000)

    told = merged(case, bomb)

    assert bomb.stat().st_size < 300_000
    assert told["memory"] < MEMORY  # type: ignore[operator]
    assert told["seconds"] < 5  # type: ignore[operator]


def test_a_bomb_of_well_formed_records_is_refused(case: Path, tmp_path: Path) -> None:
    chunk = chunk_record(Chunk(digest="0" * 64, offset=0, data=bytes(CHUNK)))
    bomb = squeezed(tmp_path / "b", greeting(case), chunk * 16, 2000)

    told = merged(case, bomb)

    assert "grows far beyond" in str(told["incomplete"])
    assert told["memory"] < MEMORY  # type: ignore[operator]


def test_a_bomb_with_a_huge_window_is_refused(case: Path, tmp_path: Path) -> None:
    settings = zstandard.ZstdCompressionParameters(window_log=27)
    data = zstandard.ZstdCompressor(compression_params=settings).compress(
        greeting(case) + os.urandom(1 << 20)
    )
    (tmp_path / "b").write_bytes(data)

    told = merged(case, tmp_path / "b")

    assert told["memory"] < MEMORY  # type: ignore[operator]
    assert told["entries"] == 1


def test_a_flood_of_entries_that_follow_nothing_costs_little(
    case: Path, tmp_path: Path
) -> None:
    key, name = DeviceKey.make(), case_id(case)
    spent = []
    for count in (1_000, 4_000):
        path = tmp_path / f"{count}"
        flood = [
            entry_record(signed(name, key, 5, os.urandom(32).hex(), "x" * 500))
            for _ in range(count)
        ]
        path.write_bytes(
            zstandard.ZstdCompressor().compress(greeting(case) + b"".join(flood))
        )
        told = merged(case, path)
        spent.append(float(str(told["seconds"])))
        assert told["memory"] < MEMORY  # type: ignore[operator]
        assert told["new"] == 0

    # Four times as many take about four times as long; squares would be sixteen.
    assert spent[1] < 9 * spent[0] + 0.5


def test_a_flood_of_forged_signatures_costs_little(case: Path, tmp_path: Path) -> None:
    key, name = DeviceKey.make(), case_id(case)
    good = [signed(name, key, n, "0" * 64, "x") for n in range(1, 4000)]
    forged = [
        entry_record(Signed(id=e.id, head=e.head, sig=bytes(64), body=e.body))
        for e in good
    ]
    (tmp_path / "b").write_bytes(
        zstandard.ZstdCompressor().compress(greeting(case) + b"".join(forged))
    )

    told = merged(case, tmp_path / "b")

    assert told["rejected"] == len(forged)
    assert told["reasons"] <= 101  # type: ignore[operator]
    assert told["memory"] < MEMORY  # type: ignore[operator]
    assert told["entries"] == 1


def nested(head: bytes) -> bytes:
    return b"[" * 8000


def doubled(head: bytes) -> bytes:
    return head.replace(b'{"bh"', b'{"bh":"' + b"0" * 64 + b'","bh"', 1)


def spaced(head: bytes) -> bytes:
    return head.replace(b",", b", ", 1)


def fractional(head: bytes) -> bytes:
    return head.replace(b'"seq":0', b'"seq":0.0')


def crowded(head: bytes) -> bytes:
    many = b",".join(b'"%064x"' % n for n in range(17))
    return head.replace(b'"seen":[]', b'"seen":[' + many + b"]")


def climbing(head: bytes) -> bytes:
    return head.replace(b'"prev":null', b'"prev":"../../../../etc/passwd"')


def endless(head: bytes) -> bytes:
    return head + b" " * 16_384


@pytest.mark.parametrize(
    "spoil", [nested, doubled, spaced, fractional, crowded, climbing, endless]
)
def test_a_head_that_is_none_is_refused(
    case: Path, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    with Ledger.open(case) as ledger:
        entry = ledger.signed(ledger.case_id)
    assert entry is not None
    spoiled = Signed(id="", head=spoil(entry.head), sig=entry.sig, body=entry.body)
    (tmp_path / "b").write_bytes(
        zstandard.ZstdCompressor().compress(greeting(case) + entry_record(spoiled))
    )

    told = merged(case, tmp_path / "b")

    assert told["rejected"] == 1
    assert told["entries"] == 1


def test_a_record_longer_than_allowed_is_refused_before_it_is_read(
    case: Path, tmp_path: Path
) -> None:
    record = b"\x02\xff\xff\xff\xff" + os.urandom(1 << 20)
    (tmp_path / "b").write_bytes(
        zstandard.ZstdCompressor().compress(greeting(case) + record)
    )

    told = merged(case, tmp_path / "b")

    assert "is not allowed" in str(told["incomplete"])
    assert told["memory"] < MEMORY  # type: ignore[operator]


def test_no_name_from_outside_becomes_a_path(case: Path, tmp_path: Path) -> None:
    """An exhibit is named by a hash of ours, whatever an entry says."""
    body = make_body(Draft(kind="note", fields={}), bytes(16))
    climbing = body.replace(b'"exhibits":[]', b'"exhibits":["../../../../tmp/x"]')
    with Ledger.open(case) as ledger:
        key = ledger._key
        assert key is not None
        head = Head(
            bh=hashlib.sha256(climbing).hexdigest(),
            bn=len(climbing),
            case=ledger.case_id,
            dev=key.public,
            prev=ledger.case_id,
            seen=(),
            seq=1,
            t=None,
            v=1,
        )
        entry = sign_head(key, head, climbing)
        ledger.admit(entry.head, entry.sig, entry.body)

        view = ledger.entry(entry.id)

        assert view is not None
        assert view.body is None
        assert [t.id for t in ledger.frontier()] == [entry.id]

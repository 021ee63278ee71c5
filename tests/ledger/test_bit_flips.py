"""Every single bit of head, signature and body is covered."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qantar.errors import CaseError, Reject
from qantar.ledger import Ledger, Signed, Vault, add_member, audit, write_lock


def flips(data: bytes, step: int) -> Iterator[bytes]:
    """The bytes with one bit turned, for every step-th bit."""
    for bit in range(0, len(data) * 8, step):
        turned = bytearray(data)
        turned[bit // 8] ^= 1 << bit % 8
        yield bytes(turned)


def admitted_with_a_flip(copy: Ledger, entry: Signed, step: int) -> list[str]:
    """Where a flipped bit was not noticed on admission; and how many were tried."""
    passed = []
    parts = {"head": entry.head, "sig": entry.sig, "body": entry.body or b""}
    for name, data in parts.items():
        for turned in flips(data, step):
            given = {**parts, name: turned}
            try:
                copy.admit(given["head"], given["sig"], given["body"])
            except Reject:
                continue
            passed.append(name)
    return passed


def undetected(folder: Path, step: int) -> tuple[int, list[str]]:
    """Number of bits turned in the tables, and where the check noticed nothing."""
    base = sqlite3.connect(folder / "log.db", isolation_level=None)
    base.execute("DROP TRIGGER entry_is_never_changed")
    base.execute("PRAGMA synchronous = OFF")
    tried, missed = 0, []
    for table, column in (("entry", "head"), ("entry", "sig"), ("body", "bytes")):
        rows = base.execute(f"SELECT n, {column} FROM {table}").fetchall()  # noqa: S608
        change = f"UPDATE {table} SET {column} = ? WHERE n = ?"  # noqa: S608
        for n, data in rows:
            for turned in flips(data, step):
                base.execute(change, (turned, n))
                tried += 1
                found = audit(folder).findings
                if not any(one.weight == "damage" and one.entry for one in found):
                    missed.append(f"{column} of {n}")
            base.execute(change, (data, n))
    base.close()
    return tried, missed


def test_no_flipped_bit_is_admitted(forge: Any, tmp_path: Path) -> None:
    with Ledger.join(tmp_path / "copy", case=forge.case) as copy:
        for entry in (forge.genesis, *forge.chain("B", 1)):
            assert admitted_with_a_flip(copy, entry, 1) == []


def test_the_check_finds_flipped_bits_in_the_tables(
    ledger: Ledger, folder: Path
) -> None:
    ledger.append("note", {"text": "one"})
    ledger.close()

    tried, missed = undetected(folder, 61)

    assert missed == []
    assert tried > 100


@pytest.mark.slow
def test_the_check_finds_every_flipped_bit_in_the_tables(
    ledger: Ledger, folder: Path
) -> None:
    ledger.put_exhibit(b"bytes", "text/plain", {})
    ledger.append("note", {"text": "one"})
    ledger.close()

    tried, missed = undetected(folder, 1)

    assert missed == []
    assert tried > 10_000


def state(folder: Path, vault: Vault | None) -> object:
    """All that a case says: entries that count or do not, bodies, exhibits."""
    with Ledger.open(folder, vault=vault) as ledger:
        views = list(ledger.entries(quarantined=True))
        digests = [d for v in views if v.body for d in v.body.exhibits]
        return (
            ledger.root(),
            ledger.device,
            [(v.id, v.dev, v.seq, v.t, v.standing, v.body) for v in views],
            [ledger.exhibit_size(digest) for digest in digests],
            [ledger.files.bytes_of(digest) for digest in digests],
        )


def unseen_on_disk(
    folder: Path, step: int, vault: Vault | None
) -> tuple[int, list[str]]:
    """Turn bits of the case's files; how many, and where that changed it unseen."""
    before, tried, missed = state(folder, vault), 0, []
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".lock")
    whole = {path: path.read_bytes() for path in paths}
    dice = random.Random(11)  # noqa: S311
    for path in paths:
        path.chmod(0o600)
        size = len(whole[path])
        for place in range(dice.randrange(min(step, size)), size, step):
            turned = bytearray(whole[path])
            turned[place] ^= 1 << dice.randrange(8)
            path.write_bytes(turned)
            tried += 1
            if not noticed(folder, before, vault):
                missed.append(f"{path.name} at {place}")
            for one in paths:
                if one.name.startswith("log.db") or one == path:
                    one.write_bytes(whole[one])
            for side in ("log.db-wal", "log.db-shm"):
                (folder / side).unlink(missing_ok=True)
    return tried, missed


def noticed(folder: Path, before: object, vault: Vault | None) -> bool:
    """Whether the check says so, or opening fails; or nothing was changed at all."""
    try:
        if any(
            f.weight != "remark" for f in audit(folder, "deep", vault=vault).findings
        ):
            return True
        return state(folder, vault) == before
    except CaseError:
        return True


def filled(folder: Path, vault: Vault | None = None) -> None:
    with Ledger.create(folder, title="Square", zone="UTC", vault=vault) as ledger:
        ledger.put_exhibit(b"bytes " * 40, "text/plain", {"file": "a"})
        add_member(ledger, "south")
        ledger.append("note", {"text": "one"})


def test_a_bit_turned_in_any_file_is_found_or_changes_nothing(folder: Path) -> None:
    filled(folder)

    tried, missed = unseen_on_disk(folder, 701, None)

    assert missed == []
    assert tried > 100


def test_a_bit_turned_in_any_file_of_a_locked_case_is_found(folder: Path) -> None:
    vault = Vault.make()
    write_lock(folder, vault.lock("seven grey herons"))
    filled(folder, vault)

    tried, missed = unseen_on_disk(folder, 1501, vault)

    assert missed == []
    assert tried > 50


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_every_seventh_byte_of_a_case_is_covered(folder: Path, part: int) -> None:
    filled(folder)

    tried, missed = unseen_on_disk(folder, 7 + part, None)

    assert missed == []
    assert tried > 5_000

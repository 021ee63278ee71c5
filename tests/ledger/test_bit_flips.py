"""Every single bit of head, signature and body is covered."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qantar.errors import Reject
from qantar.ledger import Ledger, Signed, audit


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

"""The verifier for outsiders: standard library only, and of one mind with the check."""

import importlib.util
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.errors import InputError
from qantar.ledger import Ledger, Vault, audit, audit_proof, prove, write_lock

Vectors = Callable[[str], Any]

# What both look at. The rest are tables, which an outsider has no use for.
SHARED = {"head", "id", "case", "chain", "body", "signature", "genesis"}


@pytest.fixture(scope="session")
def verifier() -> ModuleType:
    with as_file(files("qantar.ledger").joinpath("data/verify.py")) as path:
        spec = importlib.util.spec_from_file_location("outside_verifier", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module


@pytest.fixture
def case(ledger: Ledger, folder: Path) -> Path:
    ledger.put_exhibit(b"Meet at the fountain.", "text/plain", {"file": "a"})
    name = ledger.append("note", {"text": "Қаңтар"})
    ledger.append("decide", {"text": "two"}, supersedes=[name])
    ledger.close()
    return folder


def run(*arguments: str | Path) -> tuple[int, str]:
    """Run the script as an outsider would: alone, isolated from what is installed."""
    with as_file(files("qantar.ledger").joinpath("data/verify.py")) as path:
        done = subprocess.run(
            [sys.executable, "-I", "-S", path, *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stderr == ""
    return done.returncode, done.stdout


def both(verifier: ModuleType, folder: Path) -> tuple[Any, Any]:
    """What either finds in the entries, and whether it holds the case for sound."""
    check = audit(folder, "deep")
    ours = {(f.code, f.entry) for f in check.findings if f.code in SHARED}
    found, _, _ = verifier.check_case(folder)
    theirs = {(code, name) for code, name in found if code in SHARED}
    return ours, theirs


def test_a_good_case_is_good_for_both(case: Path) -> None:
    code, told = run(case)

    assert code == 0
    assert f"root {audit(case).root}" in told
    assert "4 entries, 1 exhibits, 0 findings" in told


def test_the_root_is_the_one_of_the_vectors(
    verifier: ModuleType, vectors: Vectors
) -> None:
    told = vectors("entries")
    entries = {
        e["id"]: (e["head"].encode(), bytes.fromhex(e["sig"]), e["body"].encode())
        for e in told["entries"]
    }

    assert verifier.check(entries, told["case"], True)[0] == []
    assert verifier.root(entries) == told["root"]


def test_hostile_signatures_are_refused(verifier: ModuleType, vectors: Vectors) -> None:
    told = vectors("ed25519")
    message = bytes.fromhex(told["message"])

    def holds(one: Any, data: bytes) -> bool:
        key, sig = bytes.fromhex(one["public"]), bytes.fromhex(one["sig"])
        return bool(verifier.signed(key, data, sig))

    assert all(holds(one, message) for one in told["hold"])
    assert all(holds(one, bytes.fromhex(one["message"])) for one in told["rfc8032"])
    assert [one["what"] for one in told["refuse"] if holds(one, message)] == []


def test_heads_and_bodies_that_are_none_are_refused(
    verifier: ModuleType, vectors: Vectors
) -> None:
    told = vectors("entries")
    for one in told["refuse_head"]:
        assert verifier.read_head(one["text"].encode()) is None, one["what"]
    for one in told["refuse_body"]:
        data = one["text"].encode()
        head = {"bn": len(data), "bh": verifier.hashlib.sha256(data).hexdigest()}
        assert verifier.read_body(data, head) is None, one["what"]


def test_canonical_json_is_told_from_other_json(
    verifier: ModuleType, vectors: Vectors
) -> None:
    told = vectors("canonical")
    for one in told["accept"]:
        wrapped = '{"v":' + one["text"] + "}"
        if "sixteen" not in one["what"]:
            assert verifier.read(wrapped.encode(), ["v"]) is not None, one["what"]
    for one in told["refuse"]:
        data = bytes.fromhex(one["hex"]) if "hex" in one else b"[" * one["times"]
        assert verifier.read(b'{"v":' + data + b"}", ["v"]) is None, one["what"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entry SET sig = zeroblob(64) WHERE n = 3",
        "UPDATE entry SET id = zeroblob(32) WHERE n = 4",
        "UPDATE body SET bytes = CAST(bytes || ' ' AS BLOB) WHERE n = 2",
        "DELETE FROM body WHERE n = 3",
        "DELETE FROM body; DELETE FROM exhibit; DELETE FROM entry WHERE n = 2",
        "DELETE FROM body; DELETE FROM exhibit; DELETE FROM entry WHERE n = 1",
        "UPDATE meta SET v = '" + "1" * 64 + "' WHERE k = 'case'",
        "UPDATE entry SET head = CAST(replace(head, '\"v\":1', '\"v\":2') AS BLOB)",
    ],
)
def test_both_find_the_same_in_a_damaged_case(
    verifier: ModuleType, case: Path, sql: str
) -> None:
    base = sqlite3.connect(case / "log.db")
    base.executescript(
        "DROP TRIGGER entry_is_never_removed; DROP TRIGGER entry_is_never_changed;"
        + sql
    )
    base.close()

    ours, theirs = both(verifier, case)

    assert ours == theirs


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7), n=st.integers(1, 4))
def test_both_find_the_same_flipped_bit(
    verifier: ModuleType,
    tmp_path_factory: pytest.TempPathFactory,
    place: int,
    bit: int,
    n: int,
) -> None:
    folder = tmp_path_factory.mktemp("flip") / "case"
    with Ledger.create(folder, title="Square", zone="UTC") as ledger:
        for text in ("one", "two", "three"):
            ledger.append("note", {"text": text})
    base = sqlite3.connect(folder / "log.db")
    base.execute("DROP TRIGGER entry_is_never_changed")
    for table, column in (("entry", "head"), ("entry", "sig"), ("body", "bytes")):
        query = f"SELECT {column} FROM {table} WHERE n = ?"  # noqa: S608
        data = bytearray(base.execute(query, (n,)).fetchone()[0])
        change = f"UPDATE {table} SET {column} = ? WHERE n = ?"  # noqa: S608
        turned = bytearray(data)
        turned[place % len(data)] ^= 1 << bit
        base.execute(change, (bytes(turned), n))
        base.commit()

        ours, theirs = both(verifier, folder)

        assert ours == theirs != set()
        base.execute(change, (bytes(data), n))
        base.commit()
    base.close()


@pytest.mark.parametrize("change", ["missing", "changed"])
def test_both_look_at_the_exhibits(case: Path, change: str) -> None:
    (path,) = (case / "exhibits").glob("??/*")
    path.chmod(0o600)
    if change == "missing":
        path.unlink()
    else:
        path.write_bytes(b"Meet at the mountain.")

    code, told = run(case)

    assert (code, audit(case, "deep").sound) == (1, False)
    assert f"exhibit-{change} does not hold" in told


def test_a_database_that_cannot_be_read_is_said(case: Path) -> None:
    (case / "log.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)

    code, told = run(case)

    assert code == 1
    assert "database does not hold" in told


def test_a_proof_is_checked_by_the_script_that_lies_beside_it(
    case: Path, tmp_path: Path
) -> None:
    with Ledger.open(case) as ledger:
        (note,) = ledger.entries("note")
        held = prove(ledger, [note.id], tmp_path / "proof.json")

    code, told = run(tmp_path / "proof.json")

    assert (code, held) == (0, 2)
    assert "2 entries, 0 exhibits, 0 findings" in told
    assert (tmp_path / "verify.py").read_text().startswith("#!/usr/bin/env python3")
    assert audit_proof(tmp_path / "proof.json").findings == ()


def test_a_proof_of_what_is_said_of_an_exhibit_names_the_exhibit(
    case: Path, tmp_path: Path
) -> None:
    (tmp_path / "given.txt").write_bytes(b"Meet at the fountain.")
    (tmp_path / "other.txt").write_bytes(b"Meet at the mountain.")
    with Ledger.open(case) as ledger:
        (added,) = ledger.entries("exhibit.add")
        assert added.body is not None
        about = ledger.append(
            "custody", {"done": "printed"}, exhibits=added.body.exhibits
        )
        prove(ledger, [about], tmp_path / "proof.json")

    good = run(tmp_path / "proof.json", tmp_path / "given.txt")
    bad = run(tmp_path / "proof.json", tmp_path / "other.txt")

    assert (good[0], bad[0]) == (0, 1)
    assert "file-unknown" in bad[1]
    found = audit_proof(tmp_path / "proof.json", [tmp_path / "other.txt"]).findings
    assert [one.code for one in found] == ["exhibit-unnamed"]


@pytest.mark.parametrize(
    ("key", "code"),
    [("sig", "signature"), ("body", "body"), ("id", "id"), ("head", "signature")],
)
def test_a_proof_that_was_changed_fails_for_both(
    case: Path, tmp_path: Path, key: str, code: str
) -> None:
    with Ledger.open(case) as ledger:
        (note,) = ledger.entries("note")
        prove(ledger, [note.id], tmp_path / "proof.json")
    proof = json.loads((tmp_path / "proof.json").read_text("utf-8"))
    changed = {
        "sig": "0" * 128,
        "body": proof["entries"][0]["body"],
        "id": "0" * 64,
        "head": proof["entries"][1]["head"].replace('"seq":2', '"seq":3'),
    }
    proof["entries"][1][key] = changed[key]
    (tmp_path / "proof.json").write_text(json.dumps(proof), "utf-8")

    status, told = run(tmp_path / "proof.json")

    assert status == 1
    assert f"{code} does not hold" in told
    assert code in {one.code for one in audit_proof(tmp_path / "proof.json").findings}


def test_a_proof_holds_nothing_that_was_not_asked_for(
    case: Path, tmp_path: Path
) -> None:
    with Ledger.open(case) as ledger:
        (decision,) = ledger.entries("decide")
        prove(ledger, [decision.id], tmp_path / "proof.json")

    assert "Қаңтар" not in (tmp_path / "proof.json").read_text("utf-8")


def test_a_proof_of_an_unknown_entry_is_refused(case: Path, tmp_path: Path) -> None:
    with Ledger.open(case) as ledger, pytest.raises(InputError, match="no entry"):
        prove(ledger, ["0" * 64], tmp_path / "proof.json")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format":"other"}', '{"format":3}'])
def test_a_file_that_is_no_proof_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "proof.json").write_text(text)

    with pytest.raises(InputError, match="proof"):
        audit_proof(tmp_path / "proof.json")


def test_the_script_says_how_it_is_used() -> None:
    code, told = run()

    assert code == 2
    assert "verify.py CASE_FOLDER" in told


def test_the_script_reads_a_case_on_a_disk_that_cannot_be_written(
    case: Path, tmp_path: Path
) -> None:
    shutil.copytree(case, tmp_path / "disc")
    before = {path.name for path in (tmp_path / "disc").iterdir()}

    code, _ = run(tmp_path / "disc")

    assert code == 0
    assert {path.name for path in (tmp_path / "disc").iterdir()} == before


def test_a_locked_case_is_said_to_be_locked(tmp_path: Path) -> None:
    vault = Vault.make()
    write_lock(tmp_path, vault.lock("seven grey herons"))
    Ledger.create(tmp_path, title="x", zone="UTC", vault=vault).close()

    code, told = run(tmp_path)

    assert code == 1
    assert told.startswith("locked")

"""Sharing, keeping, forgetting and proving, as a user types them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def qantar(*arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "QANTAR_TRACE"}
    return subprocess.run(
        [sys.executable, "-m", "qantar", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env=environment | {"PYTHONUTF8": "1"},
        check=False,
    )


@pytest.fixture
def north(tmp_path: Path) -> Path:
    file = tmp_path / "bericht.txt"
    file.write_text("Am 5. Januar 2022 wurden in Almaty 8 Menschen getötet.\n", "utf-8")
    qantar("new", tmp_path / "north", "--zone", "Asia/Almaty")
    qantar("add", tmp_path / "north", file)
    return tmp_path / "north"


def test_a_second_laptop_joins_by_stick(tmp_path: Path, north: Path) -> None:
    south, stick = tmp_path / "south", tmp_path / "stick"
    stick.mkdir()
    made = json.loads(qantar("device", "new", south, "--json").stdout)
    told = ("--member", "south", "--recipient", made["recipient"])
    assert qantar("device", "add", north, made["device"], *told).returncode == 0
    assert qantar("pack", north, stick / "a.qantar", "--to", "south").returncode == 0
    joined = qantar("merge", south, stick)
    again = json.loads(qantar("merge", south, stick, "--json").stdout)

    assert joined.returncode == 0, joined.stderr
    assert "Made a copy of case" in joined.stdout
    assert again["new"] == 0
    assert again["root"] in qantar("verify", north).stdout
    assert qantar("verify", stick / "a.qantar", "--case", south).returncode == 0


def test_a_bundle_for_another_device_is_refused(tmp_path: Path, north: Path) -> None:
    made = json.loads(qantar("device", "new", tmp_path / "k", "--json").stdout)
    qantar("pack", north, tmp_path / "a.qantar", "--to", made["recipient"])
    done = qantar("merge", tmp_path / "south", tmp_path / "a.qantar")

    assert done.returncode == 2
    assert "qantar device new" in done.stderr


def test_a_proof_is_written_and_checked(tmp_path: Path, north: Path) -> None:
    exported = qantar("export", north, "exhibits").stdout
    digest = json.loads(exported.splitlines()[0])["exhibit"]
    proof = tmp_path / "proof.json"
    assert qantar("prove", north, digest[:8], "--out", proof).returncode == 0
    file = ("--exhibit", tmp_path / "bericht.txt")
    assert qantar("verify", proof, *file).returncode == 0
    text = proof.read_text("utf-8").replace("bericht", "gericht")
    proof.write_text(text, "utf-8")

    assert qantar("verify", proof).returncode == 3


def test_a_hand_over_is_recorded(north: Path) -> None:
    exported = qantar("export", north, "exhibits").stdout
    digest = json.loads(exported.splitlines()[0])["exhibit"]
    assert qantar("custody", north, digest[:8], "--note", "Printed").returncode == 0

    assert '"custody"' in qantar("export", north, "entries").stdout


def test_forgetting_asks_first_and_wants_a_reason(north: Path) -> None:
    exported = qantar("export", north, "exhibits").stdout
    digest = json.loads(exported.splitlines()[0])["exhibit"]

    assert qantar("forget", north, digest, "--yes").returncode == 2
    assert qantar("forget", north, digest, "--reason", "danger").returncode == 2
    told = ("--reason", "danger", "--yes")
    assert qantar("forget", north, digest, *told).returncode == 0
    assert qantar("export", north, "exhibits").stdout == ""


def test_while_a_court_holds_the_case_nothing_is_forgotten(north: Path) -> None:
    held = qantar("hold", north, "--reason", "Order of the district court")
    refused = qantar("forget", north, _first(north), "--reason", "danger", "--yes")
    lifted = qantar("hold", north, "--lift")
    done = qantar("forget", north, _first(north), "--reason", "danger", "--yes")

    assert (held.returncode, refused.returncode) == (0, 2)
    assert "hold is on" in refused.stderr
    assert (lifted.returncode, done.returncode) == (0, 0)
    assert qantar("hold", north).returncode == 2
    assert qantar("hold", north, "--lift").returncode == 2


def test_a_file_that_is_neither_bundle_nor_proof_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("hello", "utf-8")

    assert qantar("verify", tmp_path / "x").returncode == 2


def test_a_stick_carries_bundles_both_ways(tmp_path: Path, north: Path) -> None:
    south, stick = tmp_path / "south", tmp_path / "stick"
    stick.mkdir()
    made = json.loads(qantar("device", "new", south, "--json").stdout)
    told = ("--member", "south", "--recipient", made["recipient"])
    qantar("device", "add", north, made["device"], *told)
    qantar("pack", north, stick / "a.qantar", "--to", "south")
    qantar("merge", south, stick)
    (stick / "north.json").write_text(qantar("frontier", north).stdout)
    qantar("pack", south, stick / "b.qantar", "--to", stick / "north.json")

    back = qantar("merge", north, stick)

    assert back.returncode == 0, back.stderr
    assert "a.qantar is for another device" in back.stdout
    assert "north.json" not in back.stdout + back.stderr


def test_an_exhibit_of_a_retired_device_is_no_damage(
    tmp_path: Path, north: Path
) -> None:
    south, late = tmp_path / "south", tmp_path / "late.txt"
    made = json.loads(qantar("device", "new", south, "--json").stdout)
    told = ("--member", "south", "--recipient", made["recipient"])
    qantar("device", "add", north, made["device"], *told)
    qantar("pack", north, tmp_path / "a.qantar", "--to", "south")
    qantar("merge", south, tmp_path / "a.qantar")
    qantar("device", "retire", north, made["device"])
    late.write_text("Am 7. Januar war es still.\n", "utf-8")
    qantar("add", south, late)
    (tmp_path / "n.json").write_text(qantar("frontier", north).stdout)
    qantar("pack", south, tmp_path / "b.qantar", "--to", tmp_path / "n.json")
    qantar("merge", north, tmp_path / "b.qantar")

    checked = json.loads(qantar("verify", north, "--deep", "--json").stdout)

    assert checked["sound"]
    assert "exhibit-apart" in {found["code"] for found in checked["findings"]}
    qantar("prove", north, _first(north), "--out", tmp_path / "p")
    script = subprocess.run(
        [sys.executable, tmp_path / "verify.py", north],
        capture_output=True,
        check=False,
    )
    assert script.returncode == 0, script.stdout


def _first(north: Path) -> str:
    listed = qantar("export", north, "exhibits", "--format", "jsonl").stdout
    digest: str = json.loads(listed.splitlines()[0])["exhibit"]
    return digest

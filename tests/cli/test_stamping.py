"""Stamps on the command line, with an authority that has real keys."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qantar.cli.main import cli
from stamping_authority import Authority


def run(*arguments: object) -> Result:
    return CliRunner().invoke(
        cli, [str(one) for one in arguments], standalone_mode=False
    )


@pytest.fixture
def north(tmp_path: Path) -> Path:
    file = tmp_path / "bericht.txt"
    file.write_text("Am 5. Januar 2022 wurden in Almaty 8 Menschen getötet.\n", "utf-8")
    run("new", tmp_path / "north", "--zone", "Asia/Almaty")
    run("add", tmp_path / "north", file)
    return tmp_path / "north"


def test_a_stamp_is_asked_for_kept_and_shown(north: Path, tmp_path: Path) -> None:
    authority, folder = Authority(tmp_path / "tsa"), tmp_path / "stamps"
    asked = json.loads(run("stamp", north, "--out", folder, "--json").stdout)
    answer = folder / "answer.tsr"
    answer.write_bytes(authority.answer(Path(asked["request"]).read_bytes()))

    first = run("stamp", north, "--answer", answer)
    second = run("stamp", north, "--trust", authority.root)
    checked = run("verify", north, "--json")

    assert first.return_value == 1
    assert "no certificate" in first.stderr
    assert second.return_value == 0
    assert "Test Authority" in second.stdout
    (stamp,) = json.loads(checked.stdout)["stamps"]
    assert stamp["root"] == asked["root"]
    assert stamp["by"] == "Test Authority"
    assert "was there by" in run("verify", north).stdout


def test_a_proof_names_the_stamp_and_brings_it_along(
    north: Path, tmp_path: Path
) -> None:
    authority, folder = Authority(tmp_path / "tsa"), tmp_path / "stamps"
    asked = json.loads(run("stamp", north, "--out", folder, "--json").stdout)
    (folder / "a.tsr").write_bytes(
        authority.answer(Path(asked["request"]).read_bytes())
    )
    run("stamp", north, "--answer", folder / "a.tsr", "--trust", authority.root)
    listed = run("export", north, "exhibits", "--format", "jsonl").stdout
    digest = json.loads(listed.splitlines()[0])["exhibit"]

    made = run("prove", north, digest, "--out", tmp_path / "proof.json")

    assert made.exception is None
    (kept,) = tmp_path.glob("proof.*.tsr")
    assert authority.holds(kept, asked["root"])
    (told,) = json.loads((tmp_path / "proof.json").read_text())["times"].values()
    assert told["after"] is None
    assert told["before"]["by"] == "Test Authority"
    assert "holds" in run("verify", tmp_path / "proof.json").stdout


def test_a_file_that_is_no_answer_is_refused(north: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("<html>404</html>")

    assert "no answer" in str(run("stamp", north, "--answer", tmp_path / "x").exception)


def test_the_program_that_tests_stamps_is_here() -> None:
    assert shutil.which("openssl"), "install openssl to run these tests"

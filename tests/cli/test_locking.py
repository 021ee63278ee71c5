"""Locked cases on the command line: asked for, never shown, and good for every command."""

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qantar.case import Case, jobs
from qantar.case.locks import KEYS
from qantar.cli.main import cli
from qantar.errors import CaseError, CaseLocked, InputError, NotACase
from qantar.ledger import open_vault

WORDS = "seven grey herons over Oskemen"
OTHER = "eleven white storks in Ridder"
CANARY = "CanaryKanarek"
REPORT = (
    f"On 5 January 2022 the witness {CANARY} said that two people fell near the"
    f" {CANARY} bridge in Almaty.\n"
)


def run(*arguments: object, typed: str = "", lang: bool = False) -> Result:
    """One command, as if by a program of its own."""
    KEYS.__init__()  # type: ignore[misc]
    return CliRunner().invoke(
        cli, [str(one) for one in arguments], input=typed, standalone_mode=False
    )


def good(result: Result) -> Result:
    assert result.exception is None, result.exception
    return result


@pytest.fixture(autouse=True)
def no_memory_between_commands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keys that `unlock` keeps lie in a folder of the test."""
    (tmp_path / "memory").mkdir()
    monkeypatch.setattr("qantar.case.locks.ram_folder", lambda: tmp_path / "memory")
    monkeypatch.delenv("QANTAR_PASSPHRASE_FILE", raising=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record built into a locked case, once; its passphrase costs little."""
    folder = tmp_path_factory.mktemp("built")
    reports = folder / "reports"
    reports.mkdir()
    (reports / f"{CANARY}.txt").write_text(REPORT)
    (reports / "meta.csv").write_text(f"file,outlet\n{CANARY}.txt,{CANARY} daily\n")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("qantar.ledger.lock.MEMORY", 8192)
        patched.setattr("qantar.ledger.lock.PASSES", 1)
        patched.delenv("QANTAR_PASSPHRASE_FILE", raising=False)
        good(
            run(
                *("build", reports, "--out", folder / "record", "--lang", "en"),
                *("--locked", "--title", CANARY),
                typed=f"{WORDS}\n",
            )
        )
    return folder / "record"


@pytest.fixture
def record(built: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(built, tmp_path / "record"))


def leaks(folder: Path) -> list[str]:
    found = [p.name for p in folder.rglob("*") if CANARY in p.name]
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            codes = ("utf-8", "utf-16-le", "utf-16-be")
            found += [path.name for code in codes if CANARY.encode(code) in data]
    return found


def test_a_locked_case_shows_nothing_in_any_file(record: Path) -> None:
    assert leaks(record / "case") == []
    assert leaks(record)  # the site beside it does: that is what it is for
    assert {"log.db", "texts.db", "views.db", "desk.db"} <= {
        path.name for path in (record / "case").iterdir()
    }


@pytest.mark.parametrize(
    "command",
    [
        ("read",),
        ("link",),
        ("weigh",),
        ("verify", "--deep"),
        ("frontier",),
        ("export", "statements", "--format", "jsonl"),
        ("count",),
    ],
)
def test_every_command_works_with_the_passphrase_and_none_without(
    record: Path, command: tuple[str, ...]
) -> None:
    verb, *rest = command

    with_it = run(verb, record, *rest, typed=f"{WORDS}\n")
    without = run(verb, record, *rest)

    assert not isinstance(with_it.exception, CaseLocked)
    assert isinstance(without.exception, CaseLocked)
    assert WORDS not in with_it.output + with_it.stderr
    assert leaks(record / "case") == []


def test_a_wrong_passphrase_opens_nothing(record: Path) -> None:
    result = run("verify", record, typed="wrong and wrong again\n")

    assert isinstance(result.exception, CaseLocked)


def test_the_passphrase_may_lie_in_a_file(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "words").write_text(f"{WORDS}\n")
    monkeypatch.setenv("QANTAR_PASSPHRASE_FILE", str(tmp_path / "words"))

    assert "Everything holds" in good(run("verify", record)).output


def test_a_passphrase_file_that_is_missing_is_named(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QANTAR_PASSPHRASE_FILE", str(tmp_path / "words"))

    assert isinstance(run("verify", record).exception, InputError)


def test_after_unlock_nobody_is_asked_until_lock(record: Path, tmp_path: Path) -> None:
    good(run("unlock", record, typed=f"{WORDS}\n"))
    assert "Everything holds" in good(run("verify", record)).output
    (kept,) = [p for p in (tmp_path / "memory").rglob("*") if p.is_file()]
    assert kept.stat().st_mode & 0o077 == 0

    good(run("lock", record))

    assert isinstance(run("verify", record).exception, CaseLocked)
    assert not kept.exists()


def test_locking_says_what_lies_beside_and_removes_it_when_asked(record: Path) -> None:
    told = good(run("lock", record))
    assert "site" in told.stderr

    good(run("lock", record, "--remove-built"))

    assert [path.name for path in record.iterdir()] == ["case"]
    assert leaks(record) == []


def test_a_new_passphrase_takes_the_place_of_the_old(record: Path) -> None:
    good(run("passphrase", record, typed=f"{WORDS}\n{OTHER}\n"))

    assert isinstance(run("verify", record, typed=f"{WORDS}\n").exception, CaseLocked)
    good(run("verify", record, typed=f"{OTHER}\n"))


def test_a_short_new_passphrase_changes_nothing(record: Path) -> None:
    result = run("passphrase", record, typed=f"{WORDS}\nshort\n")

    assert isinstance(result.exception, InputError)
    good(run("verify", record, typed=f"{WORDS}\n"))


def test_two_keepers_open_what_nobody_knows_the_passphrase_of(
    record: Path, tmp_path: Path
) -> None:
    told = good(run("recovery", "split", record, "--json", typed=f"{WORDS}\n"))
    one, _, three = json.loads(told.stdout)["shares"]
    good(run("passphrase", record, typed=f"{WORDS}\n{OTHER}\n"))
    (tmp_path / "one").write_text(one)
    (tmp_path / "three").write_text(three)

    files = (tmp_path / "one", tmp_path / "three")
    good(run("recovery", "join", record, *files, typed=f"{WORDS}\n"))
    good(run("verify", record, typed=f"{WORDS}\n"))

    good(run("recovery", "join", record, typed=f"{three}\n{one}\n\n{OTHER}\n"))
    good(run("verify", record, typed=f"{OTHER}\n"))
    assert isinstance(
        run("recovery", "join", record, typed=f"{one}\n\n{OTHER}\n").exception,
        InputError,
    )


def test_an_open_case_is_locked_and_opened_for_good(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "north"
    told = good(run("new", folder, "--title", CANARY))
    assert "not locked" in told.stderr
    (tmp_path / f"{CANARY}.txt").write_text(REPORT)
    good(run("add", folder, tmp_path / f"{CANARY}.txt"))
    good(run("read", folder))
    assert leaks(folder)

    good(run("lock", folder, typed=f"{WORDS}\n"))

    assert leaks(folder) == []
    good(run("verify", folder, "--deep", typed=f"{WORDS}\n"))
    statements = run(
        "export", folder, "statements", "--format", "jsonl", typed=f"{WORDS}\n"
    )
    assert CANARY in good(statements).output

    good(run("unlock", folder, "--for-good", typed=f"{WORDS}\n"))

    assert not (folder / "lock.json").exists()
    good(run("verify", folder, "--deep"))


def test_a_case_that_is_open_elsewhere_is_not_locked_under_its_feet(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "north"
    good(run("new", folder))

    with Case.open(folder):
        result = run("lock", folder, typed=f"{WORDS}\n")

    assert isinstance(result.exception, CaseError)
    assert "has" in str(result.exception)
    assert not (folder / "lock.json").exists()
    good(run("lock", folder, typed=f"{WORDS}\n"))


def test_a_second_locked_laptop_joins_by_stick(record: Path, tmp_path: Path) -> None:
    south = tmp_path / "south"
    told = json.loads(
        good(
            run("device", "new", south, "--locked", "--json", typed=f"{OTHER}\n")
        ).stdout
    )
    good(
        run(
            "device",
            "add",
            record,
            told["device"],
            *("--member", "south", "--recipient", told["recipient"]),
            typed=f"{WORDS}\n",
        )
    )
    good(
        run("pack", record, tmp_path / "b.qantar", "--to", "south", typed=f"{WORDS}\n")
    )
    good(run("merge", south, tmp_path / "b.qantar", typed=f"{OTHER}\n"))
    good(run("read", south, typed=f"{OTHER}\n"))

    assert leaks(south) == []
    assert (
        "Everything holds" in run("verify", south, "--deep", typed=f"{OTHER}\n").output
    )


def test_what_is_forgotten_in_a_locked_case_is_gone(record: Path) -> None:
    listed = good(
        run("export", record, "exhibits", "--format", "jsonl", typed=f"{WORDS}\n")
    )
    rows = [json.loads(line) for line in listed.stdout.splitlines() if line.strip()]
    (digest,) = [r["exhibit"] for r in rows if r["file"] == f"{CANARY}.txt"]
    before = {p for p in (record / "case" / "exhibits").rglob("*") if p.is_file()}

    good(
        run(
            *("forget", record, digest, "--reason", "consent withdrawn", "--yes"),
            typed=f"{WORDS}\n",
        )
    )

    after = {p for p in (record / "case" / "exhibits").rglob("*") if p.is_file()}
    assert len(before - after) == 1
    good(run("verify", record, "--deep", typed=f"{WORDS}\n"))


@pytest.mark.parametrize("verb", ["unlock", "passphrase"])
def test_what_is_not_locked_is_said(tmp_path: Path, verb: str) -> None:
    good(run("new", tmp_path / "north"))

    result = run(verb, tmp_path / "north")

    assert isinstance(result.exception, InputError)
    assert "not locked" in str(result.exception)


def test_work_in_a_process_of_its_own_opens_a_locked_case(record: Path) -> None:
    vault = open_vault(record / "case", WORDS)
    process = multiprocessing.get_context("spawn").Process(
        target=jobs.run, args=(record / "case", "rework", {}, vault)
    )

    process.start()
    process.join()

    assert process.exitcode == 0
    assert leaks(record / "case") == []


def test_a_folder_without_a_case_is_named(tmp_path: Path) -> None:
    assert isinstance(run("lock", tmp_path).exception, NotACase)


def test_the_passphrase_is_in_no_argument_and_costs_what_it_should(
    tmp_path: Path,
) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    environment.pop("QANTAR_PASSPHRASE_FILE", None)
    made = subprocess.run(
        [sys.executable, "-m", "qantar", "new", str(tmp_path / "c"), "--locked"],
        input=f"{WORDS}\n",
        text=True,
        capture_output=True,
        env=environment,
        check=True,
    )
    lock = json.loads((tmp_path / "c" / "lock.json").read_text())

    assert lock["memory"] == 256 * 1024 * 1024
    assert lock["passes"] == 3
    assert WORDS not in made.stdout + made.stderr

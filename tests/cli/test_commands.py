"""The command line, run as a user runs it: a real process on real files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qantar.cli.main import COMMANDS


def qantar(*arguments: object, lang: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line; ``QANTAR_TRACE`` off, so that errors are as users see."""
    environment = {k: v for k, v in os.environ.items() if k != "QANTAR_TRACE"}
    return subprocess.run(
        [sys.executable, "-m", "qantar", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment | {"PYTHONUTF8": "1"},
        check=False,
    )


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "Отчёты мит Leerzeichen"
    folder.mkdir()
    (folder / "bericht.txt").write_text(
        "Almaty, 5. Januar 2022\n\nNach Angaben des Innenministeriums wurden am"
        " 5. Januar in Almaty 8 Polizisten getötet.\n",
        encoding="utf-8",
    )
    return folder


def test_help_names_every_command() -> None:
    shown = qantar("--help").stdout

    assert all(f"  {name}" in shown for name in COMMANDS)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_shows_an_example(command: str) -> None:
    done = qantar(command, "--help")

    assert done.returncode == 0
    assert "Example: qantar" in done.stdout
    assert "--json" in done.stdout


def test_a_case_made_by_hand_holds_and_exports(tmp_path: Path, reports: Path) -> None:
    case = tmp_path / "case"
    assert qantar("new", case, "--zone", "Asia/Almaty").returncode == 0
    assert qantar("add", case, reports).returncode == 0
    assert qantar("read", case).returncode == 0
    assert qantar("link", case).returncode == 0
    assert qantar("weigh", case).returncode == 0
    exported = qantar("export", case, "statements")
    rows = [json.loads(line) for line in exported.stdout.splitlines()]

    assert rows
    assert f"statements: {len(rows)} rows, sha256 " in exported.stderr
    assert qantar("verify", case, "--deep").returncode == 0


def test_an_export_of_what_is_not_read_yet_says_that_rows_are_missing(
    tmp_path: Path, reports: Path
) -> None:
    case = tmp_path / "case"
    qantar("new", case)
    qantar("add", case, reports)
    before = qantar("export", case, "statements")
    whole = qantar("export", case, "exhibits")
    qantar("read", case)
    after = qantar("export", case, "statements")

    assert "1 of 1 exhibits are not read" in before.stderr
    assert "not read" not in whole.stderr
    assert "not read" not in after.stderr


def test_json_is_one_document(tmp_path: Path, reports: Path) -> None:
    case = tmp_path / "case"
    made = json.loads(qantar("new", case, "--json").stdout)
    added = json.loads(qantar("add", case, reports, "--json").stdout)

    assert made["case"] == str(case)
    assert added["added"] == ["bericht.txt"]


def test_an_error_is_json_when_json_was_asked_for(tmp_path: Path) -> None:
    done = qantar("read", tmp_path, "--json")

    assert done.returncode == 2
    assert "holds no case" in json.loads(done.stdout)["error"]["message"]


def test_an_unknown_option_is_wrong_use(tmp_path: Path) -> None:
    assert qantar("new", tmp_path / "x", "--colour", "red").returncode == 2


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    done = qantar("build", tmp_path / "nowhere", "--out", tmp_path / "record")

    assert done.returncode == 2
    assert "nowhere does not exist" in done.stderr


def test_an_unknown_language_is_named(tmp_path: Path, reports: Path) -> None:
    done = qantar("build", reports, "--out", tmp_path / "record", "--lang", "fr")

    assert done.returncode == 2
    assert "fr" in done.stderr


def test_an_unreadable_file_makes_the_exit_status_one(
    tmp_path: Path, reports: Path
) -> None:
    (reports / "leer.pdf").write_bytes(b"%PDF-1.4 cut off")
    qantar("new", tmp_path / "case")
    done = qantar("add", tmp_path / "case", reports)

    assert done.returncode == 1
    assert "leer.pdf" in done.stderr


def test_messages_come_in_four_languages(tmp_path: Path) -> None:
    shown = {
        lang: qantar("new", tmp_path / lang, "--lang", lang).stdout
        for lang in ("de", "en", "ru", "kk")
    }

    assert "Fall angelegt" in shown["de"]
    assert "Made a case" in shown["en"]
    assert "Дело создано" in shown["ru"]
    assert "Іс ашылды" in shown["kk"]


def test_a_changed_exhibit_is_damage(tmp_path: Path, reports: Path) -> None:
    case = tmp_path / "case"
    qantar("new", case)
    qantar("add", case, reports)
    (exhibit,) = (path for path in (case / "exhibits").rglob("*") if path.is_file())
    exhibit.chmod(0o600)
    exhibit.write_bytes(exhibit.read_bytes().replace(b"8", b"9"))
    done = qantar("verify", case, "--deep")

    assert done.returncode == 3
    assert "1." in done.stderr


def test_doctor_finds_what_is_installed() -> None:
    found = json.loads(qantar("doctor", "--json").stdout)["findings"]

    assert any(f["name"] == "Python" and f["present"] for f in found)
    assert any(f["needed"] and f["version"] for f in found)


def test_nothing_unreviewed_goes_out_to_the_public(
    tmp_path: Path, reports: Path
) -> None:
    qantar("new", tmp_path / "case")
    qantar("add", tmp_path / "case", reports)
    qantar("read", tmp_path / "case")
    qantar("link", tmp_path / "case")
    qantar("weigh", tmp_path / "case")
    done = qantar(
        "publish", tmp_path / "case", tmp_path / "out", "--profile", "public", "--json"
    )
    told = json.loads(done.stdout)

    assert (told["statements"], told["findings"]) == (0, [])
    assert told["of"] > 0
    for path in (tmp_path / "out").rglob("*.html"):
        assert "8 Polizisten" not in path.read_text(encoding="utf-8")


def test_publishing_has_no_default_profile(tmp_path: Path) -> None:
    assert qantar("publish", tmp_path, tmp_path / "out").returncode == 2

"""Bad input, end to end: a clear line for each file, and the rest goes on."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

GOOD = (
    "Almaty, 5. Januar 2022\n\nNach Angaben des Innenministeriums wurden am 5. Januar"
    " in Almaty mindestens 8 Polizisten getötet.\n"
)


def start(*arguments: object) -> subprocess.Popen[str]:
    environment = {k: v for k, v in os.environ.items() if k != "QANTAR_TRACE"}
    return subprocess.Popen(
        [sys.executable, "-m", "qantar", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment,
    )


def run(*arguments: object) -> tuple[int, str, str]:
    process = start(*arguments)
    out, error = process.communicate()
    return process.returncode, out, error


def statements(case: Path) -> list[str]:
    _, out, _ = run("export", case, "statements")
    return sorted(json.loads(line)["id"] for line in out.splitlines())


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "gut.txt").write_text(GOOD, encoding="utf-8")
    return folder


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    assert run("new", folder)[0] == 0
    return folder


def spoil(folder: Path) -> dict[str, str]:
    """Files that cannot be read as they are; name and a word of the remedy."""
    (folder / "leer.txt").write_bytes(b"")
    (folder / "abgeschnitten.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    with zipfile.ZipFile(folder / "kaputt.docx", "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types")
        packed.writestr("word/document.xml", "<w:document")
    (folder / "verkleidet.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40)
    (folder / "unbekannt.xyz").write_bytes(bytes(range(256)) * 8)
    return {
        "leer.txt": "empty",
        "abgeschnitten.pdf": "PDF",
        "kaputt.docx": "",
        "verkleidet.txt": "name",
        "unbekannt.xyz": "of no kind known",
    }


def test_each_unreadable_file_is_named_and_the_rest_goes_on(
    case: Path, reports: Path
) -> None:
    expected = spoil(reports)
    status, _, error = run("add", case, reports)

    assert status == 1
    for name, word in expected.items():
        lines = [line for line in error.splitlines() if line.startswith(name)]
        assert lines, name
        assert any(word in line for line in lines), lines
    assert run("read", case)[0] == 0
    assert statements(case)


def test_every_unreadable_file_is_preserved_all_the_same(
    case: Path, reports: Path
) -> None:
    spoil(reports)
    run("add", case, reports)
    _, out, _ = run("export", case, "exhibits")
    rows = [json.loads(line) for line in out.splitlines()]

    assert {row["file"] for row in rows} == {path.name for path in reports.iterdir()}
    assert run("verify", case, "--deep")[0] == 0


def test_names_with_blanks_cyrillic_and_255_bytes_are_kept(
    case: Path, reports: Path
) -> None:
    names = {"ein name mit leerzeichen.txt", "отчёт о событиях.txt", "я" * 125 + ".txt"}
    for number, name in enumerate(sorted(names)):
        (reports / name).write_text(f"{GOOD}{number}", encoding="utf-8")
    status, _, error = run("add", case, reports)
    _, out, _ = run("export", case, "exhibits")

    assert (status, error) == (0, "")
    assert names <= {json.loads(line)["file"] for line in out.splitlines()}


def test_text_in_an_old_encoding_is_read_and_the_guess_is_said(
    case: Path, reports: Path
) -> None:
    (reports / "alt.txt").write_bytes(
        "По данным МВД, 5 января 2022 года в Алматы погибли 18 человек."
        " Министерство сообщило об этом вечером.\n".encode("cp1251")
    )
    _, _, error = run("add", case, reports)
    _, out, _ = run("export", case, "exhibits")
    texts = {row["file"]: row["text"] for row in map(json.loads, out.splitlines())}

    assert "погибли 18 человек" in texts["alt.txt"]
    assert "alt.txt" in error


def test_meta_with_an_unknown_column_and_a_missing_file_says_both(
    case: Path, reports: Path
) -> None:
    (reports / "meta.csv").write_text(
        "file,outlet,colour\ngut.txt,Zeitung,red\nfehlt.txt,Zeitung,blue\n", "utf-8"
    )
    status, _, error = run("add", case, reports)

    assert status == 1
    assert "colour" in error
    assert "fehlt.txt" in error


def test_a_claim_with_an_impossible_date_or_crossed_bounds_says_its_row(
    case: Path, reports: Path
) -> None:
    (reports / "claims.csv").write_text(
        "claim_id,speaker_chain,stance,event_type,when_edtf,where,quantity_what,lower,"
        "best,upper\n"
        "C1,Ministry > Paper,asserts,killing,2022-13-45,Almaty,killed,5,5,5\n"
        "C2,Ministry > Paper,asserts,killing,2022-01-05,Almaty,killed,9,5,3\n",
        encoding="utf-8",
    )
    run("add", case, reports)
    _, _, error = run("read", case)
    _, out, _ = run("export", case, "statements")
    rows = {row["external_id"]: row for row in map(json.loads, out.splitlines())}

    assert "2022-13-45" in error
    assert rows["C1"]["when"] is None
    assert rows["C2"]["quantities"] == []


def test_a_stopped_build_is_sound_and_goes_on(tmp_path: Path, reports: Path) -> None:
    for number in range(150):
        (reports / f"{number:03}.txt").write_text(f"{GOOD}{number}\n", "utf-8")
    record = tmp_path / "record"
    process = start("build", reports, "--out", record, "--lang", "de", "--jobs", "1")
    deadline = time.monotonic() + 60
    views = record / "case" / "views.db"
    while not views.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)

    assert process.returncode == 130
    assert "run it again" in error
    assert run("verify", record, "--deep")[0] == 0
    assert run("build", reports, "--out", record, "--lang", "de")[0] == 0
    whole = tmp_path / "whole"
    assert run("build", reports, "--out", whole, "--lang", "de")[0] == 0
    assert statements(record) == statements(whole)


def test_a_full_disk_is_told_in_plain_words() -> None:
    from qantar.cli.main import _system

    assert "make room" in _system(OSError(28, "No space left on device", "x"))

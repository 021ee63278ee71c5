"""The reading process: what breaks costs one file a line, and nothing else."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from intake import making
from intake.conftest import Read
from qantar.intake import Limits, ReadingProcess, printable

DAMAGED_JSON = "[" * 200_000


def test_plain_text_needs_no_process(tmp_path: Path) -> None:
    path = tmp_path / "bericht.txt"
    path.write_text("Wir standen am Platz.\n", encoding="utf-8")
    with ReadingProcess() as reading:
        content = reading.read(path, name="bericht.txt")

        assert content.text == "Wir standen am Platz.\n"
        assert content.encoding == "utf-8"
        assert content.unread == ()
        assert reading._process is None


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(
    tmp_path: Path,
) -> None:
    slow = tmp_path / "slow.csv"
    slow.write_text("a;b\n" + "1;2\n" * 300_000, encoding="utf-8")
    quick = tmp_path / "quick.csv"
    quick.write_text("Ort;Zahl\nAlmaty;12\n", encoding="utf-8")
    with ReadingProcess() as reading:
        given_up = reading.read(slow, name="slow.csv", limits=Limits(wall_seconds=0.2))
        content = reading.read(quick, name="quick.csv")

    assert given_up.text == ""
    assert given_up.media_type == "text/csv"
    assert "longer than 0.2 seconds" in making.reasons(given_up)
    assert making.words_of(content, "row") == ["Almaty;12"]


def test_an_answer_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("Ort;Zahl\n" + "Almaty;12\n" * 1000, encoding="utf-8")
    with ReadingProcess() as reading:
        content = reading.read(
            path, name="long.csv", limits=Limits(output_bytes=10_000)
        )

    assert content.text == ""
    assert "larger than 10000 bytes" in making.reasons(content)


def test_reading_that_needs_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text("Ort;Zahl\n" + "Almaty;12\n" * 400_000, encoding="utf-8")
    with ReadingProcess() as reading:
        limits = Limits(memory_bytes=400 * 1024 * 1024, rows=10**7, cells=10**8)
        content = reading.read(path, name="large.csv", limits=limits)

    assert content.text == ""
    assert content.unread


def test_the_process_is_replaced_after_so_many_files(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Ort;Zahl\nAlmaty;12\n", encoding="utf-8")
    with ReadingProcess() as reading:
        seen = []
        for _ in range(4):
            reading.read(path, name="list.csv", limits=Limits(files_per_process=2))
            assert reading._process is not None
            seen.append(reading._process.pid)

    assert seen[0] == seen[1] != seen[2] == seen[3]


def test_deeply_nested_json_is_refused(read: Read) -> None:
    content = read("result.json", DAMAGED_JSON)

    assert content.text == ""
    assert "nested more deeply" in making.reasons(content)


def test_an_empty_file_is_said(read: Read) -> None:
    content = read("leer.txt", b"")

    assert making.reasons(content).startswith("leer.txt: it is empty")


def test_a_file_that_may_not_be_opened_is_said() -> None:
    # Root may open everything, so the reading is done as nobody.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "locked.txt"
        path.write_text("words", encoding="utf-8")
        path.chmod(0)
        code = (
            "import os, sys; from pathlib import Path; from qantar.intake import read_file\n"
            "if os.geteuid() == 0: os.seteuid(65534)\n"
            "print(read_file(Path(sys.argv[1]), name='locked.txt').unread[0].reason)"
        )
        said = subprocess.run(
            [sys.executable, "-c", code, str(path)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout

    assert "cannot be opened (Permission denied)" in said
    assert "check its permissions" in said


def test_a_link_is_not_followed(tmp_path: Path, reading: ReadingProcess) -> None:
    (tmp_path / "real.txt").write_text("words", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")

    content = reading.read(tmp_path / "link.txt", name="link.txt")

    assert content.text == ""
    assert "no regular file" in making.reasons(content)


def test_a_mislabelled_file_is_read_by_its_bytes_and_said(read: Read) -> None:
    content = read("bericht.txt", making.pdf("Wir standen am Platz."))

    assert content.media_type == "application/pdf"
    assert content.text == "Wir standen am Platz."
    assert "bericht.txt, name: its name promises" in making.reasons(content)


@pytest.mark.parametrize(
    ("name", "data", "media_type", "remedy"),
    [
        ("film.mp4", b"\0\0\0\x18ftypisom" + b"\0" * 40, "video/mp4", "transcript"),
        ("foto.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40, "image/heic", "as JPEG"),
        (
            "alt.rar",
            b"Rar!\x1a\x07\x01\x00" + b"\0" * 40,
            "application/vnd.rar",
            "unpack",
        ),
        (
            "x.bin",
            bytes(range(256)) * 9,
            "application/octet-stream",
            "export it as text",
        ),
        ("x.svg", b"<svg><script>1</script></svg>", "image/svg+xml", "as PNG"),
    ],
)
def test_a_kind_without_a_reader_is_listed_with_a_remedy(
    read: Read, name: str, data: bytes, media_type: str, remedy: str
) -> None:
    content = read(name, data)

    assert content.text == ""
    assert content.media_type == media_type
    assert remedy in making.reasons(content)


@pytest.mark.parametrize(
    "name", ["mit Leerzeichen.csv", "отчёт.csv", "ж" * 125 + ".csv"]
)
def test_any_file_name_can_be_read(
    tmp_path: Path, reading: ReadingProcess, name: str
) -> None:
    path = tmp_path / name
    path.write_text("Ort;Zahl\nAlmaty;12\n", encoding="utf-8")

    assert making.words_of(reading.read(path, name=name), "row") == ["Almaty;12"]


def test_a_name_of_undecodable_bytes_can_be_read(
    tmp_path: Path, reading: ReadingProcess
) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9.csv"
    path = Path(os.fsdecode(raw))
    path.write_text("Ort;Zahl\nAlmaty;12;3\n", encoding="utf-8")

    content = reading.read(path, name=path.name)

    assert making.words_of(content, "row") == ["Almaty;12;3"]
    assert making.reasons(content).startswith("caf\\xe9.csv, row 2")


def test_a_printable_name_is_valid_unicode() -> None:
    assert json.loads(json.dumps(printable("caf\udce9"))).encode() == b"caf\\xe9"


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "open('/tmp/qantar-should-not-exist', 'w')",
    ],
)
def test_a_reader_can_open_no_socket_start_no_program_and_write_no_file(
    attempt: str,
) -> None:
    code = (
        "import sys\n"
        "from qantar.intake import worker\n"
        "sys.addaudithook(worker._refuse)\n"
        f"try:\n    {attempt}\n"
        "except PermissionError:\n    print('refused')\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ).stdout

    assert said == "refused\n"


def test_after_ctrl_c_the_next_file_gets_its_own_answer(tmp_path: Path) -> None:
    slow, quick = tmp_path / "slow.csv", tmp_path / "quick.csv"
    slow.write_text("a;b\n" + "1;2\n" * 300_000, encoding="utf-8")
    quick.write_text("Ort;Zahl\nAlmaty;12\n", encoding="utf-8")

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with ReadingProcess() as reading:
            reading.read(quick, name="quick.csv")
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            with pytest.raises(KeyboardInterrupt):
                reading.read(slow, name="slow.csv")
            content = reading.read(quick, name="quick.csv")
    finally:
        signal.signal(signal.SIGALRM, before)

    assert making.words_of(content, "row") == ["Almaty;12"]

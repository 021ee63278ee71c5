"""``qantar desk`` as a process: the address works, Ctrl-C ends it well."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

from qantar.case import Case


def test_the_printed_address_shows_the_case_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    with Case.create(tmp_path / "case", title="Trial"):
        pass
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "qantar",
            "desk",
            str(tmp_path / "case"),
            "--no-browser",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    address = process.stdout.readline().split()[-1]
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with opener.open(address, timeout=20) as answer:
        shown = answer.read().decode()
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=20)

    assert "Trial" in shown
    assert process.returncode == 0
    assert error.strip() == ""

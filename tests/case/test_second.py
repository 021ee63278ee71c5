"""A second reader behind a local server: recorded answers, good and bad."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from qantar.case import Case, at
from qantar.case.asking import NoAnswer, ask
from qantar.case.forgetting import carry_out, plan_forgetting
from qantar.errors import InputError
from qantar.reading.second import second_name

RECORDED = Path(__file__).parent / "second"
TEXT = "Am 5. Januar 2022 blieb es in Aktau die ganze Nacht dunkel.\n"
QUESTION = [{"role": "user", "content": TEXT}]

Reply = Callable[[BaseHTTPRequestHandler], None]


def recorded(name: str, status: int = 200) -> Reply:
    """Answers with the bytes of a recorded file."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        body = (RECORDED / name).read_bytes()
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def slow(handler: BaseHTTPRequestHandler) -> None:
    """Sends a byte now and then, so that no single wait is long."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(20):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.1)


def broken(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"no http at all\r\n\r\n")


@contextmanager
def server(reply: Reply) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The address of a server that answers with ``reply``, and what it was asked."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked.append(json.loads(self.rfile.read(length)) | {"path": self.path})
            reply(self)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{made.server_port}", asked
    finally:
        made.shutdown()
        made.server_close()
        thread.join()


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(TEXT, encoding="utf-8")
    with Case.create(tmp_path / "case", title="Trial", zone="Asia/Aqtau") as made:
        made.add([reports])
        made.read()
        yield made


def added(case: Case) -> list[str]:
    return [
        s.quote for s in case.view().statements() if s.reader == second_name("trial")
    ]


def test_a_good_answer_is_kept_and_survives_new_views(case: Case) -> None:
    with server(recorded("good.json")) as (address, asked):
        report = case.ask(at(address, name="trial"))
        again = case.ask(at(address, name="trial"))
    assert asked[0]["path"] == "/v1/chat/completions"
    assert asked[0]["model"] == "trial"
    assert (report.asked, report.statements, again.asked) == (1, 1, 0)
    assert added(case) == ["blieb es in Aktau die ganze Nacht dunkel"]

    folder = case.folder
    case.close()
    (folder / "views.db").unlink()
    with Case.open(folder) as opened:
        opened.read()
        assert added(opened) == ["blieb es in Aktau die ganze Nacht dunkel"]


REFUSED = {
    "invented-quote.json": "quote is not in the passage, word for word",
    "wrong-offsets.json": "quote is not in the passage, word for word",
    "prose.json": "the answer is no JSON",
    "cut-off.json": "the answer is no JSON",
    "no-list.json": "the answer has no list of statements",
    "no-completion.json": "the answer is no chat completion",
    "not-json.txt": "the answer is no chat completion",
    "no-words.json": "the answer holds no words",
}
"""Recorded answers, and why they are refused."""


@pytest.mark.parametrize("name", REFUSED)
def test_a_recorded_bad_answer_is_counted_with_its_reason(
    case: Case, name: str
) -> None:
    before = list(case.view().statements())
    with server(recorded(name)) as (address, _):
        report = case.ask(at(address, name="trial"))
    assert dict(report.refused) == {REFUSED[name]: 1}
    assert list(case.view().statements()) == before
    digest = next(iter(case.view().exhibits())).digest
    assert REFUSED[name] in [u.reason for u in case.view().reading(digest).unread]


@pytest.mark.parametrize("status", [302, 404, 503])
def test_a_server_that_does_not_serve_is_counted(case: Case, status: int) -> None:
    with server(recorded("overloaded.json", status)) as (address, _):
        report = case.ask(at(address, name="trial"))
    assert dict(report.refused) == {f"the server answered with status {status}": 1}


def test_a_broken_connection_is_counted(case: Case) -> None:
    with server(broken) as (address, _):
        report = case.ask(at(address, name="trial"))
    assert dict(report.refused) == {"the connection broke off": 1}


def test_an_answer_that_drips_is_given_up_in_time() -> None:
    with server(slow) as (address, _):
        began = time.monotonic()
        with pytest.raises(NoAnswer, match=r"no answer within 0\.5 seconds"):
            ask(at(address, timeout=0.5), QUESTION)
        assert time.monotonic() - began < 2


def test_an_endless_answer_is_cut_off() -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(300):
                handler.wfile.write(b"x" * 8192)
        except OSError:
            return

    with (
        server(endless) as (address, _),
        pytest.raises(NoAnswer, match="longer than a mebibyte"),
    ):
        ask(at(address), QUESTION)


def test_after_three_missing_answers_nothing_more_is_asked(
    case: Case, tmp_path: Path
) -> None:
    more = tmp_path / "more"
    more.mkdir()
    for number in range(6):
        (more / f"{number}.txt").write_text(f"{TEXT}Seite {number}.\n", "utf-8")
    case.add([more])
    case.read()
    with server(recorded("overloaded.json", 503)) as (address, asked):
        report = case.ask(at(address, name="trial"))
    assert len(asked) == 3
    assert any("not asked any more" in reason for reason in report.refused)


def test_nobody_listening_is_told_at_once(case: Case) -> None:
    with server(slow) as (address, _):
        pass
    with pytest.raises(InputError, match="Start the model's server"):
        case.ask(at(address))


@pytest.mark.parametrize(
    "address",
    [
        "http://192.168.0.7:8080",
        "http://model.example",
        "https://127.0.0.1",
        "127.0.0.1:8080",
        "http://127.0.0.1:99999",
        "http://user@127.0.0.1",
        "http://127.0.0.1.example.org",
        "file:///etc/passwd",
    ],
)
def test_testimony_goes_to_no_other_machine(address: str) -> None:
    with pytest.raises(InputError, match=r"Name one like http://127\.0\.0\.1:8080"):
        at(address)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("http://127.0.0.1:8080", "/v1/chat/completions"),
        ("http://localhost:11434/v1", "/v1/chat/completions"),
        ("http://[::1]:8000/v1/chat/completions", "/v1/chat/completions"),
    ],
)
def test_the_usual_addresses_are_known(address: str, path: str) -> None:
    assert at(address).path == path


def test_forgetting_an_exhibit_drops_its_answers(case: Case) -> None:
    with server(recorded("good.json")) as (address, _):
        case.ask(at(address, name="trial"))
    digest = next(iter(case.view().exhibits())).digest
    assert case.texts.laid("second/")
    carry_out(case, plan_forgetting(case, [digest]), reason="consent withdrawn")
    assert case.texts.laid("second/") == []


def test_the_command_reads_with_a_model_and_says_what_was_refused(case: Case) -> None:
    folder = case.folder
    case.close()
    with server(recorded("invented-quote.json")) as (address, _):
        command = [sys.executable, "-m", "qantar", "read", str(folder)]
        told = subprocess.run(
            [*command, "--second", address, "--json"],
            capture_output=True,
            text=True,
            check=False,
        )
    assert told.returncode == 1, told.stderr
    result = json.loads(told.stdout.splitlines()[-1])
    assert result["second"]["asked"] == 1
    assert sum(result["second"]["refused"].values()) == 1

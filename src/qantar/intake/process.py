"""Read files in a separate, limited process that outlives many files.

Starting a process with all readers takes about as long as reading a hundred small
files, so one process is kept: replaced after a crash, after a timeout, and after
``Limits.files_per_process`` files.
"""

import atexit
import base64
import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec

import qantar
from qantar.intake.encoding import decode
from qantar.intake.limits import Limits
from qantar.intake.media import kind_of_words, read_head, signature
from qantar.intake.readers import plain
from qantar.intake.readers.job import Job
from qantar.intake.remedies import remedy_for, wrong_name
from qantar.vocabulary.exhibit import ExhibitText
from qantar.vocabulary.passage import Unread

__all__ = ["ReadingProcess", "printable", "read_file"]

NO_READER = "none/1"
_IN_PROCESS_BYTES = 16 * 1024 * 1024  # longer texts are decoded under limits too
_UNKNOWN = "application/octet-stream"
_BROKEN = (
    "the reader broke down on it, as on a damaged or hostile file; save it anew with the "
    "program that made it, or as text or PDF"
)
_CPU_SIGNALS = (getattr(signal, "SIGXCPU", 24), signal.SIGTERM)


class _Answer(msgspec.Struct):
    content: ExhibitText | None = None
    reason: str = ""
    media_type: str = ""
    broken: str = ""


def printable(name: str) -> str:
    r"""A file name as valid Unicode: bytes that are no UTF-8 are shown as ``\xff``."""
    raw = name.encode("utf-8", "surrogateescape")
    return raw.decode("utf-8", "backslashreplace")


def read_file(path: Path, *, name: str, limits: Limits | None = None) -> ExhibitText:
    """Read one file with the process that this program shares; see ``ReadingProcess``.

    Args:
        path: Where the bytes are. Not a symbolic link.
        name: What people call the file.
        limits: What it may cost.

    Returns:
        The text; or ``text=""`` and ``unread`` with the reason and what would help.
        Never raises for what is in the file.
    """
    return _shared().read(path, name=name, limits=limits)


@cache
def _shared() -> "ReadingProcess":
    reading = ReadingProcess()
    atexit.register(reading.close)
    return reading


class ReadingProcess:
    """A process that reads files, started when first needed. Safe to share by threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0
        self._owner = os.getpid()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process. The next file starts another."""
        with self._lock:
            self._end()

    def read(
        self, path: Path, *, name: str, limits: Limits | None = None
    ) -> ExhibitText:
        """Read one file; see ``read_file``."""
        limits = limits or Limits()
        name = printable(name)
        try:
            if not stat.S_ISREG(path.lstat().st_mode):
                return _unread(
                    name,
                    _UNKNOWN,
                    "it is no regular file; add what it leads to, by its own path",
                )
            head = read_head(path)
        except OSError as error:
            return _unread(
                name,
                _UNKNOWN,
                f"the file cannot be opened ({os.strerror(error.errno or 0)}); check its "
                "permissions, or copy it again",
            )
        if not head:
            reason = "it is empty; look for the file it was copied from"
            return _unread(name, "application/x-empty", reason)
        if content := _plain_text(path, name, head, limits):
            return content
        with self._lock:
            if self._owner != os.getpid():
                # A copy of the program must not share the pipes of the original.
                self._process, self._owner = None, os.getpid()
            answer = self._ask(path, name, limits)
        if answer.content is not None:
            return answer.content
        media_type = (
            answer.media_type or signature(head) or kind_of_words(head, name).media_type
        )
        return _unread(name, media_type, answer.reason)

    def _ask(self, path: Path, name: str, limits: Limits) -> _Answer:
        if self._files >= limits.files_per_process:
            self._end()
        process = self._process or self._start()
        self._files += 1
        question = {
            "path": base64.b64encode(os.fsencode(path.absolute())).decode(),
            "name": name,
            "limits": limits,
        }
        late = threading.Timer(limits.wall_seconds, process.kill)
        late.start()
        try:
            line = _exchange(process, msgspec.json.encode(question), limits)
        except BaseException:
            # Ctrl-C: the answer would come to the next question.
            self._end(at_once=True)
            raise
        finally:
            timed_out = late.finished.is_set()
            late.cancel()
        if line.endswith(b"\n"):
            answer = msgspec.json.decode(line, type=_Answer)
            if answer.broken:
                self._end()
                answer.reason = f"{_BROKEN} ({answer.broken})"
            return answer
        ended = self._end()
        return _Answer(reason=_why(line, ended, limits, timed_out=timed_out))

    def _start(self) -> "subprocess.Popen[bytes]":
        # -P: never import from the folder we happen to stand in. -B: writes nothing.
        command = [
            sys.executable,
            "-P",
            "-B",
            "-X",
            "utf8",
            "-m",
            "qantar.intake.worker",
        ]
        package = str(Path(qantar.__file__).parent.parent)
        self._process = subprocess.Popen(  # noqa: S603 -- our own module, fixed words
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),
            env={
                "PYTHONPATH": os.pathsep.join([package, *filter(None, sys.path)]),
                "PATH": os.environ.get("PATH", ""),
                **{k: os.environ[k] for k in ("SYSTEMROOT",) if k in os.environ},
            },
            start_new_session=True,  # Ctrl-C is for the program, not for the reader
        )
        self._files = 0
        return self._process

    def _end(self, *, at_once: bool = False) -> int:
        """End the process; returns how it ended."""
        process, self._process = self._process, None
        if process is None:
            return 0
        if at_once:
            process.kill()
        if process.poll() is None:
            # A process whose output broke off is about to end by itself.
            for pipe in (process.stdin, process.stdout):
                _close(pipe)
            try:
                process.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                process.kill()
        code = process.wait()
        for pipe in (process.stdin, process.stdout):
            _close(pipe)
        return code


def _exchange(
    process: "subprocess.Popen[bytes]", question: bytes, limits: Limits
) -> bytes:
    """One question, one answer; a line without its end if the process broke off."""
    assert process.stdin is not None  # noqa: S101 -- opened as a pipe above
    assert process.stdout is not None  # noqa: S101
    try:
        process.stdin.write(question + b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        return b""
    return process.stdout.readline(limits.output_bytes + 1)


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe:
            pipe.close()
    except BrokenPipeError:
        return  # the reading end is gone, which is what closing is for


def _why(line: bytes, ended: int, limits: Limits, *, timed_out: bool) -> str:
    if timed_out:
        return (
            f"reading it took longer than {limits.wall_seconds:g} seconds and was stopped; "
            "save it in a simpler form, for instance as text"
        )
    if len(line) > limits.output_bytes:
        return (
            f"its text is larger than {limits.output_bytes} bytes; split it and add the "
            "parts"
        )
    if -ended in _CPU_SIGNALS:
        return (
            f"reading it took more than {limits.cpu_seconds} seconds of processor time and "
            "was stopped; save it in a simpler form, for instance as text"
        )
    return _BROKEN


def _plain_text(
    path: Path, name: str, head: bytes, limits: Limits
) -> ExhibitText | None:
    """Plain UTF-8 is decoded here: no parser is involved, only a strict decoder."""
    if signature(head):
        return None
    kind = kind_of_words(head, name)
    if kind.reader != "text":
        return None
    job = Job(path=path, name=name, media_type=kind.media_type, limits=limits)
    if path.stat().st_size > min(_IN_PROCESS_BYTES, limits.file_bytes):
        return None
    decoded = decode(job.read_bytes())
    if decoded is None or decoded.guess:
        return None
    return ExhibitText(
        text=decoded.text,
        media_type=kind.media_type,
        reader=plain.READER,
        encoding=decoded.encoding,
        unread=(
            *wrong_name(name, kind.media_type),
            *plain.encoding_findings(job, decoded),
        ),
    )


def _unread(name: str, media_type: str, reason: str) -> ExhibitText:
    return ExhibitText(
        text="",
        media_type=media_type,
        reader=NO_READER,
        unread=(
            *wrong_name(name, media_type),
            Unread(what=name, reason=reason or remedy_for(media_type)),
        ),
    )

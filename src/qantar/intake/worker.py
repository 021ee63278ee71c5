"""The reading process: reads one file at a time under limits, answers in JSON.

``python -m qantar.intake.worker`` takes requests on its standard input, one JSON object
a line, and writes one JSON object a line. It is started by ``qantar.intake.process`` and
is of no use by itself.

What it cannot do, once it is ready: use more processor time, memory or files than the
limits say; write to any file; open a socket; start a program. The first three are the
kernel's limits, the last two an audit hook, which stops Python code and the libraries'
Python parts, not machine code that a parser was tricked into running. Where the kernel
allows it, the process also leaves the network altogether.
"""

import contextlib
import ctypes
import os
import sys
import traceback
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import msgspec

from qantar.errors import UnreadableExhibit
from qantar.intake.dispatch import read_here
from qantar.intake.limits import Limits
from qantar.intake.media import FileKind, find_kind
from qantar.vocabulary.exhibit import ExhibitText

if sys.platform != "win32":
    import resource

__all__ = ["Answer", "Request", "main"]

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000  # linux/sched.h
_PR_SET_NO_NEW_PRIVS = 38  # linux/prctl.h
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.symlink",
    "os.link",
    "os.chmod",
    "os.truncate",
    "urllib.",
    "pty.",
)


class Request(msgspec.Struct, forbid_unknown_fields=True):
    """One file to read.

    Attributes:
        path: The file's path as the file system writes it (bytes, base64 in JSON).
        name: What people call it.
        limits: What it may cost.
    """

    path: bytes
    name: str
    limits: Limits


class Answer(msgspec.Struct):
    """What became of it: the text, or the reason why there is none.

    Attributes:
        content: The text.
        reason: Why there is none.
        media_type: As far as it was found out.
        broken: Name of the error that ended the process; then this is its last answer.
    """

    content: ExhibitText | None = None
    reason: str = ""
    media_type: str = ""
    broken: str = ""


def main() -> None:
    """Take requests until the input ends."""
    # Whatever a library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    sys.excepthook = partial(_break_off, answers)
    _leave_network()
    _restrain()
    sys.addaudithook(_refuse)
    _serve(sys.stdin.buffer, answers)


def _break_off(
    answers: BinaryIO,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """Name the error that no reader expected; its message may hold testimony."""
    place = traceback.extract_tb(trace)[-1] if trace else None
    where = f" in {Path(place.filename).stem}, line {place.lineno}" if place else ""
    answers.write(msgspec.json.encode(Answer(broken=f"{kind.__name__}{where}")) + b"\n")
    answers.flush()


def _serve(requests: BinaryIO, answers: BinaryIO) -> None:
    encoder = msgspec.json.Encoder()
    for line in requests:
        request = msgspec.json.decode(line, type=Request)
        _limit_next(request.limits)
        answers.write(encoder.encode(_answer(request)) + b"\n")
        answers.flush()


def _answer(request: Request) -> Answer:
    path = Path(os.fsdecode(request.path))
    kind = FileKind(media_type="", reader="")
    try:
        kind = find_kind(path, request.name, request.limits)
        return Answer(content=read_here(path, request.name, kind, request.limits))
    except UnreadableExhibit as error:
        return Answer(reason=str(error), media_type=kind.media_type)
    except RecursionError:
        return Answer(
            reason="it is nested more deeply than any document needs, as a bomb is; "
            "it was not read",
            media_type=kind.media_type,
        )
    except MemoryError:
        return Answer(
            reason=f"reading it needs more than {request.limits.memory_bytes} bytes of "
            "memory; split it and add the parts",
            media_type=kind.media_type,
        )
    except OSError as error:
        return Answer(
            reason=f"the file cannot be read ({os.strerror(error.errno or 0)}); "
            "check its permissions"
        )


def _limit_next(limits: Limits) -> None:
    """Set the kernel's bounds for one file; processor time counts from now."""
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + limits.cpu_seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))
    with contextlib.suppress(ValueError, OSError):  # a lower bound is set already
        resource.setrlimit(
            resource.RLIMIT_AS, (limits.memory_bytes, resource.RLIM_INFINITY)
        )


def _restrain() -> None:
    """No file may be written, no core dumped, few files opened, no process started."""
    if sys.platform == "win32":
        return
    for what, bound in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (bound, bound))


def _leave_network() -> None:
    """Enter a network namespace of our own, without any device, where allowed.

    Root needs no user namespace and must not take one: it would lose the right to read
    files of other users.
    """
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    flags = _CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWNET | _CLONE_NEWUSER
    libc.unshare(flags)  # refused on some systems; the audit hook remains


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: a reader that wants out is stopped.

    Raises:
        PermissionError: The reader wanted a network, a program or a file to write.
    """
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        writes = isinstance(mode, str) and set(mode) & set("wax+")
        if writes or (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)):
            raise PermissionError(1, "readers write no files")
    elif event.startswith(_FORBIDDEN):
        raise PermissionError(1, f"readers do nothing but read: {event}")


if __name__ == "__main__":
    main()

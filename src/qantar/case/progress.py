"""Progress: what is being done, how far it is, told to whoever listens.

A running build also keeps it in a small file, so that the desk can show it.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

__all__ = ["Listener", "ProgressFile", "alive", "follow", "running", "silent"]

_T = TypeVar("_T")

Listener = Callable[[str, int, int], None]
"""Called with the stage, how many are done, and how many there are (0: unknown)."""


def silent(stage: str, done: int, total: int) -> None:
    """A listener that says nothing."""


def follow(
    items: Iterable[_T], stage: str, total: int, listener: Listener
) -> Iterator[_T]:
    """Pass items on and tell the listener after each."""
    listener(stage, 0, total)
    for done, item in enumerate(items, 1):
        yield item
        listener(stage, done, total)


class ProgressFile:
    """Keeps the newest progress in a file beside the case, for other processes.

    Args:
        path: The file; replaced atomically, at most once per hundredth of a stage.
        then: The next listener.
    """

    def __init__(self, path: Path, then: Listener) -> None:
        self._path = path
        self._then = then
        self._last = ("", -1)

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Keep it, and pass it on."""
        step = max(1, total // 100)
        if stage != self._last[0] or done == total or done - self._last[1] >= step:
            self._last = (stage, done)
            part = self._path.with_suffix(".part")
            part.write_text(
                json.dumps(
                    {"stage": stage, "done": done, "total": total, "pid": os.getpid()}
                ),
                encoding="utf-8",
            )
            part.replace(self._path)
        self._then(stage, done, total)

    def finish(self) -> None:
        """Remove the file: nothing is running any more."""
        self._path.unlink(missing_ok=True)


def running(path: Path) -> dict[str, Any] | None:
    """What a progress file tells: stage, done, total, pid; ``None`` if nothing runs.

    A file that a killed process left behind tells nothing any more.
    """
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return told if alive(int(told["pid"])) else None


def alive(pid: int) -> bool:
    """Whether there is such a process on this machine."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # somebody else's, but there
    return True

"""A folder that lies in memory only, for what must not touch the disk."""

import os
from collections.abc import Iterator
from pathlib import Path

__all__ = ["ram_folder"]

_MOUNTS = Path("/proc/self/mounts")
_IN_MEMORY = ("tmpfs", "ramfs")


def ram_folder() -> Path | None:
    """Such a folder that this user may write to; none where the system has none.

    ``XDG_RUNTIME_DIR`` (XDG Base Directory Specification 0.8) is this user's alone and
    goes when they log out; ``/dev/shm`` is everyone's, so what is made in it has to be
    closed to others. Either counts only if the system says that it lies in memory.
    """
    for folder in (os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm"):  # noqa: S108
        path = Path(folder)
        if folder and path.is_dir() and os.access(path, os.W_OK) and _in_memory(path):
            return path
    return None


def _in_memory(path: Path) -> bool:
    """Whether the innermost mount that a folder lies on is one in memory."""
    best, kind = Path("/"), ""
    for mount, what in _mounts():
        if path.resolve().is_relative_to(mount) and len(mount.parts) >= len(best.parts):
            best, kind = mount, what
    return kind in _IN_MEMORY


def _mounts() -> Iterator[tuple[Path, str]]:
    if not _MOUNTS.is_file():
        return
    for line in _MOUNTS.read_text("utf-8", "surrogateescape").splitlines():
        _, mount, kind, *_ = line.split(" ")
        yield Path(mount.replace("\\040", " ")), kind

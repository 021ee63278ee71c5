"""Writing so that it is still there after the power went."""

import os
from pathlib import Path
from typing import BinaryIO

__all__ = ["make_folder", "new_file", "sync_file", "sync_folder"]

# Only POSIX has these; elsewhere O_EXCL alone has to do, and folders need no fsync.
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0)


def new_file(path: Path, *, mode: int) -> BinaryIO:
    """A file that was not there, open for writing; follows no link.

    Raises:
        FileExistsError: If there is anything of this name.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW | _BINARY
    return os.fdopen(os.open(path, flags, mode), "wb")


def sync_file(file: BinaryIO) -> None:
    """Make what was written durable."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable: a file's own fsync does not."""
    if not _FOLDER:
        return
    handle = os.open(folder, os.O_RDONLY | _FOLDER)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents, for the owner only, durably."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)

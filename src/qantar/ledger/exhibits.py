"""Exhibits: bytes that are kept as they came, each named by its SHA-256.

Bytes go to a new file, to the disk, under their final name, and are then read back
and hashed once more. Only after that may an entry say that they are here. So a crash
leaves at most a file that no entry names, never an entry without its file.
"""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from qantar.errors import DamagedCase, DiskFailed, InputError
from qantar.ledger.disk import make_folder, new_file, sync_file, sync_folder
from qantar.ledger.keys import Entropy
from qantar.ledger.layout import EXHIBITS_FOLDER
from qantar.ledger.store import Store

__all__ = ["ExhibitFiles", "Stored", "erase_files"]

_INCOMING = "incoming"
_CHUNK = 1024 * 1024
_DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Bytes that are safely on disk. ``size`` in bytes, ``new`` if they were not."""

    digest: str
    size: int
    new: bool


class ExhibitFiles:
    """The folder ``exhibits/`` of a case.

    Files are ``exhibits/ab/<digest>`` where ``ab`` are the digest's first two digits,
    so that no folder grows too long for an old file system.
    """

    def __init__(self, case_folder: Path, entropy: Entropy = os.urandom) -> None:
        self.folder = case_folder / EXHIBITS_FOLDER
        self._entropy = entropy

    def path(self, digest: str) -> Path:
        """Where the bytes of this digest are, or would be."""
        return self.folder / digest[:2] / digest

    def has(self, digest: str, size: int) -> bool:
        """Whether a file of this name and size is here; does not read it."""
        path = self.path(digest)
        return path.is_file() and path.stat().st_size == size

    def put(self, incoming: BinaryIO) -> Stored:
        """Keep everything that a stream still holds, durably.

        Raises:
            DiskFailed: If it could not be written, or does not come back as it was.
        """
        with self._told_plainly():
            make_folder(self.folder / _INCOMING)
            temporary = self.folder / _INCOMING / self._entropy(16).hex()
            try:
                digest, size = self._copy(incoming, temporary)
                if self.has(digest, size) and self.holds(digest):
                    return Stored(digest=digest, size=size, new=False)
                self._settle(temporary, digest)
            finally:
                temporary.unlink(missing_ok=True)
        if not self.holds(digest):
            raise DiskFailed(
                f"Exhibit {digest[:12]}… does not read back as it was written. The disk "
                "cannot be trusted: move the case to another one and add it again."
            )
        return Stored(digest=digest, size=size, new=True)

    def add_part(self, digest: str, offset: int, data: bytes) -> int:
        """Add bytes from an offset on to what has come of an exhibit so far.

        Returns:
            How many bytes from the start are here now; fewer than ``offset`` if a part
            before is missing, and then nothing was added.

        Raises:
            DiskFailed: If it could not be written.
        """
        path = self._part(digest)
        with self._told_plainly():
            make_folder(path.parent)
            have = path.stat().st_size if path.exists() else 0
            if offset <= have <= offset + len(data):
                with path.open("ab") as file:
                    file.write(data[have - offset :])
                have = offset + len(data)
        return have

    def complete(self, digest: str) -> bool:
        """Give an exhibit that came in parts its name, if its hash is right.

        If it is not, the parts are thrown away, so that right ones can come.
        """
        path = self._part(digest)
        with self._told_plainly():
            with path.open("rb+") as file:
                sync_file(file)
                _forget_cache(file)
                right = hashlib.file_digest(file, "sha256").hexdigest() == digest
            if right:
                path.chmod(0o400)
                self._settle(path, digest)
            else:
                path.unlink()
        return right

    def sweep(self, before: datetime) -> None:
        """Remove what interrupted programs left half-written before a time.

        Parts of exhibits stay: the next volume continues them.
        """
        for path in (self.folder / _INCOMING).glob("*"):
            if path.suffix != ".part" and path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)

    def _part(self, digest: str) -> Path:
        return self.folder / _INCOMING / f"{digest}.part"

    def holds(self, digest: str) -> bool:
        """Whether the bytes are here and hash to their name; reads all of them."""
        path = self.path(digest)
        if not path.is_file() or path.is_symlink():
            return False
        with path.open("rb") as file:
            _forget_cache(file)
            return hashlib.file_digest(file, "sha256").hexdigest() == digest

    def open(self, digest: str) -> BinaryIO:
        """The bytes, as a file open for reading.

        Raises:
            DamagedCase: If they are not here.
        """
        path = self.path(digest)
        if not path.is_file() or path.is_symlink():
            raise DamagedCase(
                f"The bytes of exhibit {digest[:12]}… are not in this case. Merge a "
                "bundle that holds them, or add the file again."
            )
        return path.open("rb")

    def names(self) -> Iterator[str]:
        """Digests of all files in the folder, ascending."""
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(path.name for path in folder.iterdir())

    def _copy(self, incoming: BinaryIO, temporary: Path) -> tuple[str, int]:
        hashed, size = hashlib.sha256(), 0
        with new_file(temporary, mode=0o400) as file:
            for chunk in _chunks(incoming):
                hashed.update(chunk)
                size += len(chunk)
                file.write(chunk)
            sync_file(file)
        return hashed.hexdigest(), size

    def _settle(self, temporary: Path, digest: str) -> None:
        final = self.path(digest)
        make_folder(final.parent)
        temporary.replace(final)
        sync_folder(final.parent)

    @contextmanager
    def _told_plainly(self) -> Iterator[None]:
        try:
            yield
        except OSError as why:
            if why.errno not in _DISK_ERRORS:
                raise
            raise DiskFailed(
                f"The disk of {self.folder} is full or failing ({why.strerror}). The "
                "exhibit was not added; everything before is kept. Make room and add "
                "it again."
            ) from why


def erase_files(store: Store, files: ExhibitFiles) -> None:
    """Remove the files of forgotten exhibits; completes what was interrupted."""
    for row in store.all("SELECT digest FROM erase"):
        path = files.path(row["digest"].hex())
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync_folder(path.parent)
        store.run("DELETE FROM erase WHERE digest = ?", (row["digest"],))


def _chunks(incoming: BinaryIO) -> Iterator[bytes]:
    while True:
        try:
            chunk = incoming.read(_CHUNK)
        except OSError as why:
            raise InputError(
                f"The file to be added cannot be read to its end ({why.strerror}). "
                "Nothing of it was kept."
            ) from why
        if not chunk:
            return
        yield chunk


def _forget_cache(file: BinaryIO) -> None:
    """Ask for the bytes of the disk, not those still in memory (a hint, POSIX only)."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

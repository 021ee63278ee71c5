"""Exhibits: bytes that are kept as they came, each named by its SHA-256.

Bytes go to a new file, to the disk, under their final name, and are then read back
and hashed once more. Only after that may an entry say that they are here. So a crash
leaves at most a file that no entry names, never an entry without its file.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from qantar.errors import DamagedCase, DiskFailed, InputError
from qantar.ledger.disk import make_folder, new_file, sync_file, sync_folder
from qantar.ledger.hashing import Hasher, hash_stream, pieces
from qantar.ledger.keys import Entropy
from qantar.ledger.layout import EXHIBITS_FOLDER
from qantar.ledger.lock import Vault
from qantar.ledger.ram import ram_folder
from qantar.ledger.sealed import SealedShelf
from qantar.ledger.shelf import INCOMING, OpenShelf, Shelf, Sink
from qantar.ledger.store import Store

__all__ = ["ExhibitFiles", "Stored", "erase_files", "shelf_of"]

_PIECE = 1024 * 1024
_DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Bytes that are safely on disk. ``size`` in bytes, ``new`` if they were not."""

    digest: str
    size: int
    new: bool


def shelf_of(
    case_folder: Path, store: Store, vault: Vault | None, entropy: Entropy = os.urandom
) -> Shelf:
    """How exhibits lie in this case: as they came, or encrypted if it is locked."""
    folder = case_folder / EXHIBITS_FOLDER
    if vault is None:
        return OpenShelf(folder)
    return SealedShelf(folder, store, vault.key_for("parts of exhibits"), entropy)


class ExhibitFiles:
    """The folder ``exhibits/`` of a case.

    Args:
        case_folder: The case.
        shelf: How they lie there.
        entropy: The random bytes.
    """

    def __init__(
        self, case_folder: Path, shelf: Shelf, entropy: Entropy = os.urandom
    ) -> None:
        self.folder = case_folder / EXHIBITS_FOLDER
        self._shelf = shelf
        self._entropy = entropy

    def path(self, digest: str) -> Path:
        """Where the file of this digest is, or would be; encrypted in a locked case."""
        return self._shelf.path(digest)

    def has(self, digest: str, size: int) -> bool:
        """Whether a file of the right length is here; does not read it."""
        path = self.path(digest)
        return path.is_file() and path.stat().st_size == self._shelf.stored_size(size)

    def put(self, incoming: BinaryIO) -> Stored:
        """Keep everything that a stream still holds, durably.

        Raises:
            DiskFailed: If it could not be written, or does not come back as it was.
        """
        with self._told_plainly():
            make_folder(self.folder / INCOMING)
            temporary = self.folder / INCOMING / self._entropy(16).hex()
            try:
                digest, size, sink = self._copy(incoming, temporary)
                if self.has(digest, size) and self.holds(digest):
                    return Stored(digest=digest, size=size, new=False)
                _settle(temporary, self._shelf.settle(sink, digest, size))
            finally:
                temporary.unlink(missing_ok=True)
        if not self._reads_back(digest):
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
        shelf = self._shelf
        with self._told_plainly():
            make_folder(shelf.part(digest).parent)
            have = shelf.part_size(digest)
            if offset <= have <= offset + len(data):
                shelf.add_to_part(digest, data[have - offset :])
                have = offset + len(data)
        return have

    def complete(self, digest: str) -> bool:
        """Give an exhibit that came in parts its name, if its hash is right.

        If it is not, the parts are thrown away, so that right ones can come.
        """
        path = self._shelf.part(digest)
        with self._told_plainly():
            with path.open("rb+") as file:
                sync_file(file)
                _forget_cache(file)
            try:
                with self._shelf.open_part(digest) as part:
                    right = hash_stream(part) == digest
            except DamagedCase:
                right = False
            if right and self._shelf.in_the_clear:
                path.chmod(0o400)
                _settle(path, self._shelf.path(digest))
            elif right:
                with self._shelf.open_part(digest) as part:
                    self.put(part)
            path.unlink(missing_ok=True)
        return right

    def acknowledge(self) -> None:
        """Keep what opens the files that were put; the caller holds a transaction."""
        self._shelf.acknowledge()

    def erase(self, digest: str) -> None:
        """Destroy what opens a file; the caller holds a transaction."""
        self._shelf.erase(digest)

    def sweep(self, before: datetime) -> None:
        """Remove what interrupted programs left half-written before a time.

        Parts of exhibits stay: the next volume continues them. So do whole files in an
        open case, whose names say what they are.
        """
        left = [p for p in (self.folder / INCOMING).glob("*") if p.suffix != ".part"]
        if not self._shelf.in_the_clear:
            left += self._shelf.strays()
        for path in left:
            if path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)

    def holds(self, digest: str) -> bool:
        """Whether the bytes are here and hash to their name; reads all of them."""
        path = self.path(digest)
        if not path.is_file() or path.is_symlink():
            return False
        with path.open("rb") as file:
            _forget_cache(file)
        try:
            with self._shelf.open(digest) as opened:
                return hash_stream(opened) == digest
        except DamagedCase:
            return False

    def _reads_back(self, digest: str) -> bool:
        """Whether what was just written is on the disk as it was written.

        What is encrypted authenticates itself, under a key that nobody else had.
        """
        if self._shelf.in_the_clear:
            return self.holds(digest)
        with self.path(digest).open("rb") as file:
            _forget_cache(file)
        try:
            with self._shelf.open(digest) as opened:
                while opened.read(_PIECE):
                    pass
        except DamagedCase:
            return False
        return True

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
        return self._shelf.open(digest)

    def bytes_of(self, digest: str) -> bytes:
        """All bytes; DamagedCase as ``open``."""
        with self.open(digest) as file:
            return file.read()

    @contextmanager
    def as_file(self, digest: str) -> Iterator[Path]:
        """The bytes as a file in the clear, for as long as the block lasts.

        In a locked case that file lies in memory where the system has such a folder,
        elsewhere in the folder for temporary files; it is readable by the owner only.

        Raises:
            DamagedCase: If they are not here.
        """
        if self._shelf.in_the_clear:
            with self.open(digest):
                yield self.path(digest)
            return
        with TemporaryDirectory(prefix="qantar-", dir=ram_folder()) as folder:
            copy = Path(folder) / "exhibit"
            with self.open(digest) as opened, new_file(copy, mode=0o600) as file:
                shutil.copyfileobj(opened, file, _PIECE)
            yield copy

    def names(self) -> Iterator[str]:
        """Digests of all files in the folder, ascending."""
        return self._shelf.digests()

    def _copy(self, incoming: BinaryIO, temporary: Path) -> tuple[str, int, Sink]:
        size = 0
        with new_file(temporary, mode=0o400) as file, Hasher() as hasher:
            sink = self._shelf.sink(file)
            for piece in _readable(incoming):
                hasher.update(piece)
                size += len(piece)
                sink.write(piece)
            sink.finish()
            sync_file(file)
            return hasher.hexdigest(), size, sink

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
        digest = row["digest"].hex()
        path = files.path(digest)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync_folder(path.parent)
        with store.transaction():
            files.erase(digest)
            store.run("DELETE FROM erase WHERE digest = ?", (row["digest"],))


def _settle(temporary: Path, final: Path) -> None:
    make_folder(final.parent)
    temporary.replace(final)
    sync_folder(final.parent)


def _readable(incoming: BinaryIO) -> Iterator[bytes]:
    try:
        yield from pieces(incoming)
    except OSError as why:
        raise InputError(
            f"The file to be added cannot be read to its end ({why.strerror}). "
            "Nothing of it was kept."
        ) from why


def _forget_cache(file: BinaryIO) -> None:
    """Ask for the bytes of the disk, not those still in memory (a hint, POSIX only)."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

"""Incoming: files that a browser sent, before somebody says that they be kept.

They lie in a folder of the case that only this copy has, under a name that cannot be
guessed, and go to the ledger or away. A browser's file names are never believed: only
the last part counts, and nothing that a file system reads otherwise.
"""

import hashlib
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from qantar.errors import InputError
from qantar.ledger import Ledger, is_locked, ram_folder
from qantar.vocabulary.digest import sha256_hex

__all__ = ["Incoming", "Waiting", "safe_name"]

_FOLDER = "waiting"
_TOKEN = re.compile(r"[0-9a-f]{32}")
_BAD = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]")
_LONGEST = 120


def safe_name(told: str) -> str:
    """The last part of a file name as told, without what file systems or shells read.

    >>> safe_name("../../etc/passwd"), safe_name("a<b>.txt"), safe_name("..")
    ('passwd', 'a_b_.txt', 'unnamed')
    """
    last = PurePosixPath(told.replace("\\", "/")).name
    clean = _BAD.sub("_", last).strip(" .")
    if len(clean) > _LONGEST:
        stem, dot, end = clean.rpartition(".")
        clean = f"{stem[: _LONGEST - 12]}{dot}{end[:10]}" if dot else clean[:_LONGEST]
    return clean or "unnamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One file that waits: its name, size, fingerprint, and whether it is here already."""

    name: str
    size: int
    digest: str
    known: bool


class Incoming:
    """The folder of what waits in one case; of a locked case it lies in memory.

    Args:
        folder: The case.

    Raises:
        InputError: If the case is locked and this system has no folder in memory.
    """

    def __init__(self, folder: Path) -> None:
        self._root = folder / _FOLDER
        if is_locked(folder):
            memory = ram_folder()
            if memory is None:
                raise InputError(
                    "This case is locked, and this system has no place in memory where"
                    " files could wait. Use the command line: qantar add, qantar merge."
                )
            name = sha256_hex(str(folder.resolve()).encode())[:24]
            self._root = memory / f"qantar-{name}"

    def begin(self) -> str:
        """Make a place for what comes; gives its token."""
        token = secrets.token_hex(16)
        self._root.mkdir(mode=0o700, exist_ok=True)
        (self._root / token).mkdir(mode=0o700)
        return token

    def place(self, token: str) -> Path:
        """The folder of a token.

        Raises:
            InputError: If it is none, or what waited there is gone.
        """
        if not _TOKEN.fullmatch(token) or not (self._root / token).is_dir():
            raise InputError(
                "What was sent does not wait here any more. Choose the files again."
            )
        return self._root / token

    def free_path(self, token: str, told: str) -> Path:
        """Where a file of this name goes; the same name twice gets a number."""
        name, here = safe_name(told), self.place(token)
        path, number = here / name, 1
        while path.exists():
            number += 1
            path = here / f"{number}-{name}"
        return path

    def waiting(self, token: str, ledger: Ledger) -> Iterator[Waiting]:
        """What waits under a token, by name."""
        for path in sorted(self.place(token).iterdir()):
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            yield Waiting(
                name=path.name,
                size=path.stat().st_size,
                digest=digest,
                known=ledger.exhibit_size(digest) is not None,
            )

    def drop(self, token: str) -> None:
        """Throw away what waits under a token."""
        shutil.rmtree(self.place(token))

    def sweep(self, now: datetime, *, older: timedelta = timedelta(days=1)) -> None:
        """Throw away what nobody came back for."""
        if not self._root.is_dir():
            return
        for path in self._root.iterdir():
            if path.stat().st_mtime < (now - older).timestamp():
                shutil.rmtree(path, ignore_errors=True)

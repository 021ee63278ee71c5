"""How the bytes of exhibits lie in a case folder, and the plain way: as they came.

What differs in a locked case is in ``sealed``.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

__all__ = ["INCOMING", "OpenShelf", "Shelf", "Sink", "names_in"]

INCOMING = "incoming"


class Sink(Protocol):
    """Where the bytes of one exhibit are written."""

    def write(self, data: bytes) -> object:
        """Take in bytes."""

    def finish(self) -> None:
        """Write what is still held back."""


class Shelf(Protocol):
    """What ``ExhibitFiles`` asks about the form on disk.

    Attributes:
        in_the_clear: Whether files are the very bytes of exhibits.
    """

    in_the_clear: bool

    def path(self, digest: str) -> Path:
        """Where the bytes of this digest are, or would be."""

    def stored_size(self, size: int) -> int:
        """Length of the file of so many bytes."""

    def sink(self, file: BinaryIO) -> Sink:
        """Where to write the bytes of a new exhibit."""

    def settle(self, sink: Sink, digest: str, size: int) -> Path:
        """The final name of what was written; see ``acknowledge``."""

    def acknowledge(self) -> None:
        """Keep the names that were given since; the caller holds a transaction."""

    def erase(self, digest: str) -> None:
        """Destroy what opens the file; the caller holds a transaction."""

    def strays(self) -> list[Path]:
        """Files of which nobody has the key."""

    def open(self, digest: str) -> BinaryIO:
        """The bytes; FileNotFoundError if they are not here."""

    def digests(self) -> Iterator[str]:
        """Digests of all files, ascending; of unknown ones their names."""

    def part(self, digest: str) -> Path:
        """Where an exhibit that comes in parts is put together."""

    def part_size(self, digest: str) -> int:
        """How many bytes of it are here."""

    def add_to_part(self, digest: str, data: bytes) -> None:
        """Add bytes to it."""

    def open_part(self, digest: str) -> BinaryIO:
        """What has come of it."""


class OpenShelf:
    """Files as they came, ``exhibits/ab/<digest>``, ``ab`` being its first two digits."""

    in_the_clear = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, digest: str) -> Path:
        """See ``Shelf``."""
        return self._folder / digest[:2] / digest

    def stored_size(self, size: int) -> int:
        """See ``Shelf``."""
        return size

    def sink(self, file: BinaryIO) -> Sink:
        """See ``Shelf``."""
        return _Plain(file)

    def settle(self, sink: Sink, digest: str, size: int) -> Path:
        """See ``Shelf``."""
        return self.path(digest)

    def acknowledge(self) -> None:
        """Nothing: the name is the digest."""

    def erase(self, digest: str) -> None:
        """Nothing: a file in the clear needs no key."""

    def strays(self) -> list[Path]:
        """None: every file is named by what it is."""
        return []

    def open(self, digest: str) -> BinaryIO:
        """See ``Shelf``."""
        return self.path(digest).open("rb")

    def digests(self) -> Iterator[str]:
        """See ``Shelf``."""
        yield from names_in(self._folder)

    def part(self, digest: str) -> Path:
        """See ``Shelf``."""
        return self._folder / INCOMING / f"{digest}.part"

    def part_size(self, digest: str) -> int:
        """See ``Shelf``."""
        path = self.part(digest)
        return path.stat().st_size if path.exists() else 0

    def add_to_part(self, digest: str, data: bytes) -> None:
        """See ``Shelf``."""
        with self.part(digest).open("ab") as file:
            file.write(data)

    def open_part(self, digest: str) -> BinaryIO:
        """See ``Shelf``."""
        return self.part(digest).open("rb")


class _Plain:
    """Bytes as they are."""

    def __init__(self, file: BinaryIO) -> None:
        self.write = file.write

    def finish(self) -> None:
        """Nothing is held back."""


def names_in(folder: Path) -> Iterator[str]:
    """Names of all files two levels down, ascending."""
    for inside in sorted(folder.glob("[0-9a-f][0-9a-f]")):
        yield from sorted(path.name for path in inside.iterdir())

"""Exhibits in a locked case: encrypted files under random names.

Each is encrypted under a key of its own. Name and key are in the encrypted ``log.db``
and nowhere else, so deleting the row destroys the exhibit even where a disk keeps old
blocks.
"""

import hashlib
import io
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt as _decrypt,
)
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_encrypt as _encrypt,
)
from nacl.exceptions import CryptoError

from qantar.errors import DamagedCase
from qantar.ledger.chunks import KEY_BYTES, SealedReader, SealedWriter, sealed_size
from qantar.ledger.keys import Entropy
from qantar.ledger.shelf import INCOMING, Sink, names_in
from qantar.ledger.store import Store

__all__ = ["SealedShelf"]

_NAME_BYTES = 16
_NONCE = 24
_TAG = 16
_LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What opens one file: its name, its key, how many bytes were put in."""

    name: str
    key: bytes
    size: int


class SealedShelf:
    """Encrypted files under random names.

    Args:
        folder: The folder ``exhibits/``.
        store: The encrypted tables that hold names and keys.
        secret: 32 bytes for what comes in parts and has no key of its own yet.
        entropy: The random bytes.
    """

    in_the_clear = False

    def __init__(
        self, folder: Path, store: Store, secret: bytes, entropy: Entropy = os.urandom
    ) -> None:
        self._folder = folder
        self._store = store
        self._secret = secret
        self._entropy = entropy
        self._fresh: dict[str, _Known] = {}
        self._parts: dict[str, int] = {}

    def path(self, digest: str) -> Path:
        """See ``Shelf``; a name that no file has, if the digest is unknown."""
        known = self._known(digest)
        return self._place("none" if known is None else known.name)

    def stored_size(self, size: int) -> int:
        """See ``Shelf``."""
        return sealed_size(size)

    def sink(self, file: BinaryIO) -> Sink:
        """See ``Shelf``."""
        return _Sealed(file, self._entropy(KEY_BYTES))

    def settle(self, sink: Sink, digest: str, size: int) -> Path:
        """See ``Shelf``."""
        name = self._entropy(_NAME_BYTES).hex()
        key = cast(_Sealed, sink).key
        self._fresh[digest] = _Known(name=name, key=key, size=size)
        return self._place(name)

    def acknowledge(self) -> None:
        """See ``Shelf``. Of two files of one exhibit the newer one stays."""
        for digest, fresh in self._fresh.items():
            self._store.add(
                "INSERT INTO xkey VALUES (?, ?, ?, ?) ON CONFLICT (digest) DO UPDATE"
                " SET name = excluded.name, key = excluded.key, size = excluded.size",
                (bytes.fromhex(digest), fresh.name, fresh.key, fresh.size),
            )
        self._fresh.clear()

    def erase(self, digest: str) -> None:
        """See ``Shelf``."""
        raw = bytes.fromhex(digest)
        self._store.run("DELETE FROM xkey WHERE digest = ?", (raw,))

    def strays(self) -> list[Path]:
        """See ``Shelf``: what an interrupted program put there, and did not record."""
        names = {row["name"] for row in self._store.all("SELECT name FROM xkey")}
        return [self._place(n) for n in names_in(self._folder) if n not in names]

    def open(self, digest: str) -> BinaryIO:
        """See ``Shelf``."""
        known = self._known(digest)
        if known is None:
            raise FileNotFoundError(digest)
        file = self._place(known.name).open("rb")
        reader = SealedReader(file, known.key, known.size)
        return cast(BinaryIO, io.BufferedReader(reader, 128 * 1024))

    def digests(self) -> Iterator[str]:
        """See ``Shelf``."""
        rows = self._store.all("SELECT name, digest FROM xkey")
        known = {row["name"]: row["digest"].hex() for row in rows}
        yield from sorted(known.get(name, name) for name in names_in(self._folder))

    def part(self, digest: str) -> Path:
        """See ``Shelf``; named by a keyed hash, which tells nothing."""
        return self._folder / INCOMING / f"{self._part_name(digest)}.part"

    def part_size(self, digest: str) -> int:
        """See ``Shelf``. A record that was cut off is not counted but cut away."""
        path = self.part(digest)
        if digest in self._parts or not path.exists():
            return self._parts.get(digest, 0)
        size = end = 0
        with path.open("r+b") as file:
            total = path.stat().st_size
            while len(start := file.read(_LENGTH.size)) == _LENGTH.size:
                (length,) = _LENGTH.unpack(start)
                if end + _LENGTH.size + length > total:
                    break
                end += _LENGTH.size + length
                size += length - _NONCE - _TAG
                file.seek(end)
            file.truncate(end)
        self._parts[digest] = size
        return size

    def add_to_part(self, digest: str, data: bytes) -> None:
        """See ``Shelf``."""
        have = self.part_size(digest)
        # Nonces are random, so a record that was torn and is written again is safe.
        nonce = self._entropy(_NONCE)
        sealed = nonce + _encrypt(data, digest.encode(), nonce, self._secret)
        with self.part(digest).open("ab") as file:
            file.write(_LENGTH.pack(len(sealed)) + sealed)
        self._parts[digest] = have + len(data)

    def open_part(self, digest: str) -> BinaryIO:
        """See ``Shelf``."""
        self._parts.pop(digest, None)
        reader = _PartReader(self.part(digest).open("rb"), self._secret, digest)
        return cast(BinaryIO, io.BufferedReader(reader, 128 * 1024))

    def _part_name(self, digest: str) -> str:
        return hashlib.blake2b(
            bytes.fromhex(digest), key=self._secret, digest_size=_NAME_BYTES
        ).hexdigest()

    def _place(self, name: str) -> Path:
        return self._folder / name[:2] / name

    def _known(self, digest: str) -> _Known | None:
        return self._fresh.get(digest) or self._in_store(digest)

    def _in_store(self, digest: str) -> _Known | None:
        row = self._store.one(
            "SELECT name, key, size FROM xkey WHERE digest = ?",
            (bytes.fromhex(digest),),
        )
        if row is None:
            return None
        return _Known(name=row["name"], key=row["key"], size=row["size"])


class _Sealed(SealedWriter):
    """Knows its key, so that it can be kept."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        super().__init__(file, key)
        self.key = key


class _PartReader(io.RawIOBase):
    """What has come of an exhibit in a locked case."""

    def __init__(self, file: BinaryIO, secret: bytes, digest: str) -> None:
        super().__init__()
        self._file, self._secret, self._digest = file, secret, digest
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: "memoryview[int]", /) -> int:  # type: ignore[override]
        """Fill a buffer from the record at hand."""
        if not self._rest:
            self._rest = memoryview(self._record())
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size

    def close(self) -> None:
        """Close both."""
        self._file.close()
        super().close()

    def _record(self) -> bytes:
        start = self._file.read(_LENGTH.size)
        if not start:
            return b""
        sealed = self._file.read(*_LENGTH.unpack(start))
        try:
            return bytes(
                _decrypt(
                    sealed[_NONCE:],
                    self._digest.encode(),
                    sealed[:_NONCE],
                    self._secret,
                )
            )
        except (CryptoError, ValueError) as why:
            raise DamagedCase("A part of an exhibit was changed on the disk.") from why

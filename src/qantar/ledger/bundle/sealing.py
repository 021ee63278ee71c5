"""Encrypt a stream for recipients, and compress it: age around Zstandard.

age (https://age-encryption.org/v1) authenticates every 64 KiB, so whatever comes out
was put in by somebody who knew the recipient, up to where a file is cut. Recipients
are X25519; each device has one, derived from its secret key, so that there is one
secret to keep.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import pyrage
import zstandard

from qantar.errors import CannotSign, CaseError, ForOthers, InputError, Reject
from qantar.ledger.keys import DeviceKey
from qantar.ledger.log import Ledger

__all__ = [
    "AGE",
    "ZSTD",
    "identity_of",
    "identity_of_key",
    "open_stream",
    "recipient",
    "recipient_of_key",
    "seal_stream",
]

AGE = b"age-encryption.org/v1"
"""How a file that age encrypted begins (https://age-encryption.org/v1)."""

ZSTD = b"\x28\xb5\x2f\xfd"
"""How a Zstandard frame begins (RFC 8878, section 3.1.1)."""

_PURPOSE = b"age/1"
_PREFIX = "AGE-SECRET-KEY-"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_WINDOW = 8 * 1024 * 1024
_PIECE = 64 * 1024
# What people write shrinks to a fifth, and a page of zeros to a thousandth: beyond
# this a file does not carry but attack.
_FREE = 64 * 1024 * 1024
_GROWTH = 500


def identity_of(ledger: Ledger) -> pyrage.x25519.Identity | None:
    """What opens bundles that were packed for this device; none without its key."""
    secret = ledger.secret_for(_PURPOSE)
    return None if secret is None else _identity(secret)


def identity_of_key(key: DeviceKey) -> pyrage.x25519.Identity:
    """What opens bundles that were packed for the device with this key."""
    return _identity(key.secret_for(_PURPOSE))


def recipient_of_key(key: DeviceKey) -> str:
    """What others pack for before the device holds a copy of the case: ``age1…``."""
    return str(identity_of_key(key).to_public())


def _identity(secret: bytes) -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.from_str(_bech32(_PREFIX.lower(), secret).upper())


def recipient(ledger: Ledger) -> str:
    """What others pack for so that this device can open it: ``age1…``.

    Raises:
        CannotSign: If this copy holds no key.
    """
    identity = identity_of(ledger)
    if identity is None:
        raise CannotSign(
            f"{ledger.folder} holds no device key, so nothing can be packed for it."
        )
    return str(identity.to_public())


def seal_stream(
    pieces: Iterator[bytes], target: BinaryIO, recipients: Sequence[str]
) -> None:
    """Write compressed pieces, encrypted if there are recipients.

    Raises:
        InputError: If a recipient is none.
    """
    if not recipients:
        for piece in pieces:
            target.write(piece)
        return
    try:
        keys = [pyrage.x25519.Recipient.from_str(text) for text in recipients]
    except pyrage.RecipientError as why:
        raise InputError(
            "A recipient is not one of age: right would be 62 letters that begin with "
            "age1, as `qantar frontier` shows them on the other machine."
        ) from why
    pyrage.encrypt_io(_Pieces(pieces), target, keys)


def open_stream(
    path: Path,
    take: Callable[[bytes], object],
    identities: Sequence[pyrage.x25519.Identity],
) -> str:
    """Give what is in a bundle piece by piece; gives why it ended early, or "".

    Memory and time stay small whatever the file claims: pieces are at most 64 KiB, the
    window of the decompressor is limited, and so is how far a file may grow.

    Raises:
        Reject: If it grows too far.
        ForOthers: If the file cannot be opened with these identities.
    """
    inflater = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    sink = _Sink(take, _FREE + _GROWTH * path.stat().st_size)
    with (
        path.open("rb") as file,
        inflater.stream_writer(
            cast(IO[bytes], sink), write_size=_PIECE, closefd=False
        ) as stream,
    ):
        encrypted = file.read(len(AGE)) == AGE
        file.seek(0)
        try:
            if encrypted:
                pyrage.decrypt_io(file, stream, identities)
            else:
                while piece := file.read(_PIECE):
                    stream.write(piece)
        except CaseError:  # ours, though a full disk is an OSError too
            raise
        except (zstandard.ZstdError, OSError) as why:
            return f"it is cut off or damaged ({why})"
        except pyrage.DecryptError as why:
            raise ForOthers(
                f"{path.name} was not packed for this device, or is cut off at its "
                "beginning. Ask the sender to pack it again for this device."
            ) from why
    return ""


class _Pieces:
    """Pieces as a file to read from, which is what age asks for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken


class _Sink(io.RawIOBase):
    """A file to write to that hands everything on."""

    def __init__(self, take: Callable[[bytes], object], limit: int) -> None:
        super().__init__()
        self._take = take
        self._left = limit

    def write(self, data: Any, /) -> int:
        piece = bytes(data)
        self._left -= len(piece)
        if self._left < 0:
            raise Reject("it grows far beyond what anybody would send")
        self._take(piece)
        return len(piece)


def _bech32(prefix: str, data: bytes) -> str:
    """Bech32 of bytes (BIP 173), without its limit of length, as age writes keys."""
    bits = int.from_bytes(data, "big")
    length = -(-len(data) * 8 // 5)
    bits <<= length * 5 - len(data) * 8
    words = [bits >> 5 * (length - 1 - i) & 31 for i in range(length)]
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = _polymod([*spread, *words, 0, 0, 0, 0, 0, 0]) ^ 1
    words += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return f"{prefix}1" + "".join(_LETTERS[word] for word in words)


def _polymod(words: Sequence[int]) -> int:
    check = 1
    for word in words:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ word
        for i, factor in enumerate(
            (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
        ):
            check ^= factor if top >> i & 1 else 0
    return check

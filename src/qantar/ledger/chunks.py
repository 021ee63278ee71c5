"""Encrypt a file in chunks, so that it can be read from any place.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: "Online Authenticated-
Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015) as age uses it
(C2SP/C2SP, age.md, "Payload"): chunks of 64 KiB under ChaCha20-Poly1305 (RFC 8439),
the nonce being the chunk's number in 11 bytes and a last byte that is 1 in the last
chunk. So chunks cannot be swapped, left out or cut off unseen. A key MUST be used for
one file only.

What is encrypted is filled up with zeros to a length that tells little of the true one
(Padmé: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and
Communication with PURBs", PETS 2019, algorithm 1; at most 12 per cent more).
"""

import io
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from qantar.errors import DamagedCase

__all__ = [
    "CHUNK",
    "KEY_BYTES",
    "SealedReader",
    "SealedWriter",
    "padded",
    "sealed_size",
]

CHUNK = 64 * 1024
KEY_BYTES = 32
_TAG = 16
_SMALLEST = 256


def padded(size: int) -> int:
    """The length to which so many bytes are filled up (Padmé; at least 256)."""
    if size <= _SMALLEST:
        return _SMALLEST
    exponent = size.bit_length() - 1
    mask = (1 << exponent - exponent.bit_length()) - 1
    return size + mask & ~mask


def sealed_size(size: int) -> int:
    """Length of the encrypted file of so many bytes."""
    full = padded(size)
    return full + _TAG * -(-full // CHUNK)


class SealedWriter:
    """Encrypts what is written; ``finish`` writes the last chunk.

    Args:
        file: Where to write.
        key: 32 bytes, never used for another file.
    """

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file = file
        self._cipher = ChaCha20Poly1305(key)
        self._rest = bytearray()
        self._number = 0
        self._size = 0

    def write(self, data: bytes) -> None:
        """Take in bytes."""
        self._size += len(data)
        view = memoryview(data)
        if self._rest:
            missing = CHUNK - len(self._rest)
            self._rest += view[:missing]
            view = view[missing:]
        # The last chunk is marked as such, so one stays here until `finish`.
        while view:
            if self._rest:
                self._seal(self._rest, last=False)
                self._rest = bytearray()
            if len(view) <= CHUNK:
                self._rest += view
                return
            self._seal(view[:CHUNK], last=False)
            view = view[CHUNK:]

    def finish(self) -> None:
        """Fill up and write what is left. Nothing may be written afterwards."""
        missing = padded(self._size) - self._size
        while missing:
            step = min(missing, CHUNK)
            self.write(bytes(step))
            self._size -= step
            missing -= step
        self._seal(self._rest, last=True)

    def _seal(self, chunk: bytearray | memoryview, *, last: bool) -> None:
        nonce = _nonce(self._number, last)
        self._file.write(self._cipher.encrypt(nonce, chunk, None))
        self._number += 1


class SealedReader(io.RawIOBase):
    """The bytes that were encrypted, as a file open for reading.

    Args:
        file: The encrypted file; closed together with this one.
        key: Its key.
        size: How many bytes were put in.

    Reading raises DamagedCase if the file was changed or cut off.
    """

    def __init__(self, file: BinaryIO, key: bytes, size: int) -> None:
        super().__init__()
        self._file = file
        self._cipher = ChaCha20Poly1305(key)
        self._size = size
        self._at = 0
        self._last = -(-padded(size) // CHUNK) - 1
        self._number = -1
        self._chunk = b""

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place, as in any file."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}
        self._at = max(0, start[whence] + offset)
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        """Fill a buffer as far as the chunk at this place reaches."""
        if self._at >= self._size:
            return 0
        number, start = divmod(self._at, CHUNK)
        if number != self._number:
            self._chunk, self._number = self._open(number), number
        end = min(start + len(buffer), len(self._chunk), start + self._size - self._at)
        buffer[: end - start] = self._chunk[start:end]
        self._at += end - start
        return end - start

    def close(self) -> None:
        """Close both."""
        self._file.close()
        super().close()

    def _open(self, number: int) -> bytes:
        self._file.seek(number * (CHUNK + _TAG))
        sealed = self._file.read(CHUNK + _TAG)
        try:
            nonce = _nonce(number, number == self._last)
            return self._cipher.decrypt(nonce, sealed, None)
        except InvalidTag as why:
            raise DamagedCase(
                f"The bytes of an exhibit were changed or cut off, in chunk {number}. Run"
                " `qantar verify --deep` to see which."
            ) from why


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])

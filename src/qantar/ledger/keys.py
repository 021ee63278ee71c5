"""The device's key: who signs on this machine, in this case, and nowhere else.

One key per device and case, so that a person's work in two cases cannot be linked.
The secret lies in one file of the case folder, readable by its owner only. It is in
no table, travels in no bundle, and shows in no message.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from nacl.bindings import crypto_sign_open
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey

from qantar.errors import CaseLocked, DamagedCase
from qantar.ledger.disk import new_file, sync_file, sync_folder

__all__ = [
    "DeviceKey",
    "Entropy",
    "Sealer",
    "is_private",
    "signature_holds",
    "signatures_hold",
]

_FIRST_LINE = b"qantar device key 1\n"
_FIRST_LINE_SEALED = b"qantar device key 1, locked\n"
_PURPOSE = "device key"
_FEW = 100  # signatures that one thread checks at a time

Entropy = Callable[[int], bytes]
"""Gives so many random bytes; ``os.urandom`` unless a test says otherwise."""


class Sealer(Protocol):
    """What encrypts the key's file in a locked case; see ``lock.Vault``."""

    def seal(self, purpose: str, data: bytes) -> bytes:
        """Encrypt a few bytes."""

    def unseal(self, purpose: str, sealed: bytes) -> bytes | None:
        """What was encrypted; none if it was changed."""


class DeviceKey:
    """An Ed25519 key pair (RFC 8032) of one device in one case.

    Attributes:
        public: The public key, 64 hex digits; the device's name in every entry.
    """

    __slots__ = ("_secret", "public")

    def __init__(self, seed: bytes) -> None:
        self._secret = SigningKey(seed)
        self.public = bytes(self._secret.verify_key).hex()

    def __repr__(self) -> str:
        return f"DeviceKey({self.public[:8]}…)"

    @classmethod
    def make(cls, entropy: Entropy = os.urandom) -> "DeviceKey":
        """A new key."""
        return cls(entropy(32))

    def sign(self, message: bytes) -> bytes:
        """The signature of a message, 64 bytes."""
        return self._secret.sign(message).signature

    def secret_for(self, purpose: bytes) -> bytes:
        """32 secret bytes for one purpose; the key cannot be found from them."""
        seed = bytes(self._secret)
        return hashlib.sha256(b"qantar/" + purpose + b"\x00" + seed).digest()

    def save(self, path: Path, sealer: Sealer | None = None) -> None:
        """Write the key to a new file, mode 0600, durably; encrypted by a sealer.

        Raises:
            FileExistsError: If there is a file already; a key is never overwritten.
        """
        seed = bytes(self._secret)
        written = (
            _FIRST_LINE + seed.hex().encode()
            if sealer is None
            else _FIRST_LINE_SEALED + sealer.seal(_PURPOSE, seed).hex().encode()
        )
        with new_file(path, mode=0o600) as file:
            file.write(written + b"\n")
            sync_file(file)
        sync_folder(path.parent)

    @classmethod
    def load(cls, path: Path, sealer: Sealer | None = None) -> "DeviceKey":
        """The key in a file.

        Raises:
            FileNotFoundError: If there is none.
            CaseLocked: If it is encrypted and there is no sealer.
            DamagedCase: If the file is not a key, or is a link.
        """
        if path.is_symlink():
            raise DamagedCase(
                f"{path.name} is a link; a key must be a file of its own."
            )
        written = path.read_bytes()
        if written.startswith(_FIRST_LINE_SEALED) and sealer is None:
            raise CaseLocked(f"{path.name} is locked; its case's passphrase opens it.")
        seed = _seed(written, sealer)
        if len(seed) != 32:
            # The cause is dropped on purpose: it would quote the file's content.
            raise DamagedCase(
                f"{path.name} is not a device key. Everything signed so far still "
                "holds; put the file back from a backup, or move it away: the case "
                "then opens without a key and can be read, checked and packed."
            ) from None
        return cls(seed)


def _seed(written: bytes, sealer: Sealer | None) -> bytes:
    """The secret in a key file; empty if it is none."""
    first = _FIRST_LINE if sealer is None else _FIRST_LINE_SEALED
    if not written.startswith(first):
        return b""
    try:
        seed = bytes.fromhex(written.removeprefix(first).strip().decode("ascii"))
    except ValueError:
        return b""
    return seed if sealer is None else sealer.unseal(_PURPOSE, seed) or b""


def is_private(path: Path) -> bool:
    """Whether only the owner may read the file, as far as its disk can tell."""
    return not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def signature_holds(public: str, message: bytes, signature: bytes) -> bool:
    """Whether a device signed a message.

    libsodium refuses keys and points of small order, keys that are not canonical and
    ``S >= L``, so that nobody can own a key under which every signature holds.
    """
    if len(signature) != 64:
        return False
    try:
        crypto_sign_open(signature + message, bytes.fromhex(public))
    except (BadSignatureError, ValueError):
        return False
    return True


def signatures_hold(signed: Sequence[tuple[str, bytes, bytes]]) -> list[bool]:
    """``signature_holds`` of many, on all processors: libsodium lets others run."""
    if len(signed) < _FEW:
        return [signature_holds(*one) for one in signed]
    parts = [signed[start : start + _FEW] for start in range(0, len(signed), _FEW)]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        found = pool.map(lambda part: [signature_holds(*one) for one in part], parts)
        return [holds for part in found for holds in part]

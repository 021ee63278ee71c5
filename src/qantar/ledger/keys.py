"""The device's key: who signs on this machine, in this case, and nowhere else.

One key per device and case, so that a person's work in two cases cannot be linked.
The secret lies in one file of the case folder, readable by its owner only. It is in
no table, travels in no bundle, and shows in no message.
"""

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from qantar.errors import DamagedCase
from qantar.ledger.disk import new_file, sync_file, sync_folder

__all__ = ["DeviceKey", "Entropy", "is_private", "signature_holds"]

_FIRST_LINE = b"qantar device key 1\n"

Entropy = Callable[[int], bytes]
"""Gives so many random bytes; ``os.urandom`` unless a test says otherwise."""


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

    def save(self, path: Path) -> None:
        """Write the key to a new file, mode 0600, durably.

        Raises:
            FileExistsError: If there is a file already; a key is never overwritten.
        """
        with new_file(path, mode=0o600) as file:
            file.write(_FIRST_LINE + bytes(self._secret).hex().encode() + b"\n")
            sync_file(file)
        sync_folder(path.parent)

    @classmethod
    def load(cls, path: Path) -> "DeviceKey":
        """The key in a file.

        Raises:
            FileNotFoundError: If there is none.
            DamagedCase: If the file is not a key, or is a link.
        """
        if path.is_symlink():
            raise DamagedCase(
                f"{path.name} is a link; a key must be a file of its own."
            )
        written = path.read_bytes()
        digits = written.removeprefix(_FIRST_LINE).strip()
        try:
            seed = bytes.fromhex(digits.decode("ascii"))
        except ValueError:
            seed = b""
        if not written.startswith(_FIRST_LINE) or len(seed) != 32:
            # The cause is dropped on purpose: it would quote the file's content.
            raise DamagedCase(
                f"{path.name} is not a device key. Everything signed so far still "
                "holds; put the file back from a backup, or move it away: the case "
                "then opens without a key and can be read, checked and packed."
            ) from None
        return cls(seed)


def is_private(path: Path) -> bool:
    """Whether only the owner may read the file, as far as its disk can tell."""
    return not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def signature_holds(public: str, message: bytes, signature: bytes) -> bool:
    """Whether a device signed a message.

    libsodium refuses keys and points of small order, keys that are not canonical and
    ``S >= L``, so that nobody can own a key under which every signature holds.
    """
    try:
        VerifyKey(bytes.fromhex(public)).verify(message, signature)
    except (BadSignatureError, ValueError):
        return False
    return True

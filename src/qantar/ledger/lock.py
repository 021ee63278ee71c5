"""The lock of a case: a passphrase opens a random key, the key opens the files.

The file ``lock.json`` holds the case's key twice at most: encrypted under what Argon2id
(RFC 9106) makes of the passphrase, and encrypted under a recovery key that is kept
nowhere but divided among keepers (see ``recovery``). Changing the passphrase changes
this file alone. Without passphrase and shares nobody opens the case, its makers
included.
"""

import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt as _decrypt,
)
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_encrypt as _encrypt,
)
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

from qantar.errors import CaseExists, CaseLocked, DamagedCase, InputError
from qantar.ledger.disk import make_folder, new_file, sync_file, sync_folder
from qantar.ledger.keys import Entropy
from qantar.ledger.layout import LOCK_FILE

__all__ = [
    "MEMORY",
    "PASSES",
    "PASSPHRASE_MIN",
    "Lock",
    "Vault",
    "check_passphrase",
    "is_locked",
    "open_vault",
    "read_lock",
    "vault_from_recovery",
    "write_lock",
]

PASSPHRASE_MIN = 12
"""Characters. Argon2id makes each guess dear; it cannot mend a short passphrase."""

MEMORY = argon2id.MEMLIMIT_MODERATE
PASSES = argon2id.OPSLIMIT_MODERATE
"""Of new locks: 256 MiB and 3 passes, about a second on an old laptop."""

_FORMAT = "qantar lock 1"
# What a file may ask for, so that a forged one cannot take all memory.
_MEMORY_MAX = 1024**3
_PASSES_MAX = 16
_NONCE = 24
_BY_PASSPHRASE = b"qantar/lock/1/passphrase"
_BY_RECOVERY = b"qantar/lock/1/recovery"

Sealed = Annotated[str, Meta(pattern=r"\A[0-9a-f]{144}\Z")]
"""A key of 32 bytes, encrypted: nonce of 24 bytes, 32 bytes, tag of 16; hex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What ``lock.json`` holds. None of it opens anything by itself.

    Attributes:
        format: Its version.
        memory: Argon2id's memory in bytes.
        passes: Argon2id's number of passes.
        salt: Argon2id's salt, hex.
        passphrase: The case's key under the passphrase.
        recovery: The case's key under the recovery key; empty if there is none.
    """

    format: str
    memory: Annotated[int, Meta(ge=argon2id.MEMLIMIT_MIN, le=_MEMORY_MAX)]
    passes: Annotated[int, Meta(ge=1, le=_PASSES_MAX)]
    salt: Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
    passphrase: Sealed
    recovery: Annotated[str, Meta(pattern=r"\A([0-9a-f]{144})?\Z")] = ""


class Vault:
    """The open key of a locked case, and what is derived from it.

    Args:
        key: 32 bytes.
    """

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __repr__(self) -> str:
        return "Vault(…)"

    @classmethod
    def make(cls, entropy: Entropy = os.urandom) -> "Vault":
        """A new key."""
        return cls(entropy(32))

    def key_for(self, purpose: str) -> bytes:
        """32 bytes for one purpose; the key cannot be found from them.

        BLAKE2b with the key as its key (RFC 7693, section 2.5).
        """
        text = b"qantar/lock/1/" + purpose.encode()
        return hashlib.blake2b(text, key=self._key, digest_size=32).digest()

    def seal(self, purpose: str, data: bytes, entropy: Entropy = os.urandom) -> bytes:
        """Encrypt a few bytes, with XChaCha20-Poly1305."""
        return _seal(self.key_for(purpose), data, purpose.encode(), entropy)

    def unseal(self, purpose: str, sealed: bytes) -> bytes | None:
        """What was sealed for this purpose; none if it was changed."""
        return _unseal(self.key_for(purpose), sealed, purpose.encode())

    def keep(self) -> bytes:
        """The key itself, for keeping it in memory between two commands."""
        return self._key

    def lock(
        self,
        passphrase: str,
        *,
        recovery: str = "",
        entropy: Entropy = os.urandom,
    ) -> Lock:
        """A lock for this key that a passphrase opens.

        Args:
            passphrase: At least ``PASSPHRASE_MIN`` characters.
            recovery: Of the lock before, to stay as it is.
            entropy: The random bytes for salt and nonce.

        Raises:
            InputError: If the passphrase is too short.
        """
        check_passphrase(passphrase)
        salt = entropy(argon2id.SALTBYTES)
        stretched = _stretch(passphrase, salt, MEMORY, PASSES)
        return Lock(
            format=_FORMAT,
            memory=MEMORY,
            passes=PASSES,
            salt=salt.hex(),
            passphrase=_seal(stretched, self._key, _BY_PASSPHRASE, entropy).hex(),
            recovery=recovery,
        )

    def with_recovery(
        self, lock: Lock, recovery: bytes, entropy: Entropy = os.urandom
    ) -> Lock:
        """The lock, opened by this recovery key too and by no earlier one."""
        sealed = _seal(recovery, self._key, _BY_RECOVERY, entropy)
        return replace(lock, recovery=sealed.hex())


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short.

    Raises:
        InputError: If it is.
    """
    if len(passphrase) < PASSPHRASE_MIN:
        raise InputError(
            f"The passphrase has fewer than {PASSPHRASE_MIN} characters. Right would be"
            " five or more words that nobody would put together, and that stand nowhere."
        )


def is_locked(folder: Path) -> bool:
    """Whether a case folder is encrypted."""
    return (folder / LOCK_FILE).exists()


def read_lock(folder: Path) -> Lock:
    """The lock of a case.

    Raises:
        DamagedCase: If the file is no lock.
    """
    try:
        lock = msgspec.json.decode((folder / LOCK_FILE).read_bytes(), type=Lock)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as why:
        raise DamagedCase(
            f"{LOCK_FILE} cannot be read as a lock, and without it nobody opens the"
            " case. Put it back from a backup; any one made since the last change of"
            " the passphrase will do."
        ) from why
    if lock.format != _FORMAT:
        raise DamagedCase(f"{LOCK_FILE} is of a later format than this Qantar knows.")
    return lock


def open_vault(folder: Path, passphrase: str) -> Vault:
    """The key of a locked case.

    Raises:
        CaseLocked: If the passphrase is wrong.
        DamagedCase: If the lock cannot be read.
    """
    lock = read_lock(folder)
    salt = bytes.fromhex(lock.salt)
    stretched = _stretch(passphrase, salt, lock.memory, lock.passes)
    key = _unseal(stretched, bytes.fromhex(lock.passphrase), _BY_PASSPHRASE)
    if key is None:
        raise CaseLocked(
            "That passphrase does not open the case. Look at the keyboard's language and"
            " at capitals; nothing was changed."
        )
    return Vault(key)


def vault_from_recovery(folder: Path, recovery: bytes) -> Vault:
    """The key of a locked case, from its recovery key.

    Raises:
        CaseLocked: If it is not the one of this case, or of an earlier division.
    """
    sealed = bytes.fromhex(read_lock(folder).recovery)
    key = _unseal(recovery, sealed, _BY_RECOVERY)
    if key is None:
        raise CaseLocked(
            "These shares do not open the case: they are of another case, or of a"
            " division before the last one."
        )
    return Vault(key)


def write_lock(folder: Path, lock: Lock, *, replacing: bool = False) -> None:
    """Write the lock durably; either the old one or the new one is there.

    Raises:
        CaseExists: If there is one already and it was not to be replaced.
    """
    target = folder / LOCK_FILE
    if target.exists() and not replacing:
        raise CaseExists(f"{folder} is locked already.")
    make_folder(folder)
    text = json.dumps(msgspec.to_builtins(lock), indent=1, sort_keys=True)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    with new_file(part, mode=0o600) as file:
        file.write(text.encode() + b"\n")
        sync_file(file)
    part.replace(target)
    sync_folder(folder)


def _stretch(passphrase: str, salt: bytes, memory: int, passes: int) -> bytes:
    return argon2id.kdf(32, passphrase.encode(), salt, opslimit=passes, memlimit=memory)


def _seal(key: bytes, data: bytes, purpose: bytes, entropy: Entropy) -> bytes:
    nonce = entropy(_NONCE)
    return nonce + _encrypt(data, purpose, nonce, key)


def _unseal(key: bytes, sealed: bytes, purpose: bytes) -> bytes | None:
    try:
        opened = _decrypt(sealed[_NONCE:], purpose, sealed[:_NONCE], key)
    except (CryptoError, ValueError):
        return None
    return bytes(opened)

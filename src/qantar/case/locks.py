"""Who opens a locked case: a key at hand, a file with the passphrase, or a person.

A key is looked for in this order: opened before by this program; kept in memory by
``qantar unlock``; the passphrase in the file that ``QANTAR_PASSPHRASE_FILE`` names;
typed by whoever is asked. A passphrase is never an argument, for arguments show in the
list of processes.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from qantar.errors import CaseLocked, InputError
from qantar.ledger import Vault, is_locked, open_vault, ram_folder, read_lock

__all__ = ["KEYS", "NEW_PASSPHRASE_FILE", "PASSPHRASE_FILE", "Keyring"]

PASSPHRASE_FILE = "QANTAR_PASSPHRASE_FILE"  # noqa: S105 (a name, no passphrase)
NEW_PASSPHRASE_FILE = "QANTAR_NEW_PASSPHRASE_FILE"  # noqa: S105
"""Environment: files that hold the passphrase, and the one it is to become."""


class Keyring:
    """Keys of locked cases that this program may use.

    Attributes:
        ask: Asks a person for a passphrase; ``new`` if it is one to be chosen. None
            where nobody can be asked.
    """

    def __init__(self) -> None:
        self.ask: Callable[[Path, bool], str] | None = None
        self._open: dict[Path, Vault] = {}

    def vault(self, folder: Path) -> Vault | None:
        """What opens a case; none if it is not locked.

        Raises:
            CaseLocked: If no passphrase was given, or a wrong one.
            DamagedCase: If its lock cannot be read.
        """
        if not is_locked(folder):
            return None
        place = folder.resolve()
        if place not in self._open:
            self._open[place] = self._kept(folder) or open_vault(
                folder, self.passphrase(folder)
            )
        return self._open[place]

    def hold(self, folder: Path, vault: Vault | None) -> None:
        """Use this key for a case from now on; none to use no key any more."""
        if vault is None:
            self._open.pop(folder.resolve(), None)
        else:
            self._open[folder.resolve()] = vault

    def passphrase(self, folder: Path, *, new: bool = False) -> str:
        """The passphrase, from a file or a person.

        Args:
            folder: The case.
            new: Whether one is to be chosen for it.

        Raises:
            CaseLocked: If nobody gave one.
            InputError: If the file cannot be read.
        """
        names = (NEW_PASSPHRASE_FILE, PASSPHRASE_FILE) if new else (PASSPHRASE_FILE,)
        for name in names:
            if told := os.environ.get(name):
                return _first_line(Path(told))
        given = self.ask(folder, new) if self.ask is not None else ""
        if not given:
            raise CaseLocked(
                f"The case in {folder} needs a passphrase and none was given. Type it when"
                f" asked, or name a file that holds it in {PASSPHRASE_FILE}."
            )
        return given

    def keep(self, folder: Path) -> bool:
        """Keep a case's key in memory until ``drop``; false where that is impossible."""
        vault, place = self.vault(folder), _place(folder)
        if vault is None or place is None:
            return False
        place.parent.mkdir(mode=0o700, exist_ok=True)
        if place.parent.stat().st_uid != os.getuid() or place.parent.is_symlink():
            return False
        place.unlink(missing_ok=True)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(vault.keep())
        return True

    def drop(self, folder: Path) -> bool:
        """Forget a case's key; whether one was kept in memory."""
        self.hold(folder, None)
        place = _place(folder)
        if place is None or not place.exists():
            return False
        with place.open("r+b") as file:
            file.write(bytes(place.stat().st_size))
        place.unlink()
        return True

    def _kept(self, folder: Path) -> Vault | None:
        place = _place(folder)
        if place is None or not place.is_file() or place.is_symlink():
            return None
        if place.stat().st_uid != os.getuid():
            return None  # another user put it there
        return Vault(place.read_bytes())


KEYS = Keyring()
"""Of this program. The command line sets ``ask``."""


def _place(folder: Path) -> Path | None:
    """Where the key is kept; changes with the passphrase, so that an old one is void."""
    memory = ram_folder()
    if memory is None or not is_locked(folder):
        return None
    name = hashlib.sha256(read_lock(folder).salt.encode()).hexdigest()[:32]
    return memory / f"qantar-{os.getuid()}" / name


def _first_line(path: Path) -> str:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"The file {path} with the passphrase cannot be read. Right would be a text"
            " file whose first line is the passphrase."
        ) from error
    return lines[0] if lines else ""

"""Make a case folder, or open one."""

from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

from qantar.errors import CaseExists, CaseLocked, NotACase
from qantar.ledger.disk import make_folder
from qantar.ledger.keys import DeviceKey
from qantar.ledger.layout import KEY_FILE, LOG_FILE, refuse_links
from qantar.ledger.lock import Vault, is_locked
from qantar.ledger.store import Store

__all__ = ["OWN_DEVICE", "log_secret", "make_case", "open_case", "refuse_locked"]


OWN_DEVICE = "own device"
"""Local setting: the device whose key this copy was made with, so that a changed key
file shows."""

LOG_PURPOSE = "log.db"


def make_case(
    folder: Path,
    new_key: DeviceKey,
    begin: Callable[[Store, DeviceKey], str],
    vault: Vault | None = None,
) -> tuple[Store, DeviceKey]:
    """Make key and tables; all of it, or nothing that would count as a case.

    Args:
        folder: Made if missing. What was left of an interrupted attempt is used.
        new_key: The device's key, unless such an attempt left one.
        begin: Writes the first entry, if there is to be one; gives the case's id.
        vault: Opens the folder's lock, if it has one.

    Raises:
        CaseLocked: If it has one and nothing opens it.
        CaseExists: If the folder holds a case.
    """
    refuse_links(folder)
    make_folder(folder)
    refuse_locked(folder, vault)
    with ExitStack() as undo:
        store = undo.enter_context(
            closing(Store.create(folder / LOG_FILE, secret=log_secret(vault)))
        )
        with store.transaction():
            if store.one("SELECT 1 FROM meta WHERE k = 'case'"):
                raise CaseExists(
                    f"{folder} holds a case already. Open that one, or name another "
                    "folder."
                )
            key = _own_key(folder, new_key, vault)
            store.add("INSERT INTO meta VALUES ('case', ?)", (begin(store, key),))
            store.add(
                "INSERT INTO local VALUES (?, ?) ON CONFLICT DO NOTHING",
                (OWN_DEVICE, key.public),
            )
        undo.pop_all()
    return store, key


def open_case(
    folder: Path, *, patience: float, vault: Vault | None = None
) -> tuple[Store, DeviceKey | None]:
    """Open tables and key; no key if the file is not there.

    Raises:
        NotACase: If the folder holds no case.
        CaseLocked: If it is locked and nothing opens it.
        DamagedCase: If it holds one that cannot be read.
    """
    refuse_links(folder)
    refuse_locked(folder, vault)
    with ExitStack() as undo:
        store = undo.enter_context(
            closing(
                Store.open(
                    folder / LOG_FILE, secret=log_secret(vault), patience=patience
                )
            )
        )
        if not store.one("SELECT 1 FROM meta WHERE k = 'case'"):
            raise NotACase(
                f"The case in {folder} was never finished. Making it again completes it."
            )
        path = folder / KEY_FILE
        key = DeviceKey.load(path, vault) if path.exists() else None
        undo.pop_all()
    return store, key


def log_secret(vault: Vault | None) -> bytes | None:
    """What encrypts ``log.db``; none in an open case."""
    return None if vault is None else vault.key_for(LOG_PURPOSE)


def refuse_locked(folder: Path, vault: Vault | None) -> None:
    """Refuse to open a locked case without what opens it.

    Raises:
        CaseLocked: If that is so.
    """
    if vault is None and is_locked(folder):
        raise CaseLocked(
            f"The case in {folder} is locked. Its passphrase opens it: type it when"
            " asked, or name a file that holds it in QANTAR_PASSPHRASE_FILE."
        )


def _own_key(folder: Path, new: DeviceKey, vault: Vault | None) -> DeviceKey:
    """The key that an interrupted attempt left, else the new one, saved."""
    path = folder / KEY_FILE
    if path.exists():
        return DeviceKey.load(path, vault)
    new.save(path, vault)
    return new

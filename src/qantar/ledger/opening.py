"""Make a case folder, or open one."""

from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

from qantar.errors import CaseExists, NotACase
from qantar.ledger.disk import make_folder
from qantar.ledger.keys import DeviceKey
from qantar.ledger.layout import KEY_FILE, LOG_FILE, refuse_links
from qantar.ledger.store import Store

__all__ = ["make_case", "open_case"]


def make_case(
    folder: Path, new_key: DeviceKey, begin: Callable[[Store, DeviceKey], str]
) -> tuple[Store, DeviceKey]:
    """Make key and tables; all of it, or nothing that would count as a case.

    Args:
        folder: Made if missing. What was left of an interrupted attempt is used.
        new_key: The device's key, unless such an attempt left one.
        begin: Writes the first entry, if there is to be one; gives the case's id.

    Raises:
        CaseExists: If the folder holds a case.
    """
    refuse_links(folder)
    make_folder(folder)
    with ExitStack() as undo:
        store = undo.enter_context(closing(Store.create(folder / LOG_FILE)))
        with store.transaction():
            if store.one("SELECT 1 FROM meta WHERE k = 'case'"):
                raise CaseExists(
                    f"{folder} holds a case already. Open that one, or name another "
                    "folder."
                )
            key = _own_key(folder, new_key)
            store.add("INSERT INTO meta VALUES ('case', ?)", (begin(store, key),))
        undo.pop_all()
    return store, key


def open_case(folder: Path, *, patience: float) -> tuple[Store, DeviceKey | None]:
    """Open tables and key; no key if the file is not there.

    Raises:
        NotACase: If the folder holds no case.
        DamagedCase: If it holds one that cannot be read.
    """
    refuse_links(folder)
    with ExitStack() as undo:
        store = undo.enter_context(
            closing(Store.open(folder / LOG_FILE, patience=patience))
        )
        if not store.one("SELECT 1 FROM meta WHERE k = 'case'"):
            raise NotACase(
                f"The case in {folder} was never finished. Making it again completes it."
            )
        path = folder / KEY_FILE
        key = DeviceKey.load(path) if path.exists() else None
        undo.pop_all()
    return store, key


def _own_key(folder: Path, new: DeviceKey) -> DeviceKey:
    """The key that an interrupted attempt left, else the new one, saved."""
    path = folder / KEY_FILE
    if path.exists():
        return DeviceKey.load(path)
    new.save(path)
    return new

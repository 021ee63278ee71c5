"""Lock and unlock a case, change its passphrase, divide what recovers it."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from qantar.case.case import Case
from qantar.case.locks import KEYS
from qantar.errors import InputError, NotACase
from qantar.ledger import (
    Vault,
    check_passphrase,
    is_locked,
    join_shares,
    open_vault,
    read_lock,
    split_key,
    vault_from_recovery,
    write_lock,
)
from qantar.ledger.relocking import complete_interrupted, rewrite_case

__all__ = [
    "OTHER_FILES",
    "case_folder",
    "change_passphrase",
    "divide_recovery",
    "in_the_clear_beside",
    "lock_case",
    "make_lock",
    "recover",
    "remove_beside",
    "write_in_the_clear",
]

OTHER_FILES = ("texts.db", "views.db", "desk.db")
"""Databases of a case besides its ledger."""


def case_folder(path: Path) -> Path:
    """The case at or in a folder, also one whose rewriting was interrupted.

    Raises:
        NotACase: If there is none.
    """
    for candidate in (path, path / "case"):
        complete_interrupted(candidate)
    found = Case.find(path)
    if found is None:
        raise NotACase(f"{path} holds no case. Make one with: qantar new {path}")
    return found


def make_lock(folder: Path) -> None:
    """Give a folder that is to hold a case a lock, with a passphrase asked for.

    Raises:
        CaseExists: If it has one.
        InputError: If there is a case in it already, or the passphrase is too short.
    """
    if Case.find(folder) is not None:
        raise InputError(f"{folder} holds a case. To lock it: qantar lock {folder}")
    vault = Vault.make()
    write_lock(folder, vault.lock(KEYS.passphrase(folder, new=True)))
    KEYS.hold(folder, vault)


def lock_case(folder: Path) -> bool:
    """Lock a case; true if it was in the clear and is encrypted now.

    If it is encrypted already, what ``unlock`` kept in memory is dropped.

    Raises:
        InputError: If the passphrase is too short.
        DamagedCase: If the case is damaged; it was left as it is.
    """
    if is_locked(folder):
        KEYS.drop(folder)
        return False
    with Case.open(folder) as case:
        case.exclusive()
        vault = Vault.make()
        lock = vault.lock(KEYS.passphrase(folder, new=True))
        case.settle_files()
        rewrite_case(folder, None, vault, lock, others=OTHER_FILES)
    KEYS.hold(folder, vault)
    return True


def write_in_the_clear(folder: Path) -> None:
    """Write a locked case in the clear, for good.

    Raises:
        InputError: If it is not locked.
        CaseLocked: If its passphrase was not given.
    """
    if not is_locked(folder):
        raise InputError(f"The case in {folder} is not locked.")
    with Case.open(folder) as case:
        case.exclusive()
        vault = KEYS.vault(folder)
        KEYS.drop(folder)
        case.settle_files()
        rewrite_case(folder, vault, None, None, others=OTHER_FILES)


def change_passphrase(folder: Path) -> None:
    """Ask for the passphrase and for the one it is to become.

    Shares of the recovery key stay good. What ``unlock`` kept in memory is dropped.

    Raises:
        InputError: If the case is not locked, or the new passphrase too short.
        CaseLocked: If the old one is wrong.
    """
    _want_locked(folder)
    vault = open_vault(folder, KEYS.passphrase(folder))
    _set_passphrase(folder, vault)


def divide_recovery(folder: Path, *, need: int, shares: int) -> list[str]:
    """Shares of a new recovery key; those of an earlier division open nothing any more.

    Raises:
        InputError: If the case is not locked or the numbers cannot be.
    """
    _want_locked(folder)
    recovery = os.urandom(32)
    words = split_key(recovery, need=need, shares=shares)
    vault = KEYS.vault(folder)
    if vault is not None:
        lock = vault.with_recovery(read_lock(folder), recovery)
        write_lock(folder, lock, replacing=True)
    return words


def recover(folder: Path, shares: Sequence[str]) -> None:
    """Open a case with shares, and give it a new passphrase.

    Raises:
        InputError: If the shares do not fit together, or the passphrase is too short.
        CaseLocked: If they are not of this case.
    """
    _want_locked(folder)
    _set_passphrase(folder, vault_from_recovery(folder, join_shares(shares)))


def in_the_clear_beside(folder: Path) -> list[Path]:
    """Site, booklets and data that were made from a case and lie beside it."""
    beside = folder.resolve().parent
    if folder.name != "case":
        return []
    made = [beside / "site", beside / "data", *sorted(beside.glob("booklet*.pdf"))]
    return [path for path in made if path.exists()]


def remove_beside(folder: Path) -> list[Path]:
    """Remove what ``in_the_clear_beside`` names; it can be built again."""
    gone = in_the_clear_beside(folder)
    for path in gone:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return gone


def _set_passphrase(folder: Path, vault: Vault) -> None:
    passphrase = KEYS.passphrase(folder, new=True)
    check_passphrase(passphrase)
    lock = vault.lock(passphrase, recovery=read_lock(folder).recovery)
    KEYS.drop(folder)
    write_lock(folder, lock, replacing=True)
    KEYS.hold(folder, vault)


def _want_locked(folder: Path) -> None:
    if not is_locked(folder):
        raise InputError(
            f"The case in {folder} is not locked: whoever has the folder can read it. To"
            f" lock it: qantar lock {folder}"
        )

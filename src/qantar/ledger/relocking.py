"""Encrypt a case that lay open, or write a locked one in the clear.

The case is written anew beside the old one, checked, and only then takes its place. So
whatever interrupts it, one of the two is whole.
"""

import os
import shutil
from contextlib import closing
from pathlib import Path

from qantar.errors import DamagedCase
from qantar.ledger.check import audit
from qantar.ledger.database import copy_database
from qantar.ledger.disk import make_folder, sync_folder
from qantar.ledger.exhibits import ExhibitFiles, shelf_of
from qantar.ledger.keys import DeviceKey
from qantar.ledger.layout import KEY_FILE, LOG_FILE
from qantar.ledger.lock import Lock, Vault, write_lock
from qantar.ledger.opening import log_secret
from qantar.ledger.store import Store

__all__ = ["complete_interrupted", "erase_folder", "rewrite_case"]

_NEW, _OLD = ".being-written", ".before"
_PIECE = 1024 * 1024


def complete_interrupted(folder: Path) -> None:
    """Put back a case whose rewriting was interrupted between its two renamings."""
    old = folder.with_name(folder.name + _OLD)
    if not folder.exists() and old.exists():
        old.rename(folder)
        sync_folder(folder.parent)


def rewrite_case(
    folder: Path,
    vault: Vault | None,
    new_vault: Vault | None,
    new_lock: Lock | None,
    *,
    others: tuple[str, ...] = (),
) -> None:
    """Write a case anew under another key, or in the clear, and remove the old one.

    Args:
        folder: The case. Nobody may have it open.
        vault: What opens it now; none if it lies open.
        new_vault: What is to open it; none if it is to lie open.
        new_lock: The lock of ``new_vault``.
        others: Names of further databases in it, encrypted under their names.

    Raises:
        DamagedCase: If the case is damaged already; nothing was changed.
        DiskFailed: If there is not room for both; nothing was changed.
    """
    before = audit(folder, "full", vault=vault)
    if not before.sound:
        raise DamagedCase(
            "This case is damaged, and writing it anew could lose what still holds. Run"
            " `qantar verify` and mend it first."
        )
    new, old = (folder.with_name(folder.name + end) for end in (_NEW, _OLD))
    for left in (new, old):
        erase_folder(left)
    make_folder(new)
    if new_lock is not None:
        write_lock(new, new_lock)
    _copy_tables(folder, vault, new, new_vault, others)
    _copy_exhibits(folder, vault, new, new_vault)
    if (folder / KEY_FILE).exists():
        DeviceKey.load(folder / KEY_FILE, vault).save(new / KEY_FILE, new_vault)
    after = audit(new, "deep", vault=new_vault)
    missing = sum(found.code == "exhibit-missing" for found in before.findings)
    if after.root != before.root or len(after.findings) > len(before.findings):
        erase_folder(new)
        raise DamagedCase(
            f"What was written does not hold ({missing} exhibits are missing). The case"
            " was left as it is."
        )
    folder.rename(old)
    new.rename(folder)
    sync_folder(folder.parent)
    erase_folder(old)


def _copy_tables(
    folder: Path,
    vault: Vault | None,
    new: Path,
    new_vault: Vault | None,
    others: tuple[str, ...],
) -> None:
    copy_database(
        folder / LOG_FILE, log_secret(vault), new / LOG_FILE, log_secret(new_vault)
    )
    with closing(Store.open(new / LOG_FILE, secret=log_secret(new_vault))) as store:
        store.run("DROP TABLE IF EXISTS xkey")
        store.make_key_table()
    for name in others:
        if (folder / name).exists():
            copy_database(
                folder / name,
                None if vault is None else vault.key_for(name),
                new / name,
                None if new_vault is None else new_vault.key_for(name),
            )
    for path in new.iterdir():
        path.chmod(0o600)


def _copy_exhibits(
    folder: Path, vault: Vault | None, new: Path, new_vault: Vault | None
) -> None:
    with (
        closing(Store.open(folder / LOG_FILE, secret=log_secret(vault))) as store,
        closing(Store.open(new / LOG_FILE, secret=log_secret(new_vault))) as copies,
    ):
        files = ExhibitFiles(folder, shelf_of(folder, store, vault))
        target = ExhibitFiles(new, shelf_of(new, copies, new_vault))
        for row in store.all("SELECT digest, size FROM exhibit ORDER BY digest"):
            digest = row["digest"].hex()
            if files.has(digest, row["size"]):
                with files.open(digest) as opened:
                    target.put(opened)
        with copies.transaction():
            target.acknowledge()


def erase_folder(folder: Path) -> None:
    """Overwrite and remove a folder. Disks without moving parts may keep old blocks."""
    if not folder.is_dir() or folder.is_symlink():
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            path.chmod(0o600)
            _overwrite(path)
    shutil.rmtree(folder)


def _overwrite(path: Path) -> None:
    left = path.stat().st_size
    with path.open("r+b") as file:
        while left > 0:
            left -= file.write(os.urandom(min(left, _PIECE)))
        file.flush()
        os.fsync(file.fileno())

"""The tables: settings that durability rests on, and logs that were torn."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from qantar.errors import CaseError, DamagedCase
from qantar.ledger import Ledger, audit
from qantar.ledger.store import Store


def test_every_connection_has_the_settings_that_durability_rests_on(
    ledger: Ledger, folder: Path
) -> None:
    with Ledger.open(folder) as again:
        for one in (ledger, again):
            settings = {
                name: tuple(one.store.one(f"PRAGMA {name}") or ())
                for name in (
                    "journal_mode",
                    "synchronous",
                    "secure_delete",
                    "foreign_keys",
                )
            }
            assert settings == {
                "journal_mode": ("wal",),
                "synchronous": (2,),
                "secure_delete": (1,),
                "foreign_keys": (1,),
            }


def test_a_torn_log_keeps_everything_that_was_acknowledged(
    ledger: Ledger, folder: Path, tmp_path: Path
) -> None:
    """What the write-ahead log held at each acknowledgement is enough to keep it."""
    log = folder / "log.db-wal"
    sizes, names = [], []
    for n in range(12):
        names.append(ledger.append("note", {"text": str(n)}))
        sizes.append(log.stat().st_size)
    whole = log.read_bytes()

    for n, size in enumerate(sizes):
        for torn in (b"", b"\0" * 700, whole[size : size + 700][::-1], b"\xff" * 5000):
            copy = tmp_path / "torn"
            shutil.copytree(folder, copy)
            (copy / "log.db-wal").write_bytes(whole[:size] + torn)
            (copy / "log.db-shm").unlink(missing_ok=True)

            with Ledger.open(copy) as torn_case:
                kept = {view.id for view in torn_case.entries("note")}
            assert set(names[: n + 1]) <= kept
            assert audit(copy).sound
            shutil.rmtree(copy)


def test_entries_cannot_be_changed_or_removed_by_mistake(ledger: Ledger) -> None:
    for sql in ("DELETE FROM entry", "UPDATE entry SET t = 0"):
        with pytest.raises(Exception, match="an entry is never"):
            ledger.store.run(sql)


def test_a_damaged_page_is_a_damaged_case(ledger: Ledger, folder: Path) -> None:
    ledger.close()
    data = bytearray((folder / "log.db").read_bytes())
    data[100:4096] = b"\xff" * 3996
    (folder / "log.db").write_bytes(data)

    with pytest.raises(DamagedCase, match="is damaged"):
        Ledger.open(folder)


def test_a_folder_that_is_not_there_cannot_be_opened_for_writing(
    tmp_path: Path,
) -> None:
    with pytest.raises((CaseError, OSError)):
        Store.create(tmp_path / "missing" / "log.db")


def test_what_is_nested_belongs_to_the_outer_transaction(ledger: Ledger) -> None:
    def both() -> None:
        with ledger.store.transaction():
            ledger.append("note", {"text": "inner"})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        both()

    assert list(ledger.entries("note")) == []


def test_tables_of_the_version_before_are_brought_up_to_date(
    ledger: Ledger, folder: Path
) -> None:
    root = ledger.root()
    ledger.close()
    base = sqlite3.connect(folder / "log.db", isolation_level=None)
    base.execute("DROP INDEX seen_parent")
    base.execute("PRAGMA user_version = 1")
    base.close()

    with Ledger.open(folder) as again:
        assert again.root() == root
        assert again.store.version() == 2
        assert again.store.one("SELECT 1 FROM sqlite_master WHERE name='seen_parent'")
    assert audit(folder).findings == ()

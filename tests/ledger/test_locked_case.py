"""A locked case is a case like any other, and no byte of it can be read."""

import io
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bundles import admit_device, send
from qantar.errors import CaseLocked, DamagedCase, DiskFailed
from qantar.ledger import (
    DeviceKey,
    Ledger,
    Vault,
    audit,
    forget,
    write_lock,
)
from qantar.ledger.relocking import complete_interrupted, rewrite_case

WORDS = "seven grey herons over Oskemen"
CANARY = "CanaryKanarek"


def canaries() -> list[bytes]:
    """The word as files might hold it."""
    return [CANARY.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]


def leaks(folder: Path) -> list[str]:
    """Files whose name or bytes show the word."""
    found = [p.name for p in folder.rglob("*") if CANARY in p.name]
    files = [path for path in folder.rglob("*") if path.is_file()]
    for path in files:
        data = path.read_bytes()
        found += [path.name for word in canaries() if word in data]
    assert files
    return found


@pytest.fixture
def vault(folder: Path) -> Vault:
    made = Vault.make()
    write_lock(folder, made.lock(WORDS))
    return made


@pytest.fixture
def locked(folder: Path, vault: Vault) -> Iterator[Ledger]:
    with Ledger.create(folder, title=CANARY, zone="UTC", vault=vault) as made:
        yield made


def fill(ledger: Ledger) -> str:
    ledger.append("note", {"text": f"{CANARY} stood at the gate"})
    told = {"file": f"{CANARY}.txt"}
    return ledger.put_exhibit(CANARY.encode() * 20_000, "text/plain", told).digest


def test_no_file_shows_what_is_in_it_while_it_is_open(
    locked: Ledger, folder: Path
) -> None:
    digest = fill(locked)

    assert leaks(folder) == []
    assert not [p for p in folder.rglob("*") if digest in p.name]


def test_no_file_shows_what_is_in_it_once_closed(locked: Ledger, folder: Path) -> None:
    fill(locked)
    locked.close()

    assert leaks(folder) == []


def test_everything_is_there_when_it_is_opened_again(
    locked: Ledger, folder: Path, vault: Vault
) -> None:
    digest, root = fill(locked), locked.root()
    locked.close()

    with Ledger.open(folder, vault=vault) as again:
        assert again.root() == root
        assert again.files.bytes_of(digest) == CANARY.encode() * 20_000
        with again.files.as_file(digest) as path:
            assert path.read_bytes() == CANARY.encode() * 20_000
        assert not path.exists()
    assert audit(folder, "deep", vault=vault).findings == ()


def test_without_its_key_it_is_locked_for_all(locked: Ledger, folder: Path) -> None:
    locked.close()

    with pytest.raises(CaseLocked, match="QANTAR_PASSPHRASE_FILE"):
        Ledger.open(folder)
    with pytest.raises(CaseLocked):
        audit(folder)
    with pytest.raises(CaseLocked):
        Ledger.create(folder, title="x", zone="UTC")
    with pytest.raises(DamagedCase):
        Ledger.open(folder, vault=Vault.make())
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(folder / "log.db").execute("SELECT * FROM entry")


def test_what_is_forgotten_cannot_be_opened_with_the_key_either(
    locked: Ledger, folder: Path, vault: Vault
) -> None:
    digest = fill(locked)
    path = locked.exhibit_path(digest)
    (entry,) = [v.id for v in locked.entries("exhibit.add")]

    forget(locked, [entry], basis="consent withdrawn")

    assert not path.exists()
    assert locked.store.all("SELECT * FROM xkey") == []
    assert audit(folder, "deep", vault=vault).sound


def test_a_changed_exhibit_is_found_and_restored_by_adding_it_again(
    locked: Ledger, folder: Path, vault: Vault
) -> None:
    digest = fill(locked)
    path = locked.exhibit_path(digest)
    data = bytearray(path.read_bytes())
    data[70_000] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)

    found = audit(folder, "deep", vault=vault).findings
    assert [one.code for one in found] == ["exhibit-changed"]
    with pytest.raises(DamagedCase):
        locked.files.bytes_of(digest)

    locked.put_exhibit(CANARY.encode() * 20_000, "text/plain", {})
    assert locked.holds_exhibit(digest)


def test_bytes_that_do_not_read_back_are_not_acknowledged(
    locked: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def spoil(path: Path, target: Path) -> Path:
        data = bytearray(path.read_bytes())
        data[100] ^= 1
        path.chmod(0o600)
        path.write_bytes(data)
        return real(path, target)

    monkeypatch.setattr(Path, "replace", spoil)

    with pytest.raises(DiskFailed, match="does not read back"):
        locked.put_exhibit(b"bytes" * 100, "text/plain", {})

    assert list(locked.entries("exhibit.add")) == []


def test_the_same_bytes_are_kept_once(locked: Ledger, folder: Path) -> None:
    for _ in range(3):
        fill(locked)

    files = [p for p in (folder / "exhibits").rglob("*") if p.is_file()]
    assert len(files) == 1


def test_strays_go_and_exhibits_stay(
    locked: Ledger, folder: Path, vault: Vault
) -> None:
    digest = fill(locked)
    locked.files.put(io.BytesIO(b"never recorded"))
    locked.close()

    later = datetime.now(UTC) + timedelta(days=2)
    with Ledger.open(folder, vault=vault, now=lambda: later) as again:
        assert again.holds_exhibit(digest)
    assert len([p for p in (folder / "exhibits").rglob("*") if p.is_file()]) == 1


def test_bundles_travel_between_locked_and_open_copies(
    locked: Ledger, folder: Path, tmp_path: Path, vault: Vault
) -> None:
    digest = fill(locked)
    with Ledger.join(tmp_path / "open", case=locked.case_id) as other:
        admit_device(locked, other, "south")
        send(locked, other, tmp_path / "one.qantar")
        other.append("note", {"text": CANARY})
        more = other.put_exhibit(CANARY.encode() * 50_000, "text/plain", {}).digest
        send(other, locked, tmp_path / "two.qantar")

        assert other.root() == locked.root()
        assert other.holds_exhibit(digest)
    assert locked.holds_exhibit(more)
    assert leaks(folder) == []
    assert audit(folder, "deep", vault=vault).sound


@pytest.mark.parametrize("torn", [0, 3, 30])
def test_parts_of_an_exhibit_are_encrypted_too_and_go_on_after_a_crash(
    locked: Ledger, folder: Path, vault: Vault, torn: int
) -> None:
    data = CANARY.encode() * 20_000
    digest = fill(locked)
    locked.exhibit_path(digest).unlink()
    files = locked.files
    step = 65_536
    for start in range(0, 2 * step, step):
        assert files.add_part(digest, start, data[start : start + step]) == start + step
    assert leaks(folder) == []
    (part,) = (folder / "exhibits" / "incoming").glob("*.part")
    with part.open("r+b") as file:
        file.truncate(part.stat().st_size - torn)
    locked.close()

    with Ledger.open(folder, vault=vault) as again:
        start = step if torn else 2 * step
        while start < len(data):
            start = again.files.add_part(digest, start, data[start : start + step])
        assert again.files.complete(digest)
        with again.store.transaction():
            again.files.acknowledge()
        assert again.files.bytes_of(digest) == data
    assert list((folder / "exhibits" / "incoming").iterdir()) == []


def test_a_changed_part_is_thrown_away(locked: Ledger, folder: Path) -> None:
    digest = fill(locked)
    locked.exhibit_path(digest).unlink()
    locked.files.add_part(digest, 0, b"y" * 100)
    (part,) = (folder / "exhibits" / "incoming").glob("*.part")
    part.write_bytes(part.read_bytes()[:-1] + b"?")

    assert not locked.files.complete(digest)
    assert list((folder / "exhibits" / "incoming").iterdir()) == []


def test_an_open_case_is_locked_with_all_it_holds(ledger: Ledger, folder: Path) -> None:
    digest, root, device = fill(ledger), ledger.root(), ledger.device
    ledger.local_set("hold", "yes")
    ledger.close()
    vault = Vault.make()

    rewrite_case(folder, None, vault, vault.lock(WORDS))

    assert leaks(folder.parent) == []
    with Ledger.open(folder, vault=vault) as again:
        assert (again.root(), again.device) == (root, device)
        assert again.files.bytes_of(digest) == CANARY.encode() * 20_000
        assert again.local_get("hold") == "yes"
        again.append("note", {})
    assert audit(folder, "deep", vault=vault).findings == ()


def test_a_locked_case_is_written_in_the_clear(
    locked: Ledger, folder: Path, vault: Vault
) -> None:
    digest, root = fill(locked), locked.root()
    locked.close()

    rewrite_case(folder, vault, None, None)

    with Ledger.open(folder) as again:
        assert again.root() == root
        assert again.exhibit_path(digest).read_bytes() == CANARY.encode() * 20_000
    assert audit(folder, "deep").findings == ()
    assert not (folder / "lock.json").exists()


def test_a_damaged_case_is_left_as_it_is(ledger: Ledger, folder: Path) -> None:
    digest = fill(ledger)
    ledger.exhibit_path(digest).unlink()
    ledger.close()
    vault = Vault.make()

    with pytest.raises(DamagedCase, match="mend it first"):
        rewrite_case(folder, None, vault, vault.lock(WORDS))

    assert not (folder / "lock.json").exists()
    assert [path.name for path in folder.parent.iterdir()] == ["case"]


def test_a_rewriting_that_was_interrupted_is_taken_back(
    ledger: Ledger, folder: Path
) -> None:
    root = ledger.root()
    ledger.close()
    folder.rename(folder.with_name("case.before"))

    complete_interrupted(folder)

    with Ledger.open(folder) as again:
        assert again.root() == root


def test_a_key_made_before_the_case_came_is_used(
    locked: Ledger, tmp_path: Path
) -> None:
    folder, vault, key = tmp_path / "south", Vault.make(), DeviceKey.make()
    write_lock(folder, vault.lock(WORDS))
    key.save(folder / "device.key", vault)

    with Ledger.join(folder, case=locked.case_id, vault=vault) as joined:
        assert joined.device == key.public

"""A passphrase opens the case's key; nothing else does but a recovery key."""

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qantar.errors import CaseExists, CaseLocked, DamagedCase, InputError
from qantar.ledger import (
    DeviceKey,
    Vault,
    is_locked,
    join_shares,
    open_vault,
    read_lock,
    vault_from_recovery,
    write_lock,
)
from qantar.ledger.chunks import SealedReader, SealedWriter

WORDS = "seven grey herons over Oskemen"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault.make()
    write_lock(tmp_path, made.lock(WORDS))
    return made


def test_the_passphrase_opens_the_key(tmp_path: Path, vault: Vault) -> None:
    assert is_locked(tmp_path)
    assert open_vault(tmp_path, WORDS).keep() == vault.keep()


def test_another_passphrase_opens_nothing(tmp_path: Path, vault: Vault) -> None:
    with pytest.raises(CaseLocked, match="nothing was changed"):
        open_vault(tmp_path, f"{WORDS} ")
    assert WORDS not in repr(vault)


def test_the_file_holds_neither_key_nor_passphrase(
    tmp_path: Path, vault: Vault
) -> None:
    written = (tmp_path / "lock.json").read_text()

    assert vault.keep().hex() not in written
    assert WORDS not in written
    assert (tmp_path / "lock.json").stat().st_mode & 0o077 == 0


def test_a_short_passphrase_is_refused_with_advice(vault: Vault) -> None:
    with pytest.raises(InputError, match="five or more words"):
        vault.lock("eleven char")


def test_a_lock_is_not_overwritten_by_mistake(tmp_path: Path, vault: Vault) -> None:
    with pytest.raises(CaseExists):
        write_lock(tmp_path, vault.lock(WORDS))


def test_a_recovery_key_opens_it_until_there_is_another(
    tmp_path: Path, vault: Vault
) -> None:
    first = vault.with_recovery(read_lock(tmp_path), b"r" * 32)
    write_lock(tmp_path, first, replacing=True)

    assert vault_from_recovery(tmp_path, b"r" * 32).keep() == vault.keep()

    second = vault.with_recovery(first, b"s" * 32)
    write_lock(tmp_path, second, replacing=True)
    with pytest.raises(CaseLocked, match="before the last one"):
        vault_from_recovery(tmp_path, b"r" * 32)


def test_without_a_recovery_key_no_shares_open_it(tmp_path: Path, vault: Vault) -> None:
    with pytest.raises(CaseLocked):
        vault_from_recovery(tmp_path, vault.keep())


@pytest.mark.parametrize(
    "change",
    [
        ("qantar lock 1", "qantar lock 9"),
        ('"passes": 1', '"passes": 4000'),
        ('"memory": 8192', '"memory": 99999999999'),
        ('"salt": "', '"salt": "x'),
        ("{", ""),
    ],
)
def test_a_lock_that_is_none_is_refused_before_it_costs_anything(
    tmp_path: Path, vault: Vault, change: tuple[str, str]
) -> None:
    path = tmp_path / "lock.json"
    path.write_text(path.read_text().replace(*change))

    with pytest.raises(DamagedCase):
        open_vault(tmp_path, WORDS)
    assert vault.keep()


def test_each_purpose_has_a_key_of_its_own(vault: Vault) -> None:
    keys = {vault.key_for(name) for name in ("log.db", "texts.db", "views.db")}

    assert len(keys | {vault.keep()}) == 4


def test_what_was_sealed_for_one_purpose_opens_for_no_other(vault: Vault) -> None:
    sealed = vault.seal("one", b"secret")

    assert vault.unseal("one", sealed) == b"secret"
    assert vault.unseal("other", sealed) is None
    assert Vault.make().unseal("one", sealed) is None
    assert vault.unseal("one", sealed[:10]) is None


def test_a_device_key_is_locked_with_the_case(tmp_path: Path, vault: Vault) -> None:
    key, path = DeviceKey.make(), tmp_path / "device.key"
    key.save(path, vault)

    assert DeviceKey.load(path, vault).public == key.public
    with pytest.raises(CaseLocked):
        DeviceKey.load(path)
    with pytest.raises(DamagedCase):
        DeviceKey.load(path, Vault.make())


@pytest.fixture(scope="module")
def told(vectors: Callable[[str], Any]) -> Any:
    return vectors("lock")


def test_the_lock_of_the_vectors_opens_both_ways(tmp_path: Path, told: Any) -> None:
    (tmp_path / "lock.json").write_text(json.dumps(told["lock"]))
    by_words = open_vault(tmp_path, told["passphrase"])
    by_shares = vault_from_recovery(tmp_path, join_shares(told["shares"][1:]))

    assert by_words.keep().hex() == by_shares.keep().hex() == told["key"]
    assert join_shares(told["shares"][:2]).hex() == told["recovery_key"]


def test_the_keys_of_the_vectors_are_derived(told: Any) -> None:
    vault = Vault(bytes.fromhex(told["key"]))

    assert {name: vault.key_for(name).hex() for name in told["keys"]} == told["keys"]
    sealed = bytes.fromhex(told["device_key"]["sealed"])
    assert (vault.unseal("device key", sealed) or b"").hex() == told["device_key"][
        "seed"
    ]


@pytest.mark.parametrize("number", [0, 1])
def test_the_exhibits_of_the_vectors_open(told: Any, number: int) -> None:
    one = told["exhibits"][number]
    data = one["text"].encode()
    file = io.BytesIO(bytes.fromhex(one["sealed"]))

    assert SealedReader(file, bytes.fromhex(one["key"]), len(data)).readall() == data


def test_the_long_exhibit_of_the_vectors_is_encrypted_the_same(told: Any) -> None:
    one, file = told["exhibits"][2], io.BytesIO()
    writer = SealedWriter(file, bytes.fromhex(one["key"]))
    for number in range(one["blocks"]):
        writer.write(hashlib.sha256(b"%d" % number).digest())
    writer.finish()

    assert hashlib.sha256(file.getvalue()).hexdigest() == one["sealed_sha256"]
    assert len(file.getvalue()) == one["sealed_size"]

"""The device's key, and signatures that must not hold."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qantar.errors import DamagedCase
from qantar.ledger import DeviceKey
from qantar.ledger.keys import is_private, signature_holds

Vectors = Callable[[str], Any]


def test_a_key_comes_back_from_its_file(tmp_path: Path) -> None:
    key = DeviceKey.make()
    key.save(tmp_path / "device.key")

    again = DeviceKey.load(tmp_path / "device.key")

    assert again.public == key.public
    assert signature_holds(key.public, b"message", again.sign(b"message"))


def test_a_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    DeviceKey.make().save(tmp_path / "device.key")

    assert is_private(tmp_path / "device.key")


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    DeviceKey.make().save(tmp_path / "device.key")

    with pytest.raises(FileExistsError):
        DeviceKey.make().save(tmp_path / "device.key")


def test_a_key_does_not_show_in_messages() -> None:
    seed = bytes(range(32))
    key = DeviceKey(seed)

    assert seed.hex() not in repr(key)
    assert repr(seed) not in f"{key!r} {key}"


@pytest.mark.parametrize("written", [b"", b"qantar device key 1\n12", b"\xff" * 85])
def test_a_file_that_is_no_key_is_refused_without_quoting_it(
    tmp_path: Path, written: bytes
) -> None:
    (tmp_path / "device.key").write_bytes(written)

    with pytest.raises(DamagedCase, match="is not a device key") as caught:
        DeviceKey.load(tmp_path / "device.key")

    assert caught.value.__cause__ is None


def test_a_key_that_is_a_link_is_refused(tmp_path: Path) -> None:
    DeviceKey.make().save(tmp_path / "elsewhere")
    (tmp_path / "device.key").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(DamagedCase, match="is a link"):
        DeviceKey.load(tmp_path / "device.key")


def test_signatures_of_the_standard_hold(vectors: Vectors) -> None:
    for case in vectors("ed25519")["rfc8032"]:
        message, sig = bytes.fromhex(case["message"]), bytes.fromhex(case["sig"])

        assert DeviceKey(bytes.fromhex(case["seed"])).sign(message) == sig
        assert signature_holds(case["public"], message, sig)


def test_the_good_signature_holds(vectors: Vectors) -> None:
    told = vectors("ed25519")
    message = bytes.fromhex(told["message"])

    for case in told["hold"]:
        assert signature_holds(case["public"], message, bytes.fromhex(case["sig"]))


def test_keys_of_small_order_and_doubled_signatures_do_not_hold(
    vectors: Vectors,
) -> None:
    told = vectors("ed25519")
    message = bytes.fromhex(told["message"])

    for case in told["refuse"]:
        sig = bytes.fromhex(case["sig"])
        assert not signature_holds(case["public"], message, sig), case["what"]

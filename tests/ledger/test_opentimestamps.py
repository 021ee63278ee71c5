"""Proofs of OpenTimestamps are followed to their block, and believed with its header."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.errors import InputError
from qantar.ledger.stamping import Trust, judge
from qantar.ledger.stamping.opentimestamps import block_hash, is_block, read
from qantar.ledger.stamping.ripemd160 import ripemd160

MAGIC = bytes.fromhex("004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294")

# The first block of Bitcoin, of 3 January 2009; as every node has it.
FIRST = bytes.fromhex(
    "01000000" + "00" * 32 + "3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa"
    "4b1e5e4a29ab5f49ffff001d1dac2b7c"
)
FIRST_HASH = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"
ROOT = FIRST[36:68]

BITCOIN, PENDING = "0588960d73d71901", "83dfe30d2ef90c8e"


def text(data: bytes) -> bytes:
    assert len(data) < 128
    return bytes([len(data)]) + data


def attestation(kind: str, payload: bytes) -> bytes:
    return b"\x00" + bytes.fromhex(kind) + text(payload)


def proof(digest: bytes, steps: bytes) -> bytes:
    return MAGIC + b"\x01\x08" + digest + steps


@pytest.fixture(autouse=True)
def _easy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first block took little work; a real proof needs a later one."""
    monkeypatch.setattr("qantar.ledger.stamping.opentimestamps._EASIEST", 1 << 224)


def test_the_first_block_is_one() -> None:
    assert block_hash(FIRST) == FIRST_HASH
    assert is_block(FIRST)
    assert not is_block(FIRST[:-1] + b"\x00")


def test_a_block_that_took_too_little_work_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("qantar.ledger.stamping.opentimestamps._EASIEST", 1 << 186)

    assert not is_block(FIRST)


def test_a_proof_that_leads_to_a_block_proves_its_time() -> None:
    data = proof(ROOT, attestation(BITCOIN, b"\x00"))

    judged = judge(data, ROOT.hex(), Trust(headers=(FIRST,)))

    time = datetime(2009, 1, 3, 18, 15, 5, tzinfo=UTC)
    assert judged.moment is not None
    assert judged.moment.latest == time + timedelta(hours=2)
    assert judged.moment.by == "Bitcoin block 0"


def test_steps_are_followed_and_branches_too() -> None:
    digest = hashlib.sha256(b"root").digest()
    after = hashlib.sha256(b"left" + digest + b"right").digest()
    steps = (
        b"\xf0" + text(b"right") + b"\xf1" + text(b"left") + b"\x08"
        + b"\xff" + attestation(PENDING, text(b"https://calendar"))
        + b"\xff" + b"\xf2" + attestation(BITCOIN, b"\x81\x01")
        + attestation("0102030405060708", b"unknown")
    )  # fmt: skip

    found = read(proof(digest, steps))

    assert found.digest == digest
    assert found.pending
    assert found.blocks == [(129, after[::-1])]


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        (attestation(PENDING, text(b"https://calendar")), "ots upgrade"),
        (attestation(BITCOIN, b"\x05"), "header of Bitcoin block 5"),
        (attestation("0102030405060708", b""), "no Bitcoin block"),
        (b"\x67\x08" + attestation(BITCOIN, b"\x05"), "no Bitcoin block"),
    ],
)
def test_what_is_missing_is_said(steps: bytes, why: str) -> None:
    digest = hashlib.sha256(b"root").digest()

    judged = judge(proof(digest, steps), digest.hex(), Trust(headers=(FIRST,)))

    assert judged.moment is None
    assert not judged.broken
    assert why in judged.why


@pytest.mark.parametrize(
    "data",
    [
        MAGIC,
        MAGIC + b"\x02\x08" + bytes(32),
        MAGIC + b"\x01\x02" + bytes(20),
        proof(bytes(32), b""),
        proof(bytes(32), b"\x99"),
        proof(bytes(32), b"\x67"),
        proof(bytes(32), attestation(BITCOIN, b"\x00") + b"more"),
        proof(bytes(32), b"\xf0\xff\xff\x7f" + bytes(100)),
        proof(bytes(32), b"\xf3" * 300),
        proof(bytes(32), b"\x08" * 300),
        proof(bytes(32), b"\xff" * 20_000),
        proof(bytes(32), b"\x00" + bytes.fromhex(BITCOIN) + text(b"\xff" * 12)),
    ],
)
def test_what_is_no_whole_proof_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data)


@given(st.binary(max_size=300))
def test_arbitrary_steps_are_followed_or_refused(steps: bytes) -> None:
    try:
        read(proof(bytes(32), steps))
    except InputError:
        return


# The first six of the published values (https://homes.esat.kuleuven.be/~bosselae/
# ripemd160.html, "Test values"), and the longest.
@pytest.mark.parametrize(
    ("message", "right"),
    [
        (b"", "9c1185a5c5e9fc54612808977ee8f548b2258d31"),
        (b"a", "0bdc9d2d256b3ee9daae347be6f4dc835a467ffe"),
        (b"abc", "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"),
        (b"message digest", "5d0689ef49d2fae572b881b123a85ffa21595f36"),
        (bytes(range(97, 123)), "f71c27109c692c1b56bbdceb5b9d2865b3708dbc"),
        (b"1234567890" * 8, "9b752e45573d4b39f4dbd3323cab82bf63326bfb"),
    ],
)
def test_ripemd160_gives_the_published_values(message: bytes, right: str) -> None:
    assert ripemd160(message).hex() == right

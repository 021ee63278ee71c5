"""Files encrypted in chunks come back whole, from any place, or not at all."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.errors import DamagedCase
from qantar.ledger.chunks import (
    CHUNK,
    SealedReader,
    SealedWriter,
    padded,
    sealed_size,
)

KEY = bytes(range(32))
EDGES = [0, 1, 255, 256, 257, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 200_001]


def pattern(size: int) -> bytes:
    return (bytes(range(251)) * (size // 251 + 1))[:size]


def seal(data: bytes, step: int = 100_000) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, KEY)
    for start in range(0, len(data), step):
        writer.write(data[start : start + step])
    writer.finish()
    return file.getvalue()


def opened(sealed: bytes, size: int, key: bytes = KEY) -> io.BufferedReader:
    return io.BufferedReader(SealedReader(io.BytesIO(sealed), key, size))


@pytest.mark.parametrize("size", EDGES)
def test_what_was_encrypted_comes_back(size: int) -> None:
    sealed = seal(pattern(size))

    assert opened(sealed, size).read() == pattern(size)
    assert len(sealed) == sealed_size(size)


@given(st.integers(0, 200_000), st.integers(0, 200_010), st.integers(0, 70_000))
def test_any_place_can_be_read(size: int, place: int, length: int) -> None:
    data = pattern(size)
    with opened(seal(data), size) as file:
        file.seek(place)

        assert file.read(length) == data[place : place + length]


@given(st.integers(1, 1 << 40))
def test_lengths_are_filled_up_by_at_most_an_eighth(size: int) -> None:
    assert size <= padded(size) <= max(256, size * 9 // 8)
    assert padded(padded(size)) == padded(size)


def test_files_of_near_lengths_have_one_length() -> None:
    assert len({sealed_size(1_000_000 + n) for n in range(0, 20_000, 1000)}) <= 2


@pytest.mark.parametrize("size", [10, CHUNK + 10, 200_000])
def test_no_bit_can_be_turned_unseen(size: int) -> None:
    sealed = seal(pattern(size))
    for place in range(0, len(sealed), max(1, len(sealed) // 40)):
        turned = bytearray(sealed)
        turned[place] ^= 1

        with pytest.raises(DamagedCase), opened(bytes(turned), size) as file:
            file.read()


def test_chunks_cannot_be_swapped_or_left_out() -> None:
    sealed = seal(pattern(4 * CHUNK))
    step = CHUNK + 16
    first, second = sealed[:step], sealed[step : 2 * step]
    for wrong in (second + first + sealed[2 * step :], sealed[: 2 * step], b""):
        with pytest.raises(DamagedCase), opened(wrong, 2 * CHUNK) as file:
            file.read()


def test_another_key_opens_nothing() -> None:
    with pytest.raises(DamagedCase), opened(seal(b"x"), 1, bytes(32)) as file:
        file.read()


def test_the_encrypted_bytes_show_nothing() -> None:
    assert b"canary" not in seal(b"canary" * 1000)

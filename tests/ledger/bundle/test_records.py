"""Records: read the same however the bytes are cut into pieces."""

import hashlib
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.errors import Reject
from qantar.ledger.bundle.records import (
    MAGIC,
    Chunk,
    End,
    Hello,
    Parser,
    Record,
    chunk_record,
    end_record,
    entry_record,
    hello_record,
)
from qantar.ledger.entry import Signed
from qantar.ledger.frontier import Tip

HELLO = Hello(case="c" * 64, part=2, frontier=(Tip(dev="d" * 64, seq=3, id="e" * 64),))
ENTRIES = [
    Signed(id="", head=b'{"head":1}', sig=b"s" * 64, body=b"body"),
    Signed(id="", head=b'{"head":2}', sig=b"t" * 64, body=None),
    Signed(id="", head=b'{"head":3}', sig=b"u" * 64, body=b""),
]
PART = Chunk(digest="a" * 64, offset=65536, data=b"bytes")


def written() -> bytes:
    data = MAGIC + hello_record(HELLO)
    data += b"".join(entry_record(entry) for entry in ENTRIES) + chunk_record(PART)
    return data + end_record(more=True, sha256=hashlib.sha256(data).hexdigest())


def parsed(pieces: list[bytes]) -> tuple[list[Record], bool]:
    parser = Parser()
    records = [record for piece in pieces for record in parser.feed(piece)]
    return records, parser.ended


def test_what_was_written_is_read() -> None:
    records, ended = parsed([written()])

    assert records == [HELLO, *ENTRIES, PART, End(more=True)]
    assert ended


@given(cuts=st.lists(st.integers(0, len(written())), max_size=12))
def test_the_pieces_do_not_matter(cuts: list[int]) -> None:
    data = written()
    places = [0, *sorted(cuts), len(data)]
    pieces = [data[a:b] for a, b in itertools.pairwise(places)]

    assert parsed(pieces) == parsed([data])


def test_whatever_is_cut_off_gives_a_prefix_and_no_end() -> None:
    whole, _ = parsed([written()])
    for length in range(len(written())):
        records, ended = parsed([written()[:length]])

        assert not ended
        assert records == whole[: len(records)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\3\4 a zip archive", "no bundle"),
        (b"qantar bundle 2\n", "no bundle"),
        (MAGIC + b"\x09\0\0\0\0", "type 9"),
        (MAGIC + b"\x02\xff\xff\xff\xff", "4294967295 bytes"),
        (MAGIC + b"\x03\0\0\0\1x", "too short"),
        (MAGIC + b"\x02\0\0\0\1x", "too short"),
        (MAGIC + b"\x02\0\0\0\x43\0\x05" + b"s" * 64 + b"\1", "more or less"),
        (MAGIC + b"\x01\0\0\0\2{}", "of which case"),
        (MAGIC + b"\x01\0\0\0\2[]", "must be an object"),
        (MAGIC + b'\x01\0\0\0\x28{"case":"c","frontier":[[1]],"part":123}', "frontier"),
        (written() + b"\x04\0\0\0\0", "after its end"),
    ],
)
def test_bytes_that_are_no_records_are_refused(data: bytes, why: str) -> None:
    with pytest.raises(Reject, match=why):
        parsed([data])


@given(data=st.binary(max_size=200))
def test_arbitrary_bytes_are_read_or_refused(data: bytes) -> None:
    for start in (b"", MAGIC, MAGIC + b"\x01", MAGIC + b"\x02\0\0"):
        try:
            parsed([start + data])
        except Reject:
            continue


def test_no_flipped_bit_reaches_a_good_end() -> None:
    for bit in range(len(written()) * 8):
        data = bytearray(written())
        data[bit // 8] ^= 1 << bit % 8
        try:
            _, ended = parsed([bytes(data)])
        except Reject:
            continue

        assert not ended


def test_the_reason_does_not_quote_the_bytes() -> None:
    data: Any = MAGIC + b'\x01\0\0\0\x15{"witness": "Saule" }'

    with pytest.raises(Reject) as caught:
        parsed([data])

    assert "Saule" not in str(caught.value)

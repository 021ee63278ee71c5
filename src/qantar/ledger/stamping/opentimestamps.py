"""Stamps in the Bitcoin block chain: OpenTimestamps proofs (``.ots``).

A proof leads from a digest by small steps to the Merkle root of a block; whoever has
the 80 bytes of the block's header can check it. The format is that of the reference
implementation (opentimestamps/python-opentimestamps, ``core/timestamp.py``,
``core/op.py``, ``core/notary.py``); only reading is needed here.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from qantar.errors import InputError
from qantar.ledger.stamping.moment import Moment
from qantar.ledger.stamping.ripemd160 import ripemd160

__all__ = [
    "HEADER_BYTES",
    "Proof",
    "block_hash",
    "is_block",
    "looks_like",
    "proved",
    "read",
]

HEADER_BYTES = 80

_MAGIC = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94"
_VERSION = 1
_SHA256 = 0x08
_BITCOIN = bytes.fromhex("0588960d73d71901")
_PENDING = bytes.fromhex("83dfe30d2ef90c8e")
_FORK, _ATTESTATION = 0xFF, 0x00
_DEPTH_MAX = 256
_STEPS_MAX = 10_000
_MESSAGE_MAX = 4096  # as the reference implementation, Op.MAX_MSG_LENGTH

# A header's own target must ask for at least this much work: about what the whole
# network needed for a block in late 2016, when the first proofs were made; far beyond
# what anyone does to forge one stamp.
_EASIEST = 1 << 186

# A block's time may be off: it is above the median of the eleven before, and at most
# two hours ahead (https://en.bitcoin.it/wiki/Block_timestamp).
_MARGIN = timedelta(hours=2)

_UNARY: dict[int, Callable[[bytes], bytes]] = {
    0x02: lambda m: hashlib.sha1(m, usedforsecurity=False).digest(),
    0x03: ripemd160,
    0x08: lambda m: hashlib.sha256(m).digest(),
    0xF2: lambda m: m[::-1],
    0xF3: lambda m: m.hex().encode(),
}
_BINARY: dict[int, Callable[[bytes, bytes], bytes]] = {
    0xF0: lambda m, more: m + more,
    0xF1: lambda m, more: more + m,
}
_KECCAK256 = 0x67


@dataclass(slots=True)
class Proof:
    """What a proof leads to.

    Attributes:
        digest: SHA-256 that it is about.
        blocks: Heights of Bitcoin blocks, and the Merkle root each must have.
        pending: Whether a calendar has promised what is not there yet.
    """

    digest: bytes
    blocks: list[tuple[int, bytes]] = field(default_factory=list)
    pending: bool = False


def looks_like(data: bytes) -> bool:
    """Whether bytes begin as a proof does."""
    return data.startswith(_MAGIC)


def read(data: bytes) -> Proof:
    """Follow a proof to its ends.

    Raises:
        InputError: If it is none, or one of another hash.
    """
    try:
        return _read(_Reader(data))
    except _Broken as why:
        raise InputError("The file is no whole proof of OpenTimestamps.") from why


def _read(reader: "_Reader") -> Proof:
    if reader.take(len(_MAGIC)) != _MAGIC or reader.number() != _VERSION:
        raise _Broken
    if reader.byte() != _SHA256:
        raise InputError("The proof is over another hash than SHA-256.")
    proof = Proof(reader.take(32))
    _follow(reader, proof.digest, proof, _DEPTH_MAX)
    if not reader.at_end:
        raise _Broken
    return proof


def proved(data: bytes, headers: Iterable[bytes]) -> Moment | str:
    """When the stamp was made; or why that is not proved here.

    Args:
        data: The proof.
        headers: Headers of blocks that are at hand.
    """
    proof = read(data)
    roots = {header[36:68]: header for header in headers if is_block(header)}
    moments = [
        _moment(height, roots[root]) for height, root in proof.blocks if root in roots
    ]
    if moments:
        return min(moments, key=lambda one: one.latest)
    if proof.blocks:
        heights = ", ".join(str(height) for height, _ in proof.blocks)
        return f"the header of Bitcoin block {heights} is not at hand"
    if proof.pending:
        return "no block holds it yet; complete the proof with: ots upgrade"
    return "it leads to no Bitcoin block"


def block_hash(header: bytes) -> str:
    """The hash of a block as explorers print it."""
    return hashlib.sha256(hashlib.sha256(header).digest()).digest()[::-1].hex()


def is_block(header: bytes) -> bool:
    """Whether so much work went into a header that nobody would forge it."""
    if len(header) != HEADER_BYTES:
        return False
    bits = int.from_bytes(header[72:76], "little")
    exponent, mantissa = bits >> 24, bits & 0x7FFFFF
    target = mantissa << 8 * (exponent - 3) if exponent > 3 else 0
    return 0 < target <= _EASIEST and int(block_hash(header), 16) <= target


def _moment(height: int, header: bytes) -> Moment:
    time = datetime.fromtimestamp(int.from_bytes(header[68:72], "little"), UTC)
    return Moment(
        earliest=time - _MARGIN, latest=time + _MARGIN, by=f"Bitcoin block {height}"
    )


class _Broken(Exception):
    """The bytes are no proof."""


class _Reader:
    """Bytes read from the front."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._steps = 0

    @property
    def at_end(self) -> bool:
        return self._at == len(self._data)

    def take(self, size: int) -> bytes:
        piece = self._data[self._at : self._at + size]
        if len(piece) != size:
            raise _Broken
        self._at += size
        return piece

    def byte(self) -> int:
        self._steps += 1
        if self._steps > _STEPS_MAX:
            raise _Broken
        return self.take(1)[0]

    def number(self) -> int:
        """An unsigned LEB128 number."""
        value = shift = 0
        while shift < 63:
            one = self.take(1)[0]
            value |= (one & 0x7F) << shift
            if not one & 0x80:
                return value
            shift += 7
        raise _Broken

    def text(self) -> bytes:
        size = self.number()
        if size > _MESSAGE_MAX:
            raise _Broken
        return self.take(size)


def _follow(reader: _Reader, message: bytes | None, proof: Proof, depth: int) -> None:
    """One stamp: branches, each an attestation or a step with what follows it.

    ``message`` is none behind a step that cannot be taken here.
    """
    if not depth:
        raise _Broken
    tag = reader.byte()
    while tag == _FORK:
        _branch(reader, reader.byte(), message, proof, depth)
        tag = reader.byte()
    _branch(reader, tag, message, proof, depth)


def _branch(
    reader: _Reader, tag: int, message: bytes | None, proof: Proof, depth: int
) -> None:
    if tag == _ATTESTATION:
        kind, payload = reader.take(8), _Reader(reader.text())
        if kind == _BITCOIN and message is not None:
            proof.blocks.append((payload.number(), message))
        elif kind == _PENDING:
            proof.pending = True
        return  # other kinds are left to those who know them
    after = _after(reader, tag, message)
    if after is not None and not 0 < len(after) <= _MESSAGE_MAX:
        raise _Broken
    _follow(reader, after, proof, depth - 1)


def _after(reader: _Reader, tag: int, message: bytes | None) -> bytes | None:
    """What a step makes of the message."""
    if tag in _UNARY:
        return None if message is None else _UNARY[tag](message)
    if tag in _BINARY:
        more = reader.text()
        return None if message is None else _BINARY[tag](message, more)
    if tag == _KECCAK256:
        return None  # leads to another chain
    raise _Broken

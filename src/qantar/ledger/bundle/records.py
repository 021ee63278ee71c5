"""The records inside a bundle: written one after the other, read as they come.

A record is a type (1 byte), a length (4 bytes, big-endian) and so many bytes. There are
no names and no paths: what arrives is named by its hash, by us.
"""

import hashlib
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from qantar.errors import Reject
from qantar.ledger import canonical
from qantar.ledger.entry import BODY_MAX, HEAD_MAX, Signed
from qantar.ledger.frontier import Tip

__all__ = [
    "CHUNK",
    "MAGIC",
    "Chunk",
    "End",
    "Hello",
    "Parser",
    "Record",
    "chunk_record",
    "end_record",
    "entry_record",
    "hello_record",
]

MAGIC = b"qantar bundle 1\n"
CHUNK = 64 * 1024

_HELLO, _ENTRY, _CHUNK, _END = 1, 2, 3, 4
_FRAME = struct.Struct(">BI")
_ENTRY_START = struct.Struct(">H64sB")
_CHUNK_START = struct.Struct(">32sQ")
_LONGEST = {
    _HELLO: 1024 * 1024,
    _ENTRY: HEAD_MAX + BODY_MAX + _ENTRY_START.size,
    _CHUNK: CHUNK + _CHUNK_START.size,
    _END: 1024,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """What a bundle says of itself. Nothing of it is signed; nothing is believed."""

    case: str
    part: int
    frontier: tuple[Tip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Bytes of an exhibit from an offset on."""

    digest: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The last record of a volume. ``more`` if another volume follows."""

    more: bool


Record = Hello | Signed | Chunk | End


def hello_record(hello: Hello) -> bytes:
    """The first record."""
    value = {
        "case": hello.case,
        "frontier": [[tip.dev, tip.seq, tip.id] for tip in hello.frontier],
        "part": hello.part,
        "v": 1,
    }
    return _frame(_HELLO, canonical.encode(value))


def entry_record(entry: Signed) -> bytes:
    """An entry; its body may be missing."""
    start = _ENTRY_START.pack(len(entry.head), entry.sig, entry.body is not None)
    return _frame(_ENTRY, start + entry.head + (entry.body or b""))


def chunk_record(chunk: Chunk) -> bytes:
    """A part of an exhibit, at most ``CHUNK`` bytes."""
    start = _CHUNK_START.pack(bytes.fromhex(chunk.digest), chunk.offset)
    return _frame(_CHUNK, start + chunk.data)


def end_record(*, more: bool, sha256: str) -> bytes:
    """The last record; ``sha256`` over everything before it, magic included."""
    return _frame(_END, canonical.encode({"more": more, "sha256": sha256}))


class Parser:
    """Reads records from bytes that come in pieces of any size.

    ``ended`` tells whether the last record was seen and the hash it names is right.
    """

    def __init__(self) -> None:
        self.ended = False
        self._rest = bytearray()
        self._hash = hashlib.sha256()
        self._begun = False

    def feed(self, piece: bytes) -> Iterator[Record]:
        """The records that are complete now.

        Raises:
            Reject: If these are not the bytes of a bundle.
        """
        self._rest += piece
        if not self._begun:
            if not MAGIC.startswith(bytes(self._rest[: len(MAGIC)])):
                raise Reject("This is no bundle of Qantar, or one of a later format.")
            if len(self._rest) < len(MAGIC):
                return
            self._begun = True
            self._take(len(MAGIC))
        while (record := self._next()) is not None:
            yield record

    def _next(self) -> Record | None:
        if len(self._rest) < _FRAME.size:
            return None
        if self.ended:
            raise Reject("The bundle goes on after its end.")
        kind, length = _FRAME.unpack_from(self._rest)
        if length > _LONGEST.get(kind, -1):
            raise Reject(f"A record of type {kind} with {length} bytes is not allowed.")
        if len(self._rest) < _FRAME.size + length:
            return None
        data = bytes(self._rest[_FRAME.size : _FRAME.size + length])
        if kind == _END:
            return self._end(data, length)
        self._take(_FRAME.size + length)
        return _RECORDS[kind](data)

    def _end(self, data: bytes, length: int) -> End:
        value = _object(data)
        more, sha256 = value.get("more"), value.get("sha256")
        if not isinstance(more, bool) or sha256 != self._hash.hexdigest():
            raise Reject("The bundle's bytes are not those that were packed.")
        self._take(_FRAME.size + length)
        self.ended = True
        return End(more=more)

    def _take(self, size: int) -> None:
        self._hash.update(self._rest[:size])
        del self._rest[:size]


def _frame(kind: int, data: bytes) -> bytes:
    return _FRAME.pack(kind, len(data)) + data


def _object(data: bytes) -> dict[str, object]:
    value = canonical.decode(data)
    if not isinstance(value, dict):
        raise Reject("A record that must be an object is none.")
    return value


def _hello(data: bytes) -> Hello:
    value = _object(data)
    case, part, frontier = (value.get(k) for k in ("case", "part", "frontier"))
    if not isinstance(case, str) or not isinstance(part, int):
        raise Reject("The bundle does not say of which case it is.")
    tips = []
    for item in frontier if isinstance(frontier, list) else ():
        match item:
            case [str(dev), int(seq), str(name)]:
                tips.append(Tip(dev=dev, seq=seq, id=name))
            case _:
                raise Reject("The bundle's frontier is none.")
    return Hello(case=case, part=part, frontier=tuple(tips))


def _entry(data: bytes) -> Signed:
    if len(data) < _ENTRY_START.size:
        raise Reject("A record is too short for an entry.")
    length, sig, has_body = _ENTRY_START.unpack_from(data)
    head, body = data[_ENTRY_START.size :][:length], data[_ENTRY_START.size + length :]
    if has_body > 1 or len(head) != length or (body and not has_body):
        raise Reject("A record holds more or less than an entry.")
    return Signed(id="", head=head, sig=sig, body=body if has_body else None)


def _chunk(data: bytes) -> Chunk:
    if len(data) < _CHUNK_START.size:
        raise Reject("A record is too short for a part of an exhibit.")
    digest, offset = _CHUNK_START.unpack_from(data)
    return Chunk(digest=digest.hex(), offset=offset, data=data[_CHUNK_START.size :])


_RECORDS: Mapping[int, Callable[[bytes], Record]] = {
    _HELLO: _hello,
    _ENTRY: _entry,
    _CHUNK: _chunk,
}

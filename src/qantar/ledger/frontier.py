"""Where every chain ends: enough to know what a copy holds."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from qantar.ledger.store import Store

__all__ = ["Tip", "frontier", "root", "tips_from_text", "tips_to_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """The newest entry of a device; a device with two has a fork in its chain."""

    dev: str
    seq: int
    id: str


def frontier(store: Store) -> list[Tip]:
    """The newest entry of every chain and branch, by device, place and id."""
    rows = store.all("SELECT dev, seq, id FROM tip ORDER BY dev, seq, id")
    return [
        Tip(dev=row["dev"].hex(), seq=row["seq"], id=row["id"].hex()) for row in rows
    ]


def root(store: Store) -> str:
    """SHA-256 over a prefix and the ids of the frontier, ascending; hex."""
    ids = sorted(bytes.fromhex(tip.id) for tip in frontier(store))
    return hashlib.sha256(b"qantar/root/1\x00" + b"".join(ids)).hexdigest()


def tips_to_text(tips: Iterable[Tip]) -> str:
    """Tips as one short text, about 90 letters each, to be sent or read out.

    Base64 (RFC 4648, section 4) of, for each: device (32 bytes), id (32), place
    (unsigned LEB128).
    """
    packed = bytearray()
    for tip in tips:
        packed += bytes.fromhex(tip.dev) + bytes.fromhex(tip.id)
        rest = tip.seq
        while rest > 0x7F:
            packed.append(rest & 0x7F | 0x80)
            rest >>= 7
        packed.append(rest)
    return base64.b64encode(packed).decode("ascii")


def tips_from_text(text: str) -> list[Tip]:
    """The tips in such a text.

    Raises:
        ValueError: If it is none.
    """
    packed, at, tips = base64.b64decode(text, validate=True), 0, []
    while at < len(packed):
        dev, name = packed[at : at + 32], packed[at + 32 : at + 64]
        at += 64
        seq = shift = 0
        more = True
        while more:
            if at >= len(packed) or shift > 49:
                raise ValueError("a place is cut off or too large")
            seq |= (packed[at] & 0x7F) << shift
            more, shift, at = bool(packed[at] & 0x80), shift + 7, at + 1
        tips.append(Tip(dev=dev.hex(), seq=seq, id=name.hex()))
    return tips

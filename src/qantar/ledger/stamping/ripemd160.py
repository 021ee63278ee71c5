"""RIPEMD-160, which Bitcoin transactions and therefore proofs contain.

Dobbertin, Bosselaers, Preneel: "RIPEMD-160: A Strengthened Version of RIPEMD", FSE 1996,
appendix A. Many builds of Python come without it. Nothing rests on its strength here:
it is one step on the way to a block's Merkle root.
"""

import struct

__all__ = ["ripemd160"]

_WORD = 0xFFFFFFFF
_START = (0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0)
_ADDED_LEFT = (0x00000000, 0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xA953FD4E)
_ADDED_RIGHT = (0x50A28BE6, 0x5C4DD124, 0x6D703EF3, 0x7A6D76E9, 0x00000000)
_RHO = (7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8)
_SHIFTS = (
    (11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8),
    (12, 13, 11, 15, 6, 9, 9, 7, 12, 15, 11, 13, 7, 8, 7, 7),
    (13, 15, 14, 11, 7, 7, 6, 8, 13, 14, 13, 12, 5, 5, 6, 9),
    (14, 11, 12, 14, 8, 6, 5, 5, 15, 12, 15, 14, 9, 9, 8, 6),
    (15, 12, 13, 13, 9, 5, 8, 6, 14, 11, 12, 11, 8, 6, 5, 5),
)  # by round and word of the message


def ripemd160(message: bytes) -> bytes:
    """The hash, 20 bytes."""
    filled = message + b"\x80" + bytes(-(len(message) + 9) % 64)
    filled += struct.pack("<Q", 8 * len(message))
    state: tuple[int, ...] = _START
    for start in range(0, len(filled), 64):
        state = _block(state, struct.unpack_from("<16I", filled, start))
    return struct.pack("<5I", *state)


def _block(state: tuple[int, ...], words: tuple[int, ...]) -> tuple[int, ...]:
    left_order = tuple(range(16))
    right_order = tuple((9 * i + 5) % 16 for i in range(16))
    left = right = state
    for step in range(5):
        left = _round(left, words, step, step, left_order, _ADDED_LEFT[step])
        right = _round(right, words, 4 - step, step, right_order, _ADDED_RIGHT[step])
        left_order = tuple(_RHO[i] for i in left_order)
        right_order = tuple(_RHO[i] for i in right_order)
    mixed = (
        state[(i + 1) % 5] + left[(i + 2) % 5] + right[(i + 3) % 5] for i in range(5)
    )
    return tuple(value & _WORD for value in mixed)


def _round(
    state: tuple[int, ...],
    words: tuple[int, ...],
    function: int,
    step: int,
    order: tuple[int, ...],
    added: int,
) -> tuple[int, ...]:
    """Sixteen steps of one line: words in this order, shifted as the step says."""
    a, b, c, d, e = state
    for i in order:
        mixed = a + _mix(function, b, c, d) + words[i] + added
        mixed = _rotated(mixed & _WORD, _SHIFTS[step][i]) + e
        a, e, d, c, b = e, d, _rotated(c, 10), b, mixed & _WORD
    return a, b, c, d, e


def _mix(function: int, x: int, y: int, z: int) -> int:
    if function == 0:
        return x ^ y ^ z
    if function == 1:
        return (x & y) | (~x & _WORD & z)
    if function == 2:
        return (x | ~y & _WORD) ^ z
    if function == 3:
        return (x & z) | (y & ~z & _WORD)
    return x ^ (y | ~z & _WORD)


def _rotated(value: int, by: int) -> int:
    return (value << by | value >> 32 - by) & _WORD

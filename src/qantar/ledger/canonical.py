"""Canonical JSON: one value, one sequence of bytes.

The profile is RFC 8785 (JSON Canonicalization Scheme) with its doubtful corners cut
off, so that every ordinary JSON library writes the same bytes:

- no floats, because RFC 8785 section 3.2.2.3 asks for the number formatting of one
  programming language; write a decimal as a string;
- integers with absolute value below 2**53, which every JSON library reads exactly;
- keys of printable ASCII, because RFC 8785 section 3.2.3 sorts by UTF-16 code units
  and others sort by code points, and only outside ASCII do the two differ;
- no lone surrogates; at most 16 levels of arrays and objects.

Strings are kept as they are: nothing is normalised, since offsets count code points.
"""

from collections.abc import Mapping
from typing import cast

import msgspec

from qantar.errors import InputError, Reject

__all__ = ["DEPTH_MAX", "INTEGER_BOUND", "decode", "encode"]

DEPTH_MAX = 16
"""Levels of arrays and objects that may lie inside one another."""

INTEGER_BOUND = 2**53
"""Integers lie strictly between minus this and this (RFC 7493, section 2.2)."""

_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder()


def encode(value: object) -> bytes:
    """The canonical bytes of a value.

    Args:
        value: None, bool, int, str, and lists, tuples and mappings of these.

    Raises:
        InputError: If the value lies outside the profile; says where and why.
    """
    if flaw := _flaw(value, "value", 0):
        raise InputError(f"This cannot be kept in an entry: {flaw}.")
    return _ENCODER.encode(value)


def decode(data: bytes) -> object:
    """The value of canonical bytes.

    Whether bytes are canonical is found by writing the value again: duplicate keys,
    white space, unsorted keys, needless escapes and ``-0`` all come back different.

    Raises:
        Reject: If the bytes are not canonical JSON of the profile.
    """
    try:
        value: object = _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as why:
        raise Reject(f"These {len(data)} bytes are not JSON in UTF-8.") from why
    except RecursionError as why:
        raise Reject(f"Nested deeper than {DEPTH_MAX} levels.") from why
    if not _sound(value, DEPTH_MAX):
        flaw = _flaw(value, "value", 0)
        raise Reject(f"Outside the profile of canonical JSON: {flaw}.")
    if _ENCODER.encode(value) != data:
        raise Reject(
            "Not canonical: keys must be sorted and occur once, without white space, "
            "needless escapes or a second way to write a number."
        )
    return value


def _sound(value: object, depth: int) -> bool:
    """Whether ``_flaw`` finds nothing in what was decoded, without saying where.

    Decoded values hold none but the types of JSON, and no lone surrogates.
    """
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return -INTEGER_BOUND < cast(int, value) < INTEGER_BOUND
    if kind is dict:
        inside = cast(dict[str, object], value)
        for key in inside:
            if not (key.isascii() and key.isprintable()):
                return False
        return depth > 0 and all(_sound(item, depth - 1) for item in inside.values())
    if kind is list:
        items = cast(list[object], value)
        return depth > 0 and all(_sound(item, depth - 1) for item in items)
    return False


def _flaw(value: object, place: str, depth: int) -> str:
    """Where and why a value lies outside the profile; empty if it does not."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return "" if value.isascii() else _flaw_of_text(value, place)
    if isinstance(value, int):
        inside = -INTEGER_BOUND < value < INTEGER_BOUND
        return "" if inside else f"{place} is an integer of 2**53 or more"
    if isinstance(value, list | tuple | Mapping):
        if depth == DEPTH_MAX:
            return f"{place} is nested deeper than {DEPTH_MAX} levels"
        return _flaw_inside(value, place, depth + 1)
    if isinstance(value, float):
        return f"{place} is a float (write a decimal as a string)"
    return f"{place} is a {type(value).__name__}, not a JSON value"


def _flaw_of_text(value: str, place: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        return f"{place} holds a lone surrogate"
    return ""


def _flaw_inside(
    value: list[object] | tuple[object, ...] | Mapping[object, object],
    place: str,
    depth: int,
) -> str:
    if not isinstance(value, Mapping):
        for index, item in enumerate(value):
            if flaw := _flaw(item, f"{place}[{index}]", depth):
                return flaw
        return ""
    for key, item in value.items():
        if not isinstance(key, str) or not (key.isascii() and key.isprintable()):
            return f"{place} has a key that is not printable ASCII"
        if flaw := _flaw(item, f"{place}.{key}", depth):
            return flaw
    return ""

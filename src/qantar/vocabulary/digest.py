"""Content identifiers and identifiers derived from content.

SHA-256 only (FIPS 180-4): courts know it, old laptops have it, and one algorithm
leaves nothing to negotiate.
"""

import hashlib

__all__ = ["ID_LENGTH", "derive_id", "sha256_hex"]

ID_LENGTH = 20
"""Hex digits of a derived identifier: 80 bits, so that a million ids collide with
probability below 1e-12 (birthday bound), and a line of text can still show one."""


def sha256_hex(data: bytes) -> str:
    """SHA-256 of ``data`` as 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def derive_id(*parts: str | int) -> str:
    """An identifier that the same parts give on every machine.

    Parts are joined by the unit separator U+001F, so that ``("a", "bc")`` and
    ``("ab", "c")`` differ.

    >>> derive_id("statement", "ab12", 0, 17)
    '92dbea2d5b13caaf481f'
    """
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:ID_LENGTH]

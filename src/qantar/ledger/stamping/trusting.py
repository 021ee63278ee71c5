"""Whose word this copy takes for the time: its own settings, which never travel."""

import base64
import hashlib
import json

from qantar.errors import InputError
from qantar.ledger.log import Ledger
from qantar.ledger.stamping.answers import Trust
from qantar.ledger.stamping.opentimestamps import HEADER_BYTES, block_hash, is_block
from qantar.ledger.stamping.rfc3161 import certificates_in

__all__ = ["add_trust", "trust_of"]

_CERTIFICATES = "stamp certificates"
_HEADERS = "block headers"


def trust_of(ledger: Ledger) -> Trust:
    """What this copy trusts."""
    return Trust(
        certificates=_read(ledger, _CERTIFICATES), headers=_read(ledger, _HEADERS)
    )


def add_trust(ledger: Ledger, data: bytes) -> list[str]:
    """Trust the root certificate of an authority, or the header of a Bitcoin block.

    Args:
        ledger: The open ledger.
        data: A file: certificates (PEM or DER), or a header (80 bytes, or 160
            hexadecimal digits).

    Returns:
        What was taken in, in words: digests to be compared with those the authority or
        several block explorers publish.

    Raises:
        InputError: If it is neither.
    """
    if (header := _header(data)) is not None:
        if not is_block(header):
            raise InputError(
                "The file is no header of a Bitcoin block: too little work went into it."
            )
        _add(ledger, _HEADERS, [header])
        return [f"Bitcoin block {block_hash(header)}"]
    found = certificates_in(data)
    _add(ledger, _CERTIFICATES, found)
    return [_named(one) for one in found]


def _named(certificate: bytes) -> str:
    return f"certificate SHA-256 {hashlib.sha256(certificate).hexdigest()}"


def _header(data: bytes) -> bytes | None:
    if len(data) == HEADER_BYTES:
        return data
    try:
        header = bytes.fromhex(data.decode("ascii").strip())
    except ValueError:
        return None
    if len(header) != HEADER_BYTES:
        raise InputError(
            f"A block's header has {2 * HEADER_BYTES} hexadecimal digits, this one has"
            f" {2 * len(header)}."
        )
    return header


def _read(ledger: Ledger, key: str) -> tuple[bytes, ...]:
    told = json.loads(ledger.local_get(key) or "[]")
    return tuple(base64.b64decode(one) for one in told)


def _add(ledger: Ledger, key: str, more: list[bytes]) -> None:
    kept = dict.fromkeys((*_read(ledger, key), *more))
    text = json.dumps([base64.b64encode(one).decode() for one in kept])
    ledger.local_set(key, text)

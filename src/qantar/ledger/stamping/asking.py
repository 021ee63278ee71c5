"""Ask for a stamp without a network, and take in what came back."""

import base64
import json
from dataclasses import dataclass

from qantar.errors import InputError
from qantar.ledger.log import Ledger
from qantar.ledger.stamping.answers import preimage, read_root, root_of
from qantar.ledger.stamping.rfc3161 import request

__all__ = ["ANSWER_MAX", "Asked", "ask", "keep_answer"]

ANSWER_MAX = 256 * 1024
"""Bytes of an answer: they are kept in an entry."""

_ASKED = "stamps asked for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request for a stamp.

    Attributes:
        root: The root that is to be stamped, hex.
        request: RFC 3161, to be sent as ``application/timestamp-query``.
        message: The bytes whose SHA-256 is the root, for ``ots stamp``.
    """

    root: str
    request: bytes
    message: bytes


def ask(ledger: Ledger) -> Asked:
    """Request a stamp over everything that the ledger holds now; remembers it here."""
    names = sorted(tip.id for tip in ledger.frontier())
    asked = _asked(ledger)
    root = ledger.root()
    asked[root] = names
    ledger.local_set(_ASKED, json.dumps(asked))
    message = preimage(names)
    return Asked(root=root, request=request(message), message=message)


def keep_answer(ledger: Ledger, data: bytes) -> str:
    """Keep an answer in an entry of kind ``stamp``; gives the entry's id.

    Raises:
        InputError: If it is no answer, or to nothing that was asked here.
        CannotSign: If this copy must not write.
    """
    if len(data) > ANSWER_MAX:
        raise InputError(f"An answer of {len(data)} bytes is more than {ANSWER_MAX}.")
    scheme, root = read_root(data)
    names = _asked(ledger).get(root)
    if names is None and ledger.root() == root:
        names = sorted(tip.id for tip in ledger.frontier())
    if names is None or root_of(names) != root:
        raise InputError(
            f"The answer is about {root[:16]}…, which was not asked for in this copy."
            " Take it to the copy that asked."
        )
    answer = base64.b64encode(data).decode()
    for entry in ledger.entries("stamp"):
        if entry.fields.get("answer") == answer:
            return entry.id
    fields = {"answer": answer, "root": root, "scheme": scheme}
    return ledger.append("stamp", fields, refs=names)


def _asked(ledger: Ledger) -> dict[str, list[str]]:
    told: dict[str, list[str]] = json.loads(ledger.local_get(_ASKED) or "{}")
    return told

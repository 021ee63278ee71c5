"""What a stamping service sent back: for which root, from when, and whether it holds."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from qantar.errors import InputError
from qantar.ledger.stamping import opentimestamps, rfc3161
from qantar.ledger.stamping.moment import Moment

__all__ = ["SCHEMES", "Judged", "Moment", "Trust", "judge", "read_root", "root_of"]

SCHEMES = ("opentimestamps", "rfc3161")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whose word this copy takes. It is a setting of the copy and never travels.

    Attributes:
        certificates: Root certificates of stamping authorities, DER.
        headers: Headers of Bitcoin blocks, 80 bytes each.
    """

    certificates: tuple[bytes, ...] = ()
    headers: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an answer proves here.

    Attributes:
        scheme: One of ``SCHEMES``.
        moment: When the stamp was made, if that is proved.
        broken: Whether it can hold nowhere: it is about something else, or no answer.
        why: Why nothing is proved; empty if it is.
    """

    scheme: str
    moment: Moment | None = None
    broken: bool = False
    why: str = ""


def root_of(names: Iterable[str]) -> str:
    """The root of a ledger whose frontier are these ids, hex; see ``Ledger.root``."""
    return hashlib.sha256(preimage(names)).hexdigest()


def preimage(names: Iterable[str]) -> bytes:
    """The bytes whose SHA-256 is the root."""
    return b"qantar/root/1\x00" + b"".join(sorted(map(bytes.fromhex, names)))


def read_root(data: bytes) -> tuple[str, str]:
    """Scheme of an answer, and the root that it is about, hex.

    Raises:
        InputError: If it is an answer of neither scheme.
    """
    if opentimestamps.looks_like(data):
        return "opentimestamps", opentimestamps.read(data).digest.hex()
    return "rfc3161", rfc3161.imprint(data).hex()


def judge(data: bytes, root: str, trust: Trust) -> Judged:
    """What an answer proves about a root."""
    try:
        scheme, about = read_root(data)
    except InputError as why:
        return Judged(scheme="", broken=True, why=str(why))
    if about != root:
        return Judged(scheme=scheme, broken=True, why="it is about something else")
    found: Moment | str
    if scheme == "rfc3161":
        found = rfc3161.proved(data, trust.certificates)
    else:
        found = opentimestamps.proved(data, trust.headers)
    if isinstance(found, str):
        return Judged(scheme=scheme, why=found)
    return Judged(scheme=scheme, moment=found)


def rounded(moment: datetime) -> str:
    """A time as it is shown: RFC 3339 in UTC, to the second."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

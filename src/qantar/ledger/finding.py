"""What a check found: which entry, what that breaks, what still holds, what to do."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

from qantar.ledger.entry import Head

__all__ = ["LEVELS", "Audit", "AuditFinding", "Level", "Notebook", "Property"]

Level = Literal["quick", "full", "deep"]
LEVELS: tuple[Level, ...] = ("quick", "full", "deep")
"""Quick: hashes and chains. Full: also signatures. Deep: also every exhibit's bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFinding:
    """One thing that a check found.

    Attributes:
        number: From 1, in the order found.
        code: Short name of the kind of finding, the same in all languages.
        weight: ``damage`` if something is not as it was signed or not there;
            ``warning`` if a person must decide; ``remark`` if it is only to be known.
        subject: What it is about, in words.
        detail: What was seen; empty if the code says it all.
        entry: Id of the entry, if it is about one.
        dev: Its device.
        seq: Its place in the device's chain.
        exhibit: Digest of the exhibit, if it is about one.
        breaks: What cannot be relied on any more.
        holds: What can.
        todo: What to do.
    """

    number: int
    code: str
    weight: str
    subject: str
    detail: str = ""
    entry: str = ""
    dev: str = ""
    seq: int | None = None
    exhibit: str = ""
    breaks: str
    holds: str
    todo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One of the six properties of a preserved digital item.

    After the Berkeley Protocol on Digital Open Source Investigations (OHCHR and UC
    Berkeley, HR/PUB/20/2), its section on preservation. ``passed`` is none where this
    level of check cannot tell.
    """

    name: str
    passed: bool | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The result of a check.

    Attributes:
        level: How deep it went.
        root: The ledger's root, hex; empty if it could not be read.
        entries: Number of entries that were checked.
        exhibits: Number of exhibits of the case.
        findings: In the order found.
        properties: The six properties, in the order of the Protocol.
    """

    level: Level
    root: str
    entries: int
    exhibits: int
    findings: tuple[AuditFinding, ...] = field(default=())
    properties: tuple[Property, ...] = field(default=())

    @property
    def sound(self) -> bool:
        """Whether nothing is damaged. Warnings and remarks may be there."""
        return not any(found.weight == "damage" for found in self.findings)


class Notebook:
    """Findings in the order they are noted, numbered from 1; after earlier ones."""

    def __init__(self, earlier: Iterable[AuditFinding] = ()) -> None:
        self.findings: list[AuditFinding] = list(earlier)

    def note(
        self,
        code: str,
        subject: str,
        *,
        detail: str = "",
        entry: str = "",
        head: Head | None = None,
        exhibit: str = "",
    ) -> None:
        """Note one finding; the texts to its code are in ``data/findings.toml``."""
        texts = _texts()[code]
        self.findings.append(
            AuditFinding(
                number=len(self.findings) + 1,
                code=code,
                weight=texts["weight"],
                subject=subject,
                detail=detail,
                entry=entry,
                dev="" if head is None else head.dev,
                seq=None if head is None else head.seq,
                exhibit=exhibit,
                breaks=texts["breaks"],
                holds=texts["holds"],
                todo=texts["todo"],
            )
        )

    def codes(self) -> set[str]:
        """The codes that were noted."""
        return {found.code for found in self.findings}


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    path = files("qantar.ledger").joinpath("data/findings.toml")
    return tomllib.loads(path.read_text("utf-8"))

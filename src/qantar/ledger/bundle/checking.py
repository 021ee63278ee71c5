"""Check a bundle without merging it; writes nothing."""

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from qantar.errors import CaseError, InputError, Reject
from qantar.ledger.bundle.records import Chunk, Hello, Parser
from qantar.ledger.bundle.sealing import identity_of, open_stream
from qantar.ledger.entry import Body, Head, Signed, entry_id
from qantar.ledger.finding import Audit, Notebook
from qantar.ledger.flaws import note_flaws
from qantar.ledger.log import Ledger
from qantar.ledger.properties import six_properties

__all__ = ["audit_bundle"]


@dataclass(slots=True)
class _Bytes:
    """What came of an exhibit: ``size`` bytes without a gap from the start."""

    hashed: Any = field(default_factory=hashlib.sha256)
    size: int = 0
    whole: bool = True


def audit_bundle(path: Path, ledger: Ledger | None = None) -> Audit:
    """Check every entry of a bundle, and the exhibits that lie in it entirely.

    Args:
        path: One volume.
        ledger: The copy whose device it was packed for; not needed if it is not
            encrypted. Its entries are not looked at.

    Raises:
        InputError: If the file is no bundle, or was not packed for this device.
    """
    checker = _Checker(path)
    identity = None if ledger is None else identity_of(ledger)
    checker.run([] if identity is None else [identity])
    return checker.result()


class _Checker:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._notes = Notebook()
        self._parser = Parser()
        self._hello: Hello | None = None
        self._heads: dict[str, Head] = {}
        self._entries = 0
        self._sizes: dict[str, object] = {}
        self._bytes: dict[str, _Bytes] = {}

    def run(self, identities: list[Any]) -> None:
        try:
            why = open_stream(self._path, self._take, identities)
            if not why and not self._parser.ended:
                why = "it is cut off before its end"
        except CaseError:
            raise
        except OSError as error:
            raise InputError(
                f"{self._path.name} cannot be opened ({error.strerror})."
            ) from error
        except Reject as error:
            why = str(error)
        if self._hello is None:
            raise InputError(f"{self._path.name} is no bundle: {why}.")
        if why:
            self._notes.note("bundle-cut", self._path.name, detail=why)

    def result(self) -> Audit:
        for digest, came in self._bytes.items():
            subject = f"Exhibit {digest[:12]}…"
            if not came.whole or came.size != self._sizes.get(digest, came.size):
                self._notes.note("exhibit-part", subject, exhibit=digest)
            elif came.hashed.hexdigest() != digest:
                self._notes.note("exhibit-changed", subject, exhibit=digest)
        exhibits = len(self._bytes)
        return Audit(
            level="deep",
            root="",
            entries=self._entries,
            exhibits=exhibits,
            findings=tuple(self._notes.findings),
            properties=six_properties("deep", self._notes.codes(), exhibits=exhibits),
        )

    def _take(self, piece: bytes) -> None:
        for record in self._parser.feed(piece):
            match record:
                case Hello():
                    self._hello = self._hello or record
                case Signed():
                    self._entry(replace(record, id=entry_id(record.head)))
                case Chunk():
                    self._chunk(record)

    def _entry(self, entry: Signed) -> None:
        case = "" if self._hello is None else self._hello.case
        head, body = note_flaws(entry, case, self._heads, self._notes)
        self._entries += 1
        if head is not None:
            self._heads[entry.id] = head
        if body is not None and body.kind == "exhibit.add":
            self._said(body)

    def _said(self, body: Body) -> None:
        self._sizes |= dict.fromkeys(body.exhibits, body.fields.get("size"))

    def _chunk(self, chunk: Chunk) -> None:
        came = self._bytes.setdefault(chunk.digest, _Bytes())
        if chunk.offset != came.size:
            came.whole = False
            return
        came.hashed.update(chunk.data)
        came.size += len(chunk.data)

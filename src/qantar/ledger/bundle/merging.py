"""Merge bundles: whatever verifies is kept, however often and in whatever order.

Nothing that a bundle says of itself is believed. Entries are admitted by the rules of
the ledger; bytes of exhibits are taken only for digests that a member's entry names,
up to the size it names, and count only once their hash is right. A bundle that is cut
off gives everything before the cut.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyrage

from qantar.errors import CaseError, InputError, Reject
from qantar.ledger.admission import Admitted, Known, Waiting, admit, look_ahead
from qantar.ledger.bundle.records import Chunk, End, Hello, Parser
from qantar.ledger.bundle.sealing import identity_of, open_stream
from qantar.ledger.entry import Signed
from qantar.ledger.log import Ledger
from qantar.ledger.standing import settle

__all__ = ["Limits", "MergeReport", "merge"]

_BATCH_ENTRIES = 5000
_BATCH_BYTES = 8 * 1024 * 1024
_REASONS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one merge may bring.

    Attributes:
        entries: Entries of one file, known and refused ones included.
        strangers: New entries of devices that no member vouched for.
        exhibit_bytes: Bytes of exhibits.
    """

    entries: int = 2_000_000
    strangers: int = 10_000
    exhibit_bytes: int = 50 * 1024**3


@dataclass(slots=True, kw_only=True)
class MergeReport:
    """What a merge brought.

    Attributes:
        new: Entries that came in.
        known: Entries that were here already.
        bodies: Bodies that came for entries which had none.
        waiting: Entries that wait for the one before.
        quarantined: How many of the new ones do not count (yet): nobody vouches for
            their device.
        rejected: How many could not be admitted, by reason.
        exhibits: Digests of exhibits whose bytes are complete now.
        skipped: Parts of exhibits that could not be used: no member's entry names
            them, or a part before is missing.
        incomplete: By name of file, why less was read than was packed.
        more: Whether a volume said that another follows.
    """

    new: int = 0
    known: int = 0
    bodies: int = 0
    waiting: int = 0
    quarantined: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    exhibits: list[str] = field(default_factory=list)
    skipped: int = 0
    incomplete: dict[str, str] = field(default_factory=dict)
    more: bool = False


def merge(
    ledger: Ledger,
    bundles: Iterable[Path],
    *,
    limits: Limits | None = None,
) -> MergeReport:
    """Take in bundles. Merging again what was merged changes nothing.

    Args:
        ledger: The open ledger; its device's key opens what was packed for it.
        bundles: Files, in any order. If parts of exhibits were skipped because their
            entry came later, merging once more brings them.
        limits: How much may come.

    Raises:
        InputError: If a bundle is of another case, cannot be opened with this device's
            key, or would bring more than the limits allow. What came before is kept.
        DiskFailed: If the disk is full; what was acknowledged is kept.
    """
    report = MergeReport()
    before = _quarantined(ledger)
    for path in bundles:
        _Import(ledger, path, report, limits or Limits(), before).run()
    report.quarantined = _quarantined(ledger) - before
    return report


def _quarantined(ledger: Ledger) -> int:
    row = ledger.store.one("SELECT count(*) AS c FROM entry WHERE standing = 0")
    return 0 if row is None else int(row["c"])


class _Import:
    """One bundle on its way in."""

    def __init__(
        self,
        ledger: Ledger,
        path: Path,
        report: MergeReport,
        limits: Limits,
        quarantined_before: int,
    ) -> None:
        self._ledger = ledger
        self._path = path
        self._report = report
        self._limits = limits
        self._quarantined_before = quarantined_before
        self._case = ledger.case_id
        self._parser = Parser()
        self._greeted = False
        self._batch: list[Signed] = []
        self._batch_bytes = 0
        self._exhibit_bytes = 0
        self._entries = 0
        self._touched: dict[str, None] = {}

    def run(self) -> None:
        try:
            why = open_stream(self._path, self._take, self._identities())
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
        self._admit()
        if not self._greeted:
            raise InputError(f"{self._path.name} is no bundle: {why}.")
        if why:
            self._report.incomplete[self._path.name] = why

    def _identities(self) -> Sequence[pyrage.x25519.Identity]:
        identity = identity_of(self._ledger)
        return [] if identity is None else [identity]

    def _take(self, piece: bytes) -> None:
        for record in self._parser.feed(piece):
            match record:
                case Hello():
                    self._greet(record)
                case _ if not self._greeted:
                    raise Reject("It does not begin with what it is.")
                case Signed():
                    self._collect(record)
                case Chunk():
                    self._admit()
                    self._part(record)
                case End():
                    self._admit()
                    self._report.more = self._report.more or record.more

    def _greet(self, hello: Hello) -> None:
        if hello.case != self._case:
            raise InputError(
                f"{self._path.name} is of another case ({hello.case[:12]}…, this one is "
                f"{self._case[:12]}…). Merge it into that one."
            )
        self._greeted = True

    def _collect(self, entry: Signed) -> None:
        self._batch.append(entry)
        self._batch_bytes += len(entry.head) + len(entry.body or b"")
        if len(self._batch) >= _BATCH_ENTRIES or self._batch_bytes >= _BATCH_BYTES:
            self._admit()

    def _admit(self) -> None:
        """Admit the entries that were collected, in one commit."""
        if not self._batch:
            return
        store, report = self._ledger.store, self._report
        batch, self._batch, self._batch_bytes = self._batch, [], 0
        counted: Counter[str] = Counter()
        looked = look_ahead(store, batch)
        with store.transaction():
            for entry in batch:
                try:
                    admission = admit(store, self._case, entry, looked)
                except Reject as why:
                    self._reject(str(why))
                    continue
                match admission:
                    case Admitted():
                        counted["new"] += 1 + len(admission.released)
                    case Known():
                        counted["known"] += 1
                        counted["bodies"] += admission.body_added
                    case Waiting():
                        counted["waiting"] += 1
            settle(store, self._case)
            self._entries += len(batch)
            self._keep_limits()
        report.new += counted["new"]
        report.known += counted["known"]
        report.bodies += counted["bodies"]
        report.waiting = self._waiting()

    def _waiting(self) -> int:
        row = self._ledger.store.one("SELECT count(*) AS c FROM pending")
        return 0 if row is None else int(row["c"])

    def _reject(self, why: str) -> None:
        """Count a refusal; of very many kinds only the first are told apart."""
        reasons = self._report.rejected
        known = why in reasons or len(reasons) < _REASONS
        reasons[why if known else "Further entries, for further reasons."] += 1

    def _keep_limits(self) -> None:
        entries = self._entries
        strangers = _quarantined(self._ledger) - self._quarantined_before
        if entries > self._limits.entries or strangers > self._limits.strangers:
            raise InputError(
                f"{self._path.name} brings more than {self._limits.entries} entries, or "
                f"more than {self._limits.strangers} of devices that nobody vouches for. "
                "What came before is kept; raise the limit if you trust the sender."
            )

    def _part(self, chunk: Chunk) -> None:
        """Add a part of an exhibit to what is here of it."""
        size = self._size_named(chunk.digest)
        files = self._ledger.files
        if size is None or chunk.offset + len(chunk.data) > size:
            self._report.skipped += 1
            return
        if files.has(chunk.digest, size):
            return
        self._exhibit_bytes += len(chunk.data)
        if self._exhibit_bytes > self._limits.exhibit_bytes:
            raise InputError(
                f"{self._path.name} brings more than {self._limits.exhibit_bytes} bytes "
                "of exhibits. What came before is kept; raise the limit if you trust "
                "the sender."
            )
        have = files.add_part(chunk.digest, chunk.offset, chunk.data)
        if have < chunk.offset + len(chunk.data):
            self._report.skipped += 1
        elif have == size:
            if self._complete(chunk.digest):
                self._report.exhibits.append(chunk.digest)
            else:
                self._report.rejected["The bytes of an exhibit have another hash."] += 1

    def _complete(self, digest: str) -> bool:
        files = self._ledger.files
        if not files.complete(digest):
            return False
        with self._ledger.store.transaction():
            files.acknowledge()
        return True

    def _size_named(self, digest: str) -> int | None:
        row = self._ledger.store.one(
            "SELECT size FROM exhibit JOIN entry USING (n)"
            " WHERE digest = ? AND standing = 1",
            (bytes.fromhex(digest),),
        )
        return None if row is None else int(row["size"])

"""Adding: bytes are preserved first, then their text is read in a limited process.

The ledger keeps what a person told about an exhibit; what the file tells about itself
is inferred again whenever it is shown, since a later reader may know better.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import msgspec

from qantar import intake
from qantar.case.progress import Listener, follow
from qantar.case.texts import TextStore
from qantar.errors import UnreadableExhibit
from qantar.intake.media import find_kind, signature
from qantar.ledger import ExhibitReceipt, Ledger
from qantar.vocabulary.exhibit import ExhibitText, Provenance
from qantar.vocabulary.passage import Unread

__all__ = ["DESCRIBE", "META_NAMES", "AddReport", "add_paths"]

META_NAMES = ("meta.jsonl", "meta.csv")
"""Files at a folder's root that tell about the others; never read for statements."""

DESCRIBE = "exhibit.describe"
"""Entry kind: something new was told about an exhibit that is already kept."""

_BATCH = 50
"""Files that share one commit: a crash costs at most these, which are added again."""


@dataclass(slots=True)
class AddReport:
    """What adding did: names of files, and what could not be read, with reasons.

    Attributes:
        added: Names of new exhibits.
        already: Name and digest of files whose bytes were there before.
        described: Names of exhibits about which something new was told.
        unread: Name and reason for everything that could not be read.
        problems: What was wrong with the folder or its ``meta`` file.
    """

    added: list[str] = field(default_factory=list)
    already: list[tuple[str, str]] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    unread: list[tuple[str, Unread]] = field(default_factory=list)
    problems: list[Unread] = field(default_factory=list)


_Found = tuple[intake.FoundFile, Provenance]


def add_paths(
    ledger: Ledger,
    texts: TextStore,
    told_before: Mapping[str, Provenance],
    paths: Iterable[Path],
    *,
    told: Provenance | None = None,
    listener: Listener,
) -> AddReport:
    """Preserve files and folders, then read their texts.

    Args:
        ledger: Where bytes and provenance are kept.
        texts: Where texts are kept.
        told_before: What was told about each exhibit so far, by digest.
        paths: Files and folders.
        told: Provenance that holds for all of them (options of the command line).
        listener: Told of the progress.

    Raises:
        InputError: If a path does not exist or a folder holds no file.
    """
    report = AddReport()
    work = [found for path in paths for found in _found(path, told, report)]
    items = follow(work, "add", len(work), listener)
    while batch := list(islice(items, _BATCH)):
        openable = [item for item in batch if _can_be_opened(item[0], report)]
        kept = ledger.put_exhibits(
            (*_bytes_of(found, report), msgspec.to_builtins(provenance))
            for found, provenance in openable
        )
        new: list[tuple[str, ExhibitText]] = []
        for (found, provenance), receipt in zip(openable, kept, strict=True):
            _note(ledger, told_before, found.name, provenance, receipt, report)
            text = texts.get(receipt.digest)
            if text is None:
                with ledger.files.as_file(receipt.digest) as path:
                    text = intake.read_file(path, name=found.name)
                new.append((receipt.digest, text))
            report.unread.extend((found.name, unread) for unread in text.unread)
        texts.put_many(new)
    return report


def _can_be_opened(found: intake.FoundFile, report: AddReport) -> bool:
    """Whether the bytes can be had at all; if not, that is said."""
    try:
        found.path.open("rb").close()
    except OSError as error:
        reason = (
            f"it cannot be opened ({os.strerror(error.errno or 0)}); check its"
            " permissions or copy it again, then run this again"
        )
        report.problems.append(Unread(what=found.name, reason=reason))
        return False
    return True


def _bytes_of(found: intake.FoundFile, report: AddReport) -> tuple[Path | bytes, str]:
    """What to preserve, and its media type as found in the bytes."""
    if not found.members:
        return found.path, find_kind(found.path, found.name, intake.Limits()).media_type
    try:
        data = found.read_bytes()
    except UnreadableExhibit as error:
        reason = f"{error}; the zip file itself is kept"
        report.unread.append((found.name, Unread(what="member", reason=reason)))
        return found.path, "application/zip"
    return data, signature(data) or "application/octet-stream"


def _found(path: Path, told: Provenance | None, report: AddReport) -> Iterator[_Found]:
    meta = intake.read_meta(path) if path.is_dir() else None
    if meta is not None:
        report.problems.extend(meta.problems)
    for found in intake.walk(path):
        if isinstance(found, intake.SkippedFile):
            report.problems.append(Unread(what=found.name, reason=found.reason))
        else:
            row = meta.rows.get(found.name) if meta is not None else None
            yield found, _told(found.name, row, told)


def _told(name: str, meta: Provenance | None, options: Provenance | None) -> Provenance:
    told = meta or Provenance(file=name)
    if options is None:
        return told
    # People told both, so nothing is inferred, and either may ask for protection.
    return replace(
        intake.merge(told, replace(options, file=name)),
        protect=told.protect or options.protect,
        inferred=told.inferred,
    )


def _note(
    ledger: Ledger,
    told_before: Mapping[str, Provenance],
    name: str,
    told: Provenance,
    receipt: ExhibitReceipt,
    report: AddReport,
) -> None:
    """Count a file as added, already here, or described anew."""
    if receipt.new:
        report.added.append(name)
        return
    before = told_before.get(receipt.digest)
    tells = replace(told, file="") != Provenance(file="")
    if before is not None and before != told and tells:
        fields = {"provenance": msgspec.to_builtins(told)}
        ledger.append(DESCRIBE, fields, exhibits=[receipt.digest])
        report.described.append(name)
    else:
        report.already.append((name, receipt.digest))

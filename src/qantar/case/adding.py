"""Adding: files are preserved first, then read for their text in a limited process."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

import msgspec

from qantar import intake
from qantar.case.progress import Listener, follow
from qantar.case.texts import TextStore
from qantar.errors import InputError
from qantar.ledger import Ledger
from qantar.vocabulary.exhibit import ExhibitText, Provenance
from qantar.vocabulary.passage import Unread

__all__ = ["META_NAMES", "AddReport", "add_paths"]

META_NAMES = ("meta.jsonl", "meta.csv")
"""Files at a folder's root that tell about the others; never read for statements."""

_BATCH = 50
"""Texts kept in one transaction: a crash costs at most these, which are read again."""


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


def add_paths(
    ledger: Ledger,
    texts: TextStore,
    known: Callable[[str], Provenance | None],
    paths: Iterable[Path],
    *,
    told: Provenance | None = None,
    listener: Listener,
) -> AddReport:
    """Preserve files and folders, then read their texts.

    Args:
        ledger: Where bytes and provenance are kept.
        texts: Where texts are kept.
        known: Provenance of an exhibit by digest, ``None`` if it is new.
        paths: Files and folders.
        told: Provenance that holds for all of them (options of the command line).
        listener: Told of the progress.

    Raises:
        InputError: If a path does not exist or a folder holds no file.
    """
    report = AddReport()
    work = list(chain.from_iterable(_found(path, report) for path in paths))
    pending: list[tuple[str, ExhibitText]] = []
    for found, meta in follow(work, "add", len(work), listener):
        pending.extend(_add_one(ledger, texts, known, found, _told(meta, told), report))
        if len(pending) >= _BATCH:
            texts.put_many(iter(pending))
            pending.clear()
    texts.put_many(iter(pending))
    return report


def _told(meta: Provenance | None, told: Provenance | None) -> Provenance | None:
    return meta if told is None else intake.merge(meta, told) if meta else told


def _found(
    path: Path, report: AddReport
) -> Iterator[tuple[intake.FoundFile, Provenance | None]]:
    if not path.exists():
        raise InputError(f"{path} does not exist. Name a file or a folder of files.")
    if not path.is_dir():
        yield intake.FoundFile(path=path, name=path.name), None
        return
    meta = intake.read_meta(path)
    report.problems.extend(meta.problems)
    for found in intake.walk(path, problems=report.problems):
        yield found, meta.rows.get(found.name)


def _add_one(
    ledger: Ledger,
    texts: TextStore,
    known: Callable[[str], Provenance | None],
    found: intake.FoundFile,
    told: Provenance | None,
    report: AddReport,
) -> Iterator[tuple[str, ExhibitText]]:
    digest = ledger.digest_of(found.path)
    before = known(digest)
    text = texts.get(digest)
    if text is None:
        text = intake.read_file(found.path, name=found.name)
        yield digest, text
    provenance = intake.infer_provenance(found.name, text)
    if told is not None:
        provenance = intake.merge(provenance, replace(told, file=found.name))
    report.unread.extend((found.name, unread) for unread in text.unread)
    if before is None:
        ledger.put_exhibit(
            found.path,
            media_type=text.media_type,
            provenance=msgspec.to_builtins(provenance),
        )
        report.added.append(found.name)
    elif before != provenance and told is not None:
        ledger.append(
            "exhibit.describe",
            {"provenance": msgspec.to_builtins(provenance)},
            exhibits=(digest,),
        )
        report.described.append(found.name)
    else:
        report.already.append((found.name, digest))

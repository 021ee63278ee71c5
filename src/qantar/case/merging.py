"""Merging: what another copy packed is taken in, and said in numbers and names.

Whoever merges was not there when the bundle was packed; the report says what came,
what does not count and why, and what is still missing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qantar.case.case import Case
from qantar.case.locks import KEYS
from qantar.case.progress import Listener, silent
from qantar.case.sharing import is_frontier, lacking
from qantar.errors import ForOthers, InputError
from qantar.ledger import KEY_FILE, LOCK_FILE, DeviceKey, Ledger, requests
from qantar.ledger.bundle import MergeReport as Brought
from qantar.ledger.bundle import case_of, looks_like_bundle, merge
from qantar.vocabulary.passage import Unread

__all__ = ["MergeReport", "apart", "join_and_merge", "merge_into"]


@dataclass(slots=True)
class MergeReport:
    """What merging did, for people who were not there when the bundles were packed.

    Attributes:
        brought: What came, over all files.
        files: Names of the files that were merged.
        closed: Names of files that this device cannot open.
        refused: By name of file, why it was not merged.
        passed_over: Names of files in a folder that are no bundles.
        for_others: Names of bundles in a folder that other devices are to merge.
        unread: Name and reason of new exhibits whose text could not be read.
        absent: How many exhibits are told of, but their bytes are not here yet.
        apart: By device, how many entries do not count and why; see ``apart``.
        forked: Devices that signed two entries for one place of their chain.
        requests: Ids of requests to forget that this copy has not honoured.
        joined: Whether the case was not here before.
        vouched: Whether what this device signs counts.
        case: Id of the case.
        root: The ledger's root afterwards.
    """

    brought: Brought = field(default_factory=Brought)
    files: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    passed_over: list[str] = field(default_factory=list)
    for_others: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    unread: list[tuple[str, Unread]] = field(default_factory=list)
    absent: int = 0
    apart: dict[str, tuple[int, str]] = field(default_factory=dict)
    forked: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    joined: bool = False
    vouched: bool = True
    case: str = ""
    root: str = ""


def join_and_merge(
    folder: Path, paths: Iterable[Path], *, listener: Listener = silent
) -> MergeReport:
    """Make a copy of a case from bundles, in a folder that holds none.

    Args:
        folder: New, empty, or with the key that ``make_key`` made.
        paths: Bundles, or folders with bundles.
        listener: Told of the progress.

    Raises:
        InputError: If the folder holds something else, or no bundle can be opened.
    """
    rest = {p.name for p in folder.iterdir()} if folder.is_dir() else set()
    strange = rest - {KEY_FILE, LOCK_FILE, "log.db", "log.db-wal", "log.db-shm"}
    if strange or folder.is_file():
        raise InputError(
            f"{folder} holds no case, but other files. Name a case, or a new folder to"
            " make a copy of the bundle's case in."
        )
    files, _, _ = _bundles(paths)
    vault = KEYS.vault(folder)
    key = DeviceKey.load(folder / KEY_FILE, vault) if KEY_FILE in rest else None
    refused: dict[str, str] = {}
    for file in files:
        try:
            name = case_of(file, key)
            break
        except InputError as error:
            refused[file.name] = str(error)
    else:
        raise InputError(" ".join(refused.values()) + _advice(folder, key))
    with Case(folder, Ledger.join(folder, case=name, vault=vault)) as case:
        case.langs = ("de", "en", "ru", "kk")
        report = merge_into(case, files, listener=listener)
        report.joined = True
        return report


def _advice(folder: Path, key: DeviceKey | None) -> str:
    if key is not None:
        return ""
    return (
        f" This machine has no key for the case yet. Make one: qantar device new {folder}"
        " and give what it prints to the sender."
    )


def merge_into(
    case: Case, paths: Iterable[Path], *, listener: Listener = silent
) -> MergeReport:
    """Take in bundles, in any order, whole or cut off, as often as one likes.

    Args:
        case: The open case.
        paths: Bundles, or folders with bundles.
        listener: Told of the progress.

    Raises:
        InputError: If nothing could be merged at all.
        DiskFailed: If the disk is full; what was acknowledged is kept.
    """
    case.exclusive()
    report = MergeReport()
    files, in_folders, report.passed_over = _bundles(paths)
    _merge_all(case.ledger, files, report, listener)
    if report.files:  # a stick carries bundles both ways
        report.for_others = [one for one in report.closed if one in in_folders]
        for name in report.for_others:
            del report.refused[name]
    if report.brought.skipped and len(files) > 1:
        # A part of an exhibit came before the entry that names it, or before another.
        report.brought.skipped = 0
        report.brought.incomplete.clear()
        again = MergeReport()
        _merge_all(case.ledger, files, again, listener)
        _add(report.brought, again.brought, known=False)
    if report.refused and not report.files:
        raise InputError(" ".join(report.refused.values()))
    report.unread = [(name, one) for name, one in case.take_in(listener=listener)]
    report.absent = len(lacking(case))
    _look_around(case, report)
    return report


def _merge_all(
    ledger: Ledger, files: Sequence[Path], report: MergeReport, listener: Listener
) -> None:
    listener("merge", 0, len(files))
    for done, file in enumerate(files, 1):
        try:
            _add(report.brought, merge(ledger, [file]))
            report.files.append(file.name)
        except InputError as error:
            report.refused[file.name] = str(error)
            if isinstance(error, ForOthers):
                report.closed.append(file.name)
        listener("merge", done, len(files))


def _add(total: Brought, one: Brought, *, known: bool = True) -> None:
    total.new += one.new
    total.known += one.known if known else 0
    total.bodies += one.bodies
    total.waiting = one.waiting
    total.quarantined += one.quarantined
    total.rejected.update(one.rejected if known else Counter())
    total.exhibits += one.exhibits
    total.skipped += one.skipped
    total.incomplete |= one.incomplete
    total.more = total.more or one.more


def _bundles(paths: Iterable[Path]) -> tuple[list[Path], set[str], list[str]]:
    """Bundles; names of those found in folders; names of files there that are none."""
    files: list[Path] = []
    in_folders: set[str] = set()
    passed_over: list[str] = []
    for path in paths:
        if not path.exists():
            raise InputError(
                f"{path} does not exist. Name a bundle, or a folder of them."
            )
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(p for p in path.iterdir() if p.is_file() and p.stat().st_size)
        found = [p for p in inside if looks_like_bundle(p)]
        passed_over += [p.name for p in inside if p not in found and not is_frontier(p)]
        if not found:
            raise InputError(f"{path} holds no bundle.")
        files += found
        in_folders |= {p.name for p in found}
    return files, in_folders, passed_over


def _look_around(case: Case, report: MergeReport) -> None:
    """What people must know about the case after a merge."""
    ledger = case.ledger
    report.apart = apart(ledger)
    tips = Counter(tip.dev for tip in ledger.frontier())
    report.forked = sorted(dev for dev, count in tips.items() if count > 1)
    report.requests = [entry.id for entry in requests(ledger)]
    own = ledger.members().get(ledger.device)
    report.vouched = not ledger.device or (own is not None and not own.cuts)
    report.case, report.root = ledger.case_id, ledger.root()


def apart(ledger: Ledger) -> dict[str, tuple[int, str]]:
    """Entries that do not count: by device how many, and ``unknown`` or ``retired``."""
    counted: Counter[str] = Counter(
        entry.dev for entry in ledger.entries(quarantined=True) if not entry.standing
    )
    members = ledger.members()
    return {
        dev: (count, "retired" if dev in members else "unknown")
        for dev, count in sorted(counted.items())
    }

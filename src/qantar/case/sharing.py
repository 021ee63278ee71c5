"""Packing: what another copy of the case lacks, as files to carry there.

Nothing is sent anywhere. Copies that have merged each other's bundles hold the same
entries and show the same record.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qantar.case.case import Case
from qantar.case.ids import resolve
from qantar.errors import InputError
from qantar.ledger import Ledger, Tip, tips_from_text, tips_to_text
from qantar.ledger.bundle import Packed, missing, pack, recipient

__all__ = ["FRONTIER_FORMAT", "frontier_of", "is_frontier", "lacking", "pack_for"]

FRONTIER_FORMAT = "qantar frontier 2"
"""First thing to look for in a file that says what a copy holds."""

_FORMAT_BEFORE = "qantar frontier 1"
_AGE = "age1"


def frontier_of(case: Case) -> dict[str, Any]:
    """What this copy holds, for another to pack what it lacks, as JSON.

    ``lacks`` are exhibits whose entries are here while their bytes are not.
    """
    ledger = case.ledger
    return {
        "format": FRONTIER_FORMAT,
        "case": ledger.case_id,
        "device": ledger.device,
        "recipient": recipient(ledger) if ledger.device else "",
        "root": ledger.root(),
        "tips": tips_to_text(ledger.frontier()),
        "lacks": lacking(case),
    }


def lacking(case: Case) -> list[str]:
    """Digests of exhibits that count, but whose bytes are not in this copy."""
    ledger = case.ledger
    return [
        digest
        for digest in case.views.told()
        if not ledger.files.has(digest, ledger.exhibit_size(digest) or 0)
    ]


def pack_for(
    case: Case,
    target: Path,
    to: Sequence[str],
    *,
    since: Path | None = None,
    text_first: bool = False,
) -> list[Packed]:
    """Pack what another copy lacks.

    Args:
        case: The case.
        target: File of the first volume.
        to: Who can open it: ``age1…``, a member's name, a device's id, or a file that
            ``qantar frontier`` wrote.
        since: File with the other copy's frontier; everything is packed without it.
        text_first: Texts before pictures, small exhibits before large ones, so that a
            volume that is cut off brings as much to read as possible.

    Raises:
        InputError: If a recipient or the frontier cannot be used, or the target is there.
        DiskFailed: If the disk is full.
    """
    if not target.parent.is_dir():
        raise InputError(f"There is no folder {target.parent} to put the bundle in.")
    tips, lacks = _read_frontier(case.ledger, since) if since else ((), [])
    wanted: dict[str, None] = {}
    for entry in missing(case.ledger, tips):
        view = case.ledger.entry(entry.id)
        if view and view.standing and view.body and view.kind == "exhibit.add":
            wanted |= dict.fromkeys(view.body.exhibits)
    wanted |= dict.fromkeys(lacks)
    order = sorted(wanted, key=lambda d: _weight(case, d)) if text_first else [*wanted]
    return pack(
        case.ledger,
        target,
        recipients=[_recipient(case, one) for one in to],
        since=tips,
        exhibits=order,
    )


def _weight(case: Case, digest: str) -> tuple[bool, int]:
    text = case.texts.get(digest)
    readable = text is not None and text.media_type.startswith("text/")
    return not readable, case.ledger.exhibit_size(digest) or 0


def _recipient(case: Case, to: str) -> str:
    if to.startswith(_AGE) and len(to) > len(_AGE):
        return to
    if Path(to).is_file():
        told = _frontier_json(Path(to)).get("recipient")
        if isinstance(told, str) and told.startswith(_AGE):
            return told
        raise InputError(f"{to} names no recipient: that copy holds no key.")
    known = {
        key: str(entry.fields["recipient"])
        for entry in case.ledger.entries("device.add")
        if "recipient" in entry.fields
        for key in (str(entry.fields.get("dev")), str(entry.fields.get("member")))
    }
    if to not in known and to not in _names(case.ledger):
        to = resolve(case.views, case.ledger, to, ("device",)).id
    if to not in known:
        raise InputError(
            f"No recipient is known for {to[:16]}. Ask for the one that"
            " `qantar frontier` prints there; it begins with age1."
        )
    return known[to]


def _names(ledger: Ledger) -> set[str]:
    return {member.member for member in ledger.members().values()}


def _frontier_json(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path.name} is no frontier: right would be what `qantar frontier` prints."
        ) from error
    known = (FRONTIER_FORMAT, _FORMAT_BEFORE)
    if not isinstance(told, dict) or told.get("format") not in known:
        raise InputError(
            f"{path.name} is no frontier: right would be what `qantar frontier` prints."
        )
    return told


def _read_frontier(ledger: Ledger, path: Path) -> tuple[tuple[Tip, ...], list[str]]:
    told = _frontier_json(path)
    if told.get("case") != ledger.case_id:
        raise InputError(
            f"{path.name} is the frontier of another case ({str(told.get('case'))[:12]}…;"
            f" this one is {ledger.case_id[:12]}…)."
        )
    try:
        if told["format"] == FRONTIER_FORMAT:
            tips = tips_from_text(str(told["tips"]))
        else:
            tips = [_tip(*item) for item in told["frontier"]]
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path.name} is damaged: a place in it is none.") from error
    lacks = [
        digest
        for digest in told.get("lacks", ())
        if _is_id(digest) and ledger.exhibit_size(digest) is not None
    ]
    return tuple(tips), lacks


def _tip(dev: object, seq: object, name: object) -> Tip:
    if not _is_id(dev) or not _is_id(name) or not isinstance(seq, int):
        raise ValueError("no tip")
    return Tip(dev=str(dev), seq=seq, id=str(name))


def is_frontier(path: Path) -> bool:
    """Whether a small file says of itself that it is a frontier."""
    try:
        with path.open("rb") as file:
            return b'"qantar frontier ' in file.read(200)
    except OSError:
        return False


def _is_id(text: object) -> bool:
    return (
        isinstance(text, str)
        and len(text) == 64
        and not set(text) - set("0123456789abcdef")
    )

"""Keeping: whose devices count, what was done with exhibits, proofs for outsiders."""

from collections.abc import Iterable
from pathlib import Path

from qantar.case.case import Case
from qantar.case.ids import Named, resolve
from qantar.case.locking import make_lock
from qantar.case.locks import KEYS
from qantar.errors import InputError
from qantar.ledger import (
    HOLD,
    KEY_FILE,
    DeviceKey,
    add_device,
    add_member,
    adding,
    prove,
    retire_device,
)
from qantar.ledger.bundle import recipient_of_key
from qantar.ledger.stamping import dated

__all__ = [
    "admit_device",
    "make_key",
    "note_custody",
    "prove_ids",
    "retire",
    "set_hold",
]

_TO_PROVE = ("entry", "exhibit", "statement", "mention", "passage")


def make_key(folder: Path, *, locked: bool = False) -> tuple[str, str]:
    """Make this machine's key for a case that is to come here; device id and recipient.

    Args:
        folder: Where the copy of the case will be; new or empty.
        locked: Whether the copy is to be encrypted; asks for a passphrase.

    Raises:
        InputError: If the folder holds anything.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise InputError(
            f"{folder} is not empty. Name a new folder for the copy of the case that"
            " will come."
        )
    folder.mkdir(parents=True, exist_ok=True)
    if locked:
        make_lock(folder)
    key = DeviceKey.make()
    key.save(folder / KEY_FILE, KEYS.vault(folder))
    return key.public, recipient_of_key(key)


def admit_device(
    case: Case, dev: str, *, member: str, recipient: str = "", keeper: bool = False
) -> str:
    """Let a device's entries count; gives the entry's id. Adds the member if new.

    Args:
        case: The case, on a keeper's device or one of that member.
        dev: The device's public key, 64 hex digits, as it shows it itself.
        member: Whose it is, best a pseudonym: it travels with every copy.
        recipient: What bundles for it are packed for, ``age1…``.
        keeper: Whether a new member may add and remove others.

    Raises:
        InputError: If the device belongs to somebody, or this one may not add it.
    """
    case.exclusive()
    ledger = case.ledger
    known = {one.member for one in ledger.members().values()} | {
        entry.fields.get("member") for entry in ledger.entries("member.add")
    }
    own = ledger.members().get(ledger.device)
    if own is None or (own.role != "keeper" and own.member != member):
        raise InputError(
            "This device may not add that one: only a keeper's device may, or another"
            " of the same member. Ask a keeper."
        )
    if dev in ledger.members():
        raise InputError(f"Device {dev[:8]}… belongs to somebody already.")
    if len(dev) != 64:
        raise InputError(
            f"{dev!r} is no device: right would be the 64 digits that"
            " `qantar device new` or `qantar frontier` prints on that machine."
        )
    if member not in known:
        add_member(ledger, member, keeper=keeper)
    name = add_device(ledger, member, dev, recipient=recipient)
    case.take_in()
    return name


def retire(case: Case, device: str, *, last: str = "") -> tuple[str, str]:
    """Let a device's entries count no further; the entry's id and the device's.

    Args:
        case: The case, on a keeper's device or one of the same member.
        device: Its id or the beginning of it.
        last: Id of its last entry that counts; its newest here if empty.

    Raises:
        InputError: If there is no such device, or its chain has a fork and no last
            entry is named.
    """
    case.exclusive()
    ledger = case.ledger
    dev = resolve(case.views, ledger, device, ("device",)).id
    own, theirs = ledger.members().get(ledger.device), ledger.members().get(dev)
    if theirs is not None and (
        own is None or (own.role != "keeper" and own.member != theirs.member)
    ):
        raise InputError(
            "This device may not retire that one: only a keeper's device may, or"
            " another of the same member. Ask a keeper."
        )
    if last:
        last = resolve(case.views, ledger, last, ("entry",)).id
    name = retire_device(ledger, dev, last=last)
    case.take_in()
    return name, dev


def note_custody(case: Case, text: str, note: str) -> tuple[str, Named]:
    """Record what was done with an exhibit; the entry's id, and what it is about.

    Raises:
        InputError: If the note is empty or the id is none of an exhibit or entry.
    """
    if not note.strip():
        raise InputError("The note is empty. Say what was done, when, and by whom.")
    case.exclusive()
    about = resolve(case.views, case.ledger, text, _TO_PROVE)
    digests = [about.exhibit] if about.exhibit else []
    refs = [about.id] if about.kind == "entry" else []
    name = case.ledger.append("custody", {"note": note}, refs=refs, exhibits=digests)
    case.take_in()
    return name, about


def set_hold(case: Case, reason: str, *, lift: bool = False) -> str:
    """Let nothing be forgotten in this copy, or lift that; gives the entry's id.

    Raises:
        InputError: If no reason is given, or there is no hold to be lifted.
    """
    case.exclusive()
    if lift and not case.ledger.local_get(HOLD):
        raise InputError("There is no hold on this copy.")
    if not lift and not reason.strip():
        raise InputError("Say why with --reason: which court, which order, of when.")
    note = "hold lifted" if lift else f"hold: {reason.strip()}"
    name = case.ledger.append("custody", {"note": note})
    case.ledger.local_set(HOLD, "" if lift else name)
    case.take_in()
    return name


def prove_ids(case: Case, ids: Iterable[str], target: Path) -> int:
    """Write a proof of entries, exhibits, or what lies in exhibits; how many entries.

    Raises:
        InputError: If an id is unknown, or the file is there already.
    """
    if not target.parent.is_dir():
        raise InputError(f"There is no folder {target.parent} to put the proof in.")
    names: dict[str, None] = {}
    for text in ids:
        named = resolve(case.views, case.ledger, text, _TO_PROVE)
        found = [named.id] if named.kind == "entry" else _counting(case, named.exhibit)
        names |= dict.fromkeys(found)
    return prove(case.ledger, list(names), target, dated=dated(case.ledger, [*names]))


def _counting(case: Case, digest: str) -> list[str]:
    names = adding(case.ledger, digest)
    counting = [n for n in names if (e := case.ledger.entry(n)) and e.standing]
    return counting or names

"""Add and remove those whose entries count: the acts of membership, written rightly."""

from qantar.errors import InputError
from qantar.ledger.entry import id_bytes
from qantar.ledger.frontier import Tip
from qantar.ledger.log import Ledger

__all__ = ["add_device", "add_member", "remove_member", "retire_device"]


def add_member(ledger: Ledger, member: str, *, keeper: bool = False) -> str:
    """Add a member; gives the entry's id. It counts if this device is a keeper's.

    Args:
        ledger: The open ledger.
        member: What to call them, best a pseudonym: it travels with every copy.
        keeper: Whether they may add and remove others.

    Raises:
        InputError: If there is a member of that name, or it is empty.
    """
    if not member or member in _members(ledger):
        raise InputError(f"{member!r} is empty or taken; choose another name.")
    role = "keeper" if keeper else "member"
    return ledger.append("member.add", {"member": member, "role": role})


def add_device(ledger: Ledger, member: str, dev: str, *, recipient: str = "") -> str:
    """Add a device to a member; gives the entry's id.

    Args:
        ledger: The open ledger.
        member: Whose it is.
        dev: Its public key, as its own copy of the case shows it.
        recipient: What bundles for it are packed for, ``age1…``.

    Raises:
        InputError: If there is no such member, or the device belongs to somebody.
    """
    id_bytes(dev)
    known = ledger.members()
    if dev in known:
        raise InputError(f"Device {dev[:8]}… belongs to {known[dev].member} already.")
    if member not in _members(ledger):
        raise InputError(f"There is no member {member!r}. Add them first.")
    fields = {"dev": dev, "member": member}
    return ledger.append(
        "device.add", fields | ({"recipient": recipient} if recipient else {})
    )


def retire_device(ledger: Ledger, dev: str, *, last: str = "") -> str:
    """Let a device's entries count no further; gives the entry's id.

    Args:
        ledger: The open ledger.
        dev: The device's public key.
        last: Id of its last entry that counts; its newest here if not given.

    Raises:
        InputError: If the device is unknown, the entry is not its own, or its chain has
            a fork and no entry is named.
    """
    if dev not in ledger.members():
        raise InputError(f"Device {dev[:8]}… belongs to nobody in this case.")
    return ledger.append("device.retire", {"dev": dev, **_last(ledger, dev, last)})


def remove_member(ledger: Ledger, member: str) -> str:
    """Remove a member; what their devices signed so far counts on. Gives the entry's id.

    Raises:
        InputError: If there is no such member, or a device's chain has a fork (retire
            that device first, naming the branch).
    """
    devices = [dev for dev, one in ledger.members().items() if one.member == member]
    if member not in _members(ledger):
        raise InputError(f"There is no member {member!r}.")
    lasts = {dev: last for dev in devices if (last := _last(ledger, dev, ""))}
    return ledger.append("member.remove", {"lasts": lasts, "member": member})


def _members(ledger: Ledger) -> set[object]:
    """Names of all who were ever added, with or without a device."""
    added = {view.fields.get("member") for view in ledger.entries("member.add")}
    return added | {one.member for one in ledger.members().values()}


def _last(ledger: Ledger, dev: str, name: str) -> dict[str, object]:
    """The last entry that counts, as acts name it; empty if there is none."""
    if name:
        entry = ledger.entry(name)
        if entry is None or entry.dev != dev:
            raise InputError(f"Entry {name[:12]}… is not one of device {dev[:8]}….")
        return {"last": name, "seq": entry.seq}
    tips: list[Tip] = [tip for tip in ledger.frontier() if tip.dev == dev]
    if len(tips) > 1:
        raise InputError(
            f"The chain of device {dev[:8]}… has a fork: name the last entry that "
            "counts, on the branch that does."
        )
    return {"last": tips[0].id, "seq": tips[0].seq} if tips else {}

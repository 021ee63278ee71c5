"""What may enter the tables, and in what order it need not come.

An entry is admitted when its head is canonical and of this case, its signature holds,
and the entry it names as the one before is here, of the same device, one place
earlier. Until that one comes, it waits. Two entries at one place of one chain (a fork)
are both kept: together they prove that somebody signed twice. So the set of admitted
entries does not depend on the order of arrival, and admitting again changes nothing.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qantar.errors import Reject
from qantar.ledger.entry import (
    NO_CASE,
    Body,
    Head,
    Signed,
    check_body,
    check_head,
    check_signature,
    entry_id,
    signed_message,
)
from qantar.ledger.keys import signatures_hold
from qantar.ledger.membership import MEMBERSHIP_KINDS
from qantar.ledger.store import Row, Store

__all__ = [
    "PENDING_MAX",
    "Admission",
    "Admitted",
    "Known",
    "Waiting",
    "admit",
    "insert",
    "insert_exhibit",
    "look_ahead",
]

PENDING_MAX = 10_000
"""Entries of one device that may wait; beyond it the oldest are dropped, since anyone
can sign any number of entries that follow nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """New here. ``released`` are the ids that had waited for it and came in too."""

    id: str
    released: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Here already. ``body_added`` if only now its body came."""

    id: str
    body_added: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Well formed and signed, but the entry ``need`` before it is not here yet."""

    id: str
    need: str


_MARKS = 500  # parameters of one question

Fields = Mapping[str, object]

Admission = Admitted | Known | Waiting


Looked = Mapping[tuple[bytes, bytes], Head]
"""Heads whose signature holds, by their bytes and that signature: the same head may
come a second time with another."""


def look_ahead(store: Store, entries: Sequence[Signed]) -> Looked:
    """Check the signatures of entries that are not here, all at once."""
    names = {entry.head: entry_id(entry.head) for entry in entries}
    known = _known(store, list(names.values()))
    heads: dict[tuple[bytes, bytes], Head] = {}
    for entry in entries:
        if names[entry.head] not in known:
            try:
                heads[entry.head, entry.sig] = check_head(entry.head)
            except Reject:
                continue  # refused with its reason when its turn comes
    holds = signatures_hold(
        [(one.dev, signed_message(head), sig) for (head, sig), one in heads.items()]
    )
    return {
        key: head
        for (key, head), good in zip(heads.items(), holds, strict=True)
        if good
    }


def admit(
    store: Store, case: str, entry: Signed, looked: Looked | None = None
) -> Admission:
    """Take one entry in, if the rules allow.

    Args:
        store: Open tables; the caller holds a transaction.
        case: Id of the case.
        entry: Bytes from anywhere. Its ``id`` is not believed but computed.
        looked: What ``look_ahead`` found; what is not in it is looked at here.

    Raises:
        Reject: If it can never be an entry of this case. Nothing was written.
    """
    name = entry_id(entry.head)
    if row := store.one("SELECT n FROM entry WHERE id = ?", (bytes.fromhex(name),)):
        return Known(id=name, body_added=_complete(store, row["n"], entry, name))
    found = None if looked is None else looked.get((entry.head, entry.sig))
    head = found or check_head(entry.head)
    if (name if head.case == NO_CASE else head.case) != case:
        raise Reject(
            f"Entry {head.seq} of device {head.dev[:8]}… belongs to another case."
        )
    body = None if entry.body is None else _body(entry.body, head)
    if found is None:
        check_signature(entry.head, head, entry.sig)
    signed = Signed(id=name, head=entry.head, sig=entry.sig, body=entry.body)
    if head.prev is not None:
        before = _before(store, head.prev)
        if before is None:
            return _wait(store, signed, head, head.prev)
        _follows(head, before["dev"].hex(), before["seq"])
    insert(store, signed, head, body)
    return Admitted(id=name, released=tuple(_release(store, name, head)))


def insert(store: Store, entry: Signed, head: Head, body: Body | None) -> int:
    """Write an entry that was checked; gives its number.

    ``body`` is none if it is not here, or is one that no version can read.
    """
    name, device = bytes.fromhex(entry.id), bytes.fromhex(head.dev)
    before = None if head.prev is None else bytes.fromhex(head.prev)
    belongs = store.one("SELECT cut FROM device WHERE dev = ?", (device,))
    if belongs is not None and belongs["cut"]:
        store.unsettled = True
    if store.one("SELECT 1 FROM seen WHERE parent = ?", (name,)):
        # Who knew of whom shows only now, and with it which removals stand.
        store.unsettled = True
    n = store.add(
        "INSERT INTO entry (id, dev, seq, prev, t, head, sig, standing)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            name,
            device,
            head.seq,
            before,
            head.t,
            entry.head,
            entry.sig,
            belongs is not None,
        ),
    )
    for parent in head.seen:
        store.add("INSERT INTO seen VALUES (?, ?)", (n, bytes.fromhex(parent)))
    if before is not None:
        store.run("DELETE FROM tip WHERE id = ?", (before,))
    store.add("INSERT INTO tip VALUES (?, ?, ?)", (name, device, head.seq))
    if body is not None and entry.body is not None:
        _insert_body(store, n, entry.id, entry.body, body)
    return n


def _insert_body(store: Store, n: int, name: str, data: bytes, body: Body) -> bool:
    if store.one("SELECT 1 FROM tomb WHERE id = ?", (bytes.fromhex(name),)):
        return False
    store.add("INSERT INTO body VALUES (?, ?, ?)", (n, body.kind, data))
    if body.kind in MEMBERSHIP_KINDS:
        store.unsettled = True
    if body.kind == "exhibit.add":
        for digest in body.exhibits:
            insert_exhibit(store, n, digest, body.fields)
    return True


def insert_exhibit(store: Store, n: int, digest: str, fields: Fields) -> None:
    """Note in the table of exhibits what an ``exhibit.add`` says."""
    size, media = fields.get("size"), fields.get("media_type")
    store.run("DELETE FROM erase WHERE digest = ?", (bytes.fromhex(digest),))
    store.add(
        # What an unknown device said gives way to what a member says.
        "INSERT INTO exhibit VALUES (?, ?, ?, ?) ON CONFLICT (digest) DO UPDATE"
        " SET size = excluded.size, media = excluded.media, n = excluded.n"
        " WHERE (SELECT standing FROM entry WHERE entry.n = exhibit.n) = 0",
        (
            bytes.fromhex(digest),
            size if isinstance(size, int) else 0,
            media if isinstance(media, str) else "",
            n,
        ),
    )


def _known(store: Store, names: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(names), _MARKS):
        part = [bytes.fromhex(name) for name in names[start : start + _MARKS]]
        marks = ",".join("?" * len(part))
        rows = store.all(f"SELECT id FROM entry WHERE id IN ({marks})", part)  # noqa: S608 (only marks)
        known |= {row["id"].hex() for row in rows}
    return known


def _body(data: bytes, head: Head) -> Body | None:
    """The body, or none if the device signed one that cannot be read.

    Whether an entry is admitted must not depend on whether its body came along.
    """
    try:
        return check_body(data, head)
    except Reject:
        if hashlib.sha256(data).hexdigest() == head.bh and len(data) == head.bn:
            return None
        raise


def _complete(store: Store, n: int, entry: Signed, name: str) -> bool:
    """Add the body that an entry came without."""
    if entry.body is None or store.one("SELECT 1 FROM body WHERE n = ?", (n,)):
        return False
    body = _body(entry.body, check_head(entry.head))
    if body is None or not _insert_body(store, n, name, entry.body, body):
        return False
    store.next_epoch()
    return True


def _before(store: Store, prev: str) -> Row | None:
    return store.one("SELECT dev, seq FROM entry WHERE id = ?", (bytes.fromhex(prev),))


def _follows(head: Head, device: str, seq: int) -> None:
    """Check that a head follows the entry of this device at this place."""
    if device != head.dev or seq != head.seq - 1:
        raise Reject(
            f"Entry {head.seq} of device {head.dev[:8]}… does not follow the one it "
            f"names: that is entry {seq} of device {device[:8]}…."
        )


def _wait(store: Store, entry: Signed, head: Head, need: str) -> Waiting:
    device = bytes.fromhex(head.dev)
    store.add(
        "INSERT INTO pending (id, need, dev, head, sig, body) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET body = coalesce(body, excluded.body)",
        (
            bytes.fromhex(entry.id),
            bytes.fromhex(need),
            device,
            entry.head,
            entry.sig,
            entry.body,
        ),
    )
    store.run(
        "DELETE FROM pending WHERE k IN (SELECT k FROM pending WHERE dev = ?"
        " ORDER BY k DESC LIMIT -1 OFFSET ?)",
        (device, PENDING_MAX),
    )
    return Waiting(id=entry.id, need=need)


def _release(store: Store, name: str, head: Head) -> list[str]:
    """Admit what waited for an entry, and what waited for that."""
    released: list[str] = []
    arrived = [(name, head)]
    while arrived:
        need, before = arrived.pop()
        waiting = store.all(
            "SELECT * FROM pending WHERE need = ? ORDER BY id", (bytes.fromhex(need),)
        )
        for row in waiting:
            store.run("DELETE FROM pending WHERE k = ?", (row["k"],))
            entry = Signed(
                id=row["id"].hex(), head=row["head"], sig=row["sig"], body=row["body"]
            )
            follower = check_head(entry.head)
            try:
                _follows(follower, before.dev, before.seq)
            except Reject as why:
                store.add(
                    "INSERT INTO reject (id, why) VALUES (?, ?)", (row["id"], str(why))
                )
                continue
            body = None if entry.body is None else _body(entry.body, follower)
            insert(store, entry, follower, body)
            released.append(entry.id)
            arrived.append((entry.id, follower))
    return released

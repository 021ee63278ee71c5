"""Forget what an entry says, and prove for ever that nothing else changed.

A ``forget`` entry is a signed request that names entries. A copy that honours it
erases their bodies and the exhibits that only they added, and notes in a table of its
own never to take those bodies in again, so that a copy which still has them cannot
bring them back. Heads, ids and root stay: that some device wrote something at that
place remains known. Copies already given away cannot be recalled, and a copy honours
another's request only when its own people say so: nobody can delete evidence
everywhere.
"""

from collections.abc import Iterable, Sequence

from qantar.errors import InputError
from qantar.ledger.admission import insert_exhibit
from qantar.ledger.entry import id_bytes, read_body
from qantar.ledger.exhibits import erase_files
from qantar.ledger.log import Ledger
from qantar.ledger.membership import MEMBERSHIP_KINDS
from qantar.ledger.view import EntryView

__all__ = ["HOLD", "forget", "honour", "requests"]

HOLD = "hold"
"""Local setting; while it is not empty, nothing is forgotten (a legal hold)."""

_LASTING = (*MEMBERSHIP_KINDS, "forget")


def forget(ledger: Ledger, targets: Sequence[str], *, basis: str) -> str:
    """Ask all copies to forget entries, and do so in this one; gives the request's id.

    Args:
        ledger: The open ledger.
        targets: Ids of the entries; of an exhibit, its ``exhibit.add``.
        basis: Why: consent withdrawn, danger, a court. It stays and travels.

    Raises:
        InputError: If a target must stay, is not here, or a hold is on.
        CannotSign: If this copy must not write.
    """
    if not targets:
        raise InputError("Nothing was named that is to be forgotten.")
    for target in targets:
        if ledger.entry(target) is None:
            raise InputError(f"There is no entry {target[:12]}… here to be forgotten.")
    _check(ledger, targets)
    name = ledger.append("forget", {"basis": basis}, refs=targets)
    honour(ledger, name)
    return name


def honour(ledger: Ledger, request: str) -> None:
    """Erase in this copy what a ``forget`` entry names. Doing it again is harmless.

    Raises:
        InputError: If the entry is no such request or does not count, a target must
            stay, or a hold is on.
    """
    entry = ledger.entry(request)
    if entry is None or entry.body is None or entry.kind != "forget":
        raise InputError(f"{request[:12]}… is no request to forget anything.")
    if not entry.standing:
        raise InputError(
            f"Request {request[:12]}… comes from a device that does not count."
        )
    _check(ledger, entry.body.refs)
    store = ledger.store
    with store.transaction():
        for target in entry.body.refs:
            store.add(
                'INSERT INTO tomb (id, "by") VALUES (?, ?) ON CONFLICT DO NOTHING',
                (id_bytes(target), id_bytes(request)),
            )
            _erase_body(ledger, id_bytes(target))
    erase_files(store, ledger.files)
    # Old pages linger in the write-ahead log until it is emptied.
    store.run("PRAGMA wal_checkpoint(TRUNCATE)")


def requests(ledger: Ledger) -> Iterable[EntryView]:
    """Requests of members that this copy has not honoured yet."""
    for entry in ledger.entries("forget"):
        targets = () if entry.body is None else entry.body.refs
        if any(not _is_tomb(ledger, target) for target in targets):
            yield entry


def _check(ledger: Ledger, targets: Iterable[str]) -> None:
    if ledger.local_get(HOLD):
        raise InputError(
            "A hold is on this case, so nothing is forgotten. Whoever set it can lift it."
        )
    for target in targets:
        entry = ledger.entry(target)
        if entry is not None and entry.kind in _LASTING:
            raise InputError(
                f"Entry {target[:12]}… is a {entry.kind}: it has to stay, or nobody "
                "could tell any more whose entries count."
            )


def _erase_body(ledger: Ledger, target: bytes) -> None:
    store = ledger.store
    row = store.one(
        "SELECT n, bytes FROM body JOIN entry USING (n) WHERE id = ?", (target,)
    )
    if row is None:
        return
    store.next_epoch()
    body = read_body(row["bytes"])
    store.run("DELETE FROM exhibit WHERE n = ?", (row["n"],))
    store.run("DELETE FROM body WHERE n = ?", (row["n"],))
    if body.kind != "exhibit.add":
        return
    for digest in body.exhibits:
        if other := _added_by_another(ledger, digest):
            insert_exhibit(store, other.n, digest, other.fields)
        else:
            store.add(
                "INSERT INTO erase VALUES (?) ON CONFLICT DO NOTHING",
                (id_bytes(digest),),
            )


def _added_by_another(ledger: Ledger, digest: str) -> EntryView | None:
    for entry in ledger.entries("exhibit.add"):
        if entry.body is not None and digest in entry.body.exhibits:
            return entry
    return None


def _is_tomb(ledger: Ledger, target: str) -> bool:
    row = ledger.store.one("SELECT 1 FROM tomb WHERE id = ?", (id_bytes(target),))
    return row is not None

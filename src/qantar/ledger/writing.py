"""Write the next entry of this device's chain."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from qantar.errors import CannotSign, InputError
from qantar.ledger.admission import insert
from qantar.ledger.entry import (
    FORMAT,
    NO_CASE,
    SALT_BYTES,
    SEEN_MAX,
    Draft,
    Head,
    check_body,
    make_body,
    sign_head,
)
from qantar.ledger.keys import DeviceKey, Entropy
from qantar.ledger.policy import Policy
from qantar.ledger.store import Row, Store

__all__ = ["Clock", "Writer", "system_clock"]

_FIELDS: Mapping[str, Mapping[str, type]] = {
    "case.open": {"keepers": list, "policy": dict, "title": str, "zone": str},
    "member.add": {"member": str, "role": str},
    "member.remove": {"member": str},
    "device.add": {"dev": str, "member": str},
    "device.retire": {"dev": str},
    "exhibit.add": {"media_type": str, "provenance": dict, "size": int},
    "forget": {"basis": str},
}

Clock = Callable[[], datetime]
"""Gives the time, with its zone."""


def system_clock() -> datetime:
    """What the machine believes the time to be."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Everything that writing needs and a test may choose."""

    key: DeviceKey
    policy: Policy
    now: Clock
    entropy: Entropy

    def write(self, store: Store, case: str, draft: Draft) -> str:
        """Sign and insert one entry; gives its id. The caller holds a transaction.

        Raises:
            InputError: If the draft cannot be kept.
            CannotSign: If this device's chain has a fork.
        """
        _check_fields(draft)
        last = self._last(store, draft.kind)
        body = make_body(draft, self.entropy(SALT_BYTES), pad_to=self.policy.pad_to)
        head = Head(
            bh=hashlib.sha256(body).hexdigest(),
            bn=len(body),
            case=case,
            dev=self.key.public,
            prev=None if last is None else last["id"].hex(),
            seen=() if case == NO_CASE else self._seen(store, last),
            seq=0 if last is None else last["seq"] + 1,
            t=self.policy.rounded(self.now()),
            v=FORMAT,
        )
        entry = sign_head(self.key, head, body)
        insert(store, entry, head, check_body(body, head))
        return entry.id

    def _last(self, store: Store, kind: str) -> Row | None:
        rows = store.all(
            "SELECT e.n, e.id, e.seq FROM tip JOIN entry e USING (id) WHERE tip.dev = ?"
            " ORDER BY e.seq DESC, e.n",
            (bytes.fromhex(self.key.public),),
        )
        if store.one(
            "SELECT 1 FROM pending WHERE dev = ?", (bytes.fromhex(self.key.public),)
        ):
            raise CannotSign(
                f"This copy is older than what device {self.key.public[:8]}… has signed "
                "elsewhere: an entry of its own waits for one that is not here. Merge "
                "the newest bundle first, or join the case anew."
            )
        # A forked device may still say whose turn it is, or nobody could.
        if len(rows) > 1 and kind not in ("device.add", "device.retire"):
            raise CannotSign(
                f"Two copies of this case signed as device {self.key.public[:8]}…: its "
                "chain has a fork. Both branches are kept. Add a new device, then "
                "retire this one, naming that addition as the last entry that counts, "
                "and move device.key away."
            )
        return rows[0] if rows else None

    def _seen(self, store: Store, last: Row | None) -> tuple[str, ...]:
        """Ends of other devices' chains that came in since this one last wrote."""
        if not self.policy.link:
            return ()
        rows = store.all(
            "SELECT id FROM tip JOIN entry e USING (id)"
            " WHERE tip.dev <> ? AND e.n > ? AND e.standing = 1"
            " ORDER BY e.n DESC LIMIT ?",
            (
                bytes.fromhex(self.key.public),
                0 if last is None else last["n"],
                SEEN_MAX,
            ),
        )
        return tuple(sorted(row["id"].hex() for row in rows))


def _check_fields(draft: Draft) -> None:
    """Refuse what readers of a known kind would pass over in silence."""
    wanted = _FIELDS.get(draft.kind, {})
    wrong = [
        name
        for name, right in wanted.items()
        if not isinstance(draft.fields.get(name), right)
    ]
    if wrong:
        raise InputError(
            f"An entry of kind {draft.kind!r} needs {', '.join(wanted)}; missing or of "
            f"another type: {', '.join(wrong)}."
        )
    if draft.kind == "exhibit.add" and len(draft.exhibits) != 1:
        raise InputError("An 'exhibit.add' names exactly one exhibit.")

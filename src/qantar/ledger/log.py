"""The ledger of one case: entries and exhibits, and nothing of what they mean.

The ledger and the exhibits are the truth. Everything else that a case shows is a
function of them and may be deleted.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Self

from qantar.errors import CannotSign, DamagedCase, InputError
from qantar.ledger.admission import Admission, admit
from qantar.ledger.entry import NO_CASE, Draft, Signed, id_bytes
from qantar.ledger.exhibits import ExhibitFiles, erase_files, shelf_of
from qantar.ledger.frontier import Tip, frontier, root
from qantar.ledger.keys import DeviceKey, Entropy
from qantar.ledger.layout import KEY_FILE
from qantar.ledger.lock import Vault
from qantar.ledger.membership import Member
from qantar.ledger.opening import make_case, open_case
from qantar.ledger.policy import Policy
from qantar.ledger.preserving import ExhibitReceipt, acknowledge, keep
from qantar.ledger.standing import members, settle
from qantar.ledger.store import PATIENCE, Store
from qantar.ledger.view import EntryView, view, views
from qantar.ledger.writing import Clock, Writer, system_clock

__all__ = ["Ledger"]

_BATCH = 256  # exhibits that share one commit


class Ledger:
    """An open case folder, to be closed; shared by threads and programs at will."""

    def __init__(
        self,
        folder: Path,
        store: Store,
        key: DeviceKey | None,
        *,
        now: Clock,
        entropy: Entropy,
        vault: Vault | None = None,
    ) -> None:
        """Not to be called: see ``create`` and ``open``."""
        self.folder = folder
        self.store = store
        self._key = key
        self._now = now
        self._entropy = entropy
        self._vault = vault
        shelf = shelf_of(folder, store, vault, entropy)
        self.files = ExhibitFiles(folder, shelf, entropy)

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        title: str,
        zone: str,
        policy: Mapping[str, object] | None = None,
        now: Clock = system_clock,
        entropy: Entropy = os.urandom,
        key: DeviceKey | None = None,
        vault: Vault | None = None,
    ) -> Self:
        """Make a case: key, tables and the first entry, ``case.open``.

        Args:
            folder: Made if missing. What was left of an interrupted attempt is used.
            title: Name of the case.
            zone: IANA name of the zone that its events are told in.
            policy: What the case decides about itself. ``Policy`` reads its own keys
                from it; all others are kept as they are.
            now: The clock.
            entropy: The random bytes for key and salt.
            key: This device's key, if it is not to be made.
            vault: Opens the lock that the folder has; see ``lock.write_lock``.

        Raises:
            CaseExists: If the folder holds a case.
            InputError: If the policy is none.
        """
        rules = Policy.from_fields(policy or {})

        def begin(store: Store, own: DeviceKey) -> str:
            fields = {
                "keepers": [own.public],
                "policy": {**(policy or {}), **rules.as_fields()},
                "title": title,
                "zone": zone,
            }
            writer = Writer(key=own, policy=rules, now=now, entropy=entropy)
            genesis = Draft(kind="case.open", fields=fields)
            case = writer.write(store, NO_CASE, genesis)
            settle(store, case)
            return case

        store, own = make_case(folder, key or DeviceKey.make(entropy), begin, vault)
        return cls(folder, store, own, now=now, entropy=entropy, vault=vault)

    @classmethod
    def join(
        cls,
        folder: Path,
        *,
        case: str,
        now: Clock = system_clock,
        entropy: Entropy = os.urandom,
        key: DeviceKey | None = None,
        vault: Vault | None = None,
    ) -> Self:
        """Make an empty copy of the case with this id, to merge bundles into.

        Further arguments and errors are those of ``create``.
        """
        id_bytes(case)
        store, own = make_case(
            folder, key or DeviceKey.make(entropy), lambda _store, _key: case, vault
        )
        return cls(folder, store, own, now=now, entropy=entropy, vault=vault)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        now: Clock = system_clock,
        entropy: Entropy = os.urandom,
        patience: float = PATIENCE,
        vault: Vault | None = None,
    ) -> Self:
        """Open the case in a folder.

        Without the file ``device.key`` it opens all the same and can be read.

        Args:
            folder: The case.
            now: The clock.
            entropy: The random bytes.
            patience: Seconds that a write waits while another program writes.
            vault: Opens the case if it is locked; see ``lock.open_vault``.

        Raises:
            NotACase: If the folder holds none.
            CaseLocked: If it is locked and no vault was given.
            DamagedCase: If it holds one that cannot be read.
        """
        store, key = open_case(folder, patience=patience, vault=vault)
        ledger = cls(folder, store, key, now=now, entropy=entropy, vault=vault)
        erase_files(store, ledger.files)
        # A day, for another program may be writing a large file just now.
        ledger.files.sweep(now() - timedelta(days=1))
        return ledger

    def close(self) -> None:
        """Close the files."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def case_id(self) -> str:
        """Id of the entry that opened the case, 64 hex digits."""
        row = self.store.one("SELECT v FROM meta WHERE k = 'case'")
        if row is None:
            raise DamagedCase(
                f"The tables in {self.folder} do not say whose case they are."
            )
        return str(row["v"])

    @property
    def device(self) -> str:
        """Public key of this device in this case; empty if its key is not here."""
        return "" if self._key is None else self._key.public

    def file_secret(self, name: str) -> bytes | None:
        """What encrypts a further file of a locked case."""
        return None if self._vault is None else self._vault.key_for(name)

    def secret_for(self, purpose: bytes) -> bytes | None:
        """Secret bytes of this device for one purpose; none if its key is not here."""
        return None if self._key is None else self._key.secret_for(purpose)

    @property
    def genesis(self) -> Mapping[str, object]:
        """Fields of the entry that opened the case; empty if its body is not here."""
        entry = self.entry(self.case_id)
        return {} if entry is None else entry.fields

    def count(self) -> int:
        """Number of entries in this copy, which is the greatest ``n``."""
        row = self.store.one("SELECT count(*) AS c FROM entry")
        return 0 if row is None else int(row["c"])

    def epoch(self) -> int:
        """Grows whenever what was read before may have changed.

        An entry counts only now or no longer, a body came or went. While it stays the
        same, ``entries(after=n)`` brings everything that is new.
        """
        return self.store.epoch()

    def members(self) -> Mapping[str, Member]:
        """Whose devices count, by public key; see ``Member`` for until where."""
        return members(self.store, self.case_id)

    def append(
        self,
        kind: str,
        fields: Mapping[str, object],
        refs: Sequence[str] = (),
        exhibits: Sequence[str] = (),
        supersedes: Sequence[str] = (),
    ) -> str:
        """Sign and keep one entry; gives its id once it is safe on disk.

        Raises:
            InputError: If it cannot be kept; see ``make_body``.
            CannotSign: If this copy must not write.
            CaseBusy: If another program did not stop writing.
            DiskFailed: If the disk is full or failing; nothing was kept.
        """
        draft = Draft(
            kind=kind,
            fields=fields,
            refs=refs,
            exhibits=exhibits,
            supersedes=supersedes,
        )
        return self.append_many([draft])[0]

    def append_many(self, drafts: Iterable[Draft]) -> list[str]:
        """Sign and keep entries, all of them or none; gives their ids."""
        writer = self._writer()
        with self.store.transaction():
            case = self.case_id
            names = [writer.write(self.store, case, draft) for draft in drafts]
            settle(self.store, case)
        return names

    def admit(self, head: bytes, sig: bytes, body: bytes | None) -> Admission:
        """Take in an entry that another device signed.

        Raises:
            Reject: If it can never be an entry of this case; nothing was changed.
        """
        with self.store.transaction():
            case = self.case_id
            entry = Signed(id="", head=head, sig=sig, body=body)
            admission = admit(self.store, case, entry)
            settle(self.store, case)
        return admission

    def entries(
        self, kind: str | None = None, *, after: int = 0, quarantined: bool = False
    ) -> Iterator[EntryView]:
        """Entries in causal order: each after those it names, the same on all copies.

        Args:
            kind: Only this kind.
            after: Only those that arrived here after number ``n``.
            quarantined: Also those that do not count.
        """
        return views(self.store, kind=kind, after=after, standing_only=not quarantined)

    def entry(self, name: str) -> EntryView | None:
        """The entry with this id, whether it counts or not; none if it is not here."""
        row = self.store.one("SELECT n FROM entry WHERE id = ?", (id_bytes(name),))
        return None if row is None else view(self.store, row["n"])

    def signed(self, name: str) -> Signed | None:
        """The bytes and the signature of an entry; none if it is not here."""
        row = self.store.one(
            "SELECT head, sig, bytes FROM entry LEFT JOIN body USING (n) WHERE id = ?",
            (id_bytes(name),),
        )
        if row is None:
            return None
        return Signed(id=name, head=row["head"], sig=row["sig"], body=row["bytes"])

    def frontier(self) -> list[Tip]:
        """The newest entry of every chain and branch, by device, place and id."""
        return frontier(self.store)

    def root(self) -> str:
        """One SHA-256 for everything that was admitted, hex.

        Over a prefix and the ids of the frontier, ascending. Each of them fixes all
        entries before it, so two copies with the same root hold the same entries.
        """
        return root(self.store)

    def put_exhibit(
        self,
        incoming: Path | bytes,
        media_type: str,
        provenance: Mapping[str, object],
    ) -> ExhibitReceipt:
        """Keep bytes as they are and say so in an ``exhibit.add``.

        The same bytes a second time change nothing, whatever their provenance; to
        record where else they turned up, append a ``custody`` entry.

        Args:
            incoming: A file, or the bytes themselves.
            media_type: As found in the bytes.
            provenance: How they were obtained.

        Raises:
            InputError: If the file cannot be read, or the provenance not be kept.
            DiskFailed: Nothing was added then.
        """
        return next(self.put_exhibits([(incoming, media_type, provenance)]))

    def put_exhibits(
        self, incoming: Iterable[tuple[Path | bytes, str, Mapping[str, object]]]
    ) -> Iterator[ExhibitReceipt]:
        """Keep many; each receipt is given once bytes and entry are safe on disk.

        Up to 256 share one commit.
        """
        writer, items = self._writer(), iter(incoming)
        while batch := list(islice(items, _BATCH)):
            kept: list[Draft] = []
            try:
                for bytes_or_path, media_type, provenance in batch:
                    draft = keep(self.files, bytes_or_path, media_type, provenance)
                    kept.append(draft)
            finally:
                # What is on disk already is acknowledged even if the rest fails.
                with self.store.transaction():
                    receipts = acknowledge(self.store, self.case_id, writer, kept)
                    self.files.acknowledge()
            yield from receipts

    def exhibit_path(self, digest: str) -> Path:
        """Where the file of an exhibit is; encrypted in a locked case. Never write there.

        Raises:
            KeyError: If the case has no such exhibit.
        """
        if self.exhibit_size(digest) is None:
            raise KeyError(digest)
        return self.files.path(digest)

    def exhibit_size(self, digest: str) -> int | None:
        """Size in bytes as its ``exhibit.add`` says; none if there is no such exhibit."""
        row = self.store.one(
            "SELECT size FROM exhibit WHERE digest = ?", (id_bytes(digest),)
        )
        return None if row is None else int(row["size"])

    def open_exhibit(self, digest: str) -> BinaryIO:
        """The bytes, as a file open for reading; DamagedCase if they are not here."""
        return self.files.open(digest)

    def holds_exhibit(self, digest: str) -> bool:
        """Whether the bytes are here and unchanged; reads all."""
        return self.files.holds(digest)

    def local_get(self, key: str, default: str | None = None) -> str | None:
        """A setting of this copy alone, which is no entry and never travels."""
        row = self.store.one("SELECT v FROM local WHERE k = ?", (key,))
        return default if row is None else str(row["v"])

    def local_set(self, key: str, value: str) -> None:
        """Keep a setting of this copy alone."""
        self.store.run(
            "INSERT INTO local VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = ?",
            (key, value, value),
        )

    @property
    def policy(self) -> Policy:
        """What the case decided; the default, which tells least, until that is known."""
        try:
            fields = self.genesis.get("policy")
            return Policy.from_fields(fields if isinstance(fields, Mapping) else {})
        except InputError:
            return Policy()

    def _writer(self) -> Writer:
        if self._key is None:
            raise CannotSign(
                f"{self.folder} holds no {KEY_FILE}: it can be read, checked and packed, "
                "but not written to. Put the key back, or add a new device."
            )
        return Writer(
            key=self._key, policy=self.policy, now=self._now, entropy=self._entropy
        )

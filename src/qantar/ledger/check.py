"""Check a case: every entry against its hash, its chain, its signature.

Nothing is believed that can be computed. The columns that repeat what a head says,
the table of newest entries and the table of exhibits are compared with the signed
bytes, so that a change anywhere in the tables shows.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from qantar.errors import DamagedCase, Reject
from qantar.ledger.entry import (
    NO_CASE,
    Body,
    Head,
    check_body,
    check_head,
    check_signature,
    entry_id,
    read_body,
    signed_message,
)
from qantar.ledger.exhibits import ExhibitFiles, shelf_of
from qantar.ledger.finding import Audit, Level, Notebook
from qantar.ledger.frontier import root
from qantar.ledger.keys import DeviceKey, is_private, signatures_hold
from qantar.ledger.layout import KEY_FILE, LOG_FILE, refuse_links
from qantar.ledger.lock import Vault
from qantar.ledger.opening import OWN_DEVICE, log_secret, refuse_locked
from qantar.ledger.properties import six_properties
from qantar.ledger.standing import misjudged
from qantar.ledger.store import Row, Store

__all__ = ["Audit", "audit"]

_PAGE = 2000
_UNREADABLE = (AttributeError, LookupError, TypeError, ValueError)
"""What reading raises where a turned bit renamed a column or changed a type."""

_UNTYPED = ("", "application/octet-stream")
_ENTRIES = (
    "SELECT e.*, b.kind, b.bytes, p.dev AS before_dev, p.seq AS before_seq,"
    " t.id AS tomb FROM entry e LEFT JOIN body b USING (n)"
    " LEFT JOIN entry p ON p.id = e.prev LEFT JOIN tomb t ON t.id = e.id"
    " WHERE e.n > ? ORDER BY e.n LIMIT ?"
)

Progress = Callable[[int, int], None]
"""Told now and then how many of how many entries and exhibits are done."""


def _silent(done: int, total: int) -> None:
    pass


def audit(
    folder: Path,
    level: Level = "full",
    *,
    vault: Vault | None = None,
    progress: Progress = _silent,
) -> Audit:
    """Audit the case in a folder; changes nothing.

    Args:
        folder: The case.
        level: How deep, see ``LEVELS``.
        vault: Opens the case if it is locked.
        progress: Told how far it is.

    Raises:
        NotACase: If the folder holds no case.
        CaseLocked: If it is locked and no vault was given. Damage raises nothing: it is found.
    """
    refuse_links(folder)
    refuse_locked(folder, vault)
    notes = Notebook()
    try:
        with closing(Store.open(folder / LOG_FILE, secret=log_secret(vault))) as store:
            checker = _Checker(folder, store, level, notes, progress)
            return checker.run(vault)
    except DamagedCase as why:
        notes.note("database", LOG_FILE, detail=str(why))
    except _UNREADABLE as why:
        notes.note("database", LOG_FILE, detail=f"unreadable ({type(why).__name__})")
    return Audit(
        level=level,
        root="",
        entries=0,
        exhibits=0,
        findings=tuple(notes.findings),
        properties=six_properties(level, notes.codes()),
    )


class _Checker:
    """One run over one case."""

    def __init__(
        self,
        folder: Path,
        store: Store,
        level: Level,
        notes: Notebook,
        progress: Progress,
    ) -> None:
        self._folder = folder
        self._store = store
        self._level = level
        self._notes = notes
        self._progress = progress
        self._untyped = self._undescribed = 0
        # Heads that differ from their columns; none where the head is no head.
        self._odd: dict[str, Head | None] = {}
        row = store.one("SELECT v FROM meta WHERE k = 'case'")
        self._case = "" if row is None else str(row["v"])
        self._total = self._count("entry") + self._count("exhibit")

    def run(self, vault: Vault | None) -> Audit:
        self._files = ExhibitFiles(
            self._folder, shelf_of(self._folder, self._store, vault)
        )
        self._database()
        entries = 0
        for page in self._pages():
            holds = self._signatures(page)
            for row in page:
                self._entry(row, signed=row["n"] in holds)
            entries += len(page)
            self._progress(entries, self._total)
        self._genesis()
        self._tips()
        self._forks()
        self._standing()
        self._waiting()
        exhibits = self._exhibits(entries)
        self._key(vault)
        return Audit(
            level=self._level,
            root=root(self._store),
            entries=entries,
            exhibits=exhibits,
            findings=tuple(self._notes.findings),
            properties=six_properties(
                self._level,
                self._notes.codes(),
                exhibits=exhibits,
                untyped=self._untyped,
                undescribed=self._undescribed,
            ),
        )

    def _count(self, table: str) -> int:
        questions = {
            "entry": "SELECT count(*) AS c FROM entry",
            "exhibit": "SELECT count(*) AS c FROM exhibit",
        }
        row = self._store.one(questions[table])
        return 0 if row is None else int(row["c"])

    def _pages(self) -> Iterator[list[Row]]:
        after = 0
        while rows := self._store.all(_ENTRIES, (after, _PAGE)):
            yield rows
            after = rows[-1]["n"]

    def _signatures(self, page: list[Row]) -> set[int]:
        """Numbers of the entries that the device in their column signed."""
        if self._level == "quick":
            return set()
        holds = signatures_hold(
            [(r["dev"].hex(), signed_message(r["head"]), r["sig"]) for r in page]
        )
        return {row["n"] for row, good in zip(page, holds, strict=True) if good}

    def _database(self) -> None:
        for row in self._store.all("PRAGMA integrity_check(20)"):
            if row[0] != "ok":
                self._notes.note("database", LOG_FILE, detail=str(row[0]))
        for row in self._store.all("PRAGMA foreign_key_check"):
            self._notes.note(
                "database", LOG_FILE, detail=f"table {row[0]} names a row that is gone"
            )

    def _entry(self, row: Row, *, signed: bool) -> None:
        name = row["id"].hex()
        subject = f"Entry {row['seq']} of device {row['dev'].hex()[:8]}…"
        try:
            head = check_head(row["head"])
        except Reject as why:
            self._notes.note("head", subject, entry=name, detail=str(why))
            self._odd[name] = None
            return

        def note(code: str, detail: str = "") -> None:
            self._notes.note(code, subject, entry=name, head=head, detail=detail)

        if entry_id(row["head"]) != name:
            note("id")
        if flaw := _columns(row, head):
            note("columns", flaw)
            self._odd[name] = head
        if (name if head.case == NO_CASE else head.case) != self._case:
            note("case")
        if flaw := self._chain(row, head):
            note("chain", flaw)
        if self._seen(row["n"]) != list(head.seen):
            note("links")
        self._body(row, head, note)
        # A column that was changed says nothing: who signed is what the head says.
        if self._level != "quick" and not (signed and head.dev == row["dev"].hex()):
            try:
                check_signature(row["head"], head, row["sig"])
            except Reject as why:
                note("signature", str(why))

    def _chain(self, row: Row, head: Head) -> str:
        """In what the entry does not follow the one it names; empty if it does."""
        if head.prev is None:
            return ""
        if head.prev in self._odd:  # its columns are wrong: what it signed decides
            before = self._odd[head.prev]
            if before is None:
                return ""
            dev, seq = before.dev, before.seq
        else:
            named: Row | None = row
            if row["prev"] != bytes.fromhex(head.prev):
                named = self._store.one(
                    "SELECT dev AS before_dev, seq AS before_seq FROM entry WHERE id = ?",
                    (bytes.fromhex(head.prev),),
                )
            if named is None or named["before_dev"] is None:
                return f"{head.prev[:12]}… is not here"
            dev, seq = named["before_dev"].hex(), named["before_seq"]
        if dev != head.dev:
            return "it is of another device"
        return "" if seq == head.seq - 1 else f"it is entry {seq}"

    def _seen(self, n: int) -> list[str]:
        rows = self._store.all(
            "SELECT parent FROM seen WHERE child = ? ORDER BY parent", (n,)
        )
        return [row["parent"].hex() for row in rows]

    def _body(self, row: Row, head: Head, note: Callable[[str, str], None]) -> None:
        if row["bytes"] is None:
            note("withheld", "forgotten" if row["tomb"] else "")
            return
        try:
            body = check_body(row["bytes"], head)
        except Reject as why:
            note("body", str(why))
            return
        if body.kind != row["kind"]:
            note("columns", "its kind")
        if body.kind == "exhibit.add" and not self._recorded(body):
            note("exhibit-record", "the table misses it")

    def _recorded(self, body: Body) -> bool:
        return all(
            self._store.one(
                "SELECT 1 FROM exhibit WHERE digest = ?", (bytes.fromhex(digest),)
            )
            for digest in body.exhibits
        )

    def _genesis(self) -> None:
        try:
            name = bytes.fromhex(self._case)
        except ValueError:
            name = b""
        if not self._store.one("SELECT 1 FROM entry WHERE id = ?", (name,)):
            self._notes.note("genesis", "The case", entry=self._case)

    def _tips(self) -> None:
        wrong = self._store.all(
            "SELECT id FROM tip EXCEPT SELECT id FROM entry WHERE id NOT IN"
            " (SELECT prev FROM entry WHERE prev IS NOT NULL)"
            " UNION ALL SELECT * FROM (SELECT id FROM entry WHERE id NOT IN"
            " (SELECT prev FROM entry WHERE prev IS NOT NULL)"
            " EXCEPT SELECT id FROM tip)"
        )
        for row in wrong:
            self._notes.note("tips", "The frontier", entry=row["id"].hex())

    def _forks(self) -> None:
        forks = self._store.all(
            "SELECT dev, seq, count(*) AS times FROM entry"
            " GROUP BY dev, seq HAVING times > 1 ORDER BY dev, seq"
        )
        for row in forks:
            self._notes.note(
                "fork",
                f"Device {row['dev'].hex()[:8]}…",
                detail=f"{row['times']} entries at place {row['seq']}",
            )

    def _standing(self) -> None:
        if not self._notes.codes() & {"database", "genesis", "head", "body"}:
            for dev in misjudged(self._store, self._case):
                self._notes.note("standing", f"Device {dev[:8]}…")

    def _waiting(self) -> None:
        for row in self._store.all(
            "SELECT dev, count(*) AS times FROM pending GROUP BY dev ORDER BY dev"
        ):
            self._notes.note(
                "waiting",
                f"Device {row['dev'].hex()[:8]}…",
                detail=f"{row['times']} entries",
            )

    def _exhibits(self, done: int) -> int:
        known = set()
        for row in self._store.all("SELECT * FROM exhibit ORDER BY digest"):
            digest = row["digest"].hex()
            known.add(digest)
            self._exhibit(row, digest)
            self._progress(done + len(known), self._total)
        for name in self._files.names():
            if name not in known:
                self._notes.note("exhibit-unnamed", f"File {name[:12]}…")
        return len(known)

    def _exhibit(self, row: Row, digest: str) -> None:
        subject = f"Exhibit {digest[:12]}…"

        def note(code: str, detail: str = "") -> None:
            self._notes.note(code, subject, exhibit=digest, detail=detail)

        said = self._store.one("SELECT bytes FROM body WHERE n = ?", (row["n"],))
        body = None if said is None else _readable(said["bytes"])
        if flaw := _record(row, digest, body):
            note("exhibit-record", flaw)
        self._untyped += row["media"] in _UNTYPED
        self._undescribed += body is None or not body.fields.get("provenance")
        path = self._files.path(digest)
        if not path.is_file():
            stands = self._store.one(
                "SELECT standing FROM entry WHERE n = ?", (row["n"],)
            )
            # Of devices that do not count only words are taken in, no bytes.
            note("exhibit-missing" if stands and stands[0] else "exhibit-apart")
        elif not self._files.has(digest, row["size"]):
            note("exhibit-changed", f"{path.stat().st_size} bytes on the disk")
        elif self._level == "deep" and not self._files.holds(digest):
            note("exhibit-changed")

    def _key(self, vault: Vault | None) -> None:
        path = self._folder / KEY_FILE
        if not path.exists():
            return
        if not is_private(path):
            self._notes.note("key-readable", KEY_FILE)
        try:
            key = DeviceKey.load(path, vault)
        except DamagedCase as why:
            self._notes.note("key-unusable", KEY_FILE, detail=str(why))
            return
        made = self._store.one("SELECT v FROM local WHERE k = ?", (OWN_DEVICE,))
        if made is not None and made["v"] != key.public:
            known = self._store.one(
                "SELECT 1 FROM device WHERE dev = ?", (bytes.fromhex(key.public),)
            )
            if known is None:
                self._notes.note("key-unknown", KEY_FILE)


def _columns(row: Row, head: Head) -> str:
    """Which column says something else than the head; empty if none does."""
    prev = None if head.prev is None else bytes.fromhex(head.prev)
    signed = {
        "dev": bytes.fromhex(head.dev),
        "seq": head.seq,
        "prev": prev,
        "t": head.t,
    }
    return ", ".join(name for name, value in signed.items() if row[name] != value)


def _readable(data: bytes) -> Body | None:
    try:
        return read_body(data)
    except Reject:
        return None  # noted as a damaged body already


def _record(row: Row, digest: str, body: Body | None) -> str:
    """In what the table of exhibits differs from the entry; empty if it does not."""
    if body is None:
        return "no entry says it"
    if body.kind != "exhibit.add" or digest not in body.exhibits:
        return "its entry is about something else"
    if body.fields.get("size") != row["size"]:
        return "its size"
    return "" if body.fields.get("media_type") == row["media"] else "its media type"

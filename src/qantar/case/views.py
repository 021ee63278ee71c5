"""Views: the rebuildable tables that everything shown is read from.

Deleting ``views.db`` loses nothing: the next build makes it again from the ledger, the
exhibits and the texts. Written with ``synchronous=OFF``; a torn file is noticed by its
version row and rebuilt.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self, TypeVar

import msgspec

from qantar.case.schema import (
    COUNTED,
    FINDING_TABLES,
    ROWS_PER_EXHIBIT,
    SCHEMA,
    SEARCHED_KINDS,
    VERSION,
)
from qantar.ledger import DATABASE_ERRORS, connect
from qantar.vocabulary.entity import Event, Group, Person, Place
from qantar.vocabulary.exhibit import Provenance
from qantar.vocabulary.finding import (
    Connectivity,
    Contradiction,
    Origin,
    Ownership,
    Question,
    RegisterEntry,
)
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.passage import Unread
from qantar.vocabulary.reading import Reading
from qantar.vocabulary.statement import Statement

__all__ = ["TABLE_TYPES", "Views", "bounds", "decode", "encode"]

TABLE_TYPES: dict[str, type] = {
    "person": Person,
    "grp": Group,
    "place": Place,
    "event": Event,
    "origin": Origin,
    "question": Question,
    "contradiction": Contradiction,
    "register": RegisterEntry,
    "connectivity": Connectivity,
    "ownership": Ownership,
}

_T = TypeVar("_T")
_ENCODER = msgspec.json.Encoder()
_DECODERS: dict[type, msgspec.json.Decoder[Any]] = {}


def encode(value: object) -> str:
    """A vocabulary value as JSON."""
    return _ENCODER.encode(value).decode()


def decode(text: str, kind: type[_T]) -> _T:
    """A vocabulary value from its JSON.

    Raises:
        msgspec.ValidationError: If the JSON is of another shape.
    """
    decoder = _DECODERS.get(kind)
    if decoder is None:
        decoder = _DECODERS[kind] = msgspec.json.Decoder(kind)
    result: _T = decoder.decode(text)
    return result


class Views:
    """The views file, for the stages that write it.

    Args:
        path: ``views.db``; made, or made anew when it is of another version.
        secret: Encrypts it, in a locked case.
    """

    def __init__(self, path: Path, secret: bytes | None = None) -> None:
        self.db = self._connect(path, secret)
        if self._version() != VERSION:
            self.db.close()
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            self.db = self._connect(path, secret)
            self.db.executescript(SCHEMA)
            self.set_meta("version", str(VERSION))

    @staticmethod
    def _connect(path: Path, secret: bytes | None) -> sqlite3.Connection:
        db = connect(path, secret, timeout=30)
        with contextlib.suppress(*DATABASE_ERRORS):
            # A torn file says so at the first question, which _version asks.
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=OFF")
        return db

    def _version(self) -> int:
        try:
            row = self.db.execute("SELECT v FROM meta WHERE k='version'").fetchone()
        except DATABASE_ERRORS:
            return 0
        return int(row[0]) if row else 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction: all or nothing."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def meta(self, key: str, default: str = "") -> str:
        """A remembered value of the views themselves."""
        row = self.db.execute("SELECT v FROM meta WHERE k = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    def set_meta(self, key: str, value: str) -> None:
        """Remember a value of the views themselves."""
        self.db.execute("INSERT OR REPLACE INTO meta(k, v) VALUES(?, ?)", (key, value))

    # -- exhibits and readings ---------------------------------------------------

    def put_exhibit(
        self,
        *,
        digest: str,
        size: int,
        provenance: Provenance,
        told: Provenance,
        fresh: str,
        media_type: str = "",
        unread: Iterable[Unread] = (),
    ) -> None:
        """Note an exhibit, or what is now told about it.

        Args:
            digest: SHA-256, hex.
            size: In bytes.
            provenance: What was told, completed by what the file itself tells.
            told: What a person told.
            fresh: Key of everything that a reading of it depends on.
            media_type: As found in the bytes.
            unread: What intake could not read of it.
        """
        row, lacking = (digest, size, provenance.file), encode(tuple(unread))
        self.db.execute(
            "INSERT INTO exhibit(digest, n, size, file, provenance, told, fresh,"
            " media_type, unread) VALUES(?, (SELECT coalesce(max(n), 0) + 1 FROM"
            " exhibit), ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT(digest) DO UPDATE SET file=excluded.file,"
            " provenance=excluded.provenance, told=excluded.told,"
            " fresh=excluded.fresh, media_type=excluded.media_type,"
            " unread=excluded.unread",
            (*row, encode(provenance), encode(told), fresh, media_type, lacking),
        )

    def told(self) -> dict[str, Provenance]:
        """What people told about each exhibit, by digest."""
        return {
            row[0]: decode(row[1], Provenance)
            for row in self.db.execute("SELECT digest, told FROM exhibit")
        }

    def provenances(self) -> Iterator[tuple[str, Provenance]]:
        """Digest and full provenance of every exhibit."""
        for row in self.db.execute("SELECT digest, provenance FROM exhibit ORDER BY n"):
            yield row[0], decode(row[1], Provenance)

    def set_fresh(self, keys: Iterable[tuple[str, str]]) -> None:
        """Digest and key of what a reading of it depends on now."""
        self.db.executemany(
            "UPDATE exhibit SET fresh = ? WHERE digest = ?",
            ((key, digest) for digest, key in keys),
        )

    def stale(self) -> list[str]:
        """Digests of exhibits that have a text, but no reading of its present state."""
        return [
            row[0]
            for row in self.db.execute(
                "SELECT e.digest FROM exhibit e LEFT JOIN reading r USING(digest)"
                " WHERE e.fresh != '' AND (r.fresh IS NULL OR r.fresh != e.fresh)"
                " ORDER BY e.n"
            )
        ]

    def count(self, table: str) -> int:
        """Rows of one table of the schema."""
        if table not in COUNTED:
            raise KeyError(table)
        row = self.db.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 (checked above)
        return int(row[0])

    def put_reading(self, reading: Reading, text: str, *, fresh: str) -> None:
        """Replace everything that was read in one exhibit."""
        digest = reading.exhibit
        first = self._first_row(digest)
        self.db.execute(
            "DELETE FROM passage_text WHERE rowid >= ? AND rowid < ?",
            (first, first + ROWS_PER_EXHIBIT),
        )
        for table in ("statement", "mention"):
            self.db.execute(f"DELETE FROM {table} WHERE exhibit = ?", (digest,))  # noqa: S608 (fixed names)
        self.db.execute(
            "INSERT OR REPLACE INTO reading(digest, reader, fresh, json)"
            " VALUES(?, ?, ?, ?)",
            (digest, reading.reader, fresh, encode(_without_rows(reading))),
        )
        self.db.executemany(
            "INSERT OR REPLACE INTO statement(id, exhibit, n, start, end, earliest,"
            " latest, event_type, json) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_statement_row(n, s) for n, s in enumerate(reading.statements)),
        )
        self.tally(digest)
        self.db.executemany(
            "INSERT OR REPLACE INTO mention(id, exhibit, type, json)"
            " VALUES(?, ?, ?, ?)",
            ((m.id, digest, m.type, encode(m)) for m in reading.mentions),
        )
        self.db.executemany(
            "INSERT INTO passage_text(rowid, body, exhibit, start, end)"
            " VALUES(?, ?, ?, ?, ?)",
            (
                (first + n, text[p.start : p.end], digest, p.start, p.end)
                for n, p in enumerate(reading.passages[:ROWS_PER_EXHIBIT])
                if p.kind in SEARCHED_KINDS
            ),
        )

    def tally(self, digest: str) -> None:
        """Count anew what is to be decided, and was, in one exhibit."""
        self.db.execute(
            "UPDATE exhibit SET (total, decided, open) = (SELECT count(*),"
            " coalesce(sum(review != 'suggested'), 0), coalesce(sum(open), 0)"
            " FROM statement WHERE exhibit = digest) WHERE digest = ?",
            (digest,),
        )

    def _first_row(self, digest: str) -> int:
        row = self.db.execute(
            "SELECT row FROM exhibit WHERE digest = ?", (digest,)
        ).fetchone()
        return int(row[0]) * ROWS_PER_EXHIBIT

    def mentions(self) -> Iterator[Mention]:
        """All mentions, exhibit by exhibit in the order they were added."""
        for row in self.db.execute(
            "SELECT m.json FROM mention m JOIN exhibit e ON e.digest = m.exhibit"
            " ORDER BY e.n, m.rowid"
        ):
            yield decode(row[0], Mention)

    def raw_statements(self, *, protected: bool = False) -> Iterator[Statement]:
        """Statements that count, before linking, in the order of the exhibits.

        What people say is not said there is left out; what they corrected comes in
        their words.

        Args:
            protected: Only those with a voice that must not be named.
        """
        told = '"protected":true' if protected else ""
        for row in self.db.execute(
            "SELECT coalesce(s.judged, s.json) FROM statement s"
            " JOIN exhibit e ON e.digest = s.exhibit WHERE s.review != 'rejected'"
            " AND instr(coalesce(s.judged, s.json), ?) ORDER BY e.n, s.made, s.n",
            (told,),
        ):
            yield decode(row[0], Statement)

    def linked_statements(self, kinds: Iterable[str] = ()) -> Iterator[Statement]:
        """Statements that count with their links, in the order of the exhibits.

        Args:
            kinds: Only of these event types; all if empty.
        """
        wanted = tuple(kinds)
        marks = ",".join("?" * len(wanted))
        only = f" AND s.event_type IN ({marks})" if wanted else ""
        for row in self.db.execute(
            "SELECT coalesce(s.linked, s.judged, s.json) FROM statement s"  # noqa: S608 (marks)
            " JOIN exhibit e ON e.digest = s.exhibit WHERE s.review != 'rejected'"
            f"{only} ORDER BY e.n, s.made, s.n",
            wanted,
        ):
            yield decode(row[0], Statement)

    # -- what linking and weighing write ------------------------------------------

    def put_links(
        self, canonical: dict[str, str], statements: Iterable[Statement]
    ) -> None:
        """Canonical ids of mentions, and statements with their links."""
        self.db.executemany(
            "UPDATE mention SET canonical = ? WHERE id = ? AND canonical != ?",
            ((target, mention, target) for mention, target in canonical.items()),
        )
        self.db.executemany(
            "UPDATE statement SET linked = ?, earliest = ?, latest = ? WHERE id = ?",
            ((encode(s), *bounds(s), s.id) for s in statements),
        )

    def replace(self, table: str, values: Iterable[Any]) -> None:
        """Replace one table of findings as a whole."""
        if table not in FINDING_TABLES:
            raise KeyError(table)
        self.db.execute(f"DELETE FROM {table}")  # noqa: S608 (checked above)
        self.db.executemany(
            f"INSERT OR REPLACE INTO {table}(id, n, json, label, weight)"
            " VALUES(?, ?, ?, ?, ?)",
            (
                (value.id, n, encode(value), *_listed(value))
                for n, value in enumerate(values)
            ),
        )

    def put_contradicting(self, found: Iterable[Contradiction]) -> None:
        """Which statements stand in which contradiction."""
        self.db.execute("DELETE FROM contradicting")
        self.db.executemany(
            "INSERT OR IGNORE INTO contradicting(statement, contradiction) VALUES(?, ?)",
            ((m.statement, one.id) for one in found for m in one.members),
        )

    def put_origins(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Which origin each statement belongs to."""
        self.db.execute("DELETE FROM origin_of")
        self.db.executemany(
            "INSERT OR REPLACE INTO origin_of(statement, origin) VALUES(?, ?)", pairs
        )


def _without_rows(reading: Reading) -> Reading:
    return Reading(
        exhibit=reading.exhibit,
        lang=reading.lang,
        reader=reading.reader,
        passages=reading.passages,
        times=reading.times,
        speakers=reading.speakers,
        unread=reading.unread,
    )


def _listed(value: Any) -> tuple[str, int]:
    """Name or verdict of a finding, and by how much it comes first in lists."""
    label = getattr(value, "name", "") or str(getattr(value, "verdict", ""))
    size = getattr(value, "mentions", ()) or getattr(value, "answers", ())
    return label, len(size)


def bounds(statement: Statement) -> tuple[str | None, str | None]:
    """Earliest and latest time of a statement, as the tables sort them."""
    when = statement.when
    if when is None:
        return None, None
    return (
        when.earliest.isoformat() if when.earliest else None,
        when.latest.isoformat() if when.latest else None,
    )


def _statement_row(n: int, statement: Statement) -> tuple[object, ...]:
    return (
        statement.id,
        statement.exhibit,
        n,
        statement.start,
        statement.end,
        *bounds(statement),
        statement.event_type,
        encode(statement),
    )

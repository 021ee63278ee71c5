"""CaseView: the read-only view of a case that publishing and the desk read from."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from qantar.case.texts import TextStore
from qantar.case.views import decode
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.entity import Event, Group, Person, Place
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance
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
from qantar.vocabulary.record import CaseFacts, SearchHit
from qantar.vocabulary.statement import Statement

__all__ = ["CaseView"]

_T = TypeVar("_T")
_STATEMENT = "SELECT coalesce(s.linked, s.judged, s.json) FROM statement s"
_WORD = re.compile(r"\w+")


class CaseView:
    """Implements ``RecordView`` over the views file and the texts.

    Args:
        db: Connection to ``views.db``.
        texts: The case's texts.
        facts: Makes the facts of the case.
        read_bytes: Gives an exhibit's preserved bytes by digest.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        texts: TextStore,
        *,
        facts: Callable[[], CaseFacts],
        read_bytes: Callable[[str], bytes],
    ) -> None:
        self._db = db
        self._texts = texts
        self._facts = facts
        self._read_bytes = read_bytes

    def facts(self) -> CaseFacts:
        """Title, zone, languages, counts and the state of the ledger."""
        return self._facts()

    # -- exhibits ------------------------------------------------------------------

    def exhibits(self, *, texts: bool = True) -> Iterator[Exhibit]:
        """All exhibits in the order they were added; without texts if not needed."""
        fetch = self._texts.get if texts else self._texts.bare
        for (digest,) in self._db.execute("SELECT digest FROM exhibit ORDER BY n"):
            yield self._exhibit(digest, fetch)

    def exhibit(self, digest: str) -> Exhibit:
        """One exhibit; KeyError if there is none."""
        return self._exhibit(digest, self._texts.get)

    def _exhibit(
        self, digest: str, fetch: Callable[[str], ExhibitText | None]
    ) -> Exhibit:
        row = self._db.execute(
            "SELECT n, size, provenance FROM exhibit WHERE digest = ?", (digest,)
        ).fetchone()
        if row is None:
            raise KeyError(digest)
        text = fetch(digest)
        if text is None:
            text = ExhibitText(
                text="",
                media_type="application/octet-stream",
                reader="none",
                unread=(Unread(what="whole exhibit", reason="not read yet"),),
            )
        return Exhibit(
            digest=digest,
            size=row[1],
            content=text,
            provenance=decode(row[2], Provenance),
            number=row[0],
        )

    def reading(self, digest: str) -> Reading:
        """Everything read in one exhibit; empty if it was not read yet."""
        row = self._db.execute(
            "SELECT json FROM reading WHERE digest = ?", (digest,)
        ).fetchone()
        if row is None:
            self.exhibit(digest)
            return Reading(exhibit=digest, lang="", reader="")
        slim = decode(row[0], Reading)
        return Reading(
            exhibit=slim.exhibit,
            lang=slim.lang,
            reader=slim.reader,
            passages=slim.passages,
            times=slim.times,
            mentions=tuple(self._mentions(digest)),
            speakers=slim.speakers,
            statements=tuple(self.statements(exhibit=digest)),
            unread=slim.unread,
        )

    def _mentions(self, digest: str) -> Iterator[Mention]:
        for text, canonical in self._db.execute(
            "SELECT json, canonical FROM mention WHERE exhibit = ? ORDER BY rowid",
            (digest,),
        ):
            mention = decode(text, Mention)
            yield (
                Mention(
                    id=mention.id,
                    exhibit=mention.exhibit,
                    start=mention.start,
                    end=mention.end,
                    quote=mention.quote,
                    type=mention.type,
                    level=mention.level,
                    name=mention.name,
                    lang=mention.lang,
                    canonical=canonical,
                    why=mention.why,
                )
                if canonical
                else mention
            )

    def exhibit_bytes(self, digest: str) -> bytes:
        """The preserved bytes, unchanged."""
        return self._read_bytes(digest)

    # -- statements ----------------------------------------------------------------

    def statements(
        self, *, exhibit: str | None = None, by_time: bool = False
    ) -> Iterator[Statement]:
        """Statements; by exhibit and place in the text, or by earliest time."""
        where, values = (
            ("", ()) if exhibit is None else (" WHERE s.exhibit = ?", (exhibit,))
        )
        order = (
            " ORDER BY s.earliest IS NULL AND s.latest IS NULL,"
            " coalesce(s.earliest, s.latest), s.latest, s.id"
            if by_time
            else " ORDER BY e.n, s.start, s.n"
        )
        query = f"{_STATEMENT} JOIN exhibit e ON e.digest = s.exhibit{where}{order}"
        for (text,) in self._db.execute(query, values):
            yield decode(text, Statement)

    def statement(self, statement_id: str) -> Statement:
        """One statement; KeyError if there is none."""
        row = self._db.execute(
            f"{_STATEMENT} WHERE s.id = ?", (statement_id,)
        ).fetchone()
        if row is None:
            raise KeyError(statement_id)
        return decode(row[0], Statement)

    # -- what linking and weighing found ---------------------------------------------

    def _all(self, table: str, kind: type[_T]) -> Iterator[_T]:
        for (text,) in self._db.execute(f"SELECT json FROM {table} ORDER BY n"):  # noqa: S608 (fixed names)
            yield decode(text, kind)

    def people(self) -> Iterator[Person]:
        """Persons by name."""
        return self._all("person", Person)

    def groups(self) -> Iterator[Group]:
        """Organisations, offices and outlets by name."""
        return self._all("grp", Group)

    def places(self) -> Iterator[Place]:
        """Places by name."""
        return self._all("place", Place)

    def events(self) -> Iterator[Event]:
        """Events by earliest time."""
        return self._all("event", Event)

    def origins(self) -> Iterator[Origin]:
        """Origins, largest first."""
        return self._all("origin", Origin)

    def origin_of(self, statement_id: str) -> Origin:
        """The origin that a statement belongs to; KeyError if there is no statement.

        One that was not weighed, as people have just added it or say that it is not
        said, has an origin of its own.
        """
        row = self._db.execute(
            "SELECT o.json FROM origin_of x JOIN origin o ON o.id = x.origin"
            " WHERE x.statement = ?",
            (statement_id,),
        ).fetchone()
        if row is None:
            one = self.statement(statement_id)
            alone = derive_id("origin", statement_id)
            return Origin(id=alone, statements=(one.id,), speaker=one.origin.name)
        return decode(row[0], Origin)

    def questions(self) -> Iterator[Question]:
        """Questions that at least two origins answer."""
        return self._all("question", Question)

    def contradictions(self) -> Iterator[Contradiction]:
        """Every differing pair with its verdict."""
        return self._all("contradiction", Contradiction)

    def register(self) -> Iterator[RegisterEntry]:
        """Persons harmed or at risk."""
        return self._all("register", RegisterEntry)

    def connectivity(self) -> Iterator[Connectivity]:
        """Network states by place and time."""
        return self._all("connectivity", Connectivity)

    def ownership(self) -> Iterator[Ownership]:
        """Who owns or directs what."""
        return self._all("ownership", Ownership)

    # -- search ----------------------------------------------------------------------

    def search(self, query: str, *, limit: int = 50) -> Sequence[SearchHit]:
        """Full-text search; words are joined by *and*, the last may be unfinished."""
        words = _WORD.findall(query)
        if not words:
            return ()
        phrase = " ".join(f'"{word}"' for word in words) + "*"
        rows: list[Any] = self._db.execute(
            "SELECT exhibit, start, end,"
            " snippet(passage_text, 0, '', '', '…', 24)"
            " FROM passage_text WHERE passage_text MATCH ? ORDER BY rank LIMIT ?",
            (phrase, limit),
        ).fetchall()
        return [
            SearchHit(exhibit=digest, start=start, end=end, snippet=snippet)
            for digest, start, end, snippet in rows
        ]

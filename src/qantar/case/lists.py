"""Lists of a case, a page at a time: asked with limits, never read as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from qantar.case.case import Case
from qantar.case.views import TABLE_TYPES, decode
from qantar.vocabulary.entity import Group, Person, Place
from qantar.vocabulary.exhibit import Provenance
from qantar.vocabulary.finding import Contradiction, Origin, Question
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.passage import Unread
from qantar.vocabulary.statement import Statement

__all__ = [
    "Head",
    "by_time",
    "contradictions",
    "entity",
    "head",
    "heads",
    "mentions_of",
    "named",
    "origins",
    "questions",
    "statements",
    "unread",
    "unread_count",
    "verdicts",
]

_T = TypeVar("_T")
_ENTITIES: dict[str, type[Person | Group | Place]] = {
    "person": Person,
    "grp": Group,
    "place": Place,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What lists show of an exhibit; its text is not read for it.

    ``statements`` counts those read in it, ``unread`` what could not be read.
    """

    digest: str
    number: int
    size: int
    provenance: Provenance
    media_type: str
    statements: int
    unread: int

    @property
    def label(self) -> str:
        """Short name for people: ``E12``."""
        return f"E{self.number}"

    @property
    def title(self) -> str:
        """Title, for want of one the file's name."""
        return self.provenance.title or self.provenance.file


_HEAD = (
    "SELECT e.digest, e.n, e.size, e.provenance, e.media_type, e.total,"
    " json_array_length(e.unread) FROM exhibit e"
)


def _head(row: tuple[str, int, int, str, str, int, int]) -> Head:
    return Head(
        digest=row[0],
        number=row[1],
        size=row[2],
        provenance=decode(row[3], Provenance),
        media_type=row[4],
        statements=row[5],
        unread=row[6],
    )


def head(case: Case, digest: str) -> Head:
    """One exhibit without its text; KeyError if there is none."""
    row = case.views.db.execute(f"{_HEAD} WHERE e.digest = ?", (digest,)).fetchone()
    if row is None:
        raise KeyError(digest)
    return _head(row)


def heads(case: Case, *, skip: int, limit: int) -> list[Head]:
    """Exhibits in the order they came."""
    rows = case.views.db.execute(
        f"{_HEAD} ORDER BY e.n LIMIT ? OFFSET ?", (limit, skip)
    )
    return [_head(row) for row in rows]


def unread(case: Case, *, limit: int) -> Iterator[tuple[str, str, Unread]]:
    """Digest, file name and reason for what could not be read."""
    rows = case.views.db.execute(
        "SELECT digest, file, unread FROM exhibit WHERE unread != '[]' ORDER BY n"
        " LIMIT ?",
        (limit,),
    )
    for digest, file, told in rows:
        for one in decode(told, tuple[Unread, ...]):
            yield digest, file, one


def unread_count(case: Case) -> int:
    """How many things could not be read."""
    row = case.views.db.execute(
        "SELECT coalesce(sum(json_array_length(unread)), 0) FROM exhibit"
        " WHERE unread != '[]'"
    ).fetchone()
    return int(row[0])


def named(
    case: Case, table: str, *, skip: int, limit: int
) -> list[Person | Group | Place]:
    """Persons (``person``), groups (``grp``) or places (``place``), most named first."""
    rows = case.views.db.execute(
        f"SELECT json FROM {table} ORDER BY weight DESC, label, id LIMIT ? OFFSET ?",  # noqa: S608 (a key below)
        (limit, skip),
    )
    return [decode(row[0], _ENTITIES[table]) for row in rows]


def entity(case: Case, name: str) -> Person | Group | Place:
    """Person, group or place by id; KeyError if there is none."""
    for table, kind in _ENTITIES.items():
        row = case.views.db.execute(
            f"SELECT json FROM {table} WHERE id = ?",  # noqa: S608 (fixed names)
            (name,),
        ).fetchone()
        if row is not None:
            return decode(row[0], kind)
    raise KeyError(name)


def mentions_of(case: Case, entity_id: str, *, limit: int = 40) -> list[Mention]:
    """Where somebody is named, exhibit by exhibit."""
    rows = case.views.db.execute(
        "SELECT m.json FROM mention m JOIN exhibit e ON e.digest = m.exhibit"
        " WHERE m.canonical = ? AND m.canonical != '' ORDER BY e.n, m.rowid LIMIT ?",
        (entity_id, limit),
    )
    return [decode(row[0], Mention) for row in rows]


def _page(
    case: Case, table: str, kind: type[_T], order: str, skip: int, limit: int
) -> list[_T]:
    rows = case.views.db.execute(
        f"SELECT json FROM {table} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608 (fixed names)
        (limit, skip),
    )
    return [decode(row[0], kind) for row in rows]


def questions(case: Case, *, skip: int, limit: int) -> list[Question]:
    """Questions that several origins answer, those with most answers first."""
    order = "weight DESC, label, id"
    return _page(case, "question", TABLE_TYPES["question"], order, skip, limit)


def origins(case: Case, *, skip: int, limit: int) -> list[Origin]:
    """Origins, largest first."""
    return _page(case, "origin", TABLE_TYPES["origin"], "n", skip, limit)


def contradictions(case: Case, names: Sequence[str]) -> list[Contradiction]:
    """Differing pairs by id."""
    found = []
    for name in names:
        row = case.views.db.execute(
            "SELECT json FROM contradiction WHERE id = ?", (name,)
        ).fetchone()
        if row is not None:
            found.append(decode(row[0], Contradiction))
    return found


def verdicts(case: Case) -> dict[str, int]:
    """How many differing pairs got which verdict, most first."""
    rows = case.views.db.execute(
        "SELECT label, count(*) AS c FROM contradiction GROUP BY label ORDER BY c DESC"
    )
    return {row[0]: row[1] for row in rows}


_STATEMENT = "SELECT coalesce(s.linked, s.judged, s.json) FROM statement s"


def statements(case: Case, names: Sequence[str]) -> list[Statement]:
    """Statements by id, in the order given; those that are gone are left out."""
    found = []
    for name in names:
        row = case.views.db.execute(f"{_STATEMENT} WHERE s.id = ?", (name,)).fetchone()
        if row is not None:
            found.append(decode(row[0], Statement))
    return found


def by_time(
    case: Case, *, skip: int, limit: int, kind: str = "", place: str = ""
) -> list[Statement]:
    """Statements that count, by earliest possible time; the undated at the end.

    Args:
        case: The open case.
        skip: How many to pass over.
        limit: How many to give.
        kind: Only this kind of event, if given.
        place: Only those that name this place, by id, if given.
    """
    where, values = ["s.review != 'rejected'"], list[str | int]()
    if kind:
        where.append("s.event_type = ?")
        values.append(kind)
    if place:
        ids = (entity(case, place).statements if place else ())[:30_000]
        where.append(f"s.id IN ({','.join('?' * len(ids))})")
        values += ids
    rows = case.views.db.execute(
        f"{_STATEMENT} WHERE {' AND '.join(where)}"
        " ORDER BY s.earliest IS NULL AND s.latest IS NULL,"
        " coalesce(s.earliest, s.latest), s.latest, s.id LIMIT ? OFFSET ?",
        (*values, limit, skip),
    )
    return [decode(row[0], Statement) for row in rows]

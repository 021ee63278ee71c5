"""Spellings: a name typed in any script finds whom it may mean, and every spelling.

``fold`` gives all habits of writing a name one key, so that Жанаозен finds Schangaösen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qantar.case.views import Views, decode
from qantar.text.translit import fold
from qantar.vocabulary.entity import Group, Person, Place
from qantar.vocabulary.record import SearchHit

__all__ = ["Found", "elsewhere", "find", "put_spellings"]

_KINDS: dict[str, type[Person | Group | Place]] = {
    "person": Person,
    "grp": Group,
    "place": Place,
}
_MOST = 8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Somebody or some place that a query may mean: id, name, kind, all spellings."""

    id: str
    name: str
    kind: str
    spellings: tuple[str, ...]


def put_spellings(views: Views) -> None:
    """Note every spelling of the persons, groups and places that linking found."""
    with views.transaction():
        views.db.execute("DELETE FROM spelling")
        for table, kind in _KINDS.items():
            rows = views.db.execute(f"SELECT json FROM {table}")  # noqa: S608 (fixed names)
            for (told,) in rows.fetchall():
                each = decode(told, kind)
                views.db.executemany(
                    "INSERT OR IGNORE INTO spelling(key, entity, kind) VALUES(?, ?, ?)",
                    ((key, each.id, table) for key in set(_keys(each))),
                )


def _keys(each: Person | Group | Place) -> Iterator[str]:
    for text in {each.name, *(name.text for name in each.names)}:
        yield fold(text)
        for word in _WORD.findall(text):
            if len(word) > 2:
                yield fold(word)


def find(views: Views, query: str) -> list[Found]:
    """Whom or what a query may name; its last word may be unfinished."""
    key = fold(query)
    if len(key) < 2:
        return []
    rows = views.db.execute(
        "SELECT DISTINCT entity, kind FROM spelling WHERE key >= ? AND key < ?"
        " ORDER BY key != ?, length(key), entity LIMIT ?",
        (key, key + "\U0010ffff", key, _MOST),
    ).fetchall()
    found = []
    for name, table in dict.fromkeys(rows):
        (told,) = views.db.execute(
            f"SELECT json FROM {table} WHERE id = ?",  # noqa: S608 (written above)
            (name,),
        ).fetchone()
        each = decode(told, _KINDS[table])
        spellings = tuple(dict.fromkeys(n.text for n in each.names))
        found.append(Found(id=each.id, name=each.name, kind=table, spellings=spellings))
    return found


def elsewhere(
    views: Views, query: str, spellings: Sequence[str], *, limit: int
) -> list[SearchHit]:
    """Passages with another spelling of the same name than the one that was typed."""
    asked = " ".join(_WORD.findall(query)).casefold()
    phrases = [
        # A name may stand in another case: its end is left open.
        '"' + " ".join(words) + ('" *' if len(words[-1]) > 3 else '"')
        for text in dict.fromkeys(spellings)
        if (words := _WORD.findall(text)) and " ".join(words).casefold() != asked
    ]
    if not phrases:
        return []
    rows = views.db.execute(
        "SELECT exhibit, start, end, snippet(passage_text, 0, '', '', '…', 24)"
        " FROM passage_text WHERE passage_text MATCH ? ORDER BY rank LIMIT ?",
        (" OR ".join(phrases[:24]), limit),
    )
    return [
        SearchHit(exhibit=row[0], start=row[1], end=row[2], snippet=row[3])
        for row in rows
    ]

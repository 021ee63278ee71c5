"""Names in rows of sheets and lists: the cells that name places and persons.

In running text names have to be found; in a row the column tells what a cell names.
"""

import re
from collections.abc import Iterable, Iterator

from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.statement import Statement

__all__ = ["row_mentions"]

_PIECE = re.compile(r"[^\s;,|][^;,|]*")
"""One of several names in a cell, without the blanks before it."""


def row_mentions(
    exhibit: Exhibit, statements: Iterable[Statement], *, persons: bool
) -> tuple[Mention, ...]:
    """Mentions of the places, and of the persons if the rows are a list of persons.

    Args:
        exhibit: A sheet or list.
        statements: Its rows, with the stretch of each cell in ``spans``.
        persons: Whether the cell of those affected names one person.
    """
    found: dict[str, Mention] = {}
    for statement in statements:
        fields = [("where", "LOC", True)]
        if persons:
            fields.append(("targets", "PER", False))
        for field, kind, several in fields:
            for mention in _in_cell(exhibit, statement, field, kind, several=several):
                found.setdefault(mention.id, mention)
    return tuple(found.values())


def _in_cell(
    exhibit: Exhibit, statement: Statement, field: str, kind: str, *, several: bool
) -> Iterator[Mention]:
    span = statement.spans.get(field)
    if span is None:
        return
    cell = exhibit.content.text[span.start : span.end]
    pieces = _PIECE.finditer(cell) if several else [re.match(r".*", cell, re.DOTALL)]
    for piece in pieces:
        name = piece.group().rstrip() if piece else ""
        if not piece or not name:
            continue
        start = span.start + piece.start()
        end = start + len(name)
        yield Mention(
            id=derive_id("mention", exhibit.digest, start, end, kind),
            exhibit=exhibit.digest,
            start=start,
            end=end,
            quote=name,
            type=kind,
            name=name,
            lang=statement.lang,
            why=f"the column of the cell: {field}",
        )

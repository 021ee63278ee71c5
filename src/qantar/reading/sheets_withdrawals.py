"""Rows that take something back: which rows of the sheet they withdraw.

A withdrawal belongs to a figure: rows that assert the same measure, figure and place
and were published no later. A row that corrects with a figure of its own withdraws the
figure that its remark names ("a correction of 164"). An outlet that says by itself that
something was withdrawn, and a deletion without a word, leave it standing. If nothing can be found, the row
only reports unconfirmed what it says.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qantar.reading.sheets_tables import deletion_words, stance_of, withdrawal_words
from qantar.vocabulary.statement import Stance, Statement, Status

__all__ = ["Row", "withdraw"]

LIMIT = 20
"""At most so many withdrawn rows are named, the earliest published first: the relays
of one figure inherit its withdrawal in weighing."""

Key = tuple[str, str, float, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A statement with the cells that tell whether it withdraws."""

    statement: Statement
    stance: str
    note: str


def withdraw(rows: Sequence[Row]) -> tuple[Statement, ...]:
    """The statements in order, withdrawals and withdrawn ones marked as such."""
    asserted = _asserted(rows)
    retracts = {row.statement.id: _withdrawn(row, asserted) for row in rows}
    gone = {
        withdrawn
        for row in rows
        if len(row.statement.chain) > 1 and not _only_deletes(row.note)
        for withdrawn in retracts[row.statement.id]
    }
    return tuple(
        _marked(row, retracts[row.statement.id], row.statement.id in gone)
        for row in rows
    )


def _marked(row: Row, retracts: tuple[str, ...], gone: bool) -> Statement:
    statement = row.statement
    if retracts:
        why = (*statement.why, "withdraws an earlier figure of the sheet")
        return replace(statement, stance=Stance.DENIES, retracts=retracts, why=why)
    if gone:
        why = (*statement.why, "another row of the sheet withdraws it")
        return replace(statement, status=Status.RETRACTED, why=why)
    return statement


def _asserted(rows: Sequence[Row]) -> dict[Key, list[Statement]]:
    asserted: dict[Key, list[Statement]] = defaultdict(list)
    for row in rows:
        if (
            row.statement.stance is Stance.DENIES
            or stance_of(row.stance) == "withdraws"
        ):
            continue
        for key in _keys(row.statement):
            asserted[key].append(row.statement)
            asserted[_rounded_key(key)].append(row.statement)
    for statements in asserted.values():
        statements.sort(key=lambda s: (s.published[:10], s.start))
    return asserted


def _keys(statement: Statement) -> list[Key]:
    place = statement.where[0].name if statement.where else ""
    return [
        (statement.event_type, quantity.what, quantity.best, place)
        for quantity in statement.quantities
        if quantity.best is not None
    ]


def _rounded_key(key: Key) -> Key:
    """The same figure cut to two digits, as a relay may give it: 160 for 164.

    The sign keeps it apart from figures that were said.
    """
    kind, what, figure, place = key
    step = 10 ** max(0, len(str(int(figure))) - 2)
    return kind, what, -(figure // step * step) - 1, place


def _withdrawn(row: Row, asserted: dict[Key, list[Statement]]) -> tuple[str, ...]:
    corrects = stance_of(row.stance) == "withdraws"
    says_so = row.statement.stance is Stance.DENIES and _names_withdrawal(row.note)
    if not (corrects or says_so):
        return ()
    own = [] if _has_figure_of_its_own(row) else _keys(row.statement)
    for key in (*_named(row), *own):
        rough = _rounded_key(key) if key[2] % 10 == 0 else key
        earlier = [
            statement.id
            for statement in asserted.get(key, []) or asserted.get(rough, [])
            if statement.published[:10] <= row.statement.published[:10]
        ]
        if earlier:
            return tuple(earlier[:LIMIT])
    return ()


def _has_figure_of_its_own(row: Row) -> bool:
    """A withdrawn figure stands alone as best; a figure with a lower bound is claimed."""
    return any(quantity.lower is not None for quantity in row.statement.quantities)


def _named(row: Row) -> list[Key]:
    """The keys of figures that the remark names as corrected or withdrawn."""
    return [
        (key[0], key[1], figure, key[3])
        for key in _keys(row.statement)
        for figure in _figures(row.note)
    ]


def _figures(note: str) -> list[float]:
    """Figures that the remark names as corrected or withdrawn."""
    return [
        float(match.group(2).replace(",", ""))
        for match in re.finditer(
            rf"({withdrawal_words()})\D{{0,12}}?(\d[\d,]*)", note.casefold()
        )
    ]


def _names_withdrawal(note: str) -> bool:
    return re.search(rf"(?<!\w)(?:{withdrawal_words()})", note.casefold()) is not None


def _only_deletes(note: str) -> bool:
    """A silent deletion is no withdrawal: what was deleted may stand elsewhere."""
    deletes = re.search(deletion_words(), note.casefold()) is not None
    return deletes and not _names_withdrawal(note)

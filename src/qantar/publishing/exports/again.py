"""Again: statements read back from their export as the values they were.

For programs that take over a record, and as the proof that the export loses nothing
that it names. Not exported, and so not read: whether a voice is only described, and what
a sheet tells of the text that its rows restate.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from qantar.errors import InputError
from qantar.vocabulary.passage import Span
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.statement import (
    CarrierStance,
    HowKnown,
    Party,
    Review,
    Speaker,
    Stance,
    Statement,
    Status,
    Where,
)
from qantar.vocabulary.when import Basis, When

__all__ = ["read_statements", "statement_of"]

_PLAIN = (
    "id", "external_id", "exhibit", "start", "end", "quote", "lang", "event_type",
    "event_words", "conditional", "reader",
)  # fmt: skip


def read_statements(path: Path) -> Iterator[Statement]:
    """The statements of a file that ``qantar export … statements`` wrote, streamed.

    Raises:
        InputError: If a line is no statement; names the line.
    """
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                yield statement_of(msgspec.json.decode(line, type=dict[str, Any]))
            except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
                raise InputError(
                    f"{path}, line {number} is no statement as qantar export writes"
                    f" them ({type(error).__name__}: {error})."
                ) from error


def statement_of(row: Mapping[str, Any]) -> Statement:
    """One statement from its row.

    Raises:
        KeyError: If a documented key is missing.
        ValueError: If a value is none of its vocabulary.
    """
    return Statement(
        **{key: row[key] for key in _PLAIN},
        chain=tuple(Speaker(**told) for told in row["speaker_chain"]),
        stance=Stance(row["stance"]),
        carrier_stance=CarrierStance(row["carrier_stance"]),
        how_known=HowKnown(row["how_known"]),
        status=Status(row["status"]),
        review=Review(row["review"]),
        when=_when(row),
        where=tuple(
            Where(**{**told, "basis": Basis(told["basis"])}) for told in row["where"]
        ),
        agents=tuple(Party(**told) for told in row["agents"]),
        targets=tuple(Party(**told) for told in row["targets"]),
        quantities=tuple(Quantity(**told) for told in row["quantities"]),
        retracts=tuple(row["retracts"]),
        why=tuple(row["why"]),
        spans={
            name: Span(told["start"], told["end"])
            for name, told in row["spans"].items()
        },
    )


def _when(row: Mapping[str, Any]) -> When | None:
    if row["when"] is None:
        return None
    return When(
        value=row["when"],
        earliest=_moment(row["earliest"]),
        latest=_moment(row["latest"]),
        zone=row["zone"],
        words=row["when_words"],
        basis=Basis(row["when_basis"]),
    )


def _moment(told: str | None) -> datetime | None:
    return None if told is None else datetime.fromisoformat(told)

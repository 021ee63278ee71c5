"""Statements reduced once to what all of weighing looks at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qantar.vocabulary.statement import Statement
from qantar.weighing.memory import fingerprint
from qantar.weighing.traits import ExhibitFacts, Traits, trait
from qantar.weighing.wording import Wordings

__all__ = ["Reduced", "reduce_statements"]


@dataclass(slots=True)
class Reduced:
    """Statements reduced to what weighing looks at, made once for all of it.

    Attributes:
        traits: In the order of the input.
        marks: A digest of each, for the memory.
        wordings: Runs of words.
    """

    traits: list[Traits] = field(default_factory=list)
    marks: list[bytes] = field(default_factory=list)
    wordings: Wordings = field(default_factory=Wordings)


def reduce_statements(
    statements: Iterable[Statement], facts: Mapping[str, ExhibitFacts] | None = None
) -> Reduced:
    """Every statement in turn, which is then let go.

    Args:
        statements: All statements.
        facts: By exhibit digest: outlet, publication date, file.
    """
    told, nothing = facts or {}, ExhibitFacts()
    reduced = Reduced()
    for order, statement in enumerate(statements):
        of_exhibit = told.get(statement.exhibit, nothing)
        reduced.wordings.add(order, statement)
        reduced.traits.append(trait(statement, order, of_exhibit))
        reduced.marks.append(
            fingerprint(statement, of_exhibit.outlet, of_exhibit.published)
        )
    return reduced

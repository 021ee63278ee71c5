"""The register: persons harmed or at risk, every value with the statements behind it.

Only persons whom a statement or a row of a list names. Which fields are kept follows the
Standards for Casualty Recording (Every Casualty, 2016). A status history is ordered by
time where times are told, else by the order in which such things follow each other.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.entity import Person
from qantar.vocabulary.finding import RegisterEntry, RegisterValue
from qantar.vocabulary.statement import Party, Stance, Statement, Status
from qantar.weighing.histories import DATED, Step, in_order
from qantar.weighing.register_rules import missing_columns, register_rules
from qantar.weighing.traits import person_name
from qantar.weighing.voices import fold

__all__ = ["HARMS", "ListedName", "register"]

HARMS = ("arrest", "disappearance", "torture", "injury", "killing", "release")
"""What brings a person into the register, in the order in which it mostly follows."""

_STATED = frozenset({Stance.ASSERTS, Stance.UNCONFIRMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName:
    """One row of a list of the dead, detained or missing.

    Attributes:
        row: Id of the row, which stands among the statements of each value.
        list: Name of the list.
        name: As the list writes it.
        person: Id of the person, once linked, else ``""``.
        values: Field and value, as far as the list tells them.
    """

    row: str
    list: str
    name: str
    person: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """One value with its evidence; ``step`` if it is a status."""

    field: str
    value: str
    statement: str
    step: Step | None = None


def register(
    statements: Iterable[Statement],
    people: Iterable[Person] = (),
    names: Iterable[ListedName] = (),
) -> tuple[RegisterEntry, ...]:
    """Entries by name, each value with the statements or list rows it rests on.

    Denied, withdrawn, demanded and rumoured harm makes no entry. A person without a
    link is known by the name alone, and two spellings are then two entries.

    Args:
        statements: All statements.
        people: As linking found them; protected persons appear under their pseudonym.
        names: Rows of lists.
    """
    known = {person.id: person for person in people}
    told: dict[str, list[_Told]] = defaultdict(list)
    lists: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, str] = {}
    for statement in statements:
        for party in _harmed(statement):
            key = party.id or f"name:{fold(party.name)}"
            shown.setdefault(key, known[key].name if key in known else party.name)
            told[key] += _values(statement, party, protected=_protected(known, key))
    for row in names:
        key = row.person or f"name:{fold(row.name)}"
        shown.setdefault(key, known[key].name if key in known else row.name)
        lists[key].add(row.list)
        told[key] += [_Told(f, v, row.row) for f, v in row.values if v]
        told[key].append(_Told("source", row.list, row.row))
        if not _protected(known, key):
            told[key].append(_Told("name", row.name, row.row))
    entries = [_entry(key, shown[key], told[key], lists[key]) for key in shown]
    return tuple(sorted(entries, key=lambda e: (fold(e.name), e.id)))


def _protected(known: dict[str, Person], key: str) -> bool:
    return key in known and known[key].protected


def _harmed(statement: Statement) -> Iterator[Party]:
    if statement.event_type not in HARMS or statement.stance not in _STATED:
        return
    if statement.conditional or statement.status is not Status.STANDING:
        return
    for party in statement.targets:
        if party.id.startswith("p:") or (not party.id and person_name(party.name)):
            yield party


def _values(statement: Statement, party: Party, *, protected: bool) -> Iterator[_Told]:
    """What a statement tells of a person: every value that fills a column."""
    when, kind = statement.when, statement.event_type
    step = Step(
        kind=kind,
        rank=HARMS.index(kind),
        when=(when.earliest or when.latest) if when is not None else None,
        exhibit=statement.exhibit,
        start=statement.start,
        statement=statement.id,
    )
    yield _Told("status", kind, statement.id, step)
    values = [("number", "1")]
    if when is not None and when.bounded:
        values.append(("date", when.value))
    values += [("place", where.name) for where in statement.where[:1]]
    values += [("agent", agent.name) for agent in statement.agents]
    values += [("category", told) for told in _CATEGORY.findall(party.name)]
    values += [("source", voice) for voice in _voices(statement)]
    if not protected:
        values.append(("name", party.name))
    for field, value in values:
        yield _Told(field, value, statement.id)


_CATEGORY = re.compile(r"\(([^()]+)\)")
"""What stands in brackets behind a name: "Ida Wieland (nurse)"."""


def _voices(statement: Statement) -> Iterator[str]:
    """Outlet or last voice, unless it must not be named."""
    if any(speaker.protected for speaker in statement.chain):
        return
    yield statement.outlet or statement.chain[-1].name


def _entry(key: str, name: str, told: list[_Told], lists: set[str]) -> RegisterEntry:
    values = (*_history(told), *_others(told))
    return RegisterEntry(
        id=derive_id("register", key),
        person="" if key.startswith("name:") else key,
        name=name,
        values=values,
        lists=tuple(sorted(lists)),
        rules=register_rules().version,
        missing=missing_columns({value.field for value in values}),
    )


def _history(told: list[_Told]) -> Iterator[RegisterValue]:
    """Each status once, where its surest statement puts it."""
    steps = in_order(t.step for t in told if t.step is not None)
    rows: dict[str, list[str]] = defaultdict(list)
    basis: dict[str, str] = {}
    for step, rests_on in steps:
        rows[step.kind].append(step.statement)
        surer = rests_on == DATED and basis.get(step.kind) != DATED
        if surer or step.kind not in basis:
            basis.pop(step.kind, None)
            basis[step.kind] = rests_on
    for kind, rests_on in basis.items():
        statements = tuple(dict.fromkeys(rows[kind]))
        yield RegisterValue(
            field="status", value=kind, statements=statements, order=rests_on
        )


def _others(told: list[_Told]) -> Iterator[RegisterValue]:
    grouped: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in sorted(told, key=lambda t: (t.field, t.value, t.statement)):
        if one.step is None:
            grouped[one.field, one.value].append(one.statement)
    for (field, value), rows in grouped.items():
        yield RegisterValue(
            field=field, value=value, statements=tuple(dict.fromkeys(rows))
        )

"""Linkage and weighing over the whole case, streamed from the views and back."""

from base64 import b85decode, b85encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

import zstandard

from qantar import linking
from qantar.case.declaring import declared_names
from qantar.case.progress import Listener, follow
from qantar.case.schema import REMEMBERED
from qantar.case.texts import TextStore
from qantar.case.view import CaseView
from qantar.case.views import Views
from qantar.reading.lists import READER as LIST_READER
from qantar.text.gazetteer import builtin
from qantar.vocabulary.entity import Group, Person, Place
from qantar.vocabulary.judgement import Judgement
from qantar.vocabulary.statement import Party, Speaker, Statement
from qantar.weighing import (
    HARMS,
    NETWORK,
    ExhibitFacts,
    ListedName,
    Memory,
    connectivity,
    find_origins,
    ownership,
    reduce_statements,
    register,
    weigh,
)

__all__ = ["link_case", "weigh_case"]

_Entity = TypeVar("_Entity", Person, Group, Place)


def link_case(
    views: Views,
    texts: TextStore,
    judgements: Iterable[Judgement],
    *,
    listener: Listener,
) -> dict[str, int]:
    """Join mentions into persons, groups, places, and statements into events.

    Returns:
        How many of each were found.
    """
    gazetteer = builtin()
    listener("link", 0, 0)
    protected = {
        speaker.name
        for statement in views.raw_statements(protected=True)
        for speaker in statement.chain
        if speaker.protected
    }
    links = linking.link(
        views.mentions(),
        gazetteer=gazetteer,
        judgements=judgements,
        protected=protected,
        declared=declared_names(views, texts),
    )

    spoken: dict[str, list[str]] = {}

    def linked() -> Iterator[Statement]:
        total = views.count("statement")
        for raw in follow(views.raw_statements(), "link", total, listener):
            statement = linking.apply_links(raw, links, gazetteer)
            for name in dict.fromkeys(_named(statement)):
                spoken.setdefault(name, []).append(statement.id)
            yield statement

    def with_statements(found: Iterable[_Entity]) -> Iterator[_Entity]:
        for each in found:
            yield replace(each, statements=tuple(spoken.get(each.id, ())))

    with views.transaction():
        views.put_links(links.canonical, linked())
        views.replace("person", with_statements(links.people))
        views.replace("grp", with_statements(links.groups))
        views.replace("place", with_statements(links.places))
        views.replace("event", linking.link_events(views.linked_statements(), links))
    return {
        name: views.count(table)
        for name, table in (
            ("people", "person"),
            ("groups", "grp"),
            ("places", "place"),
            ("events", "event"),
        )
    }


def _named(statement: Statement) -> Iterator[str]:
    """Ids of everybody and every place that a statement names, its voices too."""
    parties: tuple[Party | Speaker, ...] = (
        *statement.agents,
        *statement.targets,
        *statement.chain,
    )
    for each in parties:
        if each.id:
            yield each.id
    for where in statement.where:
        if where.id:
            yield where.id


def _listing(
    statements: Iterable[Statement], names: Mapping[str, str], listed: list[ListedName]
) -> Iterator[Statement]:
    """Pass statements on, and note the rows of lists of persons among them.

    An entry of the register tells on which lists it stands.
    """
    for statement in statements:
        if statement.reader == LIST_READER and statement.targets:
            person = statement.targets[0]
            listed.append(
                ListedName(
                    row=statement.id,
                    list=names[statement.exhibit],
                    name=person.name,
                    person=person.id,
                    values=tuple(_of_the_person(statement)),
                )
            )
        yield statement


_TOLD_OF_A_PERSON = ("age", "birth_date", "sex", "occupation")


def _of_the_person(statement: Statement) -> Iterator[tuple[str, str]]:
    """Cells of a list's row that tell who somebody is."""
    for field in _TOLD_OF_A_PERSON:
        if span := statement.spans.get(field):
            start = span.start - statement.start
            yield field, statement.quote[start : span.end - statement.start]


def _remembered(views: Views) -> Memory:
    """What weighing concluded in the last run, as the views keep it."""
    kept = views.meta(REMEMBERED)
    return Memory.read(zstandard.decompress(b85decode(kept))) if kept else Memory()


def _remember(views: Views, memory: Memory) -> None:
    packed = zstandard.compress(memory.written(), 3)
    views.set_meta(REMEMBERED, b85encode(packed).decode())


def weigh_case(views: Views, view: CaseView, *, listener: Listener) -> dict[str, int]:
    """Find origins, contradictions, register, connectivity and ownership.

    Returns:
        How many of each were found.
    """
    listener("weigh", 0, 0)
    facts, names, listed = {}, {}, list[ListedName]()
    for digest, told in views.provenances():
        outlet = told.outlet or told.author
        facts[digest] = ExhibitFacts(
            outlet=outlet, published=told.published, file=told.file
        )
        names[digest] = told.title or told.file
    memory = _remembered(views)
    statements = _listing(views.linked_statements(), names, listed)
    reduced = reduce_statements(statements, facts)
    origins = find_origins(reduced, facts, memory=memory)
    questions, contradictions = weigh(reduced, origins, memory=memory)
    del reduced
    with views.transaction():
        views.replace("origin", origins)
        views.put_origins((s, o.id) for o in origins for s in o.statements)
        views.replace("question", questions)
        views.replace("contradiction", contradictions)
        views.put_contradicting(contradictions)
        states = connectivity(views.linked_statements(NETWORK))
        views.replace("connectivity", states)
        holdings = ownership(views.linked_statements(("ownership",)))
        views.replace("ownership", holdings)
        harmed = views.linked_statements(HARMS)
        views.replace("register", register(harmed, view.people(), listed))
        _remember(views, memory)
    return {
        name: views.count(table)
        for name, table in (
            ("origins", "origin"),
            ("questions", "question"),
            ("contradictions", "contradiction"),
            ("register", "register"),
            ("connectivity", "connectivity"),
            ("ownership", "ownership"),
        )
    }

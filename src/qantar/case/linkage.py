"""Linkage and weighing over the whole case, streamed from the views and back."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from qantar import linking
from qantar.case.progress import Listener, follow
from qantar.case.view import CaseView
from qantar.case.views import Views
from qantar.reading.lists import READER as LIST_READER
from qantar.text.gazetteer import builtin
from qantar.vocabulary.entity import Group, Person, Place
from qantar.vocabulary.judgement import Judgement
from qantar.vocabulary.statement import Party, Speaker, Statement
from qantar.weighing import (
    ExhibitFacts,
    ListedName,
    connectivity,
    find_origins,
    ownership,
    register,
    weigh,
)

__all__ = ["link_case", "weigh_case"]

_Entity = TypeVar("_Entity", Person, Group, Place)


def link_case(
    views: Views, judgements: Iterable[Judgement], *, listener: Listener
) -> dict[str, int]:
    """Join mentions into persons, groups, places, and statements into events.

    Returns:
        How many of each were found.
    """
    gazetteer = builtin()
    listener("link", 0, 0)
    protected = {
        speaker.name
        for statement in views.raw_statements()
        for speaker in statement.chain
        if speaker.protected
    }
    links = linking.link(
        views.mentions(),
        gazetteer=gazetteer,
        judgements=judgements,
        protected=protected,
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


def _listed(views: Views) -> Iterator[ListedName]:
    """Rows of lists of persons, so that an entry tells on which lists it stands."""
    names = {digest: told.title or told.file for digest, told in views.provenances()}
    for statement in views.linked_statements():
        if statement.reader == LIST_READER and statement.targets:
            person = statement.targets[0]
            yield ListedName(
                row=statement.id,
                list=names[statement.exhibit],
                name=person.name,
                person=person.id,
            )


def weigh_case(views: Views, view: CaseView, *, listener: Listener) -> dict[str, int]:
    """Find origins, contradictions, register, connectivity and ownership.

    Returns:
        How many of each were found.
    """
    listener("weigh", 0, 0)
    facts = {
        digest: ExhibitFacts(
            outlet=told.outlet or told.author,
            published=told.published,
            file=told.file,
        )
        for digest, told in views.provenances()
    }
    origins = find_origins(views.linked_statements(), facts)
    questions, contradictions = weigh(views.linked_statements(), origins, facts)
    with views.transaction():
        views.replace("origin", origins)
        views.put_origins((s, o.id) for o in origins for s in o.statements)
        views.replace("question", questions)
        views.replace("contradiction", contradictions)
        views.put_contradicting(contradictions)
        views.replace("connectivity", connectivity(views.linked_statements()))
        views.replace("ownership", ownership(views.linked_statements()))
        listed = list(_listed(views))
        found = register(views.linked_statements(), view.people(), listed)
        views.replace("register", found)
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

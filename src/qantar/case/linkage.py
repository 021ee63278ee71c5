"""Linkage and weighing over the whole case, streamed from the views and back."""

from collections.abc import Iterable, Iterator

from qantar import linking
from qantar.case.progress import Listener, follow
from qantar.case.view import CaseView
from qantar.case.views import Views
from qantar.text.gazetteer import builtin
from qantar.vocabulary.judgement import Judgement
from qantar.vocabulary.statement import Statement

__all__ = ["link_case", "weigh_case"]


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

    def linked() -> Iterator[Statement]:
        total = views.count("statement")
        for statement in follow(views.raw_statements(), "link", total, listener):
            yield linking.apply_links(statement, links, gazetteer)

    with views.transaction():
        views.put_links(links.canonical, linked())
        views.replace("person", links.people)
        views.replace("grp", links.groups)
        views.replace("place", links.places)
        views.replace("event", linking.link_events(views.linked_statements(), links))
    return {name: views.count(name) for name in ("person", "grp", "place", "event")}

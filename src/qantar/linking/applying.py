"""Ids into statements: speakers, agents, targets, places."""

from collections.abc import Sequence
from dataclasses import replace

from qantar.linking.links import Links
from qantar.linking.places import place_of
from qantar.vocabulary.gazetteer import Gazetteer
from qantar.vocabulary.statement import Party, Speaker, Statement, Where

__all__ = ["apply_links"]


def apply_links(
    statement: Statement,
    links: Links,
    gazetteer: Gazetteer,
    *,
    prior: Sequence[str] = ("KZ",),
) -> Statement:
    """The statement with ids of those it names, as far as they are clear.

    An id that is already there stays. A place that no mention named (it was inferred)
    is looked up in the gazetteer.
    """
    return replace(
        statement,
        chain=tuple(_speaker(s, links, statement.exhibit) for s in statement.chain),
        agents=tuple(_party(p, links, statement.exhibit) for p in statement.agents),
        targets=tuple(_party(p, links, statement.exhibit) for p in statement.targets),
        where=tuple(
            _where(w, links, statement.exhibit, gazetteer, prior)
            for w in statement.where
        ),
    )


def _who(name: str, links: Links, exhibit: str) -> str:
    return links.resolve(name, "PER", exhibit=exhibit) or links.resolve(
        name, "ORG", exhibit=exhibit
    )


def _speaker(speaker: Speaker, links: Links, exhibit: str) -> Speaker:
    hidden = speaker.protected and speaker.described
    if speaker.id or hidden or speaker.name.endswith("(unnamed)"):
        return speaker
    found = _who(speaker.name, links, exhibit)
    return replace(speaker, id=found) if found else speaker


def _party(party: Party, links: Links, exhibit: str) -> Party:
    if party.id:
        return party
    found = _who(party.name, links, exhibit)
    return replace(party, id=found) if found else party


def _where(
    where: Where,
    links: Links,
    exhibit: str,
    gazetteer: Gazetteer,
    prior: Sequence[str],
) -> Where:
    # Reading gives the gazetteer's id; places of the case have theirs behind "l:".
    told = where.id if where.id.startswith("l:") or not where.id else "l:" + where.id
    key = told or links.resolve(where.name, "LOC", exhibit=exhibit)
    if not key and (hit := place_of(where.name, gazetteer, prior)):
        key = "l:" + hit.id
    if not key:
        return where
    place = gazetteer.get(key.removeprefix("l:"))
    if place is None:
        return replace(where, id=key)
    precision = place.kind if where.precision == "unknown" else where.precision
    return replace(
        where,
        id=key,
        lat=place.lat if where.lat is None else where.lat,
        lon=place.lon if where.lon is None else where.lon,
        precision=precision,
    )

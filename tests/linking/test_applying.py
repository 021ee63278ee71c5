"""Ids into statements."""

from dataclasses import replace

from name_exhibits import mention, mentions_of
from qantar.linking import apply_links, link
from qantar.text.gazetteer import builtin
from qantar.vocabulary.statement import Party, Speaker, Statement, Where

PLAIN = Statement(
    id="s1",
    exhibit="e1",
    start=0,
    end=1,
    quote="x",
    lang="en",
    chain=(Speaker(name="Esenov"), Speaker(name="a neighbour (unnamed)")),
    event_type="arrest",
    agents=(Party(name="Bund freier Archive"), Party(name="the crowd")),
    where=(Where(name="Жаңаөзенде"),),
)
LINKS = link(
    [*mentions_of("Marat Esenov", "Esenov"), mention("Bund freier Archive", "ORG")],
    gazetteer=builtin(),
)


def test_speakers_and_parties_get_the_ids_of_those_they_name() -> None:
    found = apply_links(PLAIN, LINKS, builtin())

    assert found.chain[0].id == LINKS.people[0].id
    assert found.agents[0].id == LINKS.groups[0].id


def test_unnamed_and_unknown_voices_stay_without_id() -> None:
    found = apply_links(PLAIN, LINKS, builtin())

    assert found.chain[1].id == ""
    assert found.agents[1].id == ""


def test_places_get_point_and_precision_from_the_gazetteer() -> None:
    (where,) = apply_links(PLAIN, LINKS, builtin()).where

    assert (where.id, where.precision) == ("l:geonames:607610", "city")
    assert where.lat is not None
    assert round(where.lat) == 43


def test_a_place_nobody_knows_stays_as_it_is() -> None:
    lonely = replace(PLAIN, where=(Where(name="Qyrghyzbulaqsai"),))

    assert apply_links(lonely, LINKS, builtin()).where == lonely.where


def test_ids_that_are_there_stay() -> None:
    told = replace(PLAIN, chain=(Speaker(name="Esenov", id="p:told"),))

    assert apply_links(told, LINKS, builtin()).chain[0].id == "p:told"


def test_an_id_of_the_gazetteer_becomes_the_place_of_the_case() -> None:
    read = Where(name="Janaozen", id="geonames:607610")
    linked = apply_links(replace(PLAIN, where=(read,)), LINKS, builtin())

    assert linked.where[0].id == "l:geonames:607610"

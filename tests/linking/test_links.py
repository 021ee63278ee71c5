"""Mentions to persons, groups and places; judgements; protection; ids."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from name_exhibits import mention, mentions_of
from qantar.linking import Links, link
from qantar.text.gazetteer import builtin
from qantar.vocabulary.judgement import Judgement
from qantar.vocabulary.mention import Mention


def linked(
    mentions: list[Mention], *judgements: Judgement, protected: tuple[str, ...] = ()
) -> Links:
    return link(
        mentions, gazetteer=builtin(), judgements=judgements, protected=protected
    )


def people(links: Links) -> list[set[str]]:
    return sorted(({n.text for n in p.names} for p in links.people), key=sorted)


def judged(
    kind: str, left: str, right: str, *, at: str = "1", withdrawn: bool = False
) -> Judgement:
    return Judgement(
        id=kind + left + right + at,
        kind=kind,
        left=left,
        right=right,
        at=at,
        withdrawn=withdrawn,
    )


def test_a_surname_joins_the_only_full_name_of_its_exhibit() -> None:
    links = linked(mentions_of("Marat Esenov", "Esenow"))

    assert people(links) == [{"Marat Esenov", "Esenow"}]
    assert any("only one person of the exhibit fits" in w for w in links.people[0].why)


def test_a_surname_of_two_stays_open() -> None:
    links = linked(mentions_of("Marat Esenov", "Serik Esenov", "Esenov"))

    assert people(links) == [{"Esenov"}, {"Marat Esenov"}, {"Serik Esenov"}]


def test_full_names_join_across_exhibits_and_scripts() -> None:
    links = linked(
        [mention("Marat Esenov"), mention("Марат Есенов", exhibit="e2", lang="ru")]
    )

    assert people(links) == [{"Marat Esenov", "Марат Есенов"}]
    assert {n.script for n in links.people[0].names} == {"Latn", "Cyrl"}


def test_a_given_name_never_leaves_its_exhibit() -> None:
    links = linked([mention("Anna"), mention("Anna", exhibit="e2")])

    assert len(links.people) == 2


def test_the_man_and_the_city_stay_apart() -> None:
    links = linked([mention("Nursultan", "PER"), mention("Nursultan", "LOC", start=50)])

    assert len(links.people) == 1
    assert links.places[0].id == "l:geonames:1526273"


def test_spellings_of_a_place_are_one_place_with_its_zone() -> None:
    links = linked(mentions_of("Janaozen", "Жаңаөзен", "Zhanaozen", type="LOC"))

    (place,) = links.places
    assert (place.zone, place.precision, place.country) == ("Asia/Aqtau", "city", "KZ")
    assert len(place.names) == 3


def test_an_abbreviation_in_brackets_is_the_name_before_it() -> None:
    long = mention("Bund freier Archive", "ORG", start=0)
    short = mention("BFA", "ORG", start=len("Bund freier Archive") + 2)

    assert len(linked([long, short]).groups) == 1


def test_legal_forms_and_quotes_do_not_make_another_company() -> None:
    links = linked(
        [mention("ТОО «Свет»", "ORG"), mention("Svet LLP", "ORG", exhibit="e2")]
    )

    assert len(links.groups) == 1


def test_a_bare_office_is_another_in_another_exhibit() -> None:
    links = linked(
        [mention("прокуратура", "ORG"), mention("прокуратура", "ORG", exhibit="e2")]
    )

    assert len(links.groups) == 2


def test_same_joins_and_goes_on_through_others() -> None:
    one, two = mention("Marat Esenov"), mention("Mukha", exhibit="e2")
    three = mention("Brat", exhibit="e3")

    links = linked(
        [one, two, three],
        judged("same", one.id, two.id),
        judged("same", two.id, three.id),
    )

    assert len(links.people) == 1
    assert len(set(links.canonical.values())) == 1


def test_different_keeps_apart_what_would_join() -> None:
    one, two = mention("Marat Esenov"), mention("Marat Esenov", exhibit="e2")

    assert len(linked([one, two], judged("different", one.id, two.id)).people) == 2


def test_different_holds_through_a_third() -> None:
    one = mention("Marat Esenov")
    two, three = mention("Mukha", exhibit="e2"), mention("Brat", exhibit="e3")

    links = linked(
        [one, two, three],
        judged("different", one.id, three.id),
        judged("same", one.id, two.id),
        judged("same", two.id, three.id),
    )

    assert links.canonical[one.id] != links.canonical[three.id]


def test_judgements_on_ids_of_an_earlier_run_are_obeyed() -> None:
    mentions = [mention("Marat Esenov"), mention("Serik Kanatov", exhibit="e2")]
    before = linked(mentions)
    left, right = (p.id for p in before.people)

    assert len(linked(mentions, judged("same", left, right)).people) == 1


def test_a_withdrawn_or_older_judgement_does_not_count() -> None:
    one, two = mention("Marat Esenov"), mention("Marat Esenov", exhibit="e2")
    mentions = [one, two]

    assert (
        len(
            linked(mentions, judged("different", one.id, two.id, withdrawn=True)).people
        )
        == 1
    )
    assert (
        len(
            linked(
                mentions,
                judged("different", one.id, two.id, at="1"),
                judged("same", one.id, two.id, at="2"),
            ).people
        )
        == 1
    )


def test_protected_voices_never_join_and_are_marked() -> None:
    mentions = [mention("Zarina Qanar"), mention("Zarina Qanar", exhibit="e2")]

    links = linked(mentions, protected=("Zarina Qanar",))

    assert len(links.people) == 2
    assert all(p.protected for p in links.people)


def test_names_resolve_in_any_spelling_and_within_an_exhibit() -> None:
    links = linked(
        [
            *mentions_of("Marat Esenov", "Esenov"),
            *mentions_of("Serik Esenov", "Esenov", exhibit="e2"),
        ]
    )

    assert (
        links.resolve("Марат Есенов", "PER")
        == links.canonical[mentions_of("Marat Esenov")[0].id]
    )
    assert links.resolve("Esenov", "PER") == ""
    assert links.resolve("Esenov", "PER", exhibit="e2") == links.resolve(
        "Serik Esenov", "PER"
    )
    assert links.resolve("Nobody", "PER") == ""


def test_a_protected_name_is_nobodys_in_another_exhibit() -> None:
    links = linked([mention("Zarina Qanar")], protected=("Zarina Qanar",))

    assert links.resolve("Zarina Qanar", "PER", exhibit="e1")
    assert links.resolve("Zarina Qanar", "PER", exhibit="e2") == ""


@given(
    st.permutations(
        ["Marat Esenov", "Esenov", "Serik Kanatov", "Канатов", "Марат Есенов"]
    )
)
def test_ids_do_not_depend_on_order(names: list[str]) -> None:
    def ids(order: list[str]) -> set[tuple[str, frozenset[str]]]:
        links = linked([mention(n, exhibit="e" + n[0]) for n in order])
        return {(p.id, frozenset(n.text for n in p.names)) for p in links.people}

    assert ids(names) == ids(sorted(names))


def test_ids_stay_when_an_exhibit_is_added() -> None:
    before = linked([mention("Marat Esenov")])
    after = linked([mention("Марат Есенов", exhibit="e0"), mention("Marat Esenov")])

    assert before.people[0].id == after.people[0].id


@pytest.mark.slow
def test_two_hundred_thousand_mentions_take_less_than_a_minute() -> None:
    first = [
        "Marat",
        "Serik",
        "Anna",
        "Dina",
        "Olga",
        "Timur",
        "Aidar",
        "Nurlan",
        "Sara",
        "Pavel",
    ]
    last = [
        a + b + "ov"
        for a in ["Kar", "Es", "Tul", "Bor", "Zhum", "Akh", "Sul", "Mal", "Ker", "Ner"]
        for b in [
            "abai",
            "atai",
            "mukhan",
            "edi",
            "osh",
            "imbek",
            "asyl",
            "urat",
            "enik",
            "aman",
        ]
    ]
    mentions = (
        mention(
            f"{first[n % 10]} {last[(n * 7) % 100]}" if n % 3 else last[n % 100],
            exhibit=f"e{n // 20}",
            start=n,
        )
        for n in range(200_000)
    )
    began = time.process_time()  # a busy machine must not fail it
    links = link(mentions, gazetteer=builtin())

    assert time.process_time() - began < 60
    assert len(links.canonical) == 200_000

"""Who repeats whom: invented reports on invented towns."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.vocabulary.finding import Origin
from qantar.vocabulary.statement import Speaker, Stance, Statement
from qantar.weighing.origins import ExhibitFacts, find_origins
from qantar.weighing.voices import same_named, voice_of
from weighing_rows import count, said


def groups(*statements: Statement, use_hints: bool = True) -> list[set[str]]:
    """The origins as sets of quotes, largest first."""
    names = {s.id: s.quote for s in statements}
    origins = find_origins(statements, use_hints=use_hints)
    return [{names[i] for i in origin.statements} for origin in origins]


def together(*statements: Statement) -> bool:
    return len(groups(*statements)) == 1


def test_one_office_quoted_by_three_outlets_is_one_origin() -> None:
    assert together(
        said("a", "Prosecutor General Brandt > Courier", count(figure=227)),
        said("b", "Prosecutor General > Agency Zeta > Bote", count(figure=227)),
        said(
            "c",
            "officials > Tagblatt",
            count(figure=227, scope=""),
            published="2031-05-06",
        ),
    )


def test_an_outlet_that_names_no_voice_repeats_a_rare_figure() -> None:
    assert together(
        said("a", "Ministry of Health > Courier", count(figure=238, scope="all")),
        said(
            "b",
            "Tagblatt",
            count(lower=238, best=238, scope="all"),
            published="2031-09-01",
        ),
    )


def test_the_same_rare_figure_from_two_named_people_is_two_origins() -> None:
    assert not together(
        said("a", "Anna Berg > Courier", count(figure=238)),
        said("b", "Otto Kern > Bote", count(figure=238)),
    )


def test_two_offices_with_one_round_figure_are_two_origins() -> None:
    assert not together(
        said("a", "Ministry of Health > Courier", count(what="injured", figure=1000)),
        said(
            "b",
            "Ministry of Internal Affairs > Bote",
            count(what="injured", figure=1000),
        ),
    )


def test_a_growing_toll_is_an_origin_for_each_state() -> None:
    assert not together(
        said(
            "a", "Prosecutor General > Courier", count(figure=225, as_of="2031-05-15")
        ),
        said(
            "b", "Prosecutor General > Courier", count(figure=227, as_of="2031-05-20")
        ),
    )


def test_a_rounded_figure_joins_the_one_exact_figure_it_fits() -> None:
    assert together(
        said("a", "Ministry of Health > Courier", count(what="injured", figure=2265)),
        said(
            "b",
            "Ministry of Health > Bote",
            count(what="injured", lower=2200, best=2200),
        ),
    )


def test_a_rounded_figure_that_fits_two_origins_joins_none() -> None:
    found = groups(
        said("a", "Prosecutor General > Courier", count(figure=225)),
        said("b", "Prosecutor General > Courier", count(figure=227)),
        said(
            "c", "Prosecutor General > Bote", count(lower=221), published="2031-09-01"
        ),
    )

    assert found == [{"a"}, {"b"}, {"c"}] or all(len(group) == 1 for group in found)


def test_a_night_is_no_hour_that_two_could_only_have_from_one() -> None:
    night = "2031-05-04T22:00+05:00~/2031-05-05T06:00+05:00~"

    assert not together(
        said(
            "a",
            "Prosecutor General > Courier",
            kind="arrest",
            when=night,
            agents="police",
        ),
        said("b", "Bote", kind="arrest", when=night, agents="police"),
    )


def test_two_voices_that_linking_told_apart_stay_apart() -> None:
    a, b = (
        voice_of(Speaker(name="Berg", id="p:1")),
        voice_of(Speaker(name="Berg", id="p:2")),
    )

    assert not same_named(a, b)


def test_a_withdrawal_is_no_repetition_of_what_it_withdraws() -> None:
    assert not together(
        said("a", "Ministry of Health > Courier", count(figure=164)),
        said("b", "Ministry of Health > Bote", count(best=164), stance=Stance.DENIES),
    )


def test_two_bodies_that_withdraw_one_figure_make_one_withdrawal() -> None:
    assert together(
        said(
            "a", "Ministry of Health > Courier", count(best=164), stance=Stance.DENIES
        ),
        said(
            "b", "Ministry of Information > Bote", count(best=164), stance=Stance.DENIES
        ),
    )


def test_the_hidden_first_link_of_a_chain_is_found() -> None:
    assert together(
        said("a", "Daniel Ast (Facebook) > Courier", targets="Ida Wieland"),
        said(
            "b",
            "friend in the car > Daniel Ast (Facebook) > Bote",
            targets="Ida Wieland",
        ),
    )


def test_witnesses_of_one_event_are_not_one_origin() -> None:
    assert not together(
        said("a", "eyewitness > Courier", kind="arson", targets="town hall"),
        said("b", "eyewitness > Bote", kind="arson", targets="town hall"),
    )


def test_two_deaths_of_one_are_not_joined_by_the_number_one() -> None:
    assert not together(
        said("a", "Ombudsman Rau > Courier", count(figure=1), targets="boy aged 11"),
        said("b", "Ombudsman Rau > Courier", count(figure=1), targets="girl aged 4"),
    )


def test_one_observers_record_of_a_network_is_one_origin() -> None:
    assert together(
        said("a", "NetWatch > Courier", kind="shutdown", when="2031-05-04T17:00Z"),
        said("b", "NetWatch > Bote", kind="connectivity-restored", when="2031-05-09"),
    )


def test_two_observers_of_a_network_are_two_origins() -> None:
    assert not together(
        said("a", "NetWatch", kind="shutdown", when="2031-05-04T17:00Z"),
        said("b", "Cloudline Radar", kind="shutdown", when="2031-05-04T16:30Z"),
    )


def test_regions_read_out_together_are_one_origin() -> None:
    rows = [
        said(
            place,
            "Channel Gesundheit > Bote",
            count(figure=n, as_of="2031-05-09"),
            where=place,
            exhibit="e1",
        )
        for place, n in (("Adorf", 103), ("Bedorf", 21), ("Cedorf", 10))
    ]

    assert together(*rows)


def test_nearly_the_same_words_in_two_exhibits_are_one_origin() -> None:
    words = (
        "in the night to Monday four houses near the old mill burned down to the ground"
    )

    assert together(
        said("a", "Anna Berg > Courier", kind="arson", quote=words),
        said(
            "b",
            "neighbours > Bote",
            kind="arson",
            quote=words + " again",
            when="2031-05",
        ),
    )


def test_spellings_of_one_name_are_one_voice() -> None:
    assert (
        voice_of(Speaker(name="Schalabajew")).sounds
        == voice_of(Speaker(name="Shalabayev")).sounds
    )


@pytest.mark.parametrize(
    "name", ["Kazakh authorities", "Behörden", "власти", "local officials"]
)
def test_words_that_name_nobody_are_vague(name: str) -> None:
    assert voice_of(Speaker(name=name)).vague == "official"


def test_a_protected_voice_is_compared_by_id_alone() -> None:
    voice = voice_of(Speaker(name="President Ulm", id="p:1", protected=True))

    assert (voice.key, voice.office, voice.rest) == ("p:1", "", frozenset())


def test_hints_of_a_sheet_are_taken_over_unless_told_not_to() -> None:
    rows = (
        said("a", "Anna Berg > Courier", hint="O-1", exhibit="sheet"),
        said("b", "Otto Kern > Bote", hint="O-1", exhibit="sheet"),
    )

    assert len(groups(*rows)) == 1
    assert len(groups(*rows, use_hints=False)) == 2


def test_evidence_is_in_words_with_the_strongest_first() -> None:
    origin: Origin
    (origin,) = find_origins(
        [
            said("a", "Prosecutor General > Courier", count(figure=227)),
            said("b", "Prosecutor General > Bote", count(figure=227)),
        ]
    )

    assert origin.evidence[0] == "both name the same voice (3)"
    assert "the same figure, 227 (2.5)" in origin.evidence


def test_the_named_and_earlier_voice_leads_its_origin() -> None:
    late = said(
        "late", "Tagblatt", count(figure=238, scope="all"), published="2031-06-01"
    )
    early = said(
        "early", "Ministry of Health > Courier", count(figure=238, scope="all")
    )

    (origin,) = find_origins([late, early])

    assert origin.statements == (early.id, late.id)
    assert origin.speaker == "Ministry of Health"


def test_files_and_outlets_come_from_the_facts() -> None:
    statement = said("a", "Anna Berg > Courier")
    facts = {statement.exhibit: ExhibitFacts(file="a.txt", outlet="Courier")}

    (origin,) = find_origins([statement], facts)

    assert origin.files == ("a.txt",)


ROWS = (
    said("a", "Prosecutor General > Courier", count(figure=227)),
    said("b", "Prosecutor General > Bote", count(figure=227)),
    said("c", "Tagblatt", count(lower=227, best=227), published="2031-07-01"),
    said("d", "Anna Berg > Courier", count(figure=40)),
)


def test_origins_do_not_depend_on_the_order_of_the_input() -> None:
    expected = {o.id for o in find_origins(ROWS)}

    assert all(
        {o.id for o in find_origins(list(p))} == expected for p in permutations(ROWS)
    )


@given(st.lists(st.sampled_from(ROWS), unique_by=lambda s: s.id))
def test_every_statement_is_in_exactly_one_origin(rows: Sequence[Statement]) -> None:
    origins = find_origins(rows)

    assert sorted(i for o in origins for i in o.statements) == sorted(
        s.id for s in rows
    )


def test_the_unnamed_who_give_an_offices_latest_total_have_it_from_there() -> None:
    series = [
        said(
            f"p{n}",
            "Prosecutor General > Courier",
            count(figure=figure, as_of=day),
            published=day,
        )
        for n, (figure, day) in enumerate(
            [(225, "2031-05-15"), (227, "2031-06-01"), (230, "2031-07-01")]
        )
    ]
    repeats = said(
        "late", "Tagblatt", count(lower=230, best=230), published="2031-08-10"
    )

    found = groups(*series, repeats)

    assert {"p2", "late"} in found
    assert len(found) == 3


def test_the_same_total_years_later_shows_nothing() -> None:
    series = [
        said(f"p{n}", "Prosecutor General > Courier", count(figure=f, as_of=d))
        for n, (f, d) in enumerate(
            [(22, "2031-05-15"), (24, "2031-06-01"), (25, "2031-07-01")]
        )
    ]
    late = said("late", "Tagblatt", count(figure=25), published="2036-08-10")

    assert {"late"} in groups(*series, late)


def test_two_outlets_that_name_nobody_may_each_have_seen_it() -> None:
    assert not together(
        said("a", "Courier", count(figure=14), agents="police"),
        said("b", "Bote", count(figure=14), agents="police", published="2033-01-01"),
    )


def test_the_same_words_with_a_denial_are_no_repetition() -> None:
    words = (
        "the ministry says that nine people lost their lives when the old mill burned"
    )

    assert not together(
        said("a", "Anna Berg > Courier", quote=words, kind="arson"),
        said(
            "b",
            "Otto Kern > Bote",
            quote=words + " is not true",
            kind="arson",
            stance=Stance.DENIES,
        ),
    )


def test_an_agencys_next_report_in_the_same_words_is_another_origin() -> None:
    words = (
        "people lost their lives when the old mill near the river burned down says Berg"
    )

    assert not together(
        said("a", "Anna Berg > Courier", count(figure=12), quote=f"12 {words}"),
        said(
            "b",
            "Otto Kern > Bote",
            count(figure=14),
            quote=f"14 {words}",
            published="2031-05-06",
        ),
    )


def test_relays_make_a_tree_from_the_first_statement_each_with_its_evidence() -> None:
    rows = [
        said("a", "Prosecutor General > Courier", count(figure=227)),
        said("b", "Prosecutor General > Bote", count(figure=227)),
        said("c", "Tagblatt", count(figure=227), published="2031-05-06"),
    ]

    (origin,) = find_origins(rows)

    assert origin.relays[0].parent == origin.statements[0]
    assert {relay.child for relay in origin.relays} == set(origin.statements[1:])
    assert all(relay.evidence for relay in origin.relays)

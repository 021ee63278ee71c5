"""Verdicts on whether, when, where and by whom: one invented case for each."""

from qantar.vocabulary.statement import Stance, Statement
from weighing_rows import count, rules, said, values


def test_an_asserted_and_a_denied_event_contradict() -> None:
    assert rules(
        said("a", "Anna Berg > Courier", kind="looting"),
        said("b", "Police > Bote", kind="looting", stance=Stance.DENIES),
    ) == {("contradiction", "asserted-and-denied")}


def test_a_denial_of_knowing_denies_no_event() -> None:
    assert not rules(
        said("a", "Anna Berg > Courier", kind="killing"),
        said(
            "b",
            "Channel North",
            kind="killing",
            stance=Stance.DENIES,
            quote="So far there is no confirmation.",
        ),
    )


def test_a_denied_manner_denies_no_harm() -> None:
    assert not rules(
        said("a", "hospital North > Courier", kind="injury", quote="A woman was hurt."),
        said(
            "b",
            "Police > Bote",
            kind="injury",
            stance=Stance.DENIES,
            quote="At no time was pepper spray used by anyone against people in the trees.",
        ),
    )


def cut(
    name: str, chain: str, when: str, quote: str = "The internet is off."
) -> Statement:
    return said(name, chain, kind="shutdown", when=when, quote=quote)


def test_clocks_half_an_hour_apart_are_noise() -> None:
    assert (
        values(
            "clock",
            cut("a", "NetWatch", "2031-05-04T17:00+06:00"),
            cut("b", "Cloudline", "2031-05-04T10:30Z"),
        )["minutes"]
        == "29"
    )


def test_a_time_without_a_zone_has_no_order() -> None:
    assert rules(
        cut("a", "NetWatch", "2031-05-04T10:42"),
        cut("b", "Cloudline", "2031-05-04T16:42+06:00"),
    ) == {("noise", "zone-unknown")}


def test_two_cuts_may_follow_each_other() -> None:
    assert rules(
        cut("a", "NetWatch", "2031-05-04T17:00+06:00"),
        cut("b", "Cloudline", "2031-05-04T21:00+06:00"),
    ) == {("undecided", "cut-again")}


def test_mobile_and_fixed_lines_are_two_networks() -> None:
    assert rules(
        cut("a", "NetWatch", "2031-05-04", "Mobile data is off."),
        cut("b", "Cloudline", "2031-05-04", "The fixed lines are cut."),
    ) == {("scope", "networks-differ")}


def test_one_cut_with_two_ends_is_a_contradiction() -> None:
    assert rules(
        cut("a", "operator", "2031-05-04T04:00+05:00/2031-05-04T12:00+05:00"),
        cut("b", "Cloudline", "2031-05-04T04:00+05:00/2031-05-04T14:20+05:00"),
    ) == {("contradiction", "ends-differ")}


def start(name: str, when: str, where: str = "Wolfenheim") -> Statement:
    return said(
        name,
        f"{name} Ast > {name}",
        kind="protest",
        when=when,
        where=where,
        quote="The protests began.",
    )


def test_two_beginnings_at_one_place_contradict() -> None:
    assert rules(start("Anna", "2031-05-01"), start("Otto", "2031-05-02")) == {
        ("contradiction", "starts-differ")
    }


def test_beginnings_of_town_and_country_differ_in_scope() -> None:
    assert rules(
        start("Anna", "2031-05-01"), start("Otto", "2031-05-04", "Nordland")
    ) == {("scope", "start-elsewhere")}


def test_a_gathering_and_a_protest_of_the_town_are_beginnings_of_two_grains() -> None:
    assert rules(
        start("Anna", "2031-05-01", "Market square, Wolfenheim"),
        start("Otto", "2031-05-02"),
    ) == {("scope", "start-grain")}


def test_one_death_on_two_days_is_a_contradiction() -> None:
    assert ("contradiction", "once") in rules(
        said("a", "mother Berg > Courier", targets="Ida Wieland", when="2031-05-06"),
        said("b", "Otto Kern > Bote", targets="Ida Wieland", when="2031-05-07"),
    )


def test_an_arrest_on_two_days_may_be_two_arrests() -> None:
    assert rules(
        said(
            "a",
            "Ida Wieland > Courier",
            kind="arrest",
            targets="Ida Wieland",
            when="2031-05-10",
        ),
        said(
            "b",
            "Police > Bote",
            kind="arrest",
            targets="Ida Wieland",
            when="2031-05-22",
        ),
    ) == {("undecided", "perhaps-two")}


def test_two_incidents_of_one_day_are_not_one() -> None:
    """Shots in the morning and at nightfall, each with its own count."""
    assert not rules(
        said(
            "a", "Anna Berg > Courier", count(figure=4), when="2031-05-06T09:00+05:00"
        ),
        said("b", "Otto Kern > Bote", count(figure=11), when="2031-05-06T20:00+05:00"),
    )


def test_one_state_has_several_voices_that_can_contradict() -> None:
    assert rules(
        said("a", "Prosecutor General > Courier", kind="looting"),
        said("b", "Interior Ministry > Bote", kind="looting", stance=Stance.DENIES),
    ) == {("contradiction", "asserted-and-denied")}


def test_one_side_under_two_names_is_noise_and_two_sides_contradict() -> None:
    def killed(name: str, voice: str, agents: str) -> Statement:
        return said(name, f"{voice} > {name}", targets="Ida Wieland", agents=agents)

    assert rules(
        killed("a", "Anna Berg", "police"), killed("b", "Otto Kern", "soldiers")
    ) == {("noise", "one-side")}
    assert rules(
        killed("a", "Anna Berg", "police"), killed("b", "Otto Kern", "bandits")
    ) == {("contradiction", "other-side")}


def test_reasons_write_names_as_the_statements_do() -> None:
    def killed(name: str, voice: str, agents: str) -> Statement:
        return said(name, f"{voice} > {name}", targets="Ida Wieland", agents=agents)

    said_of = values(
        "agents-unclear",
        killed("a", "Anna Berg", "Uwe Stein"),
        killed("b", "Otto Kern", "stray bullet"),
    )

    assert sorted(said_of.values()) == ["Uwe Stein", "stray bullet"]


def test_a_name_given_by_a_custodian_is_not_merged() -> None:
    """A false name shown by the police stands as another person."""
    assert not rules(
        said("a", "Police > Courier", kind="arrest", targets="Zacharias Ober"),
        said(
            "b",
            "Anna Berg > Bote",
            kind="arrest",
            targets="Viktor Rusch",
            when="2031-05-07",
        ),
    )

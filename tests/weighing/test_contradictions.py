"""Verdicts: one invented case for every thing that real reporting does to a figure."""

from itertools import permutations

from qantar.vocabulary.finding import Verdict
from qantar.vocabulary.statement import Stance, Status
from weighing_rows import asked, count, rules, said, values, weighed, with_retraction


def test_two_voices_that_count_one_thing_differently_contradict() -> None:
    assert rules(
        said("a", "lawyer Ast > Courier", count(what="detained", figure=37)),
        said("b", "Prosecutor General > Bote", count(what="detained", figure=12)),
    ) == {("contradiction", "counts-exclude")}


def test_figures_of_two_towns_are_not_compared() -> None:
    assert not rules(
        said("a", "lawyer Ast > Courier", count(figure=37)),
        said("b", "Prosecutor General > Bote", count(figure=12), where="Adorf"),
    )


def test_figures_of_two_nights_are_not_compared() -> None:
    assert not rules(
        said("a", "lawyer Ast > Courier", count(figure=37), when="2031-05-04"),
        said("b", "Prosecutor General > Bote", count(figure=12), when="2031-05-06"),
    )


def test_demands_and_predictions_contradict_nothing() -> None:
    assert not rules(
        said("a", "lawyer Ast > Courier", count(figure=37), stance=Stance.PREDICTS),
        said("b", "Prosecutor General > Bote", count(figure=12)),
    )


def test_questions_of_one_measure_and_two_events_have_two_ids() -> None:
    rows = [
        said(
            f"{kind}{voice}",
            f"{voice} > {voice}",
            count(what="officers", figure=n),
            kind=kind,
        )
        for kind in ("strike", "clash")
        for voice, n in (("Anna Berg", 4), ("Otto Kern", 90))
    ]

    questions = asked(*rows)

    assert len({q.id for q in questions}) == len(questions) == 2


def test_a_question_writes_its_building_as_the_statements_do() -> None:
    (question,) = asked(
        said("a", "Anna Berg > Courier", kind="looting", where="Market square"),
        said(
            "b",
            "Police > Bote",
            kind="looting",
            where="Market square",
            stance=Stance.DENIES,
        ),
    )

    assert question.place_name == "Market square"


def test_four_reports_of_one_origin_are_one_answer() -> None:
    (question,) = asked(
        *(
            said(outlet, f"Prosecutor General > {outlet}", count(figure=227))
            for outlet in ("Courier", "Bote", "Tagblatt", "Anzeiger")
        )
    )

    assert question.state == "one-origin"
    assert len(question.answers) == 1
    assert len(question.answers[0].repeats) == 3


TOTALS = (("2031-05-15", 225), ("2031-05-20", 227), ("2031-06-14", 230))


def test_a_growing_total_of_one_office_is_cumulative() -> None:
    rows = [
        said(
            day,
            "Prosecutor General > Courier",
            count(figure=n, as_of=day, cumulative=True),
        )
        for day, n in TOTALS
    ]

    assert rules(*rows) == {("cumulative", "grows")}
    assert asked(*rows)[0].state == "cumulative"


def test_a_total_that_falls_is_a_question_and_no_contradiction() -> None:
    rows = (
        said(
            "a", "Prosecutor General > Courier", count(figure=241, as_of="2031-07-29")
        ),
        said("b", "Prosecutor General > Bote", count(figure=238, as_of="2031-08-15")),
    )

    assert rules(*rows) == {("undecided", "falls")}
    assert values("falls", *rows) == {
        "a": "241",
        "b": "238",
        "a_day": "2031-07-29",
        "b_day": "2031-08-15",
    }


def test_totals_of_two_dates_by_two_voices_can_both_be_right() -> None:
    assert rules(
        said(
            "a", "Ministry of Health > Courier", count(figure=164, as_of="2031-05-09")
        ),
        said("b", "Otto Kern > Bote", count(figure=225, as_of="2031-05-15")),
    ) == {("cumulative", "grows-between")}


def test_two_offices_with_two_totals_on_one_day_stay_open() -> None:
    def total(figure: float) -> count:
        return count(
            what="detained", figure=figure, as_of="2031-05-09", cumulative=True
        )

    assert rules(
        said("a", "President Ulm > Courier", total(5800)),
        said("b", "Interior Ministry > Bote", total(5135)),
    ) == {("undecided", "two-offices-one-day")}


def test_officials_without_a_name_do_not_contradict_an_office() -> None:
    assert rules(
        said("a", "officials > Courier", count(figure=18, as_of="2031-05-06")),
        said("b", "Interior Ministry > Bote", count(figure=16, as_of="2031-05-09")),
    ) == {("undecided", "officials-unnamed")}


def test_a_withdrawal_is_inherited_by_every_relay() -> None:
    early, _, withdrawal = with_retraction()

    found = {
        c.rule: [m.statement for m in c.members] for c in weighed(*with_retraction())
    }

    assert found["withdrawn-with-its-origin"] == [withdrawal.id, early.id]


def test_a_repeat_after_the_withdrawal_is_a_zombie() -> None:
    _, late, withdrawal = with_retraction()

    found = {c.rule: c for c in weighed(*with_retraction())}

    assert found["zombie"].verdict is Verdict.RETRACTED
    assert [m.statement for m in found["zombie"].members] == [withdrawal.id, late.id]


def test_a_withdrawn_figure_contradicts_no_other() -> None:
    later = said("later", "Otto Kern > Anzeiger", count(figure=90))

    assert ("retracted", "withdrawn") in rules(*with_retraction(later))
    assert not [
        c
        for c in weighed(*with_retraction(later))
        if c.verdict is Verdict.CONTRADICTION
    ]


def test_an_outlet_that_tells_of_a_deletion_withdraws_nothing() -> None:
    claim = said(
        "claim", "President Ulm > Courier", count(what="attackers", figure=20000)
    )
    told = said(
        "told",
        "Anzeiger",
        count(what="attackers", best=20000),
        stance=Stance.DENIES,
        retracts=(claim.id,),
    )

    assert rules(claim, told) == {("undecided", "said-to-be-withdrawn")}


def test_a_denial_of_authorship_leaves_the_number_standing() -> None:
    assert rules(
        said("a", "Otto Kern > Courier", count(figure=164)),
        said(
            "b",
            "Ministry of Health > Bote",
            count(best=164),
            stance=Stance.DENIES,
            quote="The ministry did not issue the figure of 164.",
        ),
    ) == {("scope", "denies-authorship")}


def test_a_denied_number_is_a_contradiction() -> None:
    assert rules(
        said("a", "Otto Kern > Courier", count(figure=164)),
        said("b", "Ministry of Health > Bote", count(best=164), stance=Stance.DENIES),
    ) == {("contradiction", "number-denied")}


def test_one_case_is_no_toll() -> None:
    assert not rules(
        said(
            "a", "nurse Ast > Courier", count(what="injured", figure=1), kind="injury"
        ),
        said("b", "Otto Kern > Bote", count(what="injured", figure=9), kind="injury"),
    )


def test_unlike_matters_of_an_unspecific_kind_do_not_meet() -> None:
    assert not rules(
        said(
            "a",
            "Anna Berg > Courier",
            kind="other",
            quote="Observers stood at the well.",
        ),
        said(
            "b",
            "Police > Bote",
            kind="other",
            stance=Stance.DENIES,
            quote="No rope was cut.",
        ),
    )


def test_none_against_some_is_a_contradiction_of_numbers() -> None:
    found = rules(
        said("a", "Dr Ast > Courier", count(what="injured", figure=5), kind="injury"),
        said(
            "b",
            "Prosecutor General > Bote",
            count(what="injured", figure=0),
            kind="injury",
            stance=Stance.DENIES,
        ),
    )

    assert ("contradiction", "asserted-and-denied") in found


def test_one_number_under_two_names_is_a_warning() -> None:
    (found,) = [
        c
        for c in weighed(
            said(
                "a", "police chief Rau > Courier", count(figure=149, scope="civilians")
            ),
            said(
                "b",
                "Otto Kern > Bote",
                count(figure=149, scope="attackers"),
                where="Nordland",
            ),
        )
        if c.facet == "naming"
    ]

    assert (found.verdict, found.rule) == (Verdict.UNDECIDED, "one-number-two-names")


def test_bodies_and_wounded_with_one_number_are_a_warning() -> None:
    assert ("undecided", "one-number-two-things") in rules(
        said("a", "porters > Courier", count(what="bodies", figure=64)),
        said(
            "b",
            "Ministry of Health > Bote",
            count(what="injured", figure=64),
            kind="injury",
        ),
    )


def test_a_category_that_flips_in_a_relay_is_shown() -> None:
    rows = (
        said(
            "a",
            "Interior Ministry > Courier",
            count(figure=26, scope="attackers", as_of="2031-05-05"),
        ),
        said(
            "b",
            "officials > Bote",
            count(figure=26, scope="civilians", as_of="2031-05-05"),
        ),
    )

    assert rules(*rows) == {("relay", "label-drift")}


def test_a_bound_that_a_relay_adds_is_shown() -> None:
    assert rules(
        said("a", "Prosecutor General > Courier", count(figure=227)),
        said("b", "Prosecutor General > Bote", count(lower=227, best=227)),
    ) == {("relay", "bounds-drift")}


def test_a_sum_that_nobody_said_is_flagged() -> None:
    rows = (
        said(
            "a",
            "Interior Ministry > Courier",
            count(figure=26, scope="attackers", as_of="2031-05-05"),
        ),
        said(
            "b",
            "Otto Kern > Bote",
            count(figure=18, scope="security forces", as_of="2031-05-05"),
        ),
        said(
            "c",
            "officials > Tagblatt",
            count(lower=40, best=40, scope="all", as_of="2031-05-06"),
        ),
    )

    assert values("derived-sum", *rows) == {
        "sum": "40",
        "x": "26",
        "y": "18",
    } or values("derived-sum", *rows) == {"sum": "40", "x": "18", "y": "26"}


def test_bounds_that_meet_are_noise() -> None:
    assert rules(
        said("a", "Anna Berg > Courier", count(lower=13, best=13)),
        said("b", "Otto Kern > Bote", count(figure=35)),
    ) == {("noise", "bounds-meet")}


def test_a_rounded_figure_is_noise() -> None:
    assert rules(
        said("a", "Anna Berg > Courier", count(figure=2265, what="injured")),
        said("b", "Otto Kern > Bote", count(figure=2200, what="injured")),
    ) == {("noise", "rounded")}


def test_a_retracted_status_counts_for_the_whole_origin() -> None:
    assert ("retracted", "withdrawn") in rules(
        said("a", "Anna Berg > Courier", count(figure=40), status=Status.RECANTED),
        said("b", "Otto Kern > Bote", count(figure=90)),
    )


def test_many_answers_are_compared_by_neighbours() -> None:
    rows = [
        said(
            f"r{n}",
            f"Voice Nr{n}x > Outlet{n}",
            count(what="detained", figure=100 + 7 * n),
        )
        for n in range(60)
    ]

    assert len(weighed(*rows)) < 60 * 3


def test_verdicts_do_not_depend_on_the_order_of_the_input() -> None:
    rows = with_retraction(said("later", "Otto Kern > Anzeiger", count(figure=90)))
    expected = weighed(*rows)

    assert all(weighed(*order) == expected for order in permutations(rows))


def test_two_periods_of_one_month_are_two_questions() -> None:
    questions = asked(
        said("a", "Anna Berg > B", count(figure=5), when="2031-05-04"),
        said("b", "Otto Kern > C", count(figure=9), when="2031-05-04"),
        said("c", "Anna Berg > B", count(figure=3), when="2031-05-20"),
        said("d", "Otto Kern > C", count(figure=4), when="2031-05-20"),
    )

    tolls = [q for q in questions if q.facet == "number"]
    assert len(tolls) == len({q.id for q in tolls}) == 2


def test_who_denies_having_said_it_and_who_denies_the_number_are_two_answers() -> None:
    found = rules(
        said("a", "Ministry of Health > Courier", count(figure=164)),
        said(
            "b",
            "Ministry of Health > Bote",
            count(best=164),
            stance=Stance.DENIES,
            quote="we did not publish the number",
            hint="O",
            exhibit="sheet",
        ),
        said(
            "c",
            "Ministry of Information > Bote",
            count(best=164),
            stance=Stance.DENIES,
            hint="O",
            exhibit="sheet",
        ),
    )

    assert ("scope", "denies-authorship") in found


def test_many_answers_are_compared_by_the_figures_that_most_give() -> None:
    rows = [
        said(
            f"r{n}", f"Witness {chr(65 + n % 26)}{n} > Outlet {n}", count(figure=5 + n)
        )
        for n in range(60)
    ]

    assert 0 < len(weighed(*rows)) < 60 * 3


def test_a_time_that_a_relay_blurs_and_one_that_it_moves_are_told_apart() -> None:
    first = said("a", "Anna Berg > Courier", kind="arrest", targets="Ida Wieland")

    def told(when: str) -> set[tuple[str, str]]:
        later = said(
            "b",
            "Anna Berg > Courier > Bote",
            kind="arrest",
            targets="Ida Wieland",
            when=when,
        )
        return rules(first, later)

    assert ("relay", "time-blurred") in told("2031-05")
    assert ("relay", "time-drift") in told("2031-05-05")

"""The register: persons, their history, and the statements behind every value."""

from dataclasses import replace

import pytest

from qantar.errors import InputError
from qantar.vocabulary.entity import Person
from qantar.vocabulary.statement import Party, Stance, Statement, Status
from qantar.weighing.register import ListedName, register
from qantar.weighing.register_rules import COLUMNS, register_rules
from weighing_rows import said


def test_a_history_is_in_order_of_time() -> None:
    (entry,) = register(
        [
            said(
                "r", "A > B", kind="release", targets="Ida Wieland", when="2031-05-20"
            ),
            said("a", "A > B", kind="arrest", targets="Ida Wieland", when="2031-05-04"),
        ]
    )

    assert [v.value for v in entry.values if v.field == "status"] == [
        "arrest",
        "release",
    ]


def test_a_history_without_dates_follows_the_usual_order() -> None:
    (entry,) = register(
        [
            said(kind, "A > B", kind=kind, targets="Ida Wieland", when="")
            for kind in ("release", "torture", "arrest")
        ]
    )

    assert [v.value for v in entry.values if v.field == "status"] == [
        "arrest",
        "torture",
        "release",
    ]


def test_every_value_names_its_statements() -> None:
    rows = [
        said("a", "A > B", kind="arrest", targets="Ida Wieland"),
        said("b", "C > D", kind="arrest", targets="Ida Wieland"),
    ]

    (entry,) = register(rows)

    status = next(v for v in entry.values if v.field == "status")
    assert set(status.statements) == {row.id for row in rows}


def test_groups_denials_rumours_and_withdrawn_harm_make_no_entry() -> None:
    assert not register(
        [
            said("a", "A > B", targets="protesters"),
            said("b", "A > B", targets="Ida Wieland", stance=Stance.DENIES),
            said("c", "A > B", targets="Ida Wieland", stance=Stance.RUMOUR),
            said("d", "A > B", targets="Ida Wieland", status=Status.RETRACTED),
            said("e", "A > B", kind="speech", targets="Ida Wieland"),
        ]
    )


def test_a_protected_person_appears_under_the_pseudonym_alone() -> None:
    row = replace(
        said("a", "A > B", kind="arrest"),
        targets=(Party(name="Ida Wieland", id="p:1"),),
    )

    (entry,) = register([row], [Person(id="p:1", name="Witness 4", protected=True)])

    assert entry.name == "Witness 4"
    assert "Wieland" not in repr(entry)


def test_rows_of_lists_join_the_person_they_name() -> None:
    (entry,) = register(
        [said("a", "A > B", targets="Ida Wieland")],
        names=[
            ListedName(
                row="row-1",
                list="List of the dead",
                name="Ida WIELAND",
                values=(("age", "34"),),
            )
        ],
    )

    assert entry.lists == ("List of the dead",)
    age = next(v for v in entry.values if v.field == "age")
    assert (age.value, age.statements) == ("34", ("row-1",))


def test_a_name_only_on_a_list_is_an_entry_of_its_own() -> None:
    (entry,) = register([], names=[ListedName(row="r", list="L", name="Otto Kern")])

    assert (entry.name, entry.person) == ("Otto Kern", "")


def history(*rows: Statement) -> list[tuple[str, str]]:
    (entry,) = register(rows)
    return [(v.value, v.order) for v in entry.values if v.field == "status"]


def harmed(kind: str, when: str, exhibit: str, start: int = 0) -> Statement:
    told = said(
        f"{kind}{exhibit}{start}",
        "A > B",
        kind=kind,
        when=when,
        targets="Ida Wieland",
        exhibit=exhibit,
    )
    return replace(told, start=start, end=start + 10)


def test_what_has_no_date_stands_where_it_mostly_comes() -> None:
    assert history(
        harmed("release", "2031-05-20", "e1"),
        harmed("arrest", "2031-05-04", "e2"),
        harmed("torture", "", "e3"),
    ) == [("arrest", "dated"), ("torture", "usual"), ("release", "dated")]


def test_what_has_no_date_stands_behind_what_its_text_told_before() -> None:
    assert history(
        harmed("arrest", "2031-05-04", "e1", 0),
        harmed("injury", "", "e1", 50),
        harmed("release", "2031-05-20", "e2"),
    ) == [("arrest", "dated"), ("injury", "told"), ("release", "dated")]


def test_a_text_that_tells_the_end_first_does_not_turn_the_order() -> None:
    told = history(
        harmed("release", "", "e1", 0),
        harmed("torture", "", "e1", 50),
        harmed("arrest", "", "e1", 90),
    )

    assert [kind for kind, _ in told] == ["arrest", "torture", "release"]


def test_an_entry_points_to_the_rules_that_took_it_in() -> None:
    (entry,) = register([said("a", "A > B", kind="arrest", targets="Ida Wieland")])

    rules = register_rules(entry.rules)
    assert entry.rules == register_rules().version
    assert "arrest" in rules.kinds
    assert set(rules.inclusion) == {"de", "en", "kk", "ru"}


def test_rules_of_a_version_that_never_was_are_refused() -> None:
    with pytest.raises(InputError, match="'99'"):
        register_rules("99")


def test_the_ten_columns_are_asked_for_and_missing_ones_are_told() -> None:
    (entry,) = register(
        [
            said(
                "a",
                "A > Courier",
                kind="arrest",
                targets="Ida Wieland (nurse)",
                agents="police",
            )
        ]
    )

    assert len(COLUMNS) == 10
    assert entry.missing == ("sex",)


def test_cells_of_a_list_fill_the_columns() -> None:
    row = ListedName(row="r", list="L", name="Ida Wieland", values=(("sex", "f"),))

    (entry,) = register([], names=[row])

    assert {"location", "date", "type of harm"} <= set(entry.missing)
    assert "sex" not in entry.missing
    assert ("source", "L") in {(v.field, v.value) for v in entry.values}


def test_a_protected_voice_is_no_source_by_name() -> None:
    told = said("a", "A > Courier", kind="arrest", targets="Ida Wieland")
    hidden = replace(told, chain=(replace(told.chain[0], protected=True),))

    (entry,) = register([hidden])

    assert "source" in entry.missing

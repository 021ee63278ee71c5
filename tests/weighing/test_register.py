"""The register: persons, their history, and the statements behind every value."""

from dataclasses import replace

from qantar.vocabulary.entity import Person
from qantar.vocabulary.statement import Party, Stance, Status
from qantar.weighing.register import ListedName, register
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

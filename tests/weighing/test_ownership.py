"""Who owns what, as stated."""

from qantar.vocabulary.statement import Stance
from qantar.weighing.ownership import ownership
from weighing_rows import said


def test_the_agent_owns_the_target() -> None:
    row = said(
        "a",
        "Register > Courier",
        kind="ownership",
        agents="Nord Holding",
        targets="Gaswerk",
    )

    (found,) = ownership([row])

    assert (found.owner_name, found.relation, found.asset_name) == (
        "Nord Holding",
        "owns",
        "Gaswerk",
    )
    assert found.statements == (row.id,)


def test_words_tell_that_somebody_only_directs() -> None:
    row = said(
        "a",
        "Courier",
        kind="ownership",
        agents="Otto Kern",
        targets="Gaswerk",
        quote="Vorstandsvorsitzender von Gaswerk ist Otto Kern.",
    )

    assert [o.relation for o in ownership([row])] == ["directs"]


def test_two_accounts_of_one_holding_are_one_entry_without_a_false_date() -> None:
    rows = [
        said(
            n, "Courier", kind="ownership", agents="Nord", targets="Gaswerk", when=when
        )
        for n, when in (("a", "2031"), ("b", "2032"))
    ]

    (found,) = ownership(rows)

    assert found.when is None
    assert len(found.statements) == 2


def test_a_denied_holding_makes_no_entry() -> None:
    row = said(
        "a", "A > B", kind="ownership", agents="X", targets="Y", stance=Stance.DENIES
    )

    assert ownership([row]) == ()

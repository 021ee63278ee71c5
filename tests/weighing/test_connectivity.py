"""Network states per place and network."""

from qantar.vocabulary.statement import Stance
from qantar.weighing.connectivity import connectivity
from weighing_rows import said


def test_a_cut_and_its_end_are_two_states_in_order() -> None:
    found = connectivity(
        [
            said("on", "NetWatch", kind="connectivity-restored", when="2031-05-09"),
            said("off", "NetWatch", kind="shutdown", when="2031-05-04/2031-05-09"),
        ]
    )

    assert [(c.state, c.network, c.place_name) for c in found] == [
        ("off", "internet", "Wolfenheim"),
        ("on", "internet", "Wolfenheim"),
    ]


def test_words_tell_the_network_and_whether_it_was_slowed() -> None:
    (found,) = connectivity(
        [said("x", "NetWatch", kind="shutdown", quote="Мобильная связь замедлена.")]
    )

    assert (found.network, found.state) == ("mobile", "throttled")


def test_two_statements_of_one_state_are_one_entry() -> None:
    rows = [said(n, "NetWatch", kind="shutdown", quote="Netz aus") for n in ("a", "b")]

    (found,) = connectivity(rows)

    assert found.statements == tuple(sorted(row.id for row in rows))


def test_denied_and_undated_cuts_make_no_entry() -> None:
    rows = [
        said("a", "Police", kind="shutdown", stance=Stance.DENIES),
        said("b", "NetWatch", kind="shutdown", when=""),
        said("c", "NetWatch", kind="protest"),
    ]

    assert connectivity(rows) == ()

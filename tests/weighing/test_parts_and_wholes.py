"""Parts against wholes: a place in its town, a group in all, a stock and a flow."""

from qantar.vocabulary.statement import Statement
from weighing_rows import count, rules, said, values


def parts(*figures: int) -> list[Statement]:
    """Places of one list, and a whole of the same day by another voice."""
    rows = [
        said(
            f"part {n}",
            "Channel Gesundheit > Bote",
            count(figure=figure, as_of="2031-05-09", scope="all"),
            where=f"Town{n}",
            exhibit="one list",
        )
        for n, figure in enumerate(figures)
    ]
    whole = said(
        "whole",
        "Ministry of Health > Courier",
        count(figure=164, as_of="2031-05-09", scope="all"),
        where="Nordland",
    )
    return [*rows, whole]


def test_places_of_a_list_leave_a_rest_of_the_whole() -> None:
    assert values("parts-leave-rest", *parts(103, 21, 10, 8)) == {
        "sum": "142",
        "whole": "164",
        "rest": "22",
    }


def test_places_that_exceed_the_whole_contradict_it() -> None:
    assert ("contradiction", "parts-exceed") in rules(*parts(103, 60, 10))


def test_a_stock_and_a_flow_are_no_contradiction() -> None:
    assert rules(
        said(
            "a",
            "Interior Ministry > Courier",
            count(what="detained", figure=9900, flow="flow"),
        ),
        said(
            "b", "lawyer Ast > Bote", count(what="detained", figure=446, flow="stock")
        ),
    ) == {("scope", "stock-and-flow")}


def test_security_forces_are_a_part_of_all() -> None:
    assert rules(
        said(
            "a",
            "Interior Ministry > Courier",
            count(figure=18, scope="security forces"),
        ),
        said("b", "Otto Kern > Bote", count(figure=164, scope="all")),
    ) == {("scope", "scope-differs")}


def test_a_square_is_a_part_of_its_town() -> None:
    assert rules(
        said(
            "a",
            "Anna Berg > Courier",
            count(figure=4),
            where="Market square, Wolfenheim",
        ),
        said("b", "Otto Kern > Bote", count(figure=11)),
    ) == {("scope", "finer-place")}

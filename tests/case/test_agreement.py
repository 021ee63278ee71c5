"""Agreement of coders: published values, and honest silence where there is none."""

import pytest

from qantar.case.agreement import agreement, alpha, kappa

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), nominal example C:
# four observers, twelve units, missing values; alpha = 0.743 (rounded there).
OBSERVERS = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}


def codes() -> list[dict[str, str]]:
    return [
        {str(n): c for n, c in enumerate(row.split()) if c != "."}
        for row in OBSERVERS.values()
    ]


def test_alpha_is_that_of_the_published_example() -> None:
    value, shared = alpha(codes())

    assert value == pytest.approx(0.743, abs=0.0005)
    assert shared == 11


def test_kappa_is_that_of_the_textbook() -> None:
    # Cohen (1960) as in many textbooks: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15

    assert kappa(pairs) == pytest.approx(0.4)


@pytest.mark.parametrize("pairs", [[], [("y", "n")], [("y", "y")] * 9])
def test_where_nothing_could_differ_there_is_no_figure(
    pairs: list[tuple[str, str]],
) -> None:
    assert kappa(pairs) is None


def test_people_without_common_statements_are_not_compared() -> None:
    assert agreement({"a": {"s1": "right"}, "b": {"s2": "right"}}) == []
    assert alpha([{"s1": "right"}, {"s2": "right"}]) == (None, 0)


def test_two_people_are_counted_over_what_both_decided() -> None:
    told = {"a": {"s1": "right", "s2": "not said", "s3": "right"},
            "b": {"s1": "right", "s2": "right"}}  # fmt: skip
    (found,) = agreement(told)

    assert (found.both, found.same) == (2, 1)
    assert found.table == {("right", "right"): 1, ("not said", "right"): 1}

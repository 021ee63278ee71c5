"""The verdict: what may be said of some overlaps, and why."""

import tomllib
from functools import cache
from importlib.resources import files

import numpy as np
import pytest

from qantar.counting import (
    Assessment,
    LatentOptions,
    Overlaps,
    Standing,
    assess,
    overlaps_of_persons,
    reason_sentence,
)


def overlaps(*counts: int) -> Overlaps:
    """Overlaps by cell, from cell 1 on."""
    lists = len(counts).bit_length()
    return Overlaps(
        lists=tuple("ABCDEFGH"[:lists]),
        cells=tuple((cell, n) for cell, n in enumerate(counts, start=1) if n),
    )


@cache
def assessed(given: Overlaps) -> Assessment:
    return assess(
        given,
        generator=np.random.default_rng(1),
        draws=200,
        latent=LatentOptions(rounds=750),
    )


def keys(assessment: Assessment) -> list[str]:
    return [reason.key for reason in assessment.reasons]


GOOD = overlaps(150, 350, 150, 90, 38, 88, 37)


def test_good_overlaps_of_three_lists_give_a_range_over_all_families() -> None:
    found = assessed(GOOD)

    assert found.standing is Standing.ESTIMATE
    usable = [family for family in found.families if family.usable]
    assert len(usable) == 3
    assert found.lower == min(family.lower for family in usable)
    assert found.upper == max(family.upper for family in usable)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (overlaps(40, 50, 20), "two-lists"),
        (overlaps(1, 1, 1), "few-persons"),
        (overlaps(40, 50, 0, 30), "no-overlap"),
        (overlaps(0, 0, 20, 30, 0, 0, 4), "identical"),
        (overlaps(50), "one-list"),
    ],
)
def test_what_cannot_carry_an_estimate_is_refused(given: Overlaps, reason: str) -> None:
    found = assessed(given)

    assert found.standing is Standing.REFUSED
    assert reason in keys(found)
    assert (found.lower, found.upper) == (None, None)


def test_two_lists_show_chapman_but_nothing_rests_on_it() -> None:
    found = assessed(overlaps(40, 50, 20))

    assert [(f.name, f.usable) for f in found.families] == [("chapman", False)]
    assert found.families[0].total == pytest.approx(61 * 71 / 21 - 1)


def test_thin_overlaps_give_a_lower_bound_only() -> None:
    found = assessed(overlaps(40, 30, 6, 20))

    assert found.standing is Standing.LOWER_BOUND
    assert "sparse" in keys(found)
    assert found.upper is None


def test_a_bound_is_never_above_what_a_family_allows() -> None:
    found = assessed(overlaps(40, 30, 6, 20))

    assert found.lower is not None
    assert all(found.lower <= family.lower for family in found.families)


def test_thirty_lists_are_compared_with_the_smallest_taken_as_one() -> None:
    generator = np.random.default_rng(3)
    on = generator.random((1500, 30)) < 0.05
    held = {
        str(k): [f"L{j:02}" for j in np.flatnonzero(row)] for k, row in enumerate(on)
    }
    given = overlaps_of_persons(held)

    merged = given.merged(8)

    assert len(merged.lists) == 8
    assert merged.persons == given.persons
    assert max(merged.sizes()) == merged.sizes()[-1]


def test_chains_that_do_not_agree_give_a_lower_bound_and_say_so() -> None:
    found = assess(
        GOOD,
        generator=np.random.default_rng(1),
        draws=100,
        latent=LatentOptions(rounds=20, block=20),
    )

    assert found.standing is Standing.LOWER_BOUND
    assert "not-converged" in keys(found)


def test_an_open_population_is_refused() -> None:
    found = assess(GOOD, generator=np.random.default_rng(1), open_population=True)

    assert found.standing is Standing.REFUSED
    assert keys(found)[0] == "open-population"


def test_a_million_persons_are_no_burden() -> None:
    found = assessed(overlaps(150000, 350000, 150000, 90000, 38000, 88000, 37000))

    assert found.overlaps.persons == 903_000
    assert found.standing is not Standing.REFUSED


def test_an_empty_list_is_left_out_and_said() -> None:
    given = Overlaps(lists=("A", "B", "C", "D"), cells=GOOD.cells)

    found = assessed(given)

    assert found.overlaps.lists == ("A", "B", "C")
    assert "empty-list" in keys(found)


def test_every_reason_is_said_in_four_languages() -> None:
    for reason in assessed(overlaps(1, 1, 1)).reasons:
        said = {reason_sentence(reason, lang) for lang in ("de", "en", "ru", "kk")}

        assert len(said) == 4


def test_every_word_stands_in_four_languages_with_the_same_gaps() -> None:
    text = files("qantar.counting").joinpath("data", "words.toml").read_text("utf-8")
    for key, said in tomllib.loads(text).items():
        assert set(said) == {"de", "en", "ru", "kk"}, key
        gaps = {lang: frozenset(gap_names(words)) for lang, words in said.items()}
        assert len(set(gaps.values())) == 1, key


def gap_names(words: str) -> list[str]:
    return [part.split("}")[0] for part in words.split("{")[1:]]

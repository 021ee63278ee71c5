"""How times are cut into spans: as witnesses tell them, or as corpora mark them."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.errors import WhenError
from qantar.text.times import Convention, read_times

THURSDAY = date(2023, 3, 16)
WORDS = st.sampled_from(
    [
        "am",
        "5.",
        "7.",
        "Januar",
        "2022",
        "1987/88",
        "um",
        "16",
        "Uhr",
        "bis",
        "und",
        "oder",
        "Nacht",
        "vom",
        "auf",
        "den",
        "nach",
        "drei",
        "Tagen",
        "lang",
        "im",
        "Jahr",
        "selben",
        "Tag",
        ",",
        "–",
    ]
)


def cut(text: str, convention: Convention, language: str = "de") -> list[list[str]]:
    found = read_times(
        text, language=language, document_time=THURSDAY, convention=convention
    )
    return [[mention.quote, mention.when.value] for mention in found]


def test_timex_gives_each_end_of_a_range_its_own_span_and_value() -> None:
    text = "Vom 7. bis 9. März blieb das Tor zu."

    assert cut(text, "timex") == [["7.", "2023-03-07"], ["9. März", "2023-03-09"]]
    assert cut(text, "testimony") == [["7. bis 9. März", "2023-03-07/2023-03-09"]]


def test_timex_parts_a_day_from_a_clock_with_its_own_preposition() -> None:
    text = "Der Brief kam am 9. März 2022 um 18 Uhr an."

    assert cut(text, "timex") == [
        ["9. März 2022", "2022-03-09"],
        ["18 Uhr", "2022-03-09T18:00"],
    ]


def test_timex_leaves_a_clock_behind_a_comma_with_its_day() -> None:
    text = "Der Brief kam am 9. März 2022, 18 Uhr."

    assert cut(text, "timex") == [["9. März 2022, 18 Uhr", "2022-03-09T18:00"]]


def test_timex_takes_an_amount_without_the_word_after() -> None:
    text = "Am 9. März 2022 begann es. Nach drei Tagen war es vorbei."

    assert cut(text, "timex")[1] == ["drei Tagen", "P3D"]
    assert cut(text, "testimony")[1] == ["Nach drei Tagen", "2022-03-12"]


def test_timex_cuts_the_night_between_two_days_at_the_first_day() -> None:
    text = "In der Nacht vom 8. auf den 9. März fiel Schnee."

    assert [quote for quote, _ in cut(text, "timex")] == ["Nacht vom 8.", "9. März"]


def test_timex_takes_in_the_word_for_year() -> None:
    assert cut("Das war im Jahr 1987.", "timex") == [["Jahr 1987", "1987"]]


def test_what_follows_a_range_counts_from_it_however_it_is_cut() -> None:
    text = "Die Werft 1951 bis 1954\n\nAm 3. Mai kam das erste Schiff."

    assert cut(text, "timex")[-1] == cut(text, "testimony")[-1]


@given(st.lists(WORDS, max_size=25))
def test_spans_of_timex_are_in_order_and_lie_apart(words: list[str]) -> None:
    found = read_times(
        " ".join(words), language="de", document_time=THURSDAY, convention="timex"
    )

    assert all(one.end <= two.start for one, two in pairwise(found))


def test_an_unknown_convention_is_refused() -> None:
    with pytest.raises(WhenError, match="timex"):
        read_times("heute", language="de", convention="own")  # type: ignore[arg-type]


def test_phrases_take_in_prepositions_and_words_for_the_year() -> None:
    (found,) = read_times("Это было в 1987 году.", language="ru", convention="phrases")

    assert found.quote == "в 1987 году"

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.text.numbers import NumberSpan, read_numbers


def read(text: str, lang: str) -> list[tuple[float | None, float | None, float | None]]:
    return [(n.lower, n.best, n.upper) for n in read_numbers(text, 0, len(text), lang)]


@pytest.mark.parametrize(
    ("lang", "text", "bounds"),
    [
        ("de", "mindestens zwölf Tote", (12, 12, None)),
        ("de", "mehr als 300 Leute", (301, None, None)),
        ("de", "bis zu 80 Beamte", (None, 80, 80)),
        ("de", "fast 8000 Menschen", (7500, 8000, 8000)),
        ("de", "Dutzende Festnahmen", (24, None, 99)),
        ("de", "5 700 Personen", (None, 5700, None)),
        ("de", "20.000 Bewohner", (None, 20000, None)),
        ("de", "2,5 Millionen Euro", (None, 2500000, None)),
        ("de", "dreihundertvierzig Häuser", (None, 340, None)),
        ("de", "10 bis 15 Schüsse", (10, None, 15)),
        ("en", "no fewer than 1,200 people", (1200, 1200, None)),
        ("en", "two hundred and forty names", (None, 240, None)),
        ("en", "hundreds of shops", (200, None, 999)),
        ("en", "between 5 and 9 buses", (5, None, 9)),
        ("en", "a dozen men", (None, 12, None)),
        ("ru", "не менее сорока двух человек", (42, 42, None)),
        ("ru", "более ста машин", (101, None, None)),
        ("ru", "4,5 тыс. рублей", (None, 4500, None)),
        ("ru", "десятки раненых", (24, None, 99)),
        ("ru", "двадцати одного человека", (None, 21, None)),
        ("kk", "кемінде 37 адам", (37, 37, None)),
        ("kk", "50 мыңнан астам адам", (50001, None, None)),
        ("kk", "жүз алпыс сегіз адам", (None, 168, None)),
        ("kk", "жүздеген адам", (200, None, 999)),
        ("kk", "төртеуі әйел", (None, 4, None)),
    ],
)
def test_a_count_has_the_bounds_that_its_words_set(
    lang: str, text: str, bounds: tuple[float | None, float | None, float | None]
) -> None:
    assert read(text, lang) == [bounds]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "gegen 14.30 Uhr am 6. Januar"),
        ("de", "die 24-jährige Frau, Nr. 211/2021"),
        ("de", "Am 06.01.2022 um 14:30"),
        ("en", "a 24-year-old, p. 14, at 11.04"),
        ("en", "No one saw one another."),
        ("ru", "в 2011 году, 24-летний, № 5"),
        ("kk", "сағат 11, 2011 жылы, екінші рет"),
        ("de", "COVID19 und A4"),
    ],
)
def test_dates_clock_times_ages_and_names_are_no_counts(lang: str, text: str) -> None:
    assert [n for n in read_numbers(text, 0, len(text), lang) if not n.year_like] == []


def test_bare_digits_of_a_year_are_marked() -> None:
    text = "Seit 2019 gab es Proteste"
    assert [n.year_like for n in read_numbers(text, 0, len(text), "de")] == [True]


def test_a_number_inside_a_taken_stretch_is_not_read() -> None:
    text = "after 3 days, 4 men"
    found = read_numbers(text, 0, len(text), "en", taken=[(6, 12)])
    assert [n.best for n in found] == [4]


def test_offsets_count_from_the_whole_text() -> None:
    text = "Davor. Mindestens 13 Tote."
    (found,) = read_numbers(text, 7, len(text), "de")
    assert text[found.start : found.end] == "Mindestens 13"
    assert text[found.core : found.end] == "13"


@given(st.text(max_size=80), st.sampled_from(["de", "en", "ru", "kk", ""]))
def test_any_text_gives_ordered_spans_inside_it(text: str, lang: str) -> None:
    found = read_numbers(text, 0, len(text), lang)
    assert list(found) == sorted(found, key=lambda n: n.start)
    assert all(_inside(n, text) for n in found)


@given(st.integers(min_value=2, max_value=999))
def test_digits_keep_their_value(number: int) -> None:
    assert read(f"{number} Menschen", "de") == [(None, number, None)]


def _inside(number: NumberSpan, text: str) -> bool:
    return 0 <= number.start <= number.core < number.end <= len(text)

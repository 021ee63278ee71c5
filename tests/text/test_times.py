"""Times of invented sentences, one behaviour each, and laws for any text."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.errors import WhenError
from qantar.text.times import LANGUAGES, read_times
from qantar.text.times.lexicon import lexicon_of
from qantar.vocabulary.mention import TimeMention
from qantar.vocabulary.when import When

THURSDAY = date(2023, 3, 16)
ALPHABET = "абвгяіқңәABCZzäöüß 0123456789.,:;-–/()«»\"'\n\t°№€Oo"
WORDS = st.sampled_from(
    [
        "am",
        "5.",
        "5",
        "Januar",
        "2022",
        "um",
        "16",
        "Uhr",
        "bis",
        "und",
        "oder",
        "kurz",
        "vor",
        "gegen",
        "Nacht",
        "zum",
        "morgen",
        "vor",
        "drei",
        "Tagen",
        "jeden",
        "Abend",
        "the",
        "of",
        "on",
        "at",
        "in",
        "last",
        "next",
        "week",
        "year",
        "ago",
        "5pm",
        "half",
        "past",
        "to",
        "первой",
        "января",
        "года",
        "в",
        "с",
        "по",
        "до",
        "ночь",
        "на",
        "через",
        "три",
        "дня",
        "часов",
        "утра",
        "прошлой",
        "неделе",
        "қаңтарда",
        "жылы",
        "сағат",
        "үш",
        "күн",
        "бұрын",
        "кейін",
        "дейін",
        "мен",
        "90-х",
        "1990er",
        "5/1/22",
        "31.12.99",
        "2022-01-05",
        "24:00",
        "30",
        "31.",
        "Februar",
        "IV",
        "1999",
        "999",
        "00",
        "(",
        ")",
        ",",
        "–",
        "v.",
        "Chr.",
    ]
)
NUMBERS = [
    "5",
    "31",
    "1999",
    "16:20",
    "2.02",
    "24:00",
    "5/1/22",
    "0",
    "9999",
    "12.12.12",
    "2022-02-30",
    "XIV",
]
SENTENCES = st.lists(WORDS, max_size=25).map(" ".join)
ANY = st.one_of(st.text(max_size=80), st.text(alphabet=ALPHABET, max_size=80))
LANGUAGE = st.sampled_from(LANGUAGES)


def read(text: str, language: str = "de", **more: str) -> list[TimeMention]:
    zone = more.pop("zone", "Asia/Almaty")
    moment = datetime(2023, 3, 16, 12, tzinfo=UTC)
    found = read_times(
        text,
        language=language,
        document_time=moment,
        zone=zone,
        anchor=more.pop("anchor", None),
    )
    return list(found)


def values(text: str, language: str = "de", **more: str) -> list[str]:
    return [mention.when.value for mention in read(text, language, **more)]


@given(st.one_of(ANY, SENTENCES), LANGUAGE)
def test_any_text_is_read_with_true_offsets(text: str, language: str) -> None:
    end = 0
    for mention in read(text, language):
        assert text[mention.start : mention.end] == mention.quote
        assert mention.quote
        assert mention.start >= end
        end = mention.end


@given(SENTENCES, LANGUAGE)
def test_times_begin_before_they_end_and_are_parsed_back(
    text: str, language: str
) -> None:
    for mention in read(text, language):
        when = mention.when
        assert (
            when.earliest is None or when.latest is None or when.earliest < when.latest
        )
        assert When.parse(when.value, zone=when.zone, words=when.words) == when


@given(st.data(), LANGUAGE, st.sampled_from([date(1, 1, 1), THURSDAY, date.max]))
def test_no_heap_of_words_of_time_breaks_the_reader(
    data: st.DataObject, language: str, document: date
) -> None:
    lexicon = lexicon_of(language)
    phrases = [form for forms in lexicon.phrases.values() for form, _ in forms]
    words = st.sampled_from([*lexicon.words, *lexicon.glued, *phrases, *NUMBERS])
    text = " ".join(data.draw(st.lists(words, max_size=9)))

    for mention in read_times(text, language=language, document_time=document):
        assert When.parse(mention.when.value).edtf() == mention.edtf


@given(SENTENCES, LANGUAGE)
def test_reading_twice_gives_the_same(text: str, language: str) -> None:
    assert read(text, language) == read(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Gestern war es still.", "de"),
        ("Last year the mill burned.", "en"),
        ("Вчера было тихо.", "ru"),
        ("Былтыр диірмен өртенді.", "kk"),
    ],
)
def test_relative_times_move_with_the_document(text: str, language: str) -> None:
    now, later = (
        read_times(text, language=language, document_time=date(year, 3, 16))[0].when
        for year in (2023, 2024)
    )

    assert now.earliest is not None
    assert later.earliest is not None
    assert later.earliest - now.earliest in (timedelta(365), timedelta(366))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Am 3. Mai 2019 um 7 Uhr.", "de"),
        ("On 3 May 2019 at 7 am.", "en"),
        ("3 мая 2019 года в 7 утра.", "ru"),
        ("2019 жылғы 3 мамырда сағат 7-де.", "kk"),
    ],
)
def test_absolute_times_do_not_move_with_the_document(text: str, language: str) -> None:
    found = [
        read_times(text, language=language, document_time=date(year, 3, 16))[0].when
        for year in (2021, 2022, 2023)
    ]

    assert len(set(found)) == 1
    assert found[0].value.startswith("2019-05-03T07:00")


def test_without_a_document_time_relative_times_stay_unread() -> None:
    assert read_times("Gestern, am 3. Mai 2019.", language="de")[0].when.value == (
        "2019-05-03"
    )


def test_an_unknown_language_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(WhenError, match="de, en, ru, kk, uk"):
        read_times("Gestern", language="fr")


CASES = [
    # German
    ("de", "Am 9. Februar 2023 gegen 7 Uhr.", ["2023-02-09T07:00+06:00~"]),
    (
        "de",
        "In der Nacht zum 9. März klopfte es.",
        ["2023-03-08T22:00+06:00~/2023-03-09T06:00+06:00~"],
    ),
    ("de", "Vom 7. bis 9. März war zu.", ["2023-03-07/2023-03-09"]),
    ("de", "Es war der 7. oder 8. März.", ["[2023-03-07,2023-03-08]"]),
    ("de", "Ende der 1970er Jahre.", ["1977~/1979~"]),
    ("de", "Vor drei Tagen schneite es.", ["2023-03-13"]),
    ("de", "Sie warteten zwei Wochen lang.", ["P2W"]),
    ("de", "Jeden Morgen kam er.", ["R/P1D"]),
    ("de", "Spätestens am 7. März war es aus.", ["../2023-03-07"]),
    (
        "de",
        "Am 7. März kurz nach 18 Uhr.",
        ["2023-03-07T18:00+06:00/2023-03-07T18:10+06:00~"],
    ),
    ("de", "Um 18 Uhr MEZ am 7. März.", ["2023-03-07T18:00+01:00"]),
    ("de", "Die Straße des 7. März, Zelle 12, im Bus 1999.", []),
    # English
    ("en", "On Tuesday at half past seven in the evening.", ["2023-03-14T19:30+06:00"]),
    ("en", "Two months ago it was cold.", ["2023-01~"]),
    ("en", "Between May and July 2022.", ["2022-05/2022-07"]),
    ("en", "Twice a month a letter came.", ["R/P1M"]),
    ("en", "In the late 1980s.", ["1987~/1989~"]),
    ("en", "By 7 March at the latest.", ["../2023-03-07"]),
    ("en", "April sat in Room 1999 on March Street.", []),
    # Russian
    ("ru", "В ночь на 9 марта стучали.", ["2023-03-08T22:00+06:00~/2023-03-09T06:00+06:00~"]),
    ("ru", "Два года назад было тихо.", ["2021~"]),
    ("ru", "В половине восьмого утра 7 марта.", ["2023-03-07T07:30+06:00"]),
    ("ru", "В конце 80-х.", ["1987~/1989~"]),
    ("ru", "С 7 по 9 марта.", ["2023-03-07/2023-03-09"]),
    ("ru", "Не раньше 7 марта.", ["2023-03-07/.."]),
    ("ru", "По улице 9 Мая, статья 12.1, ему 40 лет.", []),
    # Kazakh
    ("kk", "7 наурызда сағат 18-де келді.", ["2023-03-07T18:00+06:00"]),
    ("kk", "Екі күн бұрын қар жауды.", ["2023-03-14"]),
    ("kk", "7 немесе 8 наурыз еді.", ["[2023-03-07,2023-03-08]"]),
    ("kk", "Өткен аптада тыныш болды.", ["2023-03-06/2023-03-12"]),
    ("kk", "9 наурызға қараған түні.", ["2023-03-08T22:00+06:00~/2023-03-09T06:00+06:00~"]),
    ("kk", "Апта сайын хат келді.", ["R/P1W"]),
    ("kk", "9 мамыр көшесі, 40 жаста, 12-бап.", []),
    # Ukrainian
    ("uk", "Увечері 7 березня 2023 року.", ["2023-03-07T18:00+06:00~/2023-03-07T22:00+06:00~"]),
    ("uk", "Три дні тому було тихо.", ["2023-03-13"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_a_sentence_tells_its_times(
    language: str, text: str, expected: list[str]
) -> None:
    assert values(text, language) == expected


def test_the_future_tense_turns_a_weekday_ahead() -> None:
    assert values("Am Montag kam er.") == ["2023-03-13"]
    assert values("Am Montag wird er kommen.") == ["2023-03-20"]


def test_an_anchor_dates_the_clock() -> None:
    assert values("Um 16 Uhr war Schluss.", anchor="2022-05-09") == [
        "2022-05-09T16:00+06:00"
    ]


def test_later_counts_from_the_day_told_last() -> None:
    assert values("Am 7. März kam er, zwei Tage später ging er.") == [
        "2023-03-07",
        "2023-03-09",
    ]


def test_a_bound_stands_beside_the_point() -> None:
    until, since = read("Bis 7. März lag Schnee, seit Montag taut es.")

    assert (until.modifier, since.modifier) == ("until", "since")
    assert until.quote == "7. März"


def test_a_place_whose_clock_is_meant_is_looked_up() -> None:
    (found,) = read_times(
        "Am 7. März 2023 um 17:20 Uhr Moskauer Zeit.",
        language="de",
        zone="Asia/Almaty",
    )

    assert found.when.value == "2023-03-07T17:20+03:00"


def test_hours_of_a_curfew_come_every_day() -> None:
    (found,) = read("Die Ausgangssperre gilt von 22 Uhr bis 5 Uhr.")

    assert (found.type, found.when.value) == ("SET", "R/P1D")


def test_a_date_in_another_script_is_read_too() -> None:
    assert values("Er schrieb »седьмого марта« an die Wand.") == ["2023-03-07"]


def test_a_text_of_another_time_keeps_its_year() -> None:
    text = (
        "Im Mai 1911 begann es. Am 3. Juni 1911 wurde gebaut, am 9. Juli 1912 "
        "geöffnet. Am 4. August brannte es."
    )

    assert values(text)[-1] == "1912-08-04"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Im Schuljahr 1987/88 fehlte sie.", "1987/1988"),
        ("• 1987 Umzug in die Stadt", "1987"),
        ("Sie gründete 1987 eine Zeitung.", "1987"),
        ("Das gilt bis zum heutigen Tag.", "2023-03-16~"),
        ("Die 15-tägige Fahrt war vorbei.", "P15D"),
    ],
)
def test_years_and_amounts_of_narrative_are_read(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.slow
def test_reading_time_grows_with_the_length_of_one_line() -> None:
    line = "Am 5. Januar 2022 um 16 Uhr fiel das Netz aus und kam nicht wieder. "
    took = []
    for times in (4_000, 16_000):
        begun = time.process_time()
        read(line * times)
        took.append(time.process_time() - begun)

    assert took[1] < 8 * took[0]

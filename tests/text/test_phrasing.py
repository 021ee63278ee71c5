import pytest

from qantar.text.phrasing import fields_guessed, quantity_words, sentence, when_words
from qantar.vocabulary.passage import Span
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.statement import Party, Speaker, Stance, Statement, Where
from qantar.vocabulary.when import Basis, When

LANGUAGES = ("de", "en", "ru", "kk")


def statement(**fields: object) -> Statement:
    told: dict[str, object] = {
        "id": "s1",
        "exhibit": "e1",
        "start": 0,
        "end": 10,
        "quote": "Drei Leute wurden festgenommen",
        "lang": "de",
        "chain": (Speaker(name="Kanal Hinterhof"),),
        "event_type": "arrest",
    }
    return Statement(**(told | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2022-01-05", "5 January 2022"),
        ("2022-01-05~", "around 5 January 2022"),
        ("2022-01", "January 2022"),
        ("199X", "the 1990s"),
        ("2022-01-05T10:00+06:00~", "5 January 2022, about 10:00"),
        ("../2022-01-06", "until 6 January 2022"),
        ("2022-01-06/..", "from 6 January 2022"),
        ("[1989, 1991]", "1989 or 1991"),
        ("{1989,1991}", "1989 and 1991"),
        ("P4D", "4 days"),
        ("PXD", "… days"),
        ("R/P1W", "every week"),
    ],
)
def test_a_time_is_told_as_vaguely_as_it_is(value: str, words: str) -> None:
    assert when_words(When(value=value), "en") == words


def test_an_evening_stays_an_evening_in_every_language() -> None:
    when = When(value="2022-01-04T18:00+06:00~/2022-01-04T22:00+06:00~")
    told = [when_words(when, lang) for lang in LANGUAGES]
    assert [part in words for part, words in zip(
        ("am Abend", "in the evening", "вечером", "кешкісін"), told, strict=True
    )] == [True] * 4  # fmt: skip
    assert not any("18:00" in words for words in told)


def test_a_value_that_cannot_be_told_falls_back_to_the_words_of_the_passage() -> None:
    assert when_words(When(value="2022-01-05T99", words="gegen Abend"), "de") == (
        "gegen Abend"
    )


@pytest.mark.parametrize(
    ("number", "russian"),
    [
        (1, "задержан 1 человек"),
        (2, "задержано 2 человека"),
        (5, "задержано 5 человек"),
        (21, "задержан 21 человек"),
    ],
)
def test_russian_counts_take_the_right_plural(number: int, russian: str) -> None:
    counted = statement(quantities=(Quantity(what="detained", best=number),))
    assert russian in sentence(counted, "ru")


def test_bounds_are_said() -> None:
    bounds = [
        (Quantity(what="killed", lower=13, best=13), "at least 13 killed"),
        (Quantity(what="money", best=480000, unit="USD"), "480,000 US dollars"),
        (Quantity(what="protesters", lower=24, upper=99), "24 to 99 protesters"),
        (Quantity(what="metres", best=1, unit="metres"), "1 metre"),
    ]
    assert [quantity_words(q, "en") for q, _ in bounds] == [
        words for _, words in bounds
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_protected_voice_is_never_named(lang: str) -> None:
    hidden = statement(
        chain=(
            Speaker(name="Aigerim Test", protected=True),
            Speaker(name="Berik Probe", protected=True),
        )
    )
    told = sentence(hidden, lang)
    assert "Aigerim" not in told
    assert "Berik" not in told


@pytest.mark.parametrize("stance", list(Stance))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_stance_has_its_own_words(lang: str, stance: Stance) -> None:
    told = sentence(statement(stance=stance), lang)
    others = [sentence(statement(stance=s), lang) for s in Stance if s is not stance]
    assert told not in others


def test_nobody_is_said_once_and_not_denied_twice() -> None:
    none = statement(
        stance=Stance.DENIES,
        quantities=(Quantity(what="detained", best=0),),
    )
    assert sentence(none, "en").startswith(
        "According to Kanal Hinterhof: nobody was arrested"
    )


def test_parties_and_places_are_told_in_the_speakers_words() -> None:
    told = sentence(
        statement(
            agents=(Party(name="Polizei"),),
            targets=(Party(name="Leute"),),
            where=(Where(name="Nordstadt", precision="city"),),
        ),
        "de",
    )
    assert "als handelnd genannt: „Polizei“" in told
    assert "in Nordstadt" in told


def test_what_no_word_tells_is_named_as_a_guess() -> None:
    guessed = statement(
        when=When(value="2022-01-05", basis=Basis.CONTEXT),
        where=(Where(name="Nordstadt"),),
        spans={"event_type": Span(0, 4)},
    )
    assert fields_guessed(guessed) == ("when",)

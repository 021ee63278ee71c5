import pytest

from qantar.reading.quantities import QuantityFound, dated, read_quantities


def read(text: str, lang: str, event: str = "other") -> list[QuantityFound]:
    return list(read_quantities(text, 0, len(text), lang, event=event))


@pytest.mark.parametrize(
    ("lang", "text", "event", "what", "unit"),
    [
        ("de", "61 Personen wurden festgenommen", "arrest", "detained", "people"),
        ("de", "Das Gas kostet 120 Tenge", "price-change", "price", "KZT"),
        ("de", "30 Prozent mehr Lohn", "economic", "percent", "percent"),
        ("en", "at least 13 people died", "killing", "killed", "people"),
        ("en", "She paid $5,000.", "other", "money", "USD"),
        ("en", "six buses burned", "arson", "vehicles", "vehicles"),
        ("ru", "пострадали 12 человек", "injury", "injured", "people"),
        ("ru", "ввели 300 военных", "troop-deployment", "troops", "people"),
        ("kk", "37 адам ұсталды", "arrest", "detained", "people"),
        ("kk", "үлестің 26 пайызы", "ownership", "share", "percent"),
    ],
)
def test_what_is_counted_comes_from_the_noun_or_the_happening(
    lang: str, text: str, event: str, what: str, unit: str
) -> None:
    (found,) = read(text, lang, event)
    assert (found.quantity.what, found.quantity.unit) == (what, unit)


def test_the_label_is_the_speakers_own_word() -> None:
    text = "Mindestens 40 Streikende"
    (found,) = read(text, "de")
    assert found.quantity.label == "Streikende"
    assert text[slice(*found.span)] == found.quantity.words


def test_a_bare_number_counts_what_was_counted_before() -> None:
    text = "Die Polizei spricht von 61"
    (found,) = read_quantities(text, 0, len(text), "de", asked="detained")
    assert found.quantity.what == "detained"


def test_those_still_held_are_a_stock_and_those_taken_a_flow() -> None:
    texts = ["90 Personen sitzen in Haft", "90 Personen wurden festgenommen"]
    flows = [read(text, "de", "arrest")[0].quantity.flow for text in texts]
    assert flows == ["stock", "flow"]


def test_a_total_is_cumulative() -> None:
    (found,) = read("Insgesamt 61 Personen", "de")
    assert found.quantity.cumulative


def test_a_phrase_can_be_a_whole_measure() -> None:
    (found,) = read("not for half an hour", "en")
    assert (found.quantity.best, found.quantity.unit) == (30, "minutes")


def test_the_day_of_a_state_is_kept_where_the_words_tell_it() -> None:
    texts = ["Stand 6. Mai: 40 Verletzte", "Am 6. Mai wurden 40 Leute verletzt"]
    days = []
    for text in texts:
        counts = tuple(found.quantity for found in read(text, "de"))
        days += [q.as_of for q in dated(counts, text, "de", "2021-05-06")]
    assert days == ["2021-05-06", ""]

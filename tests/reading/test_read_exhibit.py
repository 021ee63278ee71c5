"""The whole of reading: text in, statements out."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.reading import READER, read_exhibit
from qantar.text.gazetteer import builtin
from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance
from qantar.vocabulary.reading import Reading
from qantar.vocabulary.statement import Stance

TEXTS = {
    "de": "Am Montag nahm die Polizei in Almaty 30 Personen fest. Niemand wurde verletzt.",
    "en": "On Monday police in Almaty arrested 30 people. Nobody was injured.",
    "ru": "В понедельник полиция задержала в Алматы 30 человек. Пострадавших нет.",
    "kk": "Дүйсенбіде Алматыда полиция 30 адамды ұстады. Зардап шеккен ешкім жоқ.",
}


def read(text: str, **told: str) -> Reading:
    data = text.encode()
    exhibit = Exhibit(
        digest=sha256_hex(data),
        size=len(data),
        content=ExhibitText(text=text, media_type="text/plain", reader="test/1"),
        provenance=Provenance(file="a.txt", outlet="Hofblatt", **told),  # type: ignore[arg-type]
    )
    return read_exhibit(exhibit, gazetteer=builtin(), zone="+06:00")


@pytest.mark.parametrize("lang", list(TEXTS))
def test_each_language_is_read_alike(lang: str) -> None:
    found = read(TEXTS[lang], published="2022-01-12")
    first, second = found.statements
    assert (first.event_type, second.event_type) == ("arrest", "injury")
    assert (first.stance, second.stance) == (Stance.ASSERTS, Stance.DENIES)
    assert first.when is not None
    assert first.when.value == "2022-01-10"
    assert first.where[0].lat is not None
    assert [q.best for q in first.quantities] == [30]
    assert found.reader == READER


def test_an_unknown_language_is_said_to_be_unread() -> None:
    found = read("Tout est calme ici.", lang="fr", published="2022-01-12")
    assert any("'fr'" in unread.what for unread in found.unread)


def test_an_empty_text_gives_nothing() -> None:
    assert read("", lang="de").statements == ()


def test_a_reading_can_be_sent_to_another_process() -> None:
    found = read(TEXTS["ru"], published="2022-01-12")
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301


@given(st.text(max_size=120), st.sampled_from(["de", "en", "ru", "kk"]))
def test_any_text_is_read_and_every_quote_is_its_passage(text: str, lang: str) -> None:
    found = read(text, lang=lang, published="2022-01-12")
    assert all(text[s.start : s.end] == s.quote for s in found.statements)
    assert all(
        0 <= span.start <= span.end <= len(text)
        for statement in found.statements
        for span in statement.spans.values()
    )


@pytest.mark.parametrize("lang", list(TEXTS))
@pytest.mark.parametrize("run", ["a", ".", "- ", "1 ", "\t", "a@", ".\n"], ids=repr)
def test_a_run_without_end_keeps_nothing_around_it_from_being_read(
    lang: str, run: str
) -> None:
    """Looking at it from each of its signs would take minutes."""
    first, second = TEXTS[lang].split(". ")
    text = f"{first}.\n\n{run * 20_000}\n\n{second}"
    found = read(text, published="2022-01-12", lang=lang)

    kinds = [one.event_type for one in found.statements]
    assert (kinds[0], kinds[-1]) == ("arrest", "injury")
    assert all(text[s.start : s.end] == s.quote for s in found.statements)


def test_a_word_without_end_is_said_to_be_unread_with_its_place() -> None:
    first, second = TEXTS["en"].split(". ")
    text = f"{first}. {'ab' * 1000} {second}"
    (told,) = read(text, published="2022-01-12").unread

    assert told.start is not None
    assert text[told.start : told.end] == "ab" * 1000
    assert "2000 code points" in told.reason
    assert "ab" * 10 not in told.reason


def test_the_longest_word_that_is_read_is_no_endless_one() -> None:
    assert read(f"{'a' * 500} {TEXTS['en']}", published="2022-01-12").unread == ()


def test_a_mail_address_names_nobody() -> None:
    found = read("Schreiben Sie an (Anna.Berg@hofblatt.example.org). Anna Berg kam.")

    assert [m.start for m in found.mentions if "Anna" in m.quote] == [51]

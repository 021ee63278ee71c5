"""One story goes on over paragraphs in two languages, and over captions."""

import pytest

from qantar.reading import read_exhibit
from qantar.text.gazetteer import builtin
from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance


def values(text: str, lang: str) -> list[str]:
    data = text.encode()
    exhibit = Exhibit(
        digest=sha256_hex(data),
        size=len(data),
        content=ExhibitText(text=text, media_type="text/plain", reader="test/1"),
        provenance=Provenance(file="a.txt", lang=lang, published="2023-04-20"),
    )
    reading = read_exhibit(exhibit, gazetteer=builtin(), zone="+06:00")
    return [mention.when.value for mention in reading.times]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "de",
            "Am 9. März standen wir vor dem Tor und warteten auf den Boten.\n\n"
            "Тем вечером мы долго ждали у ворот, но никто из охраны не вышел.\n\n"
            "In dieser Nacht brannte in keinem Fenster des Hauses ein Licht.",
        ),
        (
            "ru",
            "9 марта мы стояли у ворот и ждали посыльного из города.\n\n"
            "Сол күні кешкісін біз қақпаның алдында ұзақ күттік, ешкім шықпады.\n\n"
            "В ту ночь ни в одном окне этого дома не горел свет.",
        ),
    ],
)
def test_a_paragraph_in_another_language_goes_on_with_the_story(
    lang: str, text: str
) -> None:
    evening = "2023-03-09T18:00+06:00~/2023-03-09T22:00+06:00~"
    night = "2023-03-09T22:00+06:00~/2023-03-10T06:00+06:00~"

    assert values(text, lang) == ["2023-03-09", evening, night]


def test_times_that_count_from_no_known_day_are_told_as_unread_once() -> None:
    text = "Gestern kam er. Vor zwei Wochen war er noch krank. Heute schweigt er."
    data = text.encode()
    exhibit = Exhibit(
        digest=sha256_hex(data),
        size=len(data),
        content=ExhibitText(text=text, media_type="text/plain", reader="test/1"),
        provenance=Provenance(file="a.txt", lang="de"),
    )
    (unread,) = read_exhibit(exhibit, gazetteer=builtin(), zone="+06:00").unread

    assert unread.what == "times"
    assert unread.reason.startswith("3 times: ")

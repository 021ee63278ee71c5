"""The repaired view of damaged text and its map back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.text.repair import repair

LONG = "Am Morgen standen die Leute lange vor dem Tor der alten Fabrik und sahen die "


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Viele Perso-\n\nnen kamen.", "Viele Personen kamen."),
        ("Viele Perso-\nnen kamen.", "Viele Personen kamen."),
        ("Viele Perso\u2010\nnen kamen.", "Viele Personen kamen."),
        ("Nach Nur-\nSultan fuhren sie.", "Nach Nur-Sultan fuhren sie."),
        ("Be\u00adhör\u00adde", "Behörde"),
        ("Eine lange Zeile\ngeht weiter.", "Eine lange Zeile geht weiter."),
        ("Das war *wirklich* so.", "Das war wirklich so."),
    ],
)
def test_damage_is_mended(text: str, mended: str) -> None:
    assert repair(text).text == mended


def test_a_gender_star_is_no_damage() -> None:
    text = "Die Demonstrant*innen kamen."

    assert repair(text).text == text


def test_a_hyphen_before_und_is_kept() -> None:
    assert repair("Ost- \nund Westkasachstan").text == "Ost- und Westkasachstan"


def test_a_caption_between_two_halves_is_left_out_and_listed() -> None:
    text = LONG + "hohe\n\nAbay, 3. März.\n\nschwarze Wolke."
    view = repair(text)

    assert view.text == LONG + "hohe schwarze Wolke."
    assert [text[a:b] for a, b in view.left_out] == ["Abay, 3. März."]


def test_a_month_without_its_day_is_marked() -> None:
    kinds = [
        item.kind for item in repair("Ende.\n\nJanuar: Ein Bild der Stadt.").repairs
    ]

    assert kinds == ["lost_number"]


def test_offsets_lead_back_to_the_preserved_text() -> None:
    text = "Viele Perso-\n\nnen kamen."
    view = repair(text)
    start = view.text.index("Personen")

    assert text[slice(*view.span(start, start + 8))] == "Perso-\n\nnen"


@given(st.text(alphabet="ab A-\n.*\u00ad", max_size=120))
def test_every_kept_character_maps_to_itself(text: str) -> None:
    view = repair(text)
    inserted = {place for item in view.repairs for place in range(item.start, item.end)}

    for position, character in enumerate(view.text):
        place = view.to_original(position)
        assert place in inserted or text[place] == character


@given(st.text(alphabet="ab A-\n.*\u00ad", max_size=120))
def test_the_map_back_never_goes_backwards(text: str) -> None:
    view = repair(text)
    places = [view.to_original(position) for position in range(len(view.text))]

    assert places == sorted(places)

"""Two names, one person? With reasons in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.linking.names import compare_names

NAMES = st.text(alphabet="ABabкЛме .-ұі", min_size=1, max_size=24)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Lukpan Karabalin", "Лукпан Карабалин"),
        ("Мұрат Қарабалин", "Karabalin Murat"),
        ("Mukhtar Karablyazov", "Muchtar Karobljasow"),
        ("Марат Абаевич Есенов", "Марат Абайұлы Есенов"),
        ("Zhanar Torekhan-kyzy", "Жанар Төреханқызы"),
        ("Жанар Тореханова", "Жанар Төреханқызы"),
        ("Есенов А.Б.", "Асхат Болатович Есенов"),
        ("Kassym-Zhomart Esenow", "Есенов Касым-Жомарт Кемелевич"),
        ("Dr. Anna Keller", "Anna Keller"),
    ],
)
def test_one_person_in_two_spellings(a: str, b: str) -> None:
    assert compare_names(a, b).same is True


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Серік Есенов", "Нұрлан Есенов"),
        ("Anna Keller", "Anna Kowalski"),
        ("Марат Абаевич Есенов", "Марат Серикович Есенов"),
        ("Есенов А.Б.", "Есенов К.Б."),
    ],
)
def test_two_people(a: str, b: str) -> None:
    assert compare_names(a, b).same is False


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Esenov", "Marat Esenov"),
        ("Esenov", "Есенов"),
        ("М.", "М."),
        ("", "Anna"),
        ("A. B.", "Б."),
    ],
)
def test_too_little_to_say(a: str, b: str) -> None:
    assert compare_names(a, b).same is not True


@pytest.mark.parametrize(
    ("a", "b"),
    [("Marat Asanov", "Marat Esenov"), ("Serik Kabanov", "Serik Kalanov")],
)
def test_within_one_script_another_letter_is_mostly_another_family(
    a: str, b: str
) -> None:
    assert compare_names(a, b).same is not True


def test_reasons_are_words() -> None:
    found = compare_names("Mukhtar Karablyazov", "Muchtar Karapljasow")

    assert "surname: one letter apart after transliteration" in found.reasons


@given(NAMES, NAMES)
def test_the_order_of_the_two_does_not_matter(a: str, b: str) -> None:
    left, right = compare_names(a, b), compare_names(b, a)

    assert left.same == right.same
    assert left.score == pytest.approx(right.score)


@given(NAMES)
def test_a_name_never_differs_from_itself(name: str) -> None:
    assert compare_names(name, name).same is not False

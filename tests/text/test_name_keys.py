"""Habits of single languages give further readings of a name."""

import pytest

from qantar.text.name_keys import habit_keys
from qantar.text.translit import fold


@pytest.mark.parametrize(
    ("written", "meant", "habit"),
    [
        ("Kunevová", "Кунева", "Czech -ová"),
        ("Dgemalov", "Джемалов", "dg and dj"),
        ("Boriszov", "Борисов", "Hungarian sz"),
        ("Goucharov", "Гухаров", "French ou"),
        ("Xanlarova", "Ханларова", "x for kh"),
        ("Sjulejev", "Шулеев", "sj and zj"),
        ("Tconev", "Цонев", "tc for ts"),
        ("Rajabov", "Раджабов", "j for zh"),
        ("Petraitis", "Петрайт", "Baltic ending"),
    ],
)
def test_a_spelling_by_one_languages_habit_meets_the_name(
    written: str, meant: str, habit: str
) -> None:
    met = {found.habit for found in habit_keys(written) if found.key == fold(meant)}

    assert habit in met


def test_letters_that_only_some_alphabets_have_are_asked_for() -> None:
    assert not [f for f in habit_keys("Carl") if f.habit == "c for ts"]
    assert [f for f in habit_keys("Šics") if f.habit == "c for ts"]

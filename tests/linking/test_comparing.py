"""One question for names of persons, organisations and places."""

import pytest

from qantar.errors import InputError
from qantar.linking import compare


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Janaozen", "Zhanaozen"),
        ("Жаңаөзен", "Новый Узень"),
        ("Semipalatinsk", "Семей"),
        ("Guryev", "Atyrau"),
    ],
)
def test_historical_and_foreign_names_are_one_place(a: str, b: str) -> None:
    assert compare(a, b, of="place").same is True


def test_two_towns_are_two_however_alike() -> None:
    assert compare("Oral", "Aral", of="place").same is False


def test_a_company_a_letter_apart_is_left_open_with_its_reason() -> None:
    found = compare("Kazfem", "Kafem", of="organisation")

    assert found.same is None
    assert found.reasons == ("one letter apart after transliteration",)


def test_a_bare_office_is_not_the_same_office() -> None:
    assert compare("прокуратура", "Прокуратура", of="organisation").same is None


@pytest.mark.parametrize("kind", ["pseudonym", "handle", "adversary"])
def test_a_name_that_tells_nothing_is_never_the_same(kind: str) -> None:
    found = compare("Marat Esenov", "Марат Есенов", kinds=(kind, None))

    assert found.same is None


def test_a_pseudonym_is_not_told_apart_either() -> None:
    assert (
        compare("Marat Esenov", "Olga Keller", kinds=("pseudonym", None)).same is None
    )


def test_what_is_nothing_of_these_is_refused() -> None:
    with pytest.raises(InputError, match="'ship'"):
        compare("a", "b", of="ship")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mukhtar Ablyazov", "Muchtar Obljasow"),
        ("Lukpan Achmedjarow", "Lukpan Akhmedyarov"),
        ("Lukpan Akhmediyarov", "Лукпан Ахмедьяров"),
        ("Kassym-Jomart Tokajew", "Қасым-Жомарт Тоқаев"),
        ("Нурсултан Абишевич Назарбаев", "Nursultan Äbischuly Nasarbajew"),
    ],
)
def test_public_figures_are_one_in_the_spellings_of_three_press_habits(
    a: str, b: str
) -> None:
    assert compare(a, b).same is True


def test_a_surname_in_two_spellings_is_near_and_alone_no_proof() -> None:
    found = compare("Ablyazov", "Obljasow")

    assert found.same is None
    assert "surname: same consonants" in found.reasons

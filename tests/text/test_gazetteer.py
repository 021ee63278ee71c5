"""Places by any spelling, inflected or not, with a prior for a country."""

import pytest

from qantar.text.gazetteer import BuiltinGazetteer, builtin
from qantar.vocabulary.gazetteer import Gazetteer

ZHANAOZEN = "geonames:607610"
ALMATY = "geonames:1526384"
ASTANA = "geonames:1526273"


def best(name: str, *prior: str) -> str:
    hits = builtin().find(name, prior=prior or ("KZ",))
    return hits[0].id if hits else ""


@pytest.mark.parametrize(
    "name",
    [
        "Zhanaozen",
        "Janaozen",
        "Schanaosen",
        "Schangaösen",
        "Жаңаөзен",
        "Жанаозен",
        "Жаңаөзенде",
        "Жанаозене",
        "Новый Узень",
        "Новом Узене",
        "Novy Uzen",
    ],
)
def test_one_town_is_found_by_all_its_names(name: str) -> None:
    assert best(name) == ZHANAOZEN


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Алматыдағы", ALMATY),
        ("Alma-Ata", ALMATY),
        ("Nur-Sultan", ASTANA),
        ("Нур-Султане", ASTANA),
        ("Целинограда", ASTANA),
        ("Kasachstans", "country:KZ"),
        ("den Vereinigten Staaten", ""),
        ("Vereinigten Staaten", "country:US"),
        ("Соединённых Штатов", "country:US"),
        ("Ресейге", "country:RU"),
        ("Westkasachstan", "region:kz-west"),
        ("Мангистауской области", "region:kz-mangystau"),
        ("Площади Республики", "landmark:almaty-republic-square"),
        ("Республика алаңында", "landmark:almaty-republic-square"),
    ],
)
def test_inflected_and_former_names_are_found(name: str, expected: str) -> None:
    assert best(name) == expected


def test_the_prior_decides_between_namesakes() -> None:
    assert best("Georgia", "US").startswith("area:us-")
    assert best("Georgia", "GE") == "country:GE"


def test_an_ordinary_word_is_no_foreign_town_with_an_ending() -> None:
    assert best("Поэтому") == ""


def test_an_unknown_place_is_an_answer() -> None:
    assert builtin().find("Tersaqanlyq") == ()
    assert builtin().get("geonames:0") is None


@pytest.mark.parametrize(
    ("place", "zone"),
    [(ALMATY, "Asia/Almaty"), (ZHANAOZEN, "Asia/Aqtau"), ("country:KZ", "")],
)
def test_each_place_has_its_own_zone(place: str, zone: str) -> None:
    found = builtin().get(place)

    assert found is not None
    assert found.zone == zone


def test_towns_stand_inside_their_region() -> None:
    town = builtin().get(ZHANAOZEN)

    assert town is not None
    assert town.inside == "region:kz-mangystau"


def test_a_table_of_ones_own_can_be_looked_up() -> None:
    row = "x:1\tNeudorf\t1.5\t2.5\tcity\tXX\tEtc/UTC\t7\t\tNeudorf|Нойдорф\tnoidorf"
    mine: Gazetteer = BuiltinGazetteer(["# a note", row])

    assert [p.name for p in mine.find("НОЙДОРФ")] == ["Neudorf"]

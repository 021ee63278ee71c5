"""The map shows towns as points, regions as areas, and fits any country."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.publishing.map import MapPlace, albers, draw_map, left_out
from qantar.publishing.mapdata import area_at, countries, regions


def _place(name: str, lat: float, lon: float, grain: str = "city") -> MapPlace:
    return MapPlace(name=name, lat=lat, lon=lon, grain=grain, count=3, href="l/x.html")


ALMATY = _place("Almaty", 43.25, 76.92)
WEST = _place("Mangystau", 43.8, 53.5, "region")


@pytest.mark.parametrize(
    ("lat", "lon", "name"),
    [(43.25, 76.92, "Kazakhstan"), (52.5, 13.4, "Germany"), (-12.0, -76.9, "Peru")],
)
def test_a_point_lies_in_its_country(lat: float, lon: float, name: str) -> None:
    found = area_at(countries(), lon, lat)

    assert found is not None
    assert found.name == name


def test_the_sea_is_no_country() -> None:
    assert area_at(countries(), -30.0, 0.0) is None


def test_regions_are_those_before_the_reform() -> None:
    assert len(regions()) == 17
    found = area_at(regions(), 53.5, 43.8)
    assert found is not None
    assert found.name == "Mangghystau"


def test_a_town_is_a_point_and_a_region_an_area() -> None:
    town = draw_map([ALMATY], title="Karte", with_regions=True)
    both = draw_map([ALMATY, WEST], title="Karte", with_regions=True)

    assert town.count('class="dot"') == both.count('class="dot"') == 1
    assert 'class="hatched"' not in town
    assert 'class="hatched"' in both


def test_a_whole_country_is_not_drawn() -> None:
    place = _place("Kazakhstan", 48.0, 68.0, "country")

    assert draw_map([place], title="Karte", with_regions=True) == ""


def test_without_regions_none_are_drawn() -> None:
    assert 'class="reg"' not in draw_map([ALMATY], title="x", with_regions=False)


@pytest.mark.parametrize(
    "places",
    [
        [ALMATY],
        [_place("Lima", -12.04, -77.03)],
        [_place("Moscow", 55.75, 37.6), _place("Berlin", 52.5, 13.4), ALMATY],
        [_place("Suva", -18.1, 178.4)],
    ],
)
def test_every_point_lies_on_the_sheet(places: list[MapPlace]) -> None:
    svg = draw_map(places, title="x", with_regions=False)
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    assert box is not None

    for x, y in re.findall(r'class="dot" cx="(-?\d+)" cy="(-?\d+)"', svg):
        assert 0 <= int(x) <= int(box[1])
        assert 0 <= int(y) <= int(box[2])


def test_names_are_escaped() -> None:
    assert "<b>" not in draw_map([_place("<b>", 43, 77)], title="x", with_regions=False)


def test_labels_that_would_meet_are_left_to_the_list() -> None:
    crowd = [_place(f"Town {number}", 43.25, 76.9) for number in range(30)]

    svg = draw_map(crowd, title="x", with_regions=False)

    assert svg.count('class="dot"') == 30
    assert svg.count('class="pl"') < 10


@given(st.floats(-60, 60), st.floats(10, 70))
def test_the_middle_of_the_projection_is_its_origin(lon: float, middle: float) -> None:
    project = albers(lon=lon, south=middle - 5, north=middle + 5)

    x, y = project(lon, middle)

    assert abs(x) < 1e-9
    assert abs(y) < 1e-9


def test_a_single_far_place_does_not_shrink_the_map() -> None:
    here = [MapPlace(name="Almaty", lat=43.25, lon=76.92, grain="city", count=90)]
    far = MapPlace(name="Lima", lat=-12.04, lon=-77.03, grain="city", count=1)

    svg = draw_map([*here, far], title="x", with_regions=True)

    assert svg == draw_map(here, title="x", with_regions=True)
    assert left_out([*here, far], with_regions=True) == [far]


def test_a_region_without_an_outline_is_told_and_not_drawn() -> None:
    europe = _place("Europe", 50.0, 10.0, "region")

    assert left_out([ALMATY, europe], with_regions=True) == [europe]
    assert "Europe" not in draw_map([ALMATY, europe], title="x", with_regions=True)

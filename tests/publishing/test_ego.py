"""A few ties as a drawing: all names, all lines, in order, and never a hairball."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qantar.publishing.site.ego import MOST_NODES, Tie, draw_ties

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*ties: Tie) -> etree._Element:
    text = str(draw_ties(ties, title="ties"))
    return etree.fromstring(text.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


def chain(*names: str) -> list[Tie]:
    return [
        Tie(owner=one, asset=two, relation="owns", href="e/x.html#s")
        for one, two in pairwise(names)
    ]


def test_who_owns_stands_left_of_what_is_owned() -> None:
    root = drawn(*chain("A", "B", "C"))
    left = {
        g.findtext(f"{SVG}title"): int(g.find(f"{SVG}rect").get("x"))  # type: ignore[union-attr,arg-type]
        for g in root.iter(f"{SVG}g")
    }

    assert left["A"] < left["B"] < left["C"]


def test_every_line_leads_to_its_passage() -> None:
    root = drawn(*chain("A", "B", "C"))

    assert [a.get("href") for a in root.iter(f"{SVG}a")] == ["e/x.html#s"] * 2


def test_a_name_is_never_read_as_markup() -> None:
    root = drawn(*chain("<b>&", "B"))

    assert "<b>&" in [t.text for t in root.iter(f"{SVG}title")]


@pytest.mark.parametrize("count", [0, MOST_NODES + 1])
def test_nothing_and_too_much_are_not_drawn(count: int) -> None:
    assert draw_ties(chain(*map(str, range(count))), title="t") == ""


@given(
    st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE")), max_size=12)
)
def test_no_box_stands_on_another_whatever_circles_there_are(
    pairs: list[tuple[str, str]],
) -> None:
    ties = [Tie(owner=a, asset=b, relation="owns") for a, b in pairs]
    text = str(draw_ties(ties, title="t"))
    places = re.findall(r'<rect [^>]*x="(\d+)" y="(\d+)"', text)

    assert len(set(places)) == len(places) == len({n for pair in pairs for n in pair})

"""The page and the report: whole, in four languages, asking nothing of a network."""

import re
from functools import cache
from html.parser import HTMLParser

import numpy as np
import pytest

from qantar.counting import (
    Assessment,
    LatentOptions,
    Overlaps,
    Standing,
    assess,
    count_page,
    quotable,
    report_html,
)
from qantar.counting.pictures import Interval, interval_picture, overlap_picture

LANGS = ("de", "en", "ru", "kk")
GOOD = Overlaps(
    lists=("Alpha <b>", "Beta", "Gamma"),
    cells=((1, 150), (2, 350), (3, 150), (4, 90), (5, 38), (6, 88), (7, 37)),
)


@cache
def assessed() -> Assessment:
    return assess(
        GOOD,
        generator=np.random.default_rng(1),
        draws=200,
        latent=LatentOptions(rounds=750),
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_report_names_every_part_in_its_language(lang: str) -> None:
    page = count_page(assessed(), lang)

    html = report_html([page], made="made")

    assert f'<html lang="{lang}">' in html
    assert {part.key for part in page.sections} == {
        "overlaps",
        "families",
        "posterior",
        "dial",
        "priors",
        "checks",
        "assumptions",
    }
    for part in page.sections:
        assert part.title in html


def test_the_report_asks_nothing_of_a_network_and_runs_nothing() -> None:
    html = report_html([count_page(assessed(), "en")], made="made")

    assert "<script" not in html
    assert re.findall(r"(?:src|href)=\"(?!#)", html) == []
    outside = [u for u in re.findall(r"https?://[^\s\"<]+", html) if "w3.org" not in u]
    assert outside == []


def test_names_of_lists_are_escaped_everywhere() -> None:
    html = report_html([count_page(assessed(), "en")], made="made")

    assert "Alpha <b>" not in html
    assert "Alpha &lt;b&gt;" in html


def test_languages_say_the_same_numbers() -> None:
    digits = {
        tuple(re.findall(r"\d+", re.sub(r"[,\u202f]", "", quotable(assessed(), lang))))
        for lang in ("en", "ru")
    }

    assert len(digits) == 1


def test_the_quoted_ends_are_rounded_outwards_and_have_a_condition() -> None:
    found = assessed()
    assert found.standing is Standing.ESTIMATE

    quote = quotable(found, "en")

    low, high, listed = (
        int(n.replace(",", "")) for n in re.findall(r"[\d,]*\d", quote)[:3]
    )
    assert low <= (found.lower or 0)
    assert high >= (found.upper or 0)
    assert low >= listed == 903
    assert ", if " in quote


def test_a_refusal_is_quoted_without_any_estimate() -> None:
    given = Overlaps(lists=("A", "B"), cells=((1, 40), (2, 50), (3, 20)))
    found = assess(given, generator=np.random.default_rng(1))

    quote = quotable(found, "en")

    assert re.findall(r"\d+", quote) == ["110"]


class Tags(HTMLParser):
    """Counts elements that are opened and closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_pictures_close_what_they_open() -> None:
    rows = [
        Interval(label="one & two", point=5.0, lower=1.0, upper=float("inf")),
        Interval(label="none", point=None),
        Interval(label="nan", point=float("nan")),
    ]
    for picture in (
        overlap_picture(GOOD, str, title="<>"),
        interval_picture(rows, str, title="x", band=(2.0, 4.0), floor=1.0),
    ):
        tags = Tags()
        tags.feed(picture)
        assert tags.open == []
        assert "nan" not in picture.replace(">nan<", "")

"""Reasons of verdicts: each has words, and each rule is on the page."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from qantar.text.reasons import REASONS, reason_words
from qantar.vocabulary.finding import Contradiction, Verdict
from weighing_rows import count, said, weighed


@pytest.mark.parametrize("lang", ["de", "en", "kk", "ru"])
@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_words_in_every_language(reason: str, lang: str) -> None:
    found = Contradiction(
        id="c",
        members=(),
        facet="number",
        verdict=Verdict.NOISE,
        reason=reason,
        rule=reason,
    )

    assert len(reason_words(found, lang)) > 20


def test_a_reason_says_its_values_in_the_readers_language() -> None:
    (found,) = weighed(
        said(
            "a",
            "Interior Ministry > Courier",
            count(figure=18, scope="security forces"),
        ),
        said("b", "Otto Kern > Bote", count(figure=164, scope="all")),
    )

    words = reason_words(found, "de")

    assert "Sicherheitskräfte" in words
    assert "164" in words
    assert "{" not in words


def test_the_page_on_weighing_names_every_rule() -> None:
    page = (Path(__file__).parents[2] / "docs" / "weighing.md").read_text("utf-8")

    assert {reason for reason in REASONS if f"`{reason}`" not in page} == set()


def test_every_rule_that_a_verdict_can_name_has_a_reason() -> None:
    named: set[str] = set()
    for path in files("qantar.weighing").iterdir():
        if path.name.endswith(".py"):
            named |= set(re.findall(r'rule="([a-z-]+)"', path.read_text("utf-8")))

    assert named
    assert named <= set(REASONS)

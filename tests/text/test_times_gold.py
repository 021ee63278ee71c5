"""Examples in plain text: what a sentence says, and which rules say so.

``times.LANGUAGE.gold`` has one example a line; its head explains the notation.
"""

import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

import qantar.text.times as times_package
from qantar.text.times import LANGUAGES, read_times, rule_names, rules_of
from qantar.text.times.lexicon import language_data
from qantar.vocabulary.mention import TimeMention

FOLDER = Path(__file__).parent
TODAY = date(2023, 3, 16)
MARK = re.compile(r"\[\[(.*?)\]\]")


@dataclass(frozen=True)
class Example:
    """One line: a sentence, its times with their offsets, and the rules it shows."""

    language: str
    line: int
    text: str
    spans: tuple[tuple[int, int], ...]
    written: datetime
    told: str
    rules: tuple[str, ...]


def example(language: str, number: int, line: str) -> Example:
    marked, day, told, rules = (column.strip() for column in line.split(" | "))
    spans, removed = [], 0
    for match in MARK.finditer(marked):
        start = match.start() - removed
        spans.append((start, start + len(match[1])))
        removed += 4
    return Example(
        language=language,
        line=number,
        text=MARK.sub(r"\1", marked),
        spans=tuple(spans),
        written=datetime.fromisoformat(f"{day}T12:00:00+06:00"),
        told=told,
        rules=() if rules == "-" else tuple(rules.split()),
    )


def examples(language: str) -> list[Example]:
    lines = (FOLDER / f"times.{language}.gold").read_text("utf-8").splitlines()
    return [
        example(language, number, line)
        for number, line in enumerate(lines, 1)
        if line and not line.startswith("#")
    ]


def read(given: Example) -> list[TimeMention]:
    return list(
        read_times(
            given.text,
            language=given.language,
            document_time=given.written,
            zone="Asia/Almaty",
        )
    )


def written(mention: TimeMention) -> str:
    bound = f" ({mention.modifier})" if mention.modifier else ""
    return f"{mention.type} {mention.when.value}{bound}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_read_as_its_line_says(language: str) -> None:
    wrong = []
    for given in examples(language):
        found = read(given)
        told = " ; ".join(map(written, found)) or "-"
        spans = tuple((mention.start, mention.end) for mention in found)
        if (spans, told) != (given.spans, given.told):
            quotes = [mention.quote for mention in found]
            wrong.append(f"{language}:{given.line} {given.text} {quotes} {told}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_that_an_example_shows_fire_in_it(language: str) -> None:
    wrong = [
        f"{language}:{given.line} {rule}"
        for given in examples(language)
        for rule in given.rules
        if rule not in rules_of(given.text, language=language)
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_a_language_has_an_example(language: str) -> None:
    shown = {rule for given in examples(language) for rule in given.rules}
    shared = language_data("shared")["rules"]
    common = {f"{stage}/{name}" for stage, table in shared.items() for name in table}

    assert sorted(set(rule_names(language)) - common - shown) == []


def test_every_rule_that_languages_share_has_an_example() -> None:
    shown = {r for lang in LANGUAGES for given in examples(lang) for r in given.rules}
    shared = language_data("shared")["rules"]
    common = {f"{stage}/{name}" for stage, table in shared.items() for name in table}

    assert sorted(common - shown) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_rules_have_one_name(language: str) -> None:
    names = rule_names(language)

    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_example_stands_twice(language: str) -> None:
    texts = [given.text for given in examples(language)]

    assert len(texts) == len(set(texts))


def test_ukrainian_is_data_alone() -> None:
    folder = Path(times_package.__file__).parent
    code = [path.read_text("utf-8") for path in folder.glob("*.py")]

    assert len(code) > 10
    assert not any(re.search(r"[\"']uk[\"']", text) for text in code)
    assert read_times("Три дні тому було тихо.", language="uk", document_time=TODAY)


def test_the_page_on_times_shows_the_examples_as_they_are() -> None:
    script = FOLDER.parents[1] / "scripts" / "times_table"

    assert subprocess.run([sys.executable, str(script), "--check"]).returncode == 0

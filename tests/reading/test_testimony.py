"""Invented sentences of testimony in many styles, and what must be read in them.

``testimony/*.tsv``: stance, kinds, speaker, number, day, place, sentence; an empty cell
is not checked. ``trap`` says that nothing may be asserted, ``withdrawn`` that the claim
is taken back. Each further set was written after the word lists had been mended on the
sets before it, the third in wordings that are meant to be hard; then they were mended on
it too. ``docs/reading.md`` tells what each set showed when it was new.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from qantar.reading import read_exhibit
from qantar.text.gazetteer import builtin
from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance
from qantar.vocabulary.statement import CarrierStance, Stance, Statement, Status

FOLDER = Path(__file__).parent / "testimony"
LANGUAGES = ("de", "en", "ru", "kk")
LATER = ("", "-second", "-third", "-fourth")
SETS = tuple(f"{lang}{more}" for more in LATER for lang in LANGUAGES)
LEAST = 0.94
LEAST_HARD = 0.85
"""Share of sentences whose kind and stance must be right in each set."""
DANGEROUS = 0.035
"""Largest share of what is no fact that may be read as one, in each set."""


@dataclass(frozen=True)
class Row:
    """One sentence with what is expected."""

    stance: frozenset[str]
    kinds: frozenset[str]
    speaker: str
    number: str
    day: str
    place: str
    text: str

    @property
    def fact(self) -> bool:
        return "asserts" in self.stance


def rows(name: str) -> list[Row]:
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines]
    return [
        Row(frozenset(c[0].split("|")), frozenset(c[1].split("|")), *c[2:])
        for c in cells
    ]


@cache
def read(text: str, lang: str) -> tuple[Statement, ...]:
    exhibit = Exhibit(
        digest=sha256_hex(text.encode()),
        size=len(text.encode()),
        content=ExhibitText(text=text, media_type="text/plain", reader="test/1"),
        provenance=Provenance(
            file="a.txt", lang=lang, outlet="Hofblatt", published="2022-01-10"
        ),
    )
    return read_exhibit(exhibit, gazetteer=builtin(), zone="+06:00").statements


def told(name: str) -> list[tuple[Row, tuple[Statement, ...]]]:
    return [(row, read(row.text, name[:2])) for row in rows(name)]


def is_fact(statement: Statement) -> bool:
    return (
        statement.stance is Stance.ASSERTS
        and statement.status is Status.STANDING
        and statement.carrier_stance is not CarrierStance.REJECTS
        and statement.event_type not in ("speech", "publication")
    )


def is_dangerous(row: Row, found: tuple[Statement, ...]) -> bool:
    """Whether something is read as fact that the sentence does not give as one."""
    facts = [s for s in found if is_fact(s)]
    if row.stance & {"trap"}:
        return bool(facts)
    other = any(str(s.stance) in row.stance for s in found)
    return any(s.event_type in row.kinds for s in facts) or (bool(facts) and not other)


def is_right(row: Row, found: tuple[Statement, ...]) -> bool:
    if row.stance & {"trap"}:
        return not any(s.stance is Stance.ASSERTS for s in found)
    if row.stance & {"withdrawn"}:
        return any(s.stance is Stance.DENIES or s.retracts for s in found)
    kinds = [s for s in found if s.event_type in row.kinds]
    return any(str(s.stance) in row.stance for s in kinds)


@pytest.mark.parametrize("name", SETS)
def test_kind_and_stance_of_invented_testimony(name: str) -> None:
    wrong = [row.text for row, found in told(name) if not is_right(row, found)]
    least = LEAST_HARD if name.endswith(("third", "fourth")) else LEAST
    assert len(wrong) <= (1 - least) * len(rows(name)), wrong


@pytest.mark.parametrize("name", SETS)
def test_hardly_anything_is_read_as_fact_that_is_not_given_as_one(name: str) -> None:
    unreal = [
        (row, found)
        for row, found in told(name)
        if not row.fact and "opinion" not in row.stance
    ]
    wrong = [row.text for row, found in unreal if is_dangerous(row, found)]
    assert len(wrong) <= max(1, DANGEROUS * len(unreal)), wrong


@pytest.mark.parametrize("name", SETS)
def test_numbers_of_invented_testimony(name: str) -> None:
    wrong = [
        row.text
        for row, found in told(name)
        if row.number and not _counts(float(row.number), found)
    ]
    assert len(wrong) <= 1, wrong


def _counts(number: float, found: tuple[Statement, ...]) -> bool:
    """Whether a count has this bound; "more than n" has the lower bound n + 1."""
    return any(
        number in (q.lower, q.best, q.upper) or q.lower == number + 1
        for s in found
        for q in s.quantities
    )


@pytest.mark.parametrize("name", SETS)
def test_days_and_places_of_invented_testimony(name: str) -> None:
    for row, found in told(name):
        days = [s.when.value[:10] for s in found if s.when]
        assert not row.day or row.day[:10] in days, row.text
    missed = [
        row.text
        for row, found in told(name)
        if row.place and row.place not in [w.name for s in found for w in s.where]
    ]
    assert len(missed) <= 1, missed


@pytest.mark.parametrize("name", SETS)
def test_speakers_of_invented_testimony(name: str) -> None:
    missed = [
        row.text
        for row, found in told(name)
        if row.speaker
        and not any(row.speaker.lower() in s.origin.name.lower() for s in found)
    ]
    assert len(missed) <= 1, missed

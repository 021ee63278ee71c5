"""How well statements are read on the open gold, with nothing given but text and meta."""

import importlib.util
import json
import os
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from qantar.reading import read_exhibit
from qantar.text.gazetteer import builtin
from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance
from qantar.vocabulary.reading import Reading
from qantar.vocabulary.statement import Statement

pytestmark = [
    pytest.mark.gold,
    # The gold's own scorer leaves its files to be closed by the interpreter.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text("utf-8"))
META = ("file", "lang", "kind", "title", "published", "outlet", "zone")
LANGUAGES = ("de", "en", "ru", "kk")


def gold() -> Path:
    return Path(os.environ["QANTAR_GOLD"])


def scorer(folder: str) -> ModuleType:
    path = gold() / folder / "score.py"
    spec = importlib.util.spec_from_file_location(f"score_{folder}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path: Path, told: dict[str, str]) -> Reading:
    data = path.read_bytes()
    exhibit = Exhibit(
        digest=sha256_hex(data),
        size=len(data),
        content=ExhibitText(
            text=data.decode(), media_type="text/plain", reader="gold/1"
        ),
        provenance=Provenance(**told),  # type: ignore[arg-type]
    )
    reading = read_exhibit(exhibit, gazetteer=builtin(), zone="+06:00")
    text = exhibit.content.text
    assert all(text[s.start : s.end] == s.quote for s in reading.statements)
    return reading


def candidate(statement: Statement, file: str) -> dict[str, Any]:
    return {
        "file": file,
        "start": statement.start,
        "end": statement.end,
        "event_type": statement.event_type,
        "stance": str(statement.stance),
        "carrier_stance": str(statement.carrier_stance),
        "when": statement.when.value if statement.when else None,
        "where": [place.name for place in statement.where],
        "quantities": [
            {"what": q.what, "lower": q.lower, "best": q.best, "upper": q.upper}
            for q in statement.quantities
        ],
        "speaker": statement.origin.name,
        "speaker_chain": [speaker.name for speaker in statement.chain],
    }


@cache
def four_languages() -> dict[str, Any]:
    folder = gold() / "statements"
    lines = (folder / "meta.jsonl").read_text("utf-8").splitlines()
    found = [
        candidate(statement, row["id"])
        for row in map(json.loads, lines)
        for statement in read(
            folder / row["file"], {key: row[key] for key in META}
        ).statements
    ]
    result = scorer("statements").score(str(folder), "statements", found, boot=1)
    assert isinstance(result, dict)
    return result


@cache
def booklet() -> dict[str, Any]:
    path = gold().parent / "seeds" / "januar-2022.txt"
    found = [
        candidate(s, path.stem) for s in read(path, {"file": path.name}).statements
    ]
    result = scorer("booklet").score("statements", found, str(gold() / "booklet"), "A1")
    assert isinstance(result, dict)
    return result


@pytest.mark.parametrize("lang", LANGUAGES)
def test_statements_keep_their_floor_in_each_language(lang: str) -> None:
    joint = four_languages()["by_lang"][lang]["joint_event_speaker_time_place"]["f1"]
    assert joint >= FLOORS[f"statements.{lang}.joint"]


def test_clauses_kinds_and_numbers_keep_their_floors() -> None:
    result = four_languages()["all"]
    reached = {
        "statements.passage_f1": result["passage_one_to_one"]["f1"],
        "statements.number_f1": result["number"]["f1"],
        "statements.event": result["accuracy_on_matched"]["event_type"],
        "statements.stance": result["accuracy_on_matched"]["stance"],
    }
    assert {key: value for key, value in reached.items() if value < FLOORS[key]} == {}


def test_few_claims_are_read_as_fact_that_are_none() -> None:
    result = four_languages()["all"]
    wrong = sum(m["share"] * m["of"] for m in result["dangerous_mistakes"].values())
    share = wrong / result["passage_one_to_one"]["gold"]
    assert share <= FLOORS["statements.dangerous.at_most"]


def test_statements_of_the_booklet_keep_their_floor() -> None:
    joint = booklet()["joint_event_speaker_time_place"]["f1"]
    assert joint >= FLOORS["statements.booklet.joint"]

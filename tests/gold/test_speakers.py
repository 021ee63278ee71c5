"""How well voices and structure are read on the open gold.

Mentions are the gold's own: this measures the reading of voices, not of names.
"""

import importlib.util
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from qantar.reading.passages import read_passages
from qantar.reading.speakers import read_speakers
from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance
from qantar.vocabulary.mention import Mention

pytestmark = [
    pytest.mark.gold,
    # The gold's own scorer leaves its files to be closed by the interpreter.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text("utf-8"))
META = ("file", "lang", "kind", "title", "published", "outlet", "zone")


def gold() -> Path:
    return Path(os.environ["QANTAR_GOLD"])


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


@cache
def scorer(folder: str) -> ModuleType:
    path = gold() / folder / "score.py"
    spec = importlib.util.spec_from_file_location(f"score_{folder}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def exhibit(path: Path, told: dict[str, str]) -> Exhibit:
    data = path.read_bytes()
    content = ExhibitText(text=data.decode(), media_type="text/plain", reader="gold/1")
    return Exhibit(
        digest=sha256_hex(data),
        size=len(data),
        content=content,
        provenance=Provenance(**told),  # type: ignore[arg-type]
    )


def mentions(found: list[dict[str, Any]]) -> tuple[Mention, ...]:
    return tuple(
        Mention(
            id=str(number),
            exhibit="",
            start=row["start"],
            end=row["end"],
            quote=row["quote"],
            type=row["type"],
            level=row["level"],
        )
        for number, row in enumerate(sorted(found, key=lambda row: row["start"]))
        if row["level"] != "NOM"
    )


def voices(item: Exhibit, found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for stretch in read_speakers(item, read_passages(item), mentions(found)):
        yield {
            "start": stretch.start,
            "end": stretch.end,
            "speaker": stretch.chain[0].name,
            "mode": stretch.mode,
        }


def booklet() -> Exhibit:
    path = gold().parent / "seeds" / "januar-2022.txt"
    return exhibit(path, {"file": "januar-2022.txt"})


@cache
def statements() -> dict[str, Any]:
    folder = gold() / "statements"
    named = rows(folder / "entities.jsonl")
    found = [
        {"file": row["id"], **voice}
        for row in rows(folder / "meta.jsonl")
        for voice in voices(
            exhibit(folder / row["file"], {key: row[key] for key in META}),
            [name for name in named if name["file"] == row["id"]],
        )
    ]
    result = scorer("statements").score(str(folder), "speakers", found)
    assert isinstance(result, dict)
    return result


def test_voices_of_the_booklet_keep_their_floor() -> None:
    found = list(voices(booklet(), rows(gold() / "booklet" / "entities.jsonl")))
    result = scorer("booklet").score("speakers", found, str(gold() / "booklet"), "A1")

    assert result["speaker_per_character"] >= FLOORS["speakers.booklet.per_character"]


def test_voices_without_known_names_keep_their_floor() -> None:
    result = scorer("booklet").score(
        "speakers", list(voices(booklet(), [])), str(gold() / "booklet"), "A1"
    )

    floor = FLOORS["speakers.booklet.per_character.without_mentions"]
    assert result["speaker_per_character"] >= floor


def test_structure_of_the_booklet_keeps_its_floor() -> None:
    found = [
        {"start": item.start, "end": item.end, "kind": item.kind}
        for item in read_passages(booklet())
    ]
    result = scorer("booklet").score("structure", found, str(gold() / "booklet"), "A1")

    assert result["relaxed"]["f1"] >= FLOORS["structure.booklet.relaxed_f1"]


@pytest.mark.parametrize("lang", ["de", "en", "ru", "kk"])
def test_voices_in_four_languages_keep_their_floor(lang: str) -> None:
    result = statements()["by_lang"][lang]

    floor = FLOORS[f"speakers.statements.per_character.{lang}"]
    assert result["speaker_per_character"] >= floor


def test_stretches_of_voices_keep_their_floor() -> None:
    result = statements()["all"]["stretch_iou50"]["f1"]

    assert result >= FLOORS["speakers.statements.stretch_f1"]

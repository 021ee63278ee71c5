"""Names on labelled text: exact spans and types, and linking of what was found."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from name_exhibits import exhibit_of, paragraphs
from qantar.linking import link
from qantar.reading.mentions import read_mentions
from qantar.text.gazetteer import builtin
from qantar.vocabulary.mention import Mention

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text("utf-8"))
Span = tuple[int, int, str]


def rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def read(text: str, lang: str, name: str, outlet: str = "") -> tuple[Mention, ...]:
    exhibit = exhibit_of(text, lang, name, outlet)
    return read_mentions(exhibit, paragraphs(exhibit, lang), builtin())


def strict_f1(pairs: Iterable[tuple[list[Mention], list[dict[str, str]]]]) -> float:
    """Micro F1 of exact spans with type; what hits an item that is no full name is
    neither right nor wrong, as the gold's own scorer has it."""
    right = guessed = wanted = 0
    for found, gold in pairs:
        names = {
            (int(g["start"]), int(g["end"]), g["type"])
            for g in gold
            if g["level"] == "NAM"
        }
        ignored = [g for g in gold if g["level"] != "NAM"]
        for m in found:
            hit = (m.start, m.end, m.type) in names
            half = (m.end - m.start) / 2
            beside = any(
                min(m.end, int(g["end"])) - max(m.start, int(g["start"])) >= half
                for g in ignored
            )
            right += hit
            guessed += hit or not beside
        wanted += len(names)
    return 2 * right / (guessed + wanted)


@pytest.fixture(scope="module")
def booklet(gold: Path) -> tuple[list[Mention], list[dict[str, str]], dict[str, str]]:
    text = (gold.parent / "seeds" / "januar-2022.txt").read_text("utf-8")
    last = max(int(g["end"]) for g in rows(gold / "booklet" / "entities.jsonl"))
    labelled = [
        g for g in rows(gold / "booklet" / "entities.jsonl") if "http" not in g["quote"]
    ]
    structure = {r["id"]: r for r in rows(gold / "booklet" / "structure.jsonl")}
    end = int(structure["a1"]["end"])
    mentions = [m for m in read(text, "de", "booklet") if m.start < min(end, last)]
    within = [g for g in labelled if int(g["start"]) < end]
    return mentions, within, link(mentions, gazetteer=builtin()).canonical


@pytest.mark.gold
def test_names_of_the_booklet(
    booklet: tuple[list[Mention], list[dict[str, str]], dict[str, str]],
) -> None:
    found, labelled, _ = booklet

    assert strict_f1([(found, labelled)]) >= FLOORS["names.booklet.strict"]


@pytest.mark.gold
def test_links_of_the_booklet(
    booklet: tuple[list[Mention], list[dict[str, str]], dict[str, str]],
) -> None:
    found, labelled, canonical = booklet
    wanted = {(int(g["start"]), int(g["end"])): g["canonical"] for g in labelled}
    both = [
        (wanted[(m.start, m.end)], canonical.get(m.id, m.id))
        for m in found
        if (m.start, m.end) in wanted
    ]

    assert b_cubed(both) >= FLOORS["linking.booklet.b3"]


def b_cubed(pairs: list[tuple[str, str]]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998) over (gold id, our id) of one mention each."""
    gold: dict[str, Counter[str]] = defaultdict(Counter)
    ours: dict[str, Counter[str]] = defaultdict(Counter)
    for wanted, got in pairs:
        gold[wanted][got] += 1
        ours[got][wanted] += 1
    precision = sum(ours[b][a] / ours[b].total() for a, b in pairs) / len(pairs)
    recall = sum(gold[a][b] / gold[a].total() for a, b in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.gold
@pytest.mark.parametrize("lang", ["de", "en", "ru", "kk"])
def test_names_of_short_documents(gold: Path, lang: str) -> None:
    folder = gold / "statements"
    labelled = rows(folder / "entities.jsonl")
    pairs = []
    for meta in rows(folder / "meta.jsonl"):
        if meta["lang"] != lang:
            continue
        text = (folder / meta["file"]).read_text("utf-8")
        own = [g for g in labelled if g["file"] == meta["id"]]
        pairs.append((list(read(text, lang, meta["id"], meta["outlet"])), own))

    assert strict_f1(pairs) >= FLOORS[f"names.statements.{lang}.strict"]


@pytest.mark.gold
def test_russian_news_the_model_has_never_seen(gold: Path) -> None:
    kinds = {
        "PERSON": "PER",
        "ORGANIZATION": "ORG",
        "CITY": "LOC",
        "COUNTRY": "LOC",
        "STATE_OR_PROVINCE": "LOC",
        "DISTRICT": "LOC",
        "LOCATION": "LOC",
    }
    right = guessed = wanted = 0
    for row in rows(gold / "corpora" / "ner.ru.nerel-dev.jsonl"):
        spans: list[dict[str, str]] = row["spans"]  # type: ignore[assignment]
        names = {
            (int(s["start"]), int(s["end"]), kinds[s["type"]])
            for s in spans
            if s["type"] in kinds
        }
        found = {
            (m.start, m.end, m.type)
            for m in read(row["text"], "ru", row["id"])
            if m.level == "NAM" and m.type != "MISC"
        }
        right += len(names & found)
        guessed += len(found)
        wanted += len(names)

    assert 2 * right / (guessed + wanted) >= FLOORS["names.nerel_dev.strict"]

"""How well and how fast exhibits are read: by field, language and kind of document.

Usage: ``python benchmarks/reading.py [--write]``. The open gold is found in QANTAR_GOLD.
Figures go to ``benchmarks/results/reading.json``; with ``--write`` the table between the
marks in ``docs/reading.md`` is made anew from them. Beside ours stand natasha (Russian
names) and spaCy small (English names), if QANTAR_PEERS names a Python that has them;
what is not installed is said so.
"""

import argparse
import importlib.util
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from reading_table import MARKS, table

import qantar
from qantar.reading import READER, read_exhibit
from qantar.reading.mentions import read_mentions
from qantar.reading.passages import read_passages
from qantar.text.gazetteer import builtin
from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance
from qantar.vocabulary.reading import Reading
from qantar.vocabulary.statement import Statement

ROOT = Path(__file__).parents[1]
GOLD = Path(os.environ.get("QANTAR_GOLD", "gold"))
RESULTS = ROOT / "benchmarks" / "results" / "reading.json"
PAGE = ROOT / "docs" / "reading.md"
PEERS = os.environ.get("QANTAR_PEERS", "")
META = ("file", "lang", "kind", "title", "published", "outlet", "zone")
TYPES = {
    "PERSON": "PER",
    "ORGANIZATION": "ORG",
    **dict.fromkeys(
        ["CITY", "COUNTRY", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION"], "LOC"
    ),
}
SECONDS = 6.0
"""Processor time that the measuring of speed takes at least."""

Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def scorer(folder: str) -> ModuleType:
    """The gold's own scorer."""
    spec = importlib.util.spec_from_file_location(folder, GOLD / folder / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"no gold in {GOLD}: set QANTAR_GOLD")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def exhibit(text: str, **told: str) -> Exhibit:
    data = text.encode()
    return Exhibit(
        digest=sha256_hex(data),
        size=len(data),
        content=ExhibitText(text=text, media_type="text/plain", reader="gold/1"),
        provenance=Provenance(**{"file": "a.txt", **told}),  # type: ignore[arg-type]
    )


def documents() -> list[tuple[Row, Exhibit]]:
    folder = GOLD / "statements"
    return [
        (row, exhibit((folder / row["file"]).read_text("utf-8"), **_told(row)))
        for row in rows(folder / "meta.jsonl")
    ]


def _told(row: Row) -> dict[str, str]:
    return {key: row[key] for key in META}


def booklet() -> Exhibit:
    path = GOLD.parent / "seeds" / "januar-2022.txt"
    return exhibit(path.read_text("utf-8"), file=path.name)


def read(found: Exhibit) -> Reading:
    return read_exhibit(found, gazetteer=builtin(), zone="+06:00")


def candidate(statement: Statement, file: str) -> Row:
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


def fields(result: Row) -> dict[str, float]:
    """What of a scorer's report stands in the table."""
    right = result["accuracy_on_matched"]
    dangers = result.get("dangerous_mistakes", {})
    wrong = sum(row["share"] * row["of"] for row in dangers.values())
    figures = {
        "statements": result["passage_one_to_one"]["gold"],
        "joint": result["joint_event_speaker_time_place"]["f1"],
        "passage": result["passage_one_to_one"]["f1"],
        "kind": right["event_type"],
        "stance": right["stance"],
        "speaker": right["speaker"],
        "time": right["time_overlap"],
        "place": result["place"]["f1"],
        "number": result["number"]["f1"],
    }
    if dangers:
        figures["dangerous"] = wrong / figures["statements"]
    return {name: round(value, 3) for name, value in figures.items()}


def statements() -> Row:
    """By language and kind of document, and the open article of the booklet."""
    found = [
        candidate(s, row["id"])
        for row, doc in documents()
        for s in read(doc).statements
    ]
    result = scorer("statements").score(
        str(GOLD / "statements"), "statements", found, boot=1
    )
    told = [candidate(s, "booklet") for s in read(booklet()).statements]
    half = scorer("booklet").score("statements", told, str(GOLD / "booklet"), "A1")
    return {
        "all": fields(result["all"]),
        "languages": {k: fields(v) for k, v in result["by_lang"].items()},
        "kinds": {k: fields(v) for k, v in result["by_kind"].items()},
        "booklet": fields(half),
    }


def names_of(text: str, lang: str, outlet: str = "") -> set[tuple[int, int, str]]:
    doc = exhibit(text, lang=lang, outlet=outlet)
    return {
        (m.start, m.end, m.type)
        for m in read_mentions(doc, read_passages(doc), builtin())
        if m.level == "NAM" and m.type != "MISC"
    }


def f1(pairs: list[tuple[set[Any], set[Any]]]) -> float:
    """Micro F1 of exact stretches with their type."""
    right = sum(len(found & gold) for found, gold in pairs)
    both = sum(len(found) + len(gold) for found, gold in pairs)
    return round(2 * right / both, 3) if both else 0.0


def labelled() -> dict[str, list[tuple[Row, set[tuple[int, int, str]]]]]:
    """Sets that no shipped model has learnt from, each text with its names."""
    sets: dict[str, list[tuple[Row, set[tuple[int, int, str]]]]] = defaultdict(list)
    own = defaultdict(set)
    for row in rows(GOLD / "statements" / "entities.jsonl"):
        if row["level"] == "NAM" and row["type"] != "MISC":
            own[row["file"]].add((row["start"], row["end"], row["type"]))
    for row, doc in documents():
        told = {"text": doc.content.text, "lang": row["lang"], "outlet": row["outlet"]}
        sets[f"statements {row['lang']}"].append((told, own[row["id"]]))
    for row in rows(GOLD / "corpora" / "ner.ru.nerel-dev.jsonl"):
        names = {
            (s["start"], s["end"], TYPES[s["type"]])
            for s in row["spans"]
            if s["type"] in TYPES
        }
        sets["NEREL dev ru"].append(({"text": row["text"], "lang": "ru"}, names))
    return sets


def names() -> Row:
    """F1 of names per set, ours and the peers'."""
    found: Row = {}
    for title, documents_ in labelled().items():
        ours = [(names_of(**told), gold) for told, gold in documents_]
        found[title] = {"names": sum(len(g) for _, g in ours), "qantar": f1(ours)}
        peer = {"ru": "natasha", "en": "spacy"}.get(documents_[0][0]["lang"])
        if peer and PEERS:
            found[title] |= by_peer(peer, documents_)
    return found


def by_peer(peer: str, documents_: list[tuple[Row, set[Any]]]) -> Row:
    """F1 and kB/s of another reader of names, in its own process."""
    asked = "".join(json.dumps({"text": told["text"]}) + "\n" for told, _ in documents_)
    script = str(ROOT / "benchmarks" / "reading_peers.py")
    answer = subprocess.run(
        [PEERS, script, peer], input=asked, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        return {peer: f"not run: {answer.stderr.splitlines()[-1]}"}
    *lines, cost = [json.loads(line) for line in answer.stdout.splitlines()]
    pairs = [
        ({(a, b, kind) for a, b, kind in line}, gold)
        for line, (_, gold) in zip(lines, documents_, strict=True)
    ]
    size = sum(len(told["text"].encode()) for told, _ in documents_)
    began = time.process_time()
    for told, _ in documents_:
        names_of(**told)
    spent = time.process_time() - began
    return {
        peer: f1(pairs),
        f"{peer} kB/s": round(size / 1000 / cost["seconds"], 1),
        f"{peer} MB": cost["mb"],
        "qantar kB/s, names alone": round(size / 1000 / spent, 1),
    }


def testimony() -> Row:
    """Invented sentences of the tests: kind and stance right, read as fact."""
    path = ROOT / "tests" / "reading" / "test_testimony.py"
    spec = importlib.util.spec_from_file_location("testimony", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["testimony"] = module
    spec.loader.exec_module(module)
    figures: Row = {}
    for name in module.SETS:
        counts: Counter[str] = Counter()
        for row, found in module.told(name):
            counts["sentences"] += 1
            counts["right"] += module.is_right(row, found)
            if not row.fact and "opinion" not in row.stance:
                counts["no facts"] += 1
                counts["read as fact"] += module.is_dangerous(row, found)
        figures[name] = dict(counts)
    return figures


def speed() -> Row:
    """The whole pipeline on one core, warm; kB are 1,000 bytes of UTF-8."""
    texts = [doc for _, doc in documents()] + [booklet()]
    size = sum(doc.size for doc in texts)
    began = time.process_time()
    read(texts[0])
    first = time.process_time() - began
    for doc in texts:
        read(doc)
    rounds, began = 0, time.process_time()
    while time.process_time() - began < SECONDS:
        for doc in texts:
            read(doc)
        rounds += 1
    spent = time.process_time() - began
    models = ROOT / "src" / "qantar" / "text" / "data" / "models"
    return {
        "kB/s": round(size * rounds / 1000 / spent, 1),
        "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "first exhibit s": round(first, 2),
        "models MB": round(sum(p.stat().st_size for p in models.iterdir()) / 1e6, 1),
    }


def main() -> None:
    """Measure all, keep it, and write the page if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/reading.md")
    options = parser.parse_args()
    figures = {
        "what": "reading: F1 and shares on open gold, speed on one core",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "python": platform.python_version(),
        "qantar": qantar.__version__,
        "reader": READER,
        "peers": "natasha 1.6, spaCy small 3.8" if PEERS else "not installed here",
        "speed": speed(),
        "statements": statements(),
        "testimony": testimony(),
        "names": names(),
    }
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print(table(figures))
    if options.write:
        head, _, rest = PAGE.read_text("utf-8").partition(MARKS[0])
        tail = rest.partition(MARKS[1])[2]
        page = f"{head}{MARKS[0]}\n{table(figures)}{MARKS[1]}{tail}"
        PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()

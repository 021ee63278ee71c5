"""Does learning from decisions help on text that nobody decided about?

Usage: ``python benchmarks/learning.py``; gold is found in QANTAR_GOLD. Two corpora that
no shipped model has seen stand for two cases: a group looks at names in some documents
(confirms, gives another type, or says that it is none; it adds nothing that was missed),
and the rest is read before and after. Results go to ``benchmarks/results/learning.json``.
"""

import json
import os
import platform
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import qantar
from qantar.case.learning import adapted
from qantar.reading.learning import KEPT, NO_NAME, Lesson, lessons
from qantar.reading.mentions import read_mentions
from qantar.reading.passages import read_passages
from qantar.text.adaptation import Adaptation
from qantar.text.gazetteer import builtin
from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance
from qantar.vocabulary.mention import Mention

GOLD = Path(os.environ.get("QANTAR_GOLD", "gold")) / "corpora"
RESULTS = Path(__file__).parent / "results" / "learning.json"
TYPES = {
    "person": "PER", "organization": "ORG", "organization-company": "ORG",
    "location": "LOC", "location-city": "LOC", "location-street": "LOC",
    "location-stop": "LOC", "location-route": "LOC",
    "PERSON": "PER", "ORGANIZATION": "ORG", "CITY": "LOC", "COUNTRY": "LOC",
    "STATE_OR_PROVINCE": "LOC", "DISTRICT": "LOC", "LOCATION": "LOC",
}  # fmt: skip
CASES = (
    ("German short news", "mixed.de.smartdata-train", "de", 500, 250),
    ("Russian news", "ner.ru.nerel-train", "ru", 250, 120),
)
"""Title, corpus, language, documents used, of which the first are looked at."""

Span = tuple[int, int, str]


def documents(stem: str, lang: str, count: int) -> list[tuple[Exhibit, set[Span]]]:
    found = []
    for line in (GOLD / f"{stem}.jsonl").read_text("utf-8").splitlines()[:count]:
        row = json.loads(line)
        data = row["text"].encode()
        exhibit = Exhibit(
            digest=sha256_hex(row["id"].encode() + data),
            size=len(data),
            content=ExhibitText(
                text=row["text"], media_type="text/plain", reader="gold/1"
            ),
            provenance=Provenance(file=row["id"], lang=lang),
        )
        names = {
            (s["start"], s["end"], TYPES[s["type"]])
            for s in row["spans"]
            if s["type"] in TYPES
        }
        found.append((exhibit, names))
    return found


def read(exhibit: Exhibit, taught: Adaptation | None = None) -> tuple[Mention, ...]:
    return read_mentions(exhibit, read_passages(exhibit), builtin(), taught)


def score(rest: list[tuple[Exhibit, set[Span]]], taught: Adaptation | None) -> Any:
    right = guessed = wanted = 0
    for exhibit, gold in rest:
        found = {
            (m.start, m.end, m.type)
            for m in read(exhibit, taught)
            if m.level == "NAM" and m.type != "MISC"
        }
        right += len(found & gold)
        guessed += len(found)
        wanted += len(gold)
    return {
        "precision": round(right / guessed, 3),
        "recall": round(right / wanted, 3),
        "f1": round(2 * right / (guessed + wanted), 3),
    }


def decide(mention: Mention, gold: set[Span]) -> str | None:
    """What somebody who knows the gold says of a name; nothing of a crooked stretch."""
    types = {kind for a, b, kind in gold if (a, b) == (mention.start, mention.end)}
    if types:
        kind = types.pop()
        return KEPT if kind == mention.type else kind
    beside = any(a < mention.end and mention.start < b for a, b, _ in gold)
    return None if beside else NO_NAME


def teach(looked: list[tuple[Exhibit, set[Span]]]) -> Adaptation:
    judged: list[tuple[Mention, str]] = []
    told: list[Lesson] = []
    for exhibit, gold in looked:
        mentions = read(exhibit)
        verdicts = {
            m.id: verdict
            for m in mentions
            if m.level == "NAM" and m.type != "MISC"
            if (verdict := decide(m, gold)) is not None
        }
        judged += [(m, verdicts[m.id]) for m in mentions if m.id in verdicts]
        told += lessons(exhibit, read_passages(exhibit), builtin(), mentions, verdicts)
    return adapted(judged, told)


def main() -> None:
    """Measure both cases after few and after many decisions."""
    rows = []
    for title, stem, lang, used, looked in CASES:
        every = documents(stem, lang, used)
        rest = every[looked:]
        row: dict[str, Any] = {"case": title, "before": score(rest, None)}
        for part in (looked // 5, looked):
            began = time.process_time()
            taught = teach(every[:part])
            row[f"after {part} documents"] = score(rest, taught) | {
                "seconds": round(time.process_time() - began, 1),
                "kB": sum(len(w) for _, w in taught.weights) // 1000,
            }
        rows.append(row)
        print(json.dumps(row))
    RESULTS.write_text(
        json.dumps(
            {
                "what": "names before and after learning, on documents not looked at",
                "date": datetime.now(UTC).date().isoformat(),
                "machine": f"{os.cpu_count()} cores, {platform.machine()}",
                "python": platform.python_version(),
                "qantar": qantar.__version__,
                "rows": rows,
            },
            indent=1,
        )
        + "\n",
        "utf-8",
    )


if __name__ == "__main__":
    main()

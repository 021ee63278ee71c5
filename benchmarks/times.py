"""How well and how fast times are read, beside other programs on the same text.

    python benchmarks/times.py [SET ...]

Sets are labelled texts found in QANTAR_GOLD. HeidelTime, chrono-node and dateparser are
called as programs of their own, see ``times_peers.py``; a peer that is not there is said
to be missing. Spans are cut for us as the set's corpus has them, which the others cannot.

strict and relaxed are F1 over spans (equal; overlapping). day is F1 over those gold times
that name a day, month or year: the span overlaps, and the value begins with the same day,
month or year. kB/s counts bytes of UTF-8 and time of one core, without the start of a
program; what runs in this process is timed on its second pass (patterns are compiled in
the first). Writes ``benchmarks/results/times.json``.
"""

import json
import os
import platform
import re
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from times_peers import PEERS, Document, Found, run

from qantar import __version__
from qantar.text.times import Convention, read_times

GOLD = Path(os.environ.get("QANTAR_GOLD", "gold"))
RESULTS = Path(__file__).parent / "results" / "times.json"
DAY = re.compile(r"(\d{4}(?:-[01]\d(?:-[0-3]\d)?)?)(?=[T~/]|$)")


@dataclass(frozen=True)
class Labelled:
    """A labelled set: its file, the types that are times, and how it cuts them."""

    file: str
    lang: str
    convention: Convention = "testimony"
    types: tuple[str, ...] = ("DATE", "TIME", "DURATION", "SET")
    type: str = "NEWS"


SETS = {
    "testimony, de": Labelled("testimony-times/de.jsonl", "de"),
    "testimony, en": Labelled("testimony-times/en.jsonl", "en"),
    "testimony, ru": Labelled("testimony-times/ru.jsonl", "ru"),
    "testimony, kk": Labelled("testimony-times/kk.jsonl", "kk"),
    "narrative, de": Labelled(
        "corpora/timex.de.wikiwarsde-a.jsonl",
        "de",
        "timex",
        ("TIMEX",),
        "NARRATIVES",
    ),
    "news, ru": Labelled(
        "corpora/ner.ru.nerel-dev.jsonl", "ru", "phrases", ("DATE", "TIME")
    ),
    "news, kk": Labelled(
        "corpora/ner.kk.kaznerd-valid.jsonl", "kk", "phrases", ("DATE", "TIME")
    ),
}


def documents(told: Labelled) -> list[tuple[Document, list[tuple[int, int, str]]]]:
    """Texts of a set, each with the start, end and value of its times."""
    found = []
    lines = (GOLD / told.file).read_text("utf-8").splitlines()
    for item in map(json.loads, filter(None, lines)):
        moment = datetime.fromisoformat(item.get("dct") or "2015-06-01T12:00")
        spans = [
            (span["start"], span["end"], str(span.get("value") or ""))
            for span in item["spans"]
            if span.get("type", "TIMEX") in told.types or "type" not in span
        ]
        document = Document(item["text"], told.lang, moment, told.type)
        found.append((document, spans))
    return found


def ours(told: Labelled, texts: list[Document]) -> tuple[list[list[Found]], float]:
    """What this project reads, cut as the set cuts its times."""
    rows: list[list[Found]] = []
    begun = time.process_time()
    for text in texts:
        rows.append(
            [
                Found(m.start, m.end, m.when.value.lstrip("[./"))
                for m in read_times(
                    text.text,
                    language=told.lang,
                    document_time=text.moment,
                    convention=told.convention,
                )
            ]
        )
    return rows, time.process_time() - begun


def scores(
    rows: list[list[Found]], gold: list[list[tuple[int, int, str]]]
) -> dict[str, float | None]:
    """F1 of spans and of days, over all texts of a set."""
    found = sum(map(len, rows))
    wanted = sum(map(len, gold))
    strict = relaxed = days = dated = right = 0
    for told, spans in zip(rows, gold, strict=True):
        taken: set[int] = set()
        for time_found in told:
            hit = next(
                (
                    number
                    for number, (start, end, _) in enumerate(spans)
                    if number not in taken
                    and start < time_found.end
                    and time_found.start < end
                ),
                None,
            )
            if hit is None:
                days += bool(DAY.match(time_found.day))
                continue
            taken.add(hit)
            relaxed += 1
            start, end, value = spans[hit]
            strict += (start, end) == (time_found.start, time_found.end)
            day = DAY.match(value.lstrip("[./"))
            if day:
                days += 1
                right += time_found.day.startswith(day[1])
        dated += sum(bool(DAY.match(v.lstrip("[./"))) for _, _, v in spans)
    f1 = {"strict": strict, "relaxed": relaxed}
    result: dict[str, float | None] = {
        name: round(2 * hits / max(found + wanted, 1), 3) for name, hits in f1.items()
    }
    result["day"] = round(2 * right / (days + dated), 3) if dated else None
    return result


def answer(
    name: str, told: Labelled, texts: list[Document]
) -> tuple[list[list[Found]], float] | str:
    """What one program reads and the seconds it takes, or why it does not."""
    if name == "qantar":
        ours(told, texts)
        return ours(told, texts)
    if name == "dateparser":
        run(name, texts)
    return run(name, texts)


def side_by_side(told: Labelled) -> dict[str, Any]:
    """Figures of one set for us and each peer."""
    items = documents(told)
    texts, gold = [document for document, _ in items], [spans for _, spans in items]
    size = sum(len(text.text.encode()) for text in texts) / 1000
    result: dict[str, Any] = {
        "texts": len(texts),
        "times": sum(map(len, gold)),
        "kB": round(size, 1),
    }
    for name in ("qantar", *PEERS):
        done = answer(name, told, texts)
        if isinstance(done, str):
            result[name] = {"missing": done}
        else:
            rows, seconds = done
            figures = {"kB/s": round(size / max(seconds, 0.001), 1)}
            result[name] = {**scores(rows, gold), **figures}
        print(f"{name:12} {result[name]}", flush=True)
    return result


LINE = "Am 5. Januar 2022 um 16 Uhr fiel das Netz aus und kam erst am Abend wieder. "
LONG = {
    "sentences": LINE,
    "one time": "16:20 ",
    "digits": "1",
    "full stops": ".",
    "letters": "a",
}


def long_lines() -> dict[str, float]:
    """Seconds for a single line of 1 MB and 5 MB: a line five times as long."""
    figures = {}
    for name, piece in LONG.items():
        for size in (1, 5):
            text = piece * (size * 1_000_000 // len(piece))
            begun = time.process_time()
            read_times(text, language="de", document_time=date(2022, 1, 6))
            figures[f"{name}, {size} MB, s"] = round(time.process_time() - begun, 2)
        print(
            name, figures[f"{name}, 1 MB, s"], figures[f"{name}, 5 MB, s"], flush=True
        )
    return figures


def main() -> None:
    wanted = sys.argv[1:] or list(SETS)
    sets = {}
    for name in wanted:
        print(f"== {name}", flush=True)
        sets[name] = side_by_side(SETS[name])
    if wanted != list(SETS):
        return
    result = {
        "what": "times read beside other programs: F1 and kB a second of one core",
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "python": platform.python_version(),
        "qantar": __version__,
        "sets": sets,
        "one long line": long_lines(),
    }
    RESULTS.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()

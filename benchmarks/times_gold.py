"""Measure the reader of times on labelled text: figures that have a floor, and misses.

    python benchmarks/times_gold.py [NAME ...] [--misses N]

NAME is testimony.de, testimony.en, testimony.ru, testimony.kk, booklet, wikiwars,
gum, smartdata, nerel, kaznerd; all of them without a name. Gold is found in QANTAR_GOLD.
"""

import argparse
import importlib.util
import json
import os
import re
import sys
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from qantar.text.times import Convention, read_times

GOLD = Path(os.environ.get("QANTAR_GOLD", "gold"))
Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rfc(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def candidate(mention: Any, **more: Any) -> Row:
    return {
        "start": mention.start,
        "end": mention.end,
        "type": mention.type,
        "value": mention.when.value,
        "earliest": rfc(mention.when.earliest),
        "latest": rfc(mention.when.latest),
        **more,
    }


def witnesses(language: str, misses: int) -> dict[str, float]:
    folder = GOLD / "testimony-times"
    gold, found = rows(folder / f"{language}.jsonl"), []
    for item in gold:
        for mention in read_times(
            item["text"],
            language=language,
            document_time=datetime.fromisoformat(item["dct"]),
            zone=item["zone"],
            anchor=item.get("anchor"),
        ):
            found.append(candidate(mention, id=item["id"]))
    result = scorer(folder / "score_times.py").score(found, gold)
    texts = {item["id"]: item["text"] for item in gold}
    for name in ("_miss", "_spur", "_decoys"):
        for row in result[name][:misses]:
            print(name, *row, "|", texts[row[0]])
    figures = result["all"]
    return {
        "joint": figures["joint"]["f1"],
        "strict": figures["strict"]["f1"],
        "relaxed": figures["relaxed"]["f1"],
        "decoys": figures["decoys_hit"] / max(figures["decoys"], 1),
    }


def booklet(misses: int = 0) -> dict[str, float]:
    module = scorer(GOLD / "booklet" / "score.py")
    text = (GOLD.parent / "seeds" / "januar-2022.txt").read_text("utf-8")
    gold = [
        r
        for r in rows(GOLD / "booklet" / "timex.jsonl")
        if r["class"] != "event-anchored"
    ]
    skipped = [
        r
        for r in rows(GOLD / "booklet" / "timex.jsonl")
        if r["class"] == "event-anchored"
    ]
    last = max(r["end"] for r in gold if r["start"] < 40000) + 100
    first = min(r["start"] for r in gold) - 200
    found = [
        candidate(m)
        for m in read_times(
            text[:last],
            language="de",
            document_time=date(2022, 1, 6),
            zone="Asia/Almaty",
        )
        if m.start >= first
    ]
    found = [c for c in found if not any(module.ov(c, s) for s in skipped)]
    gold = [r for r in gold if r["start"] < last]
    pairs = module.assign(gold, found, lambda g, c: True, module.s_iou)
    strict = sum(
        (g["start"], g["end"]) in {(c["start"], c["end"]) for c in found} for g in gold
    )
    stated = [(gold[i], found[j]) for i, j in pairs if module.bounds(gold[i]["value"])]
    over = [
        module.cmp_time(g["value"], c["value"])[1]
        for g, c in stated
        if g["class"] == "explicit"
    ]
    hits = {j for _, j in pairs}
    matched = {i for i, _ in pairs}
    if misses:
        for i, g in enumerate(gold):
            if i not in matched:
                print("MISSED", g["start"], g["quote"], g["value"])
        for j, c in enumerate(found):
            if j not in hits:
                print(
                    "SPURIOUS",
                    repr(text[c["start"] - 30 : c["end"] + 20]),
                    "=",
                    text[c["start"] : c["end"]],
                    c["value"],
                )
        for g, c in stated:
            if not module.cmp_time(g["value"], c["value"])[0]:
                print("VALUE", g["quote"], g["value"], c["value"])
    return {
        "relaxed": module.prf(len(pairs), len(found), len(gold))["f1"],
        "strict": module.prf(strict, len(found), len(gold))["f1"],
        "overlap": sum(over) / max(len(over), 1),
    }


# Our values in the notation of TIMEX2, so far as WikiWars uses it.
SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}


def timex(value: str, quote: str) -> str:
    plain = re.sub("[~?%]", "", value)
    if plain.startswith(("../", "/")) or (
        value.endswith("~") and re.fullmatch(r"\d{4}-\d\d-\d\d", plain)
    ):
        return "PAST_REF" if plain.startswith(("..", "/")) else "PRESENT_REF"
    if plain.endswith("/.."):
        return "FUTURE_REF"
    if m := re.fullmatch(r"-(\d{4})(?:-(2[1-4]))?", plain):
        return f"BC{int(m[1]) + 1:04d}" + (f"-{SEASONS[m[2]]}" if m[2] else "")
    if m := re.fullmatch(r"-(\d\d)99/-\1\d0", plain):
        return f"BC{m[1]}"
    if m := re.fullmatch(r"(\d{3})X|(\d\d)XX", plain):
        return m[1] or m[2]
    if m := re.fullmatch(r"(\d{4})-(2[1-4])", plain):
        return f"{m[1]}-{SEASONS[m[2]]}"
    if m := re.fullmatch(r"(\d{4}-\d\d)-\d\d/\1-\d\d", plain):
        return m[1]
    if m := re.fullmatch(r"(\d{4})-\d\d/\1-\d\d", plain):
        return m[1]
    if m := re.fullmatch(r"(\d{4})-4([01])", plain):
        return f"{m[1]}-H{int(m[2]) + 1}"
    if "T" in plain:
        first = re.sub(r"[+-]\d\d:\d\d$|Z$", "", plain.split("/")[0])
        part = {
            "22": "NI",
            "18": "EV",
            "06": "MO",
            "04": "MO",
            "13": "AF",
            "16": "AF",
            "12": "AF",
            "21": "EV",
        }
        if "/" in plain and "T" in first:
            day, _, hour = first.partition("T")
            return f"{day}T{part.get(hour[:2], '')}"
        return first
    if m := re.fullmatch(r"PX0Y", plain):
        return "PXDE"
    return plain


def wikiwars(misses: int = 0) -> dict[str, float]:
    strict = relaxed = value = total = count = 0
    shown = 0
    for item in rows(GOLD / "corpora" / "timex.de.wikiwarsde-a.jsonl"):
        text = item["text"]
        found = read_times(
            text,
            language="de",
            document_time=date.fromisoformat(item["dct"]),
            convention="timex",
        )
        spans = {(s["start"], s["end"]): s for s in item["spans"]}
        strict += sum((m.start, m.end) in spans for m in found)
        total += len(item["spans"])
        count += len(found)
        used = set()
        for m in found:
            hit = next(
                (
                    s
                    for k, s in spans.items()
                    if k not in used and s["start"] < m.end and m.start < s["end"]
                ),
                None,
            )
            quote = text[m.start : m.end]
            context = text[max(0, m.start - 40) : m.end + 30].replace("\n", " ")
            if hit is None:
                problem = f"SPURIOUS [{quote}] {m.when.value} | {context}"
            else:
                used.add((hit["start"], hit["end"]))
                relaxed += 1
                ours = timex(m.when.value, quote)
                good = ours == hit["value"] or (
                    hit["value"].startswith(ours) and "T" in ours
                )
                value += good
                exact = (m.start, m.end) == (hit["start"], hit["end"])
                gold = text[hit["start"] : hit["end"]]
                problem = (
                    ""
                    if good and exact
                    else f"{'EXTENT' if not exact else 'VALUE'} [{quote}] gold [{gold}] {ours} gold {hit['value']} | {context}"
                )
            if problem and shown < misses:
                print(problem)
                shown += 1
        for k, s in spans.items():
            if k not in used and shown < misses:
                print(
                    f"MISSED [{text[s['start'] : s['end']]}] {s['value']} | {text[max(0, s['start'] - 40) : s['end'] + 30]!r}"
                )
                shown += 1
    names = {"strict": strict, "relaxed": relaxed, "value": value}
    return {name: 2 * hits / (total + count) for name, hits in names.items()}


def extents(
    name: str,
    language: str,
    types: set[str],
    *,
    convention: Convention,
    misses: int = 0,
) -> dict[str, float]:
    strict = relaxed = overlapped = total = count = shown = 0
    for item in rows(GOLD / "corpora" / f"{name}.jsonl"):
        text = item["text"]
        dct = date.fromisoformat(item["dct"]) if item.get("dct") else date(2015, 6, 1)
        found = read_times(
            text, language=language, document_time=dct, convention=convention
        )
        spans = [s for s in item["spans"] if s["type"] in types]
        keys = {(s["start"], s["end"]) for s in spans}
        strict += sum((m.start, m.end) in keys for m in found)
        total, count = total + len(spans), count + len(found)
        overlapped += sum(
            any(m.start < s["end"] and s["start"] < m.end for m in found) for s in spans
        )
        used = set()
        for m in found:
            hit = next(
                (
                    i
                    for i, s in enumerate(spans)
                    if i not in used and s["start"] < m.end and m.start < s["end"]
                ),
                None,
            )
            problem = ""
            context = text[max(0, m.start - 30) : m.end + 30].replace("\n", " ")
            if hit is None:
                problem = f"SPURIOUS [{m.quote}] {m.rule} | {context}"
            else:
                used.add(hit)
                relaxed += 1
                s = spans[hit]
                if (m.start, m.end) != (s["start"], s["end"]):
                    problem = f"EXTENT [{m.quote}] gold [{text[s['start'] : s['end']]}]"
            if problem and shown < misses:
                print(problem)
                shown += 1
        for i, s in enumerate(spans):
            if i not in used and shown < misses:
                print(
                    f"MISSED [{text[s['start'] : s['end']]}] | {text[max(0, s['start'] - 40) : s['end'] + 30]!r}"
                )
                shown += 1
    return {
        "strict": 2 * strict / max(total + count, 1),
        "relaxed": 2 * relaxed / max(total + count, 1),
        "recall": overlapped / max(total, 1),
    }


def measure(name: str, misses: int = 0) -> dict[str, float]:
    if name.startswith("testimony."):
        return witnesses(name.removeprefix("testimony."), misses)
    if name == "booklet":
        return booklet(misses)
    if name == "wikiwars":
        return wikiwars(misses)
    if name == "smartdata":
        types = {"date", "time", "duration"}
        return extents(
            "mixed.de.smartdata-train",
            "de",
            types,
            convention="testimony",
            misses=misses,
        )
    if name == "gum":
        return extents(
            "timex.en.gum-dates-a",
            "en",
            {"DATE"},
            convention="testimony",
            misses=misses,
        )
    if name == "nerel":
        return extents(
            "ner.ru.nerel-dev",
            "ru",
            {"DATE", "TIME"},
            convention="phrases",
            misses=misses,
        )
    if name == "kaznerd":
        return extents(
            "ner.kk.kaznerd-valid",
            "kk",
            {"DATE", "TIME"},
            convention="phrases",
            misses=misses,
        )
    raise KeyError(f"There is no labelled set {name!r}. Known are {', '.join(NAMES)}.")


NAMES = (
    *("testimony.de", "testimony.en", "testimony.ru", "testimony.kk"),
    *("booklet", "wikiwars", "gum", "smartdata", "nerel", "kaznerd"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=NAMES)
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    for name in options.names:
        figures = measure(name, options.misses)
        print(f"{name:14}", *(f"{k} {v:.3f}" for k, v in figures.items()))
    sys.stdout.flush()


if __name__ == "__main__":
    main()

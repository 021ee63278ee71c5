"""Whether a learned alarm would find times that the grammar misses.

    python benchmarks/times_alarm.py

A conditional random field (python-crfsuite) learns where times stand from one half of a
labelled set; on the other half it marks words that it holds for times with at least the
given probability and that the grammar has not read. An alarm is right if it overlaps a
labelled time that the grammar missed. Halves are exchanged, figures are sums over both.
The result is in docs/times.md: alarms are wrong too often to show them to a reader, so
none is shipped.
"""

import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pycrfsuite

from qantar.text.times import Convention, read_times

GOLD = Path(os.environ.get("QANTAR_GOLD", "gold")) / "corpora"
SETS: dict[str, tuple[str, str, Convention, tuple[str, ...]]] = {
    "narrative, de": ("timex.de.wikiwarsde-a", "de", "timex", ("TIMEX",)),
    "news, de": (
        "mixed.de.smartdata-train",
        "de",
        "testimony",
        ("date", "time", "duration"),
    ),
    "news, ru": ("ner.ru.nerel-dev", "ru", "phrases", ("DATE", "TIME")),
    "news, kk": ("ner.kk.kaznerd-valid", "kk", "phrases", ("DATE", "TIME")),
}
THRESHOLDS = (0.5, 0.8, 0.9, 0.95)
WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
AGE = re.compile(r"жас|лет\b|летн|jähr|Jahre alt")
Span = tuple[int, int]


@dataclass
class Text:
    """Words of a text, its labelled times, and those that the grammar read."""

    text: str
    words: list[Span]
    gold: list[Span]
    read: list[Span] = field(default_factory=list)

    def features(self, number: int) -> list[str]:
        """What the field may know of a word: its form, and those of its neighbours."""
        told = ["bias"]
        for step in (-2, -1, 0, 1, 2):
            if 0 <= number + step < len(self.words):
                word = self.text[slice(*self.words[number + step])]
                low, name = word.lower(), f"{step}:"
                shape = "9" * len(word) if word.isdigit() else ""
                told += [f"{name}{shape or low}", f"{name}end={low[-3:]}"]
                told += [f"{name}start={low[:4]}", f"{name}big={word[0].isupper()}"]
        return told

    def labels(self) -> list[str]:
        return ["T" if touches(word, self.gold) else "O" for word in self.words]


def touches(span: Span, others: list[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def texts(name: str) -> Iterator[Text]:
    file, language, convention, types = SETS[name]
    for line in (GOLD / f"{file}.jsonl").read_text("utf-8").splitlines():
        item = json.loads(line)
        text = item["text"]
        written = date.fromisoformat(item.get("dct") or "2015-06-01")
        read = read_times(
            text, language=language, document_time=written, convention=convention
        )
        gold = [
            (span["start"], span["end"])
            for span in item["spans"]
            # An age is no time to us, and a set that calls it one teaches nothing.
            if span["type"] in types
            and not AGE.search(text[span["start"] : span["end"] + 10])
        ]
        yield Text(
            text,
            [match.span() for match in WORD.finditer(text)],
            gold,
            [(mention.start, mention.end) for mention in read],
        )


def trained(half: list[Text]) -> tuple[pycrfsuite.Tagger, bytes]:
    """The field and its weights, which must live as long as it does."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for text in half:
        if text.words:
            rows = [text.features(number) for number in range(len(text.words))]
            trainer.append(rows, text.labels())
    trainer.set_params({"c1": 0.5, "c2": 0.01, "max_iterations": 60})
    with tempfile.NamedTemporaryFile(suffix=".crfsuite") as model:
        trainer.train(model.name)
        weights = Path(model.name).read_bytes()
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(weights)
    return tagger, weights


def alarms(tagger: pycrfsuite.Tagger, text: Text) -> dict[float, list[Span]]:
    """Runs of words above each threshold that the grammar has not read."""
    rows = [text.features(number) for number in range(len(text.words))]
    tagger.set(rows)
    found: dict[float, list[Span]] = {threshold: [] for threshold in THRESHOLDS}
    for number, word in enumerate(text.words):
        if touches(word, text.read):
            continue
        likely = tagger.marginal("T", number)
        for threshold, spans in found.items():
            if likely < threshold:
                continue
            if spans and number and spans[-1][1] == text.words[number - 1][1]:
                spans[-1] = (spans[-1][0], word[1])
            else:
                spans.append(word)
    return found


def main() -> None:
    for name in SETS:
        every = list(texts(name))
        halves = (every[::2], every[1::2])
        missed = 0
        raised = dict.fromkeys(THRESHOLDS, 0)
        hits, caught = dict(raised), dict(raised)
        for number in (0, 1):
            tagger, _weights = trained(halves[number])
            for text in halves[1 - number]:
                if not text.words:
                    continue
                gone = [span for span in text.gold if not touches(span, text.read)]
                missed += len(gone)
                for threshold, spans in alarms(tagger, text).items():
                    right = sum(touches(span, gone) for span in spans)
                    raised[threshold] += len(spans)
                    hits[threshold] += right
                    caught[threshold] += sum(touches(span, spans) for span in gone)
        print(f"{name}: the grammar misses {missed} of the labelled times")
        for threshold in THRESHOLDS:
            count = raised[threshold]
            precision = hits[threshold] / max(count, 1)
            recall = caught[threshold] / max(missed, 1)
            print(
                f"  at {threshold}: {count} alarms, precision {precision:.2f},"
                f" recall {recall:.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()

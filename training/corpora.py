"""Read labelled corpora as sentences of tokens with BIO labels.

Each corpus is a file of JSON lines ``{"id", "text", "spans": [{"start", "end",
"type"}]}`` with offsets in code points. Only corpora whose licence allows a model to be
passed on are named here; see ``docs/names.md``.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from qantar.text.names_hints import Token, sentences, tokens

CORPORA = {
    "latin": (
        ("de", "ner.de.germeval-dev"),
        ("en", "ner.en.wikigold"),
        ("en", "ner.en.uner-ewt-dev"),
    ),
    "ru": (("ru", "ner.ru.factru-dev"),),
    "kk": (("kk", "ner.kk.kaznerd-valid"),),
}

# Labels of the corpora to ours. What is not listed is no name to us.
TYPES = {
    "PER": "PER", "PERSON": "PER", "Person": "PER",
    "LOC": "LOC", "GPE": "LOC", "LOCATION": "LOC", "FACILITY": "LOC",
    "Location": "LOC", "LocOrg": "LOC",
    "CITY": "LOC", "COUNTRY": "LOC", "STATE_OR_PROVINCE": "LOC", "DISTRICT": "LOC",
    "ORG": "ORG", "ORGANISATION": "ORG", "Org": "ORG", "ORGANIZATION": "ORG",
    "MISC": "MISC", "OTH": "MISC", "ART": "MISC", "PROJECT": "MISC", "EVENT": "MISC",
    "LOCderiv": "DERIV", "NORP": "DERIV",
}  # fmt: skip
TYPES_PER_CORPUS = {"ner.ru.nerel": {"EVENT": "", "FACILITY": "LOC"}}

Sentence = tuple[list[Token], list[str]]


def read(path: Path) -> Iterator[list[Sentence]]:
    """The documents of a corpus, each a list of sentences."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield list(_document(row["text"], row["spans"], path.stem))


def outermost(spans: list[dict], stem: str) -> list[tuple[int, int, str]]:
    """Spans of our types; of nested ones only the outer."""
    own = next((v for k, v in TYPES_PER_CORPUS.items() if stem.startswith(k)), {})
    found: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda s: (s["start"], -s["end"])):
        kind = own.get(span["type"], TYPES.get(span["type"], ""))
        if kind and (not found or span["start"] >= found[-1][1]):
            found.append((span["start"], span["end"], kind))
    return found


def _document(text: str, spans: list[dict], stem: str) -> Iterator[Sentence]:
    names = outermost(spans, stem)
    for start, end in sentences(text, 0, len(text)):
        words = tokens(text, start, end)
        if not words:
            continue
        labels = ["O"] * len(words)
        here = [n for n in names if n[0] < end and n[1] > start]
        for first, last, kind in here:
            inside = False
            for position, word in enumerate(words):
                if word.start < last and word.end > first:
                    labels[position] = ("I-" if inside else "B-") + kind
                    inside = True
        yield words, labels

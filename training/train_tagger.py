#!/usr/bin/env python3
"""Train the name taggers from labelled corpora.

``python training/train_tagger.py CORPORA [latin ru kk]`` writes
``src/qantar/text/data/models/NAME.crfsuite.xz``. With ``--check`` every tenth document is
held back and measured instead of being learnt from, and nothing is written.
"""

import argparse
import lzma
import sys
import tempfile
import time
from pathlib import Path

import pycrfsuite
from corpora import CORPORA, read

from qantar.text.gazetteer import builtin
from qantar.text.tagger import features

MODELS = Path(__file__).parent.parent / "src" / "qantar" / "text" / "data" / "models"
HELD_BACK = 10
# Elastic net chosen on held-back documents: the larger Kazakh corpus bears features
# that little text would not. Features seen once are kept, because a name's ending is
# often seen once.
SETTINGS = {"feature.minfreq": 1, "feature.possible_transitions": True}
SETTINGS_OF = {
    "latin": {"c1": 0.05, "c2": 0.2, "max_iterations": 150},
    "ru": {"c1": 0.05, "c2": 0.2, "max_iterations": 150},
    "kk": {"c1": 0.08, "c2": 0.02, "max_iterations": 110},
}


def main() -> int:
    """Train the models named, all of them if none is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("models", nargs="*", default=sorted(CORPORA))
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    for name in options.models:
        train(name, options.corpora, check=options.check)
    return 0


def train(name: str, folder: Path, *, check: bool) -> None:
    """One model from all corpora named for it."""
    gazetteer = builtin()
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS | SETTINGS_OF[name])
    held = []
    began = time.monotonic()
    for lang, stem in CORPORA[name]:
        for number, document in enumerate(read(folder / f"{stem}.jsonl")):
            for words, labels in document:
                row = features(words, lang, gazetteer)
                if check and number % HELD_BACK == 0:
                    held.append((stem, row, labels))
                else:
                    trainer.append(row, labels)
    out = Path(tempfile.mkdtemp()) / name
    trainer.train(str(out))
    packed = lzma.compress(out.read_bytes(), preset=9 | lzma.PRESET_EXTREME)
    print(
        f"{name}: {len(packed)} bytes, {time.monotonic() - began:.0f} s",
        file=sys.stderr,
    )
    if not check:
        (MODELS / f"{name}.crfsuite.xz").write_bytes(packed)
    if check:
        tagger = pycrfsuite.Tagger()
        tagger.open(str(out))
        for stem in dict.fromkeys(h[0] for h in held):
            report(stem, [(tagger.tag(r), y) for s, r, y in held if s == stem])


def spans(labels: list[str]) -> set[tuple[int, int, str]]:
    """First word, word after the last, type."""
    found, first = set(), 0
    for position, label in enumerate([*labels, "O"]):
        before = labels[position - 1] if position else "O"
        if label[0] != "I" or label[2:] != before[2:]:
            if position and labels[first] != "O":
                found.add((first, position, labels[first][2:]))
            first = position
    return found


def report(stem: str, pairs: list[tuple[list[str], list[str]]]) -> None:
    """Exact-span F1 per type on stderr."""
    for kind in ("PER", "ORG", "LOC", "PER ORG LOC"):
        right = guessed = wanted = 0
        for got, gold in pairs:
            a = {s for s in spans(got) if s[2] in kind.split()}
            b = {s for s in spans(gold) if s[2] in kind.split()}
            right, guessed, wanted = (
                right + len(a & b),
                guessed + len(a),
                wanted + len(b),
            )
        f1 = 2 * right / max(1, guessed + wanted)
        print(f"  {stem} {kind}: {100 * f1:.1f} ({wanted})", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())

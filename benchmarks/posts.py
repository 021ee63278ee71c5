"""Invented posts with known reposts, and statements that count: who has it from whom.

A fifth of the posts repeat one of a thousand others: word for word, with words before or
behind, with a word lost. Nothing else is alike but by chance.
"""

import random
import time
from collections import defaultdict
from itertools import combinations
from typing import Any

from measuring import rates

from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.statement import Speaker, Statement, Where
from qantar.vocabulary.when import When
from qantar.weighing import (
    ExhibitFacts,
    Memory,
    find_origins,
    reduce_statements,
    weigh,
)

__all__ = ["counting", "incremental", "minhash_lsh", "posts", "reposts"]

SYLLABLES = [
    "ka",
    "ro",
    "mi",
    "te",
    "su",
    "la",
    "no",
    "du",
    "be",
    "vi",
    "sha",
    "lo",
    "gu",
    "ne",
    "ti",
    "ra",
    "po",
    "ze",
    "mu",
    "ki",
]


def _word(draw: random.Random) -> str:
    return "".join(draw.choices(SYLLABLES, k=draw.randint(1, 4)))


def posts(count: int, *, seed: int = 1) -> tuple[list[str], list[int]]:
    """Posts, and for each the number of the text that it is or repeats."""
    draw = random.Random(seed)  # noqa: S311 (no secret)
    lexicon = [_word(draw) for _ in range(8000)]
    told, kinds = [], []
    for n in range(count):
        if n >= 1000 and draw.random() < 0.2:
            kind = draw.randrange(1000)
            told.append(_repeated(draw, told[kind], lexicon))
        else:
            kind = n
            told.append(" ".join(draw.choices(lexicon, k=draw.randint(14, 40))))
        kinds.append(kind)
    return told, kinds


def _repeated(draw: random.Random, text: str, lexicon: list[str]) -> str:
    words = text.split()
    change = draw.randrange(4)
    if change == 1:
        words = [*draw.choices(lexicon, k=2), *words]
    elif change == 2:
        words = [*words, *draw.choices(lexicon, k=3)]
    elif change == 3:
        del words[draw.randrange(len(words))]
    return " ".join(words)


def _statement(n: int, quote: str) -> Statement:
    return Statement(
        id=f"s{n:07d}",
        exhibit=f"e{n:07d}",
        start=0,
        end=len(quote),
        quote=quote,
        lang="en",
        chain=(Speaker(name=f"channel {n} (Telegram)"),),
        event_type="other",
    )


def _pairs(kinds: dict[str, Any]) -> set[tuple[str, str]]:
    groups = defaultdict(list)
    for key, kind in kinds.items():
        groups[kind].append(key)
    return {p for g in groups.values() for p in combinations(sorted(g), 2)}


def reposts(texts: list[str], kinds: list[int]) -> dict[str, Any]:
    """Qantar's origins."""
    statements = [_statement(n, text) for n, text in enumerate(texts)]
    origins = find_origins(statements)
    found = _pairs({s: o.id for o in origins for s in o.statements})
    return rates(found, _pairs({f"s{n:07d}": k for n, k in enumerate(kinds)}))


def minhash_lsh(texts: list[str], kinds: list[int]) -> dict[str, Any]:
    """datasketch: MinHash of 128 permutations in an LSH at Jaccard 0.6, groups closed."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.6, num_perm=128)
    group: dict[str, str] = {}
    for n, text in enumerate(texts):
        words = text.split()
        sketch = MinHash(num_perm=128)
        runs = {" ".join(words[k : k + 5]) for k in range(len(words) - 4)}
        sketch.update_batch([run.encode() for run in runs])
        key = f"s{n:07d}"
        near = index.query(sketch)
        group[key] = min((group[other] for other in near), default=key)
        index.insert(key, sketch)
    return rates(_pairs(group), _pairs({f"s{n:07d}": k for n, k in enumerate(kinds)}))


VOICES = [
    "Prosecutor General",
    "Ministry of Health",
    "Ministry of the Interior",
    "officials",
]
MEASURES = ["killed", "injured", "detained"]


def counting(first: int, count: int, *, seed: int = 1) -> list[Statement]:
    """Statements that count something somewhere on some day, from forty towns."""
    made = []
    for n in range(first, first + count):
        draw = random.Random(f"{seed}-{n}")  # noqa: S311 (no secret)
        figure = float(draw.randint(3, 3000))
        day = When.parse(f"2031-01-{draw.randint(1, 28):02d}")
        what, town = draw.choice(MEASURES), f"Town {draw.randrange(40)}"
        outlet = f"Outlet {draw.randrange(300)}"
        made.append(
            Statement(
                id=f"c{n:07d}",
                exhibit=f"x{n // 5:07d}",
                start=n % 5 * 100,
                end=n % 5 * 100 + 80,
                quote=f"{figure:g} {what} in {town}, said {draw.random()}",
                lang="en",
                chain=(Speaker(name=draw.choice(VOICES)), Speaker(name=outlet)),
                event_type={"killed": "killing", "injured": "injury"}.get(
                    what, "arrest"
                ),
                when=day,
                where=(Where(name=town, id=f"l:{town}", precision="city"),),
                quantities=(
                    Quantity(
                        what=what,
                        label=what,
                        lower=figure,
                        best=figure,
                        upper=figure,
                        unit="people",
                        words=f"{figure:g}",
                    ),
                ),
            )
        )
    return made


def incremental(count: int, more: int) -> dict[str, Any]:
    """A run after ``more`` new statements, with what the run before found and without."""
    before = counting(0, count)
    facts = {s.exhibit: ExhibitFacts(published="2032-01-01") for s in before}
    memory = Memory()
    first = _timed(before, facts, memory)
    kept = memory.written()
    now = [*before, *counting(count, more)]
    again = _timed(now, facts, Memory.read(kept))
    full = _timed(now, facts, Memory())
    return {
        "statements": count,
        "new": more,
        "origins": len(full[1][0]),
        "contradictions": len(full[1][1][1]),
        "first_s": first[0],
        "full_s": full[0],
        "incremental_s": again[0],
        "incremental_to_full": round(again[0] / full[0], 3),
        "equal": again[1] == full[1],
        "memory_bytes": len(kept),
    }


def _timed(
    statements: list[Statement], facts: Any, memory: Memory
) -> tuple[float, Any]:
    began = time.process_time()
    reduced = reduce_statements(statements, facts)
    origins = find_origins(reduced, facts, memory=memory)
    weighed = weigh(reduced, origins, memory=memory)
    return round(time.process_time() - began, 2), (origins, weighed)

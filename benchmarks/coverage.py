"""How often each family's 95% interval holds the truth, on groups of known size.

Usage: ``python benchmarks/coverage.py [TABLES]``; 0 prints the last results. Draws TABLES groups of each kind, lists
them by chance, and counts. Writes ``benchmarks/results/coverage.json`` and prints the
table of docs/counting.md.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qantar.counting import LatentOptions, Overlaps, Standing, assess

RESULTS = Path(__file__).parent / "results" / "coverage.json"
FAMILIES = ("log-linear", "decomposable", "latent-class", "chao")
TRUTH = 1000

Listed = NDArray[np.bool_]


def independent(generator: np.random.Generator) -> Listed:
    """Four lists that find people independently of each other."""
    return generator.random((TRUTH, 4)) < np.array([0.3, 0.25, 0.2, 0.15])


def two_groups(generator: np.random.Generator) -> Listed:
    """A fifth is easily found, the others are not (as StanLCMCR's simulations are)."""
    easy = generator.random(TRUTH) < 0.2
    chance = np.where(
        easy[:, None], [0.8, 0.7, 0.7, 0.6], np.array([0.2, 0.15, 0.12, 0.1])
    )
    return np.asarray(generator.random((TRUTH, 4)) < chance)


def dependent_lists(generator: np.random.Generator) -> Listed:
    """The second list copies from the first: who is on it is three times as likely."""
    first = generator.random(TRUTH) < 0.3
    second = generator.random(TRUTH) < np.where(first, 0.45, 0.15)
    others = generator.random((TRUTH, 2)) < np.array([0.25, 0.2])
    return np.column_stack([first, second, others])


def never_listed(generator: np.random.Generator) -> Listed:
    """Three in ten can be found by no list at all: no data can show it."""
    reachable = generator.random(TRUTH) < 0.7
    listed = generator.random((TRUTH, 4)) < np.array([0.35, 0.3, 0.25, 0.2])
    return np.asarray(listed & reachable[:, None])


def avoiding_lists(generator: np.random.Generator) -> Listed:
    """The second list takes whom the first leaves."""
    first = generator.random(TRUTH) < 0.35
    second = generator.random(TRUTH) < np.where(first, 0.08, 0.35)
    others = generator.random((TRUTH, 2)) < np.array([0.25, 0.2])
    return np.column_stack([first, second, others])


KINDS: dict[str, Callable[[np.random.Generator], Listed]] = {
    "independent lists": independent,
    "two groups, one easily found": two_groups,
    "one list copies another": dependent_lists,
    "one list avoids another": avoiding_lists,
    "three in ten cannot be found": never_listed,
}


def overlaps_of(listed: Listed) -> Overlaps:
    """Overlaps of lists, shape (persons, lists)."""
    masks = listed @ (1 << np.arange(listed.shape[1]))
    cells, counts = np.unique(masks[masks > 0], return_counts=True)
    return Overlaps(
        lists=tuple("ABCD"[: listed.shape[1]]),
        cells=tuple(zip(cells.tolist(), counts.tolist(), strict=True)),
    )


def study(kind: str, tables: int) -> dict[str, Any]:
    """One kind of group: what each family holds, and the verdicts."""
    held = dict.fromkeys(FAMILIES, 0)
    given = dict.fromkeys(FAMILIES, 0)
    verdicts = {standing.value: 0 for standing in Standing}
    ranges = 0
    for number in range(tables):
        generator = np.random.default_rng([number, list(KINDS).index(kind)])
        found = assess(
            overlaps_of(KINDS[kind](generator)),
            generator=generator,
            draws=200,
            latent=LatentOptions(rounds=500, block=250),
        )
        verdicts[found.standing.value] += 1
        if found.standing is Standing.ESTIMATE:
            ranges += (found.lower or 0) <= TRUTH <= (found.upper or 0)
        if found.standing is Standing.LOWER_BOUND:
            ranges += (found.lower or 0) <= TRUTH
        for family in found.families:
            if family.name in held and np.isfinite(family.total):
                given[family.name] += 1
                held[family.name] += family.lower <= TRUTH <= family.upper
    return {
        "kind": kind,
        "tables": tables,
        "held": held,
        "given": given,
        "verdicts": verdicts,
        "verdict_right": ranges,
    }


def table_of(rows: list[dict[str, Any]]) -> str:
    """The rows as the docs show them."""
    lines = [
        "| group | tables | " + " | ".join(FAMILIES) + " | verdict right | estimates |",
        "|---" * 8 + "|",
    ]
    for row in rows:
        held, given = row["held"], row["given"]
        cells = [row["kind"], str(row["tables"])]
        cells += [f"{held[name]} of {given[name]}" for name in FAMILIES]
        cells += [str(row["verdict_right"]), str(row["verdicts"]["estimate"])]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Run all kinds and print the table; with 0 tables, print the last results."""
    tables = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    rows = [] if tables else json.loads(RESULTS.read_text("utf-8"))["rows"]
    for kind in KINDS if tables else ():
        rows.append(study(kind, tables))
        RESULTS.write_text(
            json.dumps({"truth": TRUTH, "rows": rows}, indent=1) + "\n", "utf-8"
        )
        print(kind, flush=True)
    print(table_of(rows))


if __name__ == "__main__":
    main()

"""Persons whose stratum nobody wrote down: their labels are drawn, several times.

Manrique-Vallier, Ball, Sulmont 2019 (arXiv 1906.04763) show on Peru what leaving them out
or lumping them together does. Here a label is drawn among the strata that agree with what
is written, in proportion to the persons on exactly the same lists there (missing at
random given the lists), with proportions drawn too, so that doubt about them is kept.
"""

from collections import Counter
from dataclasses import replace

import numpy as np

from qantar.counting.overlaps import Overlaps
from qantar.counting.tables import CountTable, Stratum
from qantar.errors import InputError

__all__ = ["unlabelled", "with_labels_drawn"]


def unlabelled(table: CountTable) -> int:
    """Persons in strata with a label that is empty."""
    return sum(s.overlaps.persons for s in table.strata if _open(s))


def _open(stratum: Stratum) -> bool:
    return any(not value for _, value in stratum.labels)


def with_labels_drawn(
    table: CountTable, *, times: int, generator: np.random.Generator
) -> tuple[CountTable, ...]:
    """Tables without empty labels, each with other draws.

    Args:
        table: Strata, some of them with empty labels.
        times: How many tables.
        generator: Randomness.

    Raises:
        InputError: If no stratum agrees with what is written of some persons.
    """
    known = [stratum for stratum in table.strata if not _open(stratum)]
    return tuple(
        replace(table, strata=_drawn(table, known, generator)) for _ in range(times)
    )


def _drawn(
    table: CountTable, known: list[Stratum], generator: np.random.Generator
) -> tuple[Stratum, ...]:
    counted = [Counter(dict(stratum.overlaps.cells)) for stratum in known]
    held = [dict(stratum.overlaps.cells) for stratum in known]
    for stratum in table.strata:
        if not _open(stratum):
            continue
        fitting = [k for k, other in enumerate(known) if _agree(stratum, other)]
        if not fitting:
            raise InputError(
                f"No stratum with all labels agrees with {dict(stratum.labels)}; persons"
                " without a label need at least one that they may belong to."
            )
        sizes = np.array([known[k].overlaps.persons for k in fitting], dtype=float)
        for cell, count in stratum.overlaps.cells:
            # One person's worth of prior, spread as the strata are large.
            weights = np.array([held[k].get(cell, 0) for k in fitting])
            chances = generator.dirichlet(weights + sizes / sizes.sum())
            for k, more in zip(
                fitting, generator.multinomial(count, chances), strict=True
            ):
                counted[k][cell] += int(more)
    return tuple(
        Stratum(
            labels=stratum.labels,
            overlaps=Overlaps(
                lists=stratum.overlaps.lists,
                cells=tuple(sorted((c, n) for c, n in cells.items() if n)),
            ),
        )
        for stratum, cells in zip(known, counted, strict=True)
    )


def _agree(stratum: Stratum, other: Stratum) -> bool:
    return all(
        not value or value == known
        for (_, value), (_, known) in zip(stratum.labels, other.labels, strict=True)
    )

"""What ``qantar count`` counts: tables and cases, lists merged or dropped, replicates."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from qantar.case import Case
from qantar.counting import (
    CountTable,
    Overlaps,
    Stratum,
    overlaps_of_persons,
    read_table,
    unlabelled,
    with_labels_drawn,
)
from qantar.errors import InputError

__all__ = ["Counted", "counted_of", "replicates_of"]

Counted = tuple[Stratum, tuple[Overlaps, ...]]
"""A stratum with its replicates: the same persons joined or labelled otherwise."""


def counted_of(
    path: Path,
    strata: Sequence[str],
    *,
    merged: Sequence[str],
    dropped: Sequence[str],
) -> CountTable:
    """The table of a file or of a case's register.

    Args:
        path: A CSV file or a case.
        strata: Columns that divide a table.
        merged: Names of lists joined by +, to be one list each.
        dropped: Names of lists to leave out.
    """
    table = _of_case(path, strata) if path.is_dir() else _of_file(path, strata)
    return replace(
        table,
        strata=tuple(
            replace(s, overlaps=_chosen(s.overlaps, merged, dropped))
            for s in table.strata
        ),
    )


def replicates_of(
    table: CountTable,
    others: Sequence[CountTable],
    *,
    imputations: int,
    generator: np.random.Generator,
) -> list[Counted]:
    """Strata with their replicates: from other tables, and from labels drawn.

    Raises:
        InputError: If another table lacks a stratum.
    """
    if unlabelled(table):
        drawn = with_labels_drawn(table, times=imputations, generator=generator)
        table, others = drawn[0], (*drawn[1:], *others)
    found = []
    for stratum in table.strata:
        same = []
        for other in others:
            held = {s.labels: s.overlaps for s in other.strata}
            if stratum.labels not in held:
                raise InputError(
                    f"A replicate has no stratum {dict(stratum.labels)}; every table"
                    " needs the same strata."
                )
            same.append(held[stratum.labels])
        found.append((stratum, tuple(same)))
    return found


def _chosen(
    overlaps: Overlaps, merged: Sequence[str], dropped: Sequence[str]
) -> Overlaps:
    place: Callable[[str], int] = _place(overlaps)
    gone = {place(name) for name in dropped}
    groups = [[place(name) for name in words.split("+")] for words in merged]
    used = [j for group in groups for j in group]
    if twice := [j for j in used if used.count(j) > 1 or j in gone]:
        raise InputError(
            f"List {overlaps.lists[twice[0]]!r} is named twice in --merge and --drop;"
            " a list can be merged once, or dropped."
        )
    if not gone and not groups:
        return overlaps
    single = [
        [j] for j in range(len(overlaps.lists)) if j not in gone and j not in used
    ]
    return overlaps.joined(sorted([*single, *groups], key=min))


def _place(overlaps: Overlaps) -> Callable[[str], int]:
    def place(name: str) -> int:
        if name.strip() not in overlaps.lists:
            raise InputError(
                f"There is no list {name.strip()!r}; the lists are"
                f" {', '.join(overlaps.lists)}."
            )
        return overlaps.lists.index(name.strip())

    return place


def _of_file(path: Path, strata: Sequence[str]) -> CountTable:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path.name} is not UTF-8 at byte {error.start}; save the table as UTF-8."
        ) from error
    return read_table(text, strata=strata)


def _of_case(path: Path, strata: Sequence[str]) -> CountTable:
    if strata:
        raise InputError("--strata divides a table; a case has no such columns.")
    with Case.open(path) as case:
        lists = {entry.id: entry.lists for entry in case.view().register()}
    if len({name for names in lists.values() for name in names}) < 2:
        raise InputError(
            "The register of this case does not say who is on which list, so there are no"
            " lists to compare. Give a table: 0/1 columns for the lists, one row a person."
        )
    return CountTable(
        strata=(Stratum(labels=(), overlaps=overlaps_of_persons(lists)),),
        unlisted=sum(not names for names in lists.values()),
    )

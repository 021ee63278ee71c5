"""Scoring through Splink, the same on DuckDB and on Spark."""

import contextlib
import logging
from collections.abc import Iterable, Iterator
from typing import Any

from qantar.engine.protocol import Pair, Row
from qantar.engine.settings import Settings, rule_sql
from qantar.errors import InputError

__all__ = ["checked_rows", "scored_pairs"]

SEED = 1
"""Of the random pairs from which the levels among strangers are learnt."""


def checked_rows(rows: Iterable[Row], settings: Settings) -> list[Row]:
    """The rows, if all have the columns and no id comes twice.

    Raises:
        InputError: Otherwise, with the id and what is missing.
    """
    wanted = ("id", *settings.columns())
    kept, seen = [], set()
    for number, row in enumerate(rows, 1):
        missing = [column for column in wanted if column not in row]
        if missing:
            raise InputError(
                f"Record {row.get('id', f'number {number}')!r} lacks the columns"
                f" {', '.join(missing)}. Give every column, None where nothing is told."
            )
        if row["id"] in seen:
            raise InputError(
                f"Record id {row['id']!r} comes twice. Ids must tell records apart."
            )
        seen.add(row["id"])
        kept.append(row)
    return kept


def scored_pairs(
    table: Any, settings: Settings, *, least: float, size: int
) -> Iterator[Pair]:
    """Train on the table and score its candidate pairs.

    Args:
        table: As a Splink database registered it.
        settings: What is compared.
        least: Least probability.
        size: Number of rows.
    """
    from splink import Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    linker = Linker(table, settings.for_splink(), log_level=logging.ERROR)
    if size >= settings.learn_from:
        _learn(linker, settings)
    found: Any = linker.inference.predict(threshold_match_probability=least)
    words = {
        c.column: [c.otherwise, *(lv.words for lv in reversed(c.levels))]
        for c in settings.comparisons
    }
    for batch in found.as_pyarrow_table().to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            yield _pair(row, words)


def _learn(linker: Any, settings: Settings) -> None:
    """Replace what was given by what the records show, as far as they show it."""
    from splink.internals.exceptions import SplinkException

    training = linker.training
    training.estimate_u_using_random_sampling(max_pairs=settings.sample, seed=SEED)
    with contextlib.suppress(SplinkException):
        # Raised where the rules find no pair: then the share that was given holds.
        training.estimate_probability_two_random_records_match(
            [rule_sql(rule) for rule in settings.certain], recall=settings.recall
        )
    for rule in settings.training:
        with contextlib.suppress(SplinkException):
            # The same: lists without dates teach nothing by a rule on dates.
            training.estimate_parameters_using_expectation_maximisation(
                rule_sql(rule), max_pairs=settings.sample, record_sample_proportion=1.0
            )


def _pair(row: dict[str, Any], words: dict[str, list[str]]) -> Pair:
    left, right = sorted((str(row["id_l"]), str(row["id_r"])))
    levels = []
    for column, told in words.items():
        level = row[f"gamma_{column}"]
        if level is not None and level >= 0:
            levels.append((column, told[level]))
    return Pair(
        left=left,
        right=right,
        probability=float(row["match_probability"]),
        levels=tuple(levels),
    )

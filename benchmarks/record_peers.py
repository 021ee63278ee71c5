"""Invented lists of persons with known truth: Qantar beside three peers.

Peers get what a user would give them: the words of a name in their columns as written, and
in a second run the same letters for all (AnyASCII), which is the usual remedy.
"""

import logging
import warnings
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from measuring import rates

from qantar.engine import DuckEngine
from qantar.linking import PersonRecord, link_records

__all__ = ["dedupe", "qantar", "recordlinkage", "splink_defaults", "true_pairs"]

Truth = dict[str, int]


def true_pairs(truth: Truth) -> set[tuple[str, str]]:
    """Every two records of one person."""
    members = defaultdict(list)
    for record, person in truth.items():
        members[person].append(record)
    return {
        pair for group in members.values() for pair in combinations(sorted(group), 2)
    }


def _closed(pairs: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """All pairs within the groups that the pairs join."""
    parent: dict[str, str] = {}

    def find(x: str) -> str:
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in pairs:
        parent[find(a)] = find(b)
    groups = defaultdict(list)
    for each in list(parent):
        groups[find(each)].append(each)
    return {p for group in groups.values() for p in combinations(sorted(group), 2)}


def qantar(records: Sequence[PersonRecord], truth: Truth) -> dict[str, Any]:
    """``link_records`` on DuckDB."""
    links = link_records(records, DuckEngine())
    found = {p for group in links.groups for p in combinations(group, 2)}
    return rates(found, true_pairs(truth))


def _plain(record: PersonRecord, *, ascii_only: bool) -> dict[str, Any]:
    name = record.name
    if ascii_only:
        from anyascii import anyascii

        name = anyascii(name).lower()
    words = [*name.split(), None, None, None]
    return {
        "unique_id": record.id,
        "first": words[0],
        "second": words[1],
        "third": words[2],
        "born": record.born or None,
        "harmed": record.harmed or None,
        "place": record.place or None,
    }


def splink_defaults(
    records: Sequence[PersonRecord], truth: Truth, ascii_only: bool
) -> dict[str, Any]:
    """Splink with the comparisons of its own library and its usual blocking rules."""
    import pyarrow as pa
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink import comparison_library as cl

    rows = [_plain(r, ascii_only=ascii_only) for r in records]
    table = pa.Table.from_pylist(rows)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("first"),
            cl.NameComparison("second"),
            cl.NameComparison("third"),
            cl.LevenshteinAtThresholds("born", [1, 2]),
            cl.ExactMatch("harmed"),
            cl.ExactMatch("place").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("first", "second"),
            block_on("first", "born"),
            block_on("second", "born"),
            block_on("second", "place"),
        ],
    )
    logging.getLogger("splink").setLevel(logging.ERROR)
    linker = Linker(DuckDBAPI().register(table), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("first", "second", "born")], recall=0.5
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("first", "second"), block_on("born", "place")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=0.9)
    told = pairs.as_pyarrow_table().select(["unique_id_l", "unique_id_r"]).to_pylist()
    found = _closed([(p["unique_id_l"], p["unique_id_r"]) for p in told])
    return rates(found, true_pairs(truth))


def recordlinkage(records: Sequence[PersonRecord], truth: Truth) -> dict[str, Any]:
    """recordlinkage: blocks of first or second word, Jaro-Winkler, a sum as threshold."""
    import pandas as pd
    import recordlinkage as rl

    table = pd.DataFrame([_plain(r, ascii_only=True) for r in records])
    table = table.set_index("unique_id")
    index = rl.Index()
    index.block(["first", "born"])
    index.block(["second", "born"])
    index.block(["first", "second"])
    warnings.filterwarnings("ignore", category=FutureWarning)
    compare = rl.Compare()
    for column in ("first", "second", "third"):
        compare.string(column, column, method="jarowinkler", missing_value=0.5)
    compare.exact("born", "born", missing_value=0.5)
    compare.exact("harmed", "harmed", missing_value=0.5)
    compare.exact("place", "place", missing_value=0.5)
    features = compare.compute(index.index(table), table)
    told = features[features.sum(axis=1) >= 5.0].index
    found = _closed([(str(a), str(b)) for a, b in told])
    return rates(found, true_pairs(truth))


def dedupe(records: Sequence[PersonRecord], truth: Truth) -> dict[str, Any]:
    """dedupe, taught by two hundred true pairs and as many false ones."""
    import dedupe as library
    from dedupe import variables

    columns = ("first", "second", "third", "born", "harmed", "place")
    data = {}
    for record in records:
        row = _plain(record, ascii_only=True)
        data[row["unique_id"]] = {c: row[c] for c in columns}
    fields = [variables.ShortString(c, has_missing=True) for c in columns]
    warnings.filterwarnings("ignore")
    deduper = library.Dedupe(fields, num_cores=1)
    true = sorted(true_pairs(truth))
    match = [(data[a], data[b]) for a, b in true[:: max(1, len(true) // 200)]]
    ids = sorted(data)
    distinct = [
        (data[a], data[b])
        for a, b in zip(ids[::7], ids[3::7], strict=False)
        if truth[a] != truth[b]
    ][: len(match)]
    deduper.prepare_training(data, sample_size=1000)
    deduper.mark_pairs({"match": match, "distinct": distinct})
    deduper.train(recall=0.9)
    groups = deduper.partition(data, threshold=0.5)
    found = {p for ids, _ in groups for p in combinations(sorted(map(str, ids)), 2)}
    return rates(found, true_pairs(truth))

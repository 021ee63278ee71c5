"""Linking and weighing at scale, each beside peers in the same run.

Usage: ``python benchmarks/linking.py [--records 100000] [--posts 100000] [--only PART]``.
Parts: names (needs the table that QANTAR_DATA names), records, posts, incremental. Peers
that are not installed are told as such: ``pip install --group bench``. Results go to
``benchmarks/results/linking.json``; a part that did not run keeps its last result.
"""

import argparse
import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import posts
import record_peers
from measuring import measured
from names_peers import name_table
from people import lists_of_people

import qantar

RESULTS = Path(__file__).parent / "results" / "linking.json"
PARTS = ("names", "records", "posts", "incremental")
LIBRARIES = (
    "splink", "duckdb", "dedupe", "recordlinkage", "nomenklatura", "anyascii",
    "rapidfuzz", "datasketch",
)  # fmt: skip


def records(count: int, taught: int) -> list[dict[str, Any]]:
    """Qantar and its peers over the same lists; dedupe over the first ``taught`` only."""
    people, truth = lists_of_people(count)
    some = people[:taught]
    part = {record.id: truth[record.id] for record in some}
    runs: list[tuple[str, int, Any, tuple[Any, ...]]] = [
        ("qantar on DuckDB", count, record_peers.qantar, (people, truth)),
        (
            "splink, as written",
            count,
            record_peers.splink_defaults,
            (people, truth, False),
        ),
        (
            "splink, AnyASCII",
            count,
            record_peers.splink_defaults,
            (people, truth, True),
        ),
        ("recordlinkage", count, record_peers.recordlinkage, (people, truth)),
        ("qantar on DuckDB", taught, record_peers.qantar, (some, part)),
        ("dedupe", taught, record_peers.dedupe, (some, part)),
    ]
    rows = []
    for name, size, work, arguments in runs:
        rows.append({"by": name, "records": size} | measured(work, *arguments))
        print(json.dumps(rows[-1]), flush=True)
    return rows


def wording(count: int) -> list[dict[str, Any]]:
    """Reposts found among posts."""
    texts, kinds = posts.posts(count)
    rows = []
    for name, work in (("qantar", posts.reposts), ("datasketch", posts.minhash_lsh)):
        rows.append({"by": name, "posts": count} | measured(work, texts, kinds))
        print(json.dumps(rows[-1]), flush=True)
    return rows


def main() -> None:
    """Run the parts and write the results."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--taught", type=int, default=2_000)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--only", choices=PARTS, action="append")
    options = parser.parse_args()
    told: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for part in options.only or PARTS:
        if part == "names" and "QANTAR_DATA" not in os.environ:
            print("names: QANTAR_DATA names no table, left out")
            continue
        if part == "names":
            told[part] = name_table(measured)
            for row in told[part]:
                print(json.dumps(row), flush=True)
        elif part == "records":
            told[part] = records(options.records, options.taught)
        elif part == "posts":
            told[part] = wording(options.posts)
        else:
            told[part] = measured(posts.incremental, options.posts, 100)
            print(json.dumps(told[part]), flush=True)
    told |= {
        "what": "linking and weighing at scale, beside peers in one run",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "python": platform.python_version(),
        "qantar": qantar.__version__,
        "libraries": {name: _version(name) for name in LIBRARIES},
    }
    RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


if __name__ == "__main__":
    main()

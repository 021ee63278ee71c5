"""Measure counting on Kosovo against R packages, run in the same script where present.

Usage: ``QANTAR_DATA=... python benchmarks/counting.py``. A package that is not installed
is named as missing; no figure is taken from elsewhere. Writes results/counting.json.
"""

import json
import os
import platform
import shutil
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from qantar.counting import Overlaps, read_table
from qantar.counting.bootstrap import bootstrap
from qantar.counting.decomposable import average
from qantar.counting.diagnostics import bulk_ess
from qantar.counting.latent import LatentModel, Sampler
from qantar.counting.loglinear import Selector, select

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "counting.json"
PEERS = {
    "all hierarchical models by BIC, seconds": "rcapture.seconds",
    "bootstrap of the selection, 100 draws, seconds": "mse.seconds",
    "averaged graphs, 40,001 totals, seconds": "dga.seconds",
}

BAYESIAN = {
    "lcmcr": "lcmcr, the same model",
    "conting": "conting (log-linear, reversible jump: another model)",
}

Figure = dict[str, object]


def seconds(run: Callable[[], object], *, times: int = 3) -> float:
    """Shortest of a few runs, in seconds of this process's own work."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        run()
        taken.append(time.process_time() - begun)
    return min(taken)


def effective(draws: np.ndarray) -> float:
    """Effective draws of one chain."""
    return bulk_ess(draws.reshape(-1, 1).astype(float))


def peers(table: Path) -> tuple[dict[str, str], str]:
    """What R's packages took, and R's version; empty without R."""
    if shutil.which("Rscript") is None:
        return {}, "no R"
    done = subprocess.run(
        ["Rscript", str(HERE / "counting.R"), str(table)],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.split(" ", 1) for line in done.stdout.splitlines() if "." in line]
    version = subprocess.run(
        ["Rscript", "-e", "cat(as.character(getRversion()))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name: value.strip() for name, value in lines}, version.stdout


def latent_speed(overlaps: Overlaps) -> dict[str, float]:
    """Effective draws of N a second, start and adaptation included in the time."""
    model = LatentModel.of(overlaps, classes=10)
    sampler = Sampler(model, chains=24, generator=np.random.default_rng(1))
    begun = time.process_time()
    sampler.run(1500)
    took = time.process_time() - begun
    found = bulk_ess(sampler.kept().totals)
    return {"effective": found, "seconds": took, "effective a second": found / took}


def ours_on(counts: np.ndarray) -> dict[str, float]:
    """Seconds of what has a peer that is timed as a whole."""
    selector = Selector(4)
    select(counts, selector)  # Finds out once which models there are.
    generator = np.random.default_rng(1)
    return {
        "all hierarchical models by BIC, seconds": seconds(
            lambda: select(counts, Selector(4))
        ),
        "bootstrap of the selection, 100 draws, seconds": seconds(
            lambda: bootstrap(
                counts,
                lambda tables: selector.totals(tables)[0],
                draws=100,
                generator=generator,
            )
        ),
        "averaged graphs, 40,001 totals, seconds": seconds(
            lambda: average(counts, most=40_000)
        ),
    }


def figure(ours: float, peer: float | None, name: str, *, inverse: bool) -> Figure:
    """One comparison; ``inverse``: where more is better."""
    ratio = None if not peer else ours / peer if inverse else peer / ours
    return {
        "ours": round(ours, 5),
        "peer": round(peer, 5) if peer else None,
        "ratio": round(ratio, 1) if ratio else None,
        "is": name if peer else f"{name}: not installed, not compared",
    }


def main() -> None:
    """Measure, compare and write."""
    table = Path(os.environ["QANTAR_DATA"]) / "mse" / "kosovo_1999.csv"
    overlaps = read_table(table.read_text("utf-8")).strata[0].overlaps
    theirs, version = peers(table)
    figures: dict[str, Figure] = {}
    for name, took in ours_on(overlaps.table()).items():
        peer, key = theirs.get(PEERS[name]), PEERS[name].split(".")[0]
        figures[name] = figure(took, float(peer) if peer else None, key, inverse=False)
    speed = latent_speed(overlaps)["effective a second"]
    for package, words in BAYESIAN.items():
        rate = None
        if draws := theirs.get(f"{package}.draws"):
            values = np.array([float(value) for value in draws.split(",")])
            rate = effective(values) / float(theirs[f"{package}.seconds"])
        name = f"latent classes, effective draws of N a second, beside {package}"
        figures[name] = figure(speed, rate, words, inverse=True)
    written = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "r": version,
        },
        "table": "Kosovo 1999, four lists, 4,400 persons",
        "figures": figures,
    }
    RESULTS.write_text(json.dumps(written, indent=1) + "\n", "utf-8")
    print(json.dumps(written, indent=1))


if __name__ == "__main__":
    main()

"""Build time, processor time and peak memory of the main job.

Usage: ``python benchmarks/build.py [--counts 10,100,1000,10000]``. Each build runs in a
process of its own. Beside it stands the floor that no build can beat in the same run:
copying, hashing and syncing the same files with the standard library. Results go to
``benchmarks/results/build.json``.
"""

import argparse
import hashlib
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from corpus import write_corpus

import qantar

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "build.json"


def run_build(reports: Path, record: Path, *options: str) -> dict[str, float]:
    """Build in a child; wall and processor seconds, peak memory in MB."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [
            sys.executable, "-m", "qantar", "build", str(reports), "--out", str(record),
            "--zone", "Asia/Almaty", "--quiet", *options,
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    told = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) > 1:
        sys.exit(told.decode())
    return {
        "wall_s": round(time.perf_counter() - began, 2),
        "cpu_s": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_mb": round(usage.ru_maxrss / 1024, 1),
    }


def copy_floor(reports: Path, target: Path) -> float:
    """Seconds to copy, hash and sync the same files, one by one."""
    began = time.perf_counter()
    target.mkdir()
    for path in sorted(p for p in reports.rglob("*") if p.is_file()):
        data = path.read_bytes()
        copy = target / hashlib.sha256(data).hexdigest()
        with copy.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    return round(time.perf_counter() - began, 3)


def measure(name: str, reports: Path, size: int, work: Path) -> dict[str, object]:
    """First build, and a second one after one file was added."""
    record = work / f"record-{name}"
    count = sum(1 for p in reports.rglob("*") if p.is_file())
    first = run_build(reports, record)
    write_corpus(reports, 1, first=10_000_000)
    second = run_build(reports, record)
    floor = copy_floor(reports, work / f"floor-{name}")
    shutil.rmtree(record)
    shutil.rmtree(work / f"floor-{name}")
    row = {
        "name": name,
        "files": count,
        "bytes": size,
        "first": first,
        "one_file_added": second,
        "copy_and_sync_s": floor,
        "first_to_floor": round(first["wall_s"] / max(floor, 1e-3), 1),
        "second_to_first": round(second["wall_s"] / first["wall_s"], 3),
        "ms_per_file": round(1000 * first["wall_s"] / count, 1),
    }
    print(json.dumps(row))
    return row


def main() -> None:
    """Measure generated folders, the demonstration, and the booklet if it is there."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--counts", default="10,100,1000,10000")
    counts = [int(n) for n in parser.parse_args().counts.split(",") if n]
    rows = []
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        shutil.copytree(ROOT / "demo" / "reports", work / "demo")
        size = sum(p.stat().st_size for p in (work / "demo").rglob("*") if p.is_file())
        rows.append(measure("demonstration", work / "demo", size, work))
        keep(rows)
        for count in counts:
            folder = work / f"generated-{count}"
            size = write_corpus(folder, count)
            rows.append(measure(f"generated-{count}", folder, size, work))
            keep(rows)
            shutil.rmtree(folder)


def keep(rows: list[dict[str, object]]) -> None:
    """Write what was measured so far: the largest build takes long."""
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(
        json.dumps(
            {
                "what": "qantar build: wall, processor time of the main process, memory",
                "date": datetime.now(UTC).date().isoformat(),
                "machine": f"{os.cpu_count()} cores, {platform.machine()}",
                "python": platform.python_version(),
                "qantar": qantar.__version__,
                "self_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
                // 1024,
                "rows": rows,
            },
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()

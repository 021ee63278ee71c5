"""Run every benchmark, one after the other; each writes its own results.

Usage: ``python benchmarks/run.py``.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BENCHMARKS = (
    "ledger.py",
    "times.py",
    "reading.py",
    "learning.py",
    "build.py",
    "linking.py",
    "counting.py",
    "desk.py",
)


def main() -> None:
    """Run them; exit 1 if one fails."""
    failed = []
    for name in BENCHMARKS:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, str(HERE / name)], check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()

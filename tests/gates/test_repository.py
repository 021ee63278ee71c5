"""The repository itself: nothing that does not belong, news in one form."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    return [ROOT / name for name in names.decode().split("\0") if name]


def test_every_news_fragment_is_one_short_paragraph() -> None:
    for path in (ROOT / "news").glob("*.md"):
        text = path.read_text(encoding="utf-8").strip()
        assert text, path.name
        assert "\n\n" not in text, path.name


def test_no_file_of_the_tree_is_larger_than_two_megabytes() -> None:
    large = [p.name for p in tracked() if p.is_file() and p.stat().st_size > 2_000_000]

    assert large == []


def test_constraints_hold_exact_versions_and_no_address() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    wrong = [
        line
        for line in lines
        if line
        and not line.startswith("#")
        and not re.fullmatch(r"[\w.-]+==[\w.]+", line)
    ]

    assert wrong == []

#!/usr/bin/env python3
"""Merge the web subsets of a font family into the TTF files that the booklet embeds.

Usage: ``python scripts/fonts.py NODE_MODULES`` after
``npm install @fontsource/literata @fontsource/golos-text`` (both OFL-1.1, no reserved
font name in their licence files). Needs fontTools and brotli.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

OUT = Path(__file__).parents[1] / "src/qantar/publishing/booklet/fonts"
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
FAMILIES = {
    "literata": ((400, "normal"), (400, "italic"), (700, "normal")),
    "golos-text": ((400, "normal"), (600, "normal"), (800, "normal")),
}
NEEDED = "әғқңөұүһіӘҒҚҢӨҰҮҺІäöüßÄÖÜёйыэю«»„“”–—…№"


def merge(base: Path, family: str, weight: int, style: str, work: Path) -> set[int]:
    """One weight and style of a family, all subsets in one file; gives its characters."""
    parts = []
    for subset in SUBSETS:
        woff = base / family / "files" / f"{family}-{subset}-{weight}-{style}.woff2"
        font = TTFont(woff)
        font.flavor = None
        for table in ("STAT", "MVAR", "meta", "DSIG"):
            if table in font:
                del font[table]
        part = work / f"{family}-{subset}-{weight}-{style}.ttf"
        font.save(part)
        parts.append(str(part))
    options = Options()
    options.drop_tables = ["vhea", "vmtx"]
    merged = Merger(options=options).merge(parts)
    missing = [c for c in NEEDED if ord(c) not in merged.getBestCmap()]
    if missing:
        sys.exit(f"{family} {weight} {style} lacks {''.join(missing)}")
    merged.save(OUT / f"{family}-{weight}-{style}.ttf")
    return set(merged.getBestCmap())


def main() -> None:
    """Merge every family, and copy its licence beside it."""
    base = Path(sys.argv[1]) / "@fontsource"
    OUT.mkdir(parents=True, exist_ok=True)
    shared: set[int] = set(range(0x110000))
    with tempfile.TemporaryDirectory() as work:
        for family, cuts in FAMILIES.items():
            for weight, style in cuts:
                shared &= merge(base, family, weight, style, Path(work))
            shutil.copy(base / family / "LICENSE", OUT / f"{family}-LICENSE.txt")
    lines = [f"{low:04X}-{high:04X}" for low, high in ranges(sorted(shared))]
    (OUT / "coverage.txt").write_text("\n".join(lines) + "\n", encoding="ascii")


def ranges(points: list[int]) -> list[tuple[int, int]]:
    """Code points as inclusive ranges."""
    found: list[tuple[int, int]] = []
    for point in points:
        if found and found[-1][1] == point - 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return found


if __name__ == "__main__":
    main()

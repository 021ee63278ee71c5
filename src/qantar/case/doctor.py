"""Doctor: what this machine has of what Qantar needs or can use."""

import importlib.metadata
import platform
import re
import shutil
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path

from qantar.ledger import ram_folder

__all__ = ["Examined", "examine"]

_PROGRAMS = {
    "tesseract": "reads scans: install tesseract-ocr with the languages deu rus kaz eng",
}
"""Optional programs and what they would give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One thing that was looked for; ``remedy`` says what to do if it is missing."""

    name: str
    present: bool
    needed: bool
    version: str = ""
    remedy: str = ""


def examine() -> list[Examined]:
    """Look for Python, SQLite, every library, and optional programs."""
    found = [
        Examined(
            name="Python",
            present=sys.version_info >= (3, 11),
            needed=True,
            version=platform.python_version(),
            remedy="Qantar needs Python 3.11 or newer",
        ),
        Examined(
            name="SQLite with full-text search",
            present=_has_fts5(),
            needed=True,
            version=sqlite3.sqlite_version,
            remedy="this Python's SQLite has no FTS5",
        ),
    ]
    found += [_library(name) for name in _needed()]
    found += _for_locked_cases()
    for name, remedy in _PROGRAMS.items():
        path = shutil.which(name)
        found.append(
            Examined(name=name, present=path is not None, needed=False, remedy=remedy)
        )
    return found


def _for_locked_cases() -> list[Examined]:
    """What keeps an open key, and an exhibit that is being read, off the disk."""
    swaps = Path("/proc/swaps")
    swapping = swaps.is_file() and len(swaps.read_text("utf-8").splitlines()) > 1
    return [
        Examined(
            name="a folder in memory only",
            present=ram_folder() is not None,
            needed=False,
            remedy="without it, `qantar unlock` cannot keep a key, and exhibits of a"
            " locked case lie in the folder for temporary files while they are read",
        ),
        Examined(
            name="memory that is never written to disk",
            present=not swapping,
            needed=False,
            remedy="swap is on: encrypt it or switch it off, or traces of locked cases"
            " may stay on the disk",
        ),
    ]


def _needed() -> list[str]:
    """Names of the libraries that this installation says it needs."""
    try:
        lines = importlib.metadata.requires("qantar") or []
    except importlib.metadata.PackageNotFoundError:
        return ["qantar"]  # run from a folder, not installed
    return [
        re.split(r"[^A-Za-z0-9._-]", line)[0]
        for line in lines
        if "extra ==" not in line
    ]


def _has_fts5() -> bool:
    with sqlite3.connect(":memory:") as db:
        options = {row[0] for row in db.execute("PRAGMA compile_options")}
    return "ENABLE_FTS5" in options


def _library(name: str) -> Examined:
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return Examined(
            name=name,
            present=False,
            needed=True,
            remedy=f"install it: pip install {name}",
        )
    return Examined(name=name, present=True, needed=True, version=version)

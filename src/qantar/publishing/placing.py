"""Placing: a file takes its place whole, and only if it differs from what stands there.

Whoever copies a record to a stick again, or keeps it under version control, then sees
at once what is new.
"""

import filecmp
from pathlib import Path

__all__ = ["place", "place_bytes", "stands"]


def place(part: Path, target: Path) -> None:
    """Move ``part`` to ``target``; if the same bytes are there, only remove ``part``."""
    if target.is_file() and filecmp.cmp(part, target, shallow=False):
        part.unlink()
    else:
        part.replace(target)


def place_bytes(data: bytes, target: Path) -> None:
    """Write ``target`` whole, unless it holds these bytes already."""
    if stands(data, target):
        return
    part = target.with_name(target.name + ".part")
    part.write_bytes(data)
    part.replace(target)


def stands(data: bytes, target: Path) -> bool:
    """Whether ``target`` is a file with exactly these bytes."""
    try:
        return target.stat().st_size == len(data) and target.read_bytes() == data
    except FileNotFoundError:
        return False

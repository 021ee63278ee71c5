"""Kept: which pages of a site stand already, so that only the others are made again.

A page is kept if it would be made from the same parts: what it shows of statements,
names and places, its neighbours, its language, the profile, and the templates. The
parts are compared by a digest of them; the file, by its size and time.
"""

import hashlib
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

__all__ = ["Kept", "Shelf", "digest_of", "look", "noted", "unchanged"]

_ENCODER = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was written: digest of its parts, size in bytes, time in ns."""

    key: str
    size: int
    time: int


Shelf = MutableMapping[str, Kept]
"""Pages by their path in the site, as the last edition wrote them."""


def digest_of(*parts: object) -> str:
    """A digest of vocabulary values, texts and numbers, in their order."""
    return hashlib.blake2b(_ENCODER.encode(parts), digest_size=16).hexdigest()


def look() -> str:
    """A digest of everything that a page is drawn with: templates, style, script."""
    found = hashlib.blake2b(digest_size=16)
    package = files("qantar.publishing.site")
    for folder in ("templates", "static"):
        for entry in _sorted(package.joinpath(folder)):
            found.update(entry.name.encode() + entry.read_bytes())
    return found.hexdigest()


def _sorted(folder: Traversable) -> Iterator[Traversable]:
    yield from sorted(folder.iterdir(), key=lambda entry: entry.name)


def noted(target: Path, key: str) -> Kept:
    """What there is to remember of a page that was just written."""
    told = target.stat()
    return Kept(key, told.st_size, told.st_mtime_ns)


def unchanged(target: Path, kept: Kept | None, key: str) -> bool:
    """Whether the page that ``key`` would make is there, untouched since."""
    if kept is None or kept.key != key:
        return False
    try:
        told = target.stat()
    except FileNotFoundError:
        return False
    return (told.st_size, told.st_mtime_ns) == (kept.size, kept.time)

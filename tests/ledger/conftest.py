"""A ledger with a clock and randomness that repeat, so that tests do."""

import hashlib
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qantar.ledger import Clock, Ledger, Policy

JANUARY = 1_641_340_800_000  # 2022-01-05T00:00:00Z


def counting_entropy(seed: str) -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run."""
    numbers = itertools.count()

    def entropy(size: int) -> bytes:
        blocks = (
            hashlib.sha256(f"{seed}/{next(numbers)}".encode()).digest()
            for _ in range(size // 32 + 1)
        )
        return b"".join(blocks)[:size]

    return entropy


def ticking_clock(start: int = JANUARY, step: int = 61_000) -> Clock:
    """A clock that goes on by a minute and a second each time it is asked."""
    times = itertools.count(start, step)
    return lambda: next(times)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "case"


@pytest.fixture
def ledger(folder: Path) -> Iterator[Ledger]:
    with Ledger.create(
        folder,
        title="Square",
        zone="Asia/Almaty",
        policy=Policy(),
        now=ticking_clock(),
        entropy=counting_entropy("first device"),
    ) as made:
        yield made

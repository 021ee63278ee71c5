"""A ledger with a clock and randomness that repeat, so that tests do."""

import hashlib
import itertools
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qantar.ledger import Clock, DeviceKey, Draft, Ledger, Signed
from qantar.ledger.entry import NO_CASE, Head, check_head, make_body, sign_head

JANUARY = datetime(2022, 1, 5, tzinfo=UTC)


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


def ticking_clock(start: datetime = JANUARY) -> Clock:
    """A clock that goes on by a minute and a second each time it is asked."""
    steps = itertools.count()
    return lambda: start + next(steps) * timedelta(seconds=61)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "case"


@pytest.fixture
def ledger(folder: Path) -> Iterator[Ledger]:
    with Ledger.create(
        folder,
        title="Square",
        zone="Asia/Almaty",
        now=ticking_clock(),
        entropy=counting_entropy("first device"),
    ) as made:
        yield made


class Forge:
    """Signs entries outside any ledger, as another device would, or a liar."""

    def __init__(self) -> None:
        self.keys = {
            name: DeviceKey(hashlib.sha256(name.encode()).digest()) for name in "ABCD"
        }
        self.genesis = self.sign(
            "A",
            kind="case.open",
            case=NO_CASE,
            fields={"keepers": [self.keys["A"].public], "policy": {}},
        )
        self.case = self.genesis.id

    def sign(
        self,
        device: str,
        *,
        seq: int = 0,
        prev: str | None = None,
        seen: tuple[str, ...] = (),
        kind: str = "note",
        text: str = "",
        case: str = "",
        fields: dict[str, object] | None = None,
    ) -> Signed:
        """One entry; claims whatever it is told to."""
        draft = Draft(kind=kind, fields=fields or {"text": text})
        body = make_body(draft, hashlib.sha256(text.encode()).digest()[:16])
        head = Head(
            bh=hashlib.sha256(body).hexdigest(),
            bn=len(body),
            case=case or self.case,
            dev=self.keys[device].public,
            prev=prev,
            seen=tuple(sorted(seen)),
            seq=seq,
            t=1_641_340_800_000 + 60_000 * seq,
            v=1,
        )
        return sign_head(self.keys[device], head, body)

    def chain(
        self, device: str, length: int, after: Signed | None = None
    ) -> list[Signed]:
        """Entries that follow one another."""
        made: list[Signed] = []
        first = 0 if after is None else check_head(after.head).seq + 1
        for seq in range(first, first + length):
            before = made[-1] if made else after
            prev = None if before is None else before.id
            made.append(self.sign(device, seq=seq, prev=prev, text=f"{device}{seq}"))
        return made

    def after(self, before: Signed, device: str = "", **rest: Any) -> Signed:
        """The next entry of a chain."""
        head = check_head(before.head)
        (own,) = [n for n, key in self.keys.items() if key.public == head.dev]
        return self.sign(device or own, seq=head.seq + 1, prev=before.id, **rest)


@pytest.fixture(scope="session")
def forge() -> Forge:
    return Forge()


VECTORS = Path(__file__).parents[1] / "vectors"


@pytest.fixture(scope="session")
def vectors() -> Callable[[str], Any]:
    """Reads one of the files that other programs are tested with too."""
    return lambda name: json.loads((VECTORS / f"{name}.json").read_text("utf-8"))

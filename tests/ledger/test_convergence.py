"""Eight copies, apart for long, some dishonest: in the end all hold and show the same.

A history is made from a seed: who writes, who is cut off from whom, what is lost, comes
twice or in the wrong order, who signs two entries for one place, who removes whom while
nobody can ask. P1, P3, P7 and P8 of the properties.
"""

import hashlib
import random
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from qantar.errors import CannotSign, InputError
from qantar.ledger import (
    DeviceKey,
    Draft,
    Ledger,
    Signed,
    add_device,
    add_member,
    audit,
    ram_folder,
    remove_member,
    retire_device,
)
from qantar.ledger.entry import Head, check_head, make_body, sign_head

COPIES = 8
KEEPERS = 4


class History:
    """One history of eight copies.

    Args:
        folder: Where the copies are.
        seed: Decides everything.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        self.seed = seed
        self.keys = [
            DeviceKey(hashlib.sha256(f"{seed}/{n}".encode()).digest())
            for n in range(COPIES)
        ]
        self.stack = ExitStack()
        first = Ledger.create(folder / "0", title="x", zone="UTC", key=self.keys[0])
        self.copies = [self.stack.enter_context(first)]
        for n, key in enumerate(self.keys[1:], 1):
            copy = Ledger.join(folder / str(n), case=first.case_id, key=key)
            self.copies.append(self.stack.enter_context(copy))
            add_member(first, f"m{n}", keeper=n < KEEPERS)
            add_device(first, f"m{n}", key.public)
        for copy in self.copies[1:]:
            self.deliver(0, self.copies.index(copy), honest=True)

    def run(self, steps: int) -> None:
        """Let things happen in changing partitions."""
        side = [0] * COPIES
        for step in range(steps):
            if step % 8 == 0:
                side = [self.dice.randrange(3) for _ in range(COPIES)]
            here = self.dice.randrange(COPIES)
            self.act(here)
            there = self.dice.choice(
                [n for n in range(COPIES) if side[n] == side[here]]
            )
            if there != here:
                self.deliver(here, there)

    def act(self, n: int) -> None:
        """One copy writes something; now and then something grave."""
        copy, luck = self.copies[n], self.dice.random()
        other = self.dice.randrange(COPIES)
        try:
            if luck < 0.06:
                self.fork(n)
            elif luck < 0.14 and other != n:
                remove_member(copy, self.name(other))
            elif luck < 0.22:
                retire_device(copy, self.keys[other].public)
            elif luck < 0.28:
                add_member(copy, f"new{self.dice.randrange(99)}")
            else:
                copy.append_many([Draft(kind="note", fields={"n": n})])
        except (CannotSign, InputError):
            return  # the one who may not has not

    def name(self, n: int) -> str:
        return self.keys[0].public if n == 0 else f"m{n}"

    def fork(self, n: int) -> None:
        """Sign another entry for the place of one that was sent already."""
        copy, key = self.copies[n], self.keys[n]
        own = [
            view for view in copy.entries(quarantined=True) if view.dev == key.public
        ]
        if not own:
            return
        entry = copy.signed(self.dice.choice(own).id)
        assert entry is not None
        head = check_head(entry.head)
        if head.prev is None:
            return
        body = make_body(Draft(kind="note", fields={"lie": n}), self.dice.randbytes(16))
        lie = Head(
            bh=hashlib.sha256(body).hexdigest(),
            bn=len(body),
            case=head.case,
            dev=head.dev,
            prev=head.prev,
            seen=head.seen,
            seq=head.seq,
            t=head.t,
            v=1,
        )
        victim = self.copies[self.dice.randrange(COPIES)]
        self.take(victim, [sign_head(key, lie, body)])

    def deliver(self, here: int, there: int, *, honest: bool = False) -> None:
        """Some of what one copy holds reaches another: shuffled, doubled, in part."""
        entries = list(all_of(self.copies[here]))
        if not honest:
            kept = self.dice.choice([0.3, 0.8, 1.0])
            entries = [e for e in entries if self.dice.random() < kept]
            entries += (
                self.dice.choices(entries, k=len(entries) // 5) if entries else []
            )
            if self.dice.random() < 0.5:
                self.dice.shuffle(entries)
        self.take(self.copies[there], entries)

    def take(self, copy: Ledger, entries: list[Signed]) -> None:
        """Admit entries; what was there stays there."""
        before = {view.id for view in copy.entries(quarantined=True)}
        with copy.store.transaction():
            for entry in entries:
                copy.admit(entry.head, entry.sig, entry.body)
        assert before <= {view.id for view in copy.entries(quarantined=True)}

    def heal(self) -> None:
        """Everybody meets everybody."""
        everything = {e.id: e for copy in self.copies for e in all_of(copy)}
        for copy in self.copies:
            here = {view.id for view in copy.entries(quarantined=True)}
            rest = [entry for name, entry in everything.items() if name not in here]
            self.dice.shuffle(rest)
            self.take(copy, rest)


def all_of(copy: Ledger) -> Iterator[Signed]:
    for view in list(copy.entries(quarantined=True)):
        entry = copy.signed(view.id)
        if entry is not None:
            yield entry


def shown(copy: Ledger) -> tuple[object, ...]:
    """Everything that a copy shows, and what it knows about whom to believe."""
    return (
        copy.root(),
        [(view.id, view.standing) for view in copy.entries(quarantined=True)],
        dict(copy.members()),
        [(tip.dev, tip.seq, tip.id) for tip in copy.frontier()],
        [
            (one.code, one.subject, one.detail)
            for one in audit(copy.folder, "quick").findings
            if one.code == "fork"
        ],
    )


def converges(seed: int) -> None:
    with tempfile.TemporaryDirectory(dir=ram_folder()) as folder:
        history = History(Path(folder), seed)
        with history.stack:
            history.run(24)
            for _ in range(
                2
            ):  # what had waited for another entry comes up the first time
                history.heal()
            pictures = [shown(copy) for copy in history.copies]
            for number, picture in enumerate(pictures):
                assert picture == pictures[0], f"history {seed}, copy {number}"
            assert audit(history.copies[0].folder).sound


@pytest.mark.parametrize("seed", range(12))
def test_eight_copies_converge(seed: int) -> None:
    converges(seed)


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(10))
def test_eight_copies_converge_in_a_thousand_histories(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        converges(1_000_000 + seed)

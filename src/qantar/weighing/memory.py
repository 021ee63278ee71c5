"""Memory: what was concluded before from exactly the same statements.

Weighing is a function of blocks of statements that does not look outside the block. What
it found for a block is kept under the digest of all that it looked at; a run after a
hundred new statements compares only in the blocks that they touch. Forgetting everything
changes nothing but the time: a test holds a run with memory against one without.
"""

import hashlib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import msgspec

from qantar.vocabulary.statement import Statement

__all__ = ["SIZE", "Memory", "fingerprint", "rules_in_force"]

SIZE = 12
"""Bytes of a digest: 2 to the power of 96, so that a billion blocks do not meet."""
_ENCODER = msgspec.json.Encoder()


def fingerprint(statement: Statement, *beside: Hashable) -> bytes:
    """A digest of all that a statement says, and of what else bears on it."""
    made = hashlib.blake2b(_ENCODER.encode(statement), digest_size=SIZE)
    made.update(repr(beside).encode())
    return made.digest()


@cache
def rules_in_force() -> str:
    """A digest of the rules and their data: what other rules found does not count."""
    made = hashlib.blake2b(digest_size=SIZE)
    for folder in ("qantar.weighing", "qantar.weighing.data"):
        for each in sorted(files(folder).iterdir(), key=lambda f: f.name):
            if each.name.endswith((".py", ".toml")):
                made.update(each.name.encode() + each.read_bytes())
    made.update(files("qantar.text").joinpath("populations.py").read_bytes())
    return made.hexdigest()


@dataclass(slots=True)
class Memory:
    """Conclusions by the digest of what they were drawn from.

    What a run does not ask for again is forgotten after it.

    Attributes:
        rules: Names the version of the rules; other rules remember nothing.
        before: From the last run.
        now: Asked for or concluded in this run.
        hits: How many conclusions were remembered.
    """

    rules: str = field(default_factory=rules_in_force)
    before: Mapping[bytes, bytes] = field(default_factory=dict)
    now: dict[bytes, bytes] = field(default_factory=dict)
    hits: int = 0

    def key(self, kind: str, about: Hashable, members: Iterable[bytes]) -> bytes:
        """The digest of a block: its kind, its key, and its members in order."""
        made = hashlib.blake2b(f"{self.rules}\x1f{kind}".encode(), digest_size=SIZE)
        made.update(repr(about).encode())
        for member in members:
            made.update(member)
        return made.digest()

    def recall(self, key: bytes) -> bytes | None:
        """What was concluded, ``None`` if nothing was."""
        known = self.before.get(key)
        if known is not None:
            self.hits += 1
            self.now[key] = known
        return known

    def keep(self, key: bytes, conclusion: bytes) -> None:
        """Remember a conclusion for the next run."""
        self.now[key] = conclusion

    def next(self) -> "Memory":
        """The memory as the next run begins with it."""
        return Memory(self.rules, dict(self.now))

    @classmethod
    def read(cls, data: bytes) -> "Memory":
        """From ``written``; empty if the rules were others or the bytes are torn."""
        rules = rules_in_force()
        try:
            kept, table = msgspec.msgpack.decode(
                data, type=tuple[str, dict[bytes, bytes]]
            )
        except msgspec.MsgspecError:
            return cls(rules)
        return cls(rules, table if kept == rules else {})

    def written(self) -> bytes:
        """As bytes, for the case to keep."""
        return msgspec.msgpack.encode((self.rules, self.now))

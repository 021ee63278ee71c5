"""Joining nodes under constraints: what must be one, what must stay apart."""

from collections.abc import Iterable

__all__ = ["Clusters"]


class Clusters:
    """Disjoint sets with forbidden pairs.

    A join that would bring a forbidden pair into one set is refused, also through
    others (if a is not c, then joining b to a forbids joining b to c).
    """

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self._members: dict[int, list[int]] = {}
        self._apart: dict[int, set[int]] = {}
        self.why: dict[int, list[str]] = {}

    def find(self, node: int) -> int:
        """The representative of the set that ``node`` is in."""
        root = node
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[node] != root:
            self._parent[node], node = root, self._parent[node]
        return root

    def forbid(self, a: int, b: int) -> None:
        """Keep the sets of ``a`` and ``b`` apart from now on."""
        a, b = self.find(a), self.find(b)
        if a != b:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def may_join(self, a: int, b: int) -> bool:
        """Whether nothing forbids joining the sets of ``a`` and ``b``."""
        return self.find(b) not in self._apart.get(self.find(a), ())

    def join(self, a: int, b: int, why: str) -> bool:
        """Make one set of two, if allowed; ``why`` is kept with it.

        Returns:
            Whether ``a`` and ``b`` are in one set afterwards.
        """
        a, b = self.find(a), self.find(b)
        if a == b:
            return True
        if not self.may_join(a, b):
            return False
        if len(self._members.get(a, (a,))) < len(self._members.get(b, (b,))):
            a, b = b, a
        self._parent[b] = a
        self._members.setdefault(a, [a]).extend(self._members.pop(b, [b]))
        for other in self._apart.pop(b, set()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart.setdefault(a, set()).add(other)
        reasons = self.why.setdefault(a, [])
        reasons.extend(self.why.pop(b, []))
        if why and why not in reasons:
            reasons.append(why)
        return True

    def groups(self, nodes: Iterable[int]) -> dict[int, list[int]]:
        """Representative to members, in the order of ``nodes``."""
        out: dict[int, list[int]] = {}
        for node in nodes:
            out.setdefault(self.find(node), []).append(node)
        return out

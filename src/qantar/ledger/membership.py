"""Whose entries count: a function of the set of entries, without any clock.

Every well-formed entry of the case is kept; those of devices that nobody vouches for
stand in quarantine. The first entry names the founding keepers. Keepers add and remove
members; keepers, and members for themselves, add and retire devices. A removal names
the last entry of each device that still counts; whatever the device signed outside
the chain that ends there does not.

Removals that do not know of each other follow the "strong removal" rule of p2panda's
group encryption (p2panda-auth): both stand, while everything else that a removed
device signed beyond its last counted entry is void, and so is what rested on it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["MEMBERSHIP_KINDS", "Act", "Cut", "Member", "counts", "resolve"]

MEMBERSHIP_KINDS = (
    "case.open",
    "member.add",
    "member.remove",
    "device.add",
    "device.retire",
)
_REMOVALS = ("member.remove", "device.retire")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One entry about membership. ``founding`` only for the one that opened the case."""

    id: str
    dev: str
    seq: int
    kind: str
    fields: Mapping[str, object]
    founding: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Where a device's chain stops counting: the last entry that does, and its place.

    ``last`` is empty if nothing of the device counts.
    """

    last: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """To whom a device belongs, as what, and where it stops counting."""

    member: str
    role: str
    cuts: tuple[Cut, ...] = ()


def resolve(
    acts: Sequence[Act],
    *,
    precedes: Callable[[str, str], bool],
    on_chain: Callable[[str, str], bool],
) -> dict[str, Member]:
    """Who belongs to the case, by device.

    Args:
        acts: All acts in causal order.
        precedes: Whether the first id is among the ancestors of the second.
        on_chain: Whether the first id lies on the chain that ends with the second.
    """
    refuted: set[str] = set()
    while True:
        circle = _Circle(acts, precedes, on_chain)
        circle.run(refuted)
        # A removal by a device whose own adding turned out void rests on nothing.
        void = {act.id for act in circle.removals if not circle.role(act.dev)}
        if not void:
            return circle.members()
        refuted |= void


def counts(
    seq: int, name: str, cuts: Sequence[Cut], on_chain: Callable[[str, str], bool]
) -> bool:
    """Whether an entry lies before every cut of its device."""
    return all(
        cut.last != "" and seq <= cut.seq and on_chain(name, cut.last) for cut in cuts
    )


class _Circle:
    """Members and devices as they follow from the acts, given some removals."""

    def __init__(
        self,
        acts: Sequence[Act],
        precedes: Callable[[str, str], bool],
        on_chain: Callable[[str, str], bool],
    ) -> None:
        self._acts = acts
        self._precedes = precedes
        self._on_chain = on_chain
        self.removals: list[Act] = []
        self._roles: dict[str, str] = {}
        self._devices: dict[str, str] = {}

    def run(self, refuted: Collection[str]) -> None:
        """Take in one removal after the other, in causal order, until none is left."""
        self._take_in()
        while True:
            taken = {act.id for act in self.removals} | set(refuted)
            for act in self._acts:
                if act.id not in taken and self._removes_anyone(act):
                    self.removals.append(act)
                    self._take_in()
                    break
            else:
                return

    def role(self, dev: str) -> str:
        """Role of the member that a device belongs to; empty if it belongs to none."""
        return self._roles.get(self._devices.get(dev, ""), "")

    def members(self) -> dict[str, Member]:
        return {
            dev: Member(
                member=member,
                role=self._roles[member],
                cuts=tuple(
                    cut for act in self.removals if (cut := self._cut(act, dev))
                ),
            )
            for dev, member in self._devices.items()
        }

    def _take_in(self) -> None:
        """Compute members and devices anew from all acts of adding that hold."""
        self._roles, self._devices = {}, {}
        size = -1
        while size != (size := len(self._roles) + len(self._devices)):
            for act in self._acts:
                if act.founding:
                    for key in _texts(act.fields.get("keepers")):
                        self._roles[key] = "keeper"
                        self._devices[key] = key
                elif not self._void(act):
                    self._add(act)

    def _add(self, act: Act) -> None:
        role, member = self.role(act.dev), act.fields.get("member")
        if not isinstance(member, str) or not role:
            return
        if act.kind == "member.add" and role == "keeper":
            keeper = act.fields.get("role") == "keeper"
            self._roles.setdefault(member, "keeper" if keeper else "member")
        elif act.kind == "device.add" and member in self._roles:
            dev = act.fields.get("dev")
            allowed = role == "keeper" or self._devices[act.dev] == member
            if isinstance(dev, str) and allowed:
                self._devices.setdefault(dev, member)

    def _void(self, act: Act) -> bool:
        """Whether a removal makes an act of the removed one void."""
        for removal in self.removals:
            cut = self._cut(removal, act.dev)
            if cut is None or counts(act.seq, act.id, [cut], self._on_chain):
                continue
            if act.kind not in _REMOVALS or self._precedes(removal.id, act.id):
                return True
        return False

    def _removes_anyone(self, act: Act) -> bool:
        return (
            act.kind in _REMOVALS
            and any(self._cut(act, dev) for dev in self._devices)
            and not self._void(act)
        )

    def _cut(self, act: Act, dev: str) -> Cut | None:
        """Where a removal cuts a device; none if it does not, or may not."""
        member = self._devices.get(dev)
        own = self._devices.get(act.dev)
        if member is None or own is None:
            return None
        if self.role(act.dev) != "keeper" and own != member:
            return None
        if act.kind == "device.retire":
            return _cut(act.fields) if act.fields.get("dev") == dev else None
        if act.fields.get("member") != member:
            return None
        lasts = act.fields.get("lasts")
        return _cut(lasts.get(dev) if isinstance(lasts, Mapping) else None)


def _cut(last: object) -> Cut:
    if isinstance(last, Mapping):
        name, seq = last.get("last"), last.get("seq")
        if isinstance(name, str) and isinstance(seq, int):
            return Cut(last=name, seq=seq)
    return Cut(last="", seq=-1)


def _texts(value: object) -> list[str]:
    if not isinstance(value, list):
        return []
    return [item for item in value if isinstance(item, str)]

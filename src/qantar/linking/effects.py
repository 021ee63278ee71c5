"""What a judgement would do, before it is made.

Joining a to b joins all that stands with a to all that stands with b, and a judgement of
long ago may forbid it. Both are shown first: linking is done with and without it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from qantar.linking.links import Links
from qantar.vocabulary.entity import Group, Person, Place

__all__ = ["Effect", "effects"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Persons, groups or places that would become one, or be parted.

    Attributes:
        kind: ``joined`` or ``parted``.
        before: Ids before.
        after: Ids after.
        names: Names of all that are concerned, as they stand before.
        mentions: How many mentions change their identity.
    """

    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    names: tuple[str, ...]
    mentions: int


def effects(before: Links, after: Links) -> tuple[Effect, ...]:
    """The differences between two runs over the same mentions, by id.

    Args:
        before: Without the judgement.
        after: With it.

    Returns:
        Nothing, if the judgement changes nothing: what it asks for is so already, or an
        earlier judgement forbids it.
    """
    into: dict[str, set[str]] = defaultdict(set)
    out_of: dict[str, set[str]] = defaultdict(set)
    moved: dict[str, int] = defaultdict(int)
    for mention, old in before.canonical.items():
        new = after.canonical.get(mention, "")
        into[new].add(old)
        out_of[old].add(new)
        moved[old] += old != new
    names = {e.id: e.name for e in _entities(before)}
    found = [
        _effect("joined", olds, {new}, names, moved)
        for new, olds in into.items()
        if len(olds) > 1
    ]
    found += [
        _effect("parted", {old}, news, names, moved)
        for old, news in out_of.items()
        if len(news) > 1
    ]
    return tuple(sorted(found, key=lambda e: (e.kind, e.before, e.after)))


def _entities(links: Links) -> Iterable[Person | Group | Place]:
    return (*links.people, *links.groups, *links.places)


def _effect(
    kind: str,
    before: set[str],
    after: set[str],
    names: dict[str, str],
    moved: dict[str, int],
) -> Effect:
    ids = tuple(sorted(before))
    return Effect(
        kind=kind,
        before=ids,
        after=tuple(sorted(after)),
        names=tuple(names[i] for i in ids if i in names),
        mentions=sum(moved[i] for i in ids),
    )

"""Pairs that may be one, for people to decide: the names alone do not tell.

Linking joins what it is sure of. What is nearly alike (a letter apart, a surname that two
bear, initials that fit) stands here with its reasons; nothing is joined by it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from qantar.linking.groups import group_key
from qantar.linking.names import NameComparison, compare_names
from qantar.linking.other_names import compare_organisations
from qantar.linking.parts import name_parts
from qantar.text.name_kinds import NameKind
from qantar.vocabulary.entity import Group, Person
from qantar.vocabulary.judgement import Judgement

__all__ = ["Proposal", "propose"]

_Entity = Person | Group
_LEAST = 0.5
_BLOCK = 60
"""Of a block with more members only neighbours in sorted order are compared."""
_NEIGHBOURS = 5
_SPELLINGS = 4
"""So many spellings of each are compared, the most frequent first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two persons or organisations that may be one.

    Attributes:
        left: Id.
        right: Id.
        names: The two spellings that are most alike.
        score: 0 to 1.
        reasons: In words, as ``qantar.text.link_words`` knows them.
        unsure: Somebody looked at the pair and could not tell.
    """

    left: str
    right: str
    names: tuple[str, str]
    score: float
    reasons: tuple[str, ...]
    unsure: bool = False


def propose(
    people: Iterable[Person],
    groups: Iterable[Group],
    judgements: Iterable[Judgement] = (),
    *,
    most: int = 500,
) -> tuple[Proposal, ...]:
    """The likeliest pairs first; pairs that people told apart are left out.

    Args:
        people: As linking made them; protected ones are passed over.
        groups: As linking made them.
        judgements: Withdrawn ones do not count.
        most: At most so many.
    """
    standing = [j for j in judgements if not j.withdrawn]
    apart = {frozenset((j.left, j.right)) for j in standing if j.kind == "different"}
    unsure = {frozenset((j.left, j.right)) for j in standing if j.kind == "unsure"}
    open_people = [p for p in people if not p.protected]
    found = [
        *_pairs(open_people, _person_keys, compare_names),
        *_pairs(list(groups), _group_keys, compare_organisations),
    ]
    kept = [
        Proposal(
            left=a.id,
            right=b.id,
            names=names,
            score=told.score,
            reasons=told.reasons,
            unsure=frozenset((a.id, b.id)) in unsure,
        )
        for a, b, names, told in found
        if not _told_apart(a, b, apart)
    ]
    kept.sort(key=lambda p: (-p.score, p.names, p.left, p.right))
    return tuple(kept[:most])


def _told_apart(a: _Entity, b: _Entity, apart: set[frozenset[str]]) -> bool:
    """By their ids, or by mentions that are theirs."""
    if not apart:
        return False
    left, right = {a.id, *a.mentions}, {b.id, *b.mentions}
    return any(pair & left and pair & right for pair in apart)


def _person_keys(name: str) -> Iterator[str]:
    for part in name_parts(name):
        if part.kind == "word":
            yield (
                part.key[:1] + "".join(c for c in part.key[1:] if c not in "aeiou")[:3]
            )


def _group_keys(name: str) -> Iterator[str]:
    """Key without each one of its first eight letters in turn: one letter may differ.

    Deletion neighbourhoods: Mor and Fraenkel 1982.
    """
    key = group_key(name)
    yield key[:8]
    for at in range(min(8, len(key))):
        yield key[:at] + key[at + 1 : 9]


def _pairs(
    entities: Sequence[_Entity],
    keys: Callable[[str], Iterator[str]],
    compare: Callable[[str, str], NameComparison],
) -> Iterator[tuple[_Entity, _Entity, tuple[str, str], NameComparison]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(entities):
        spellings = [n.text for n in each.names[:_SPELLINGS]] or [each.name]
        for key in {key for text in spellings for key in keys(text) if key}:
            blocks[key].append(number)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        for a, b in _of_block(entities, members):
            if (a, b) in seen:
                continue
            seen.add((a, b))
            best = _best(entities[a], entities[b], compare)
            if best is not None:
                yield entities[a], entities[b], best[0], best[1]


def _of_block(
    entities: Sequence[_Entity], members: list[int]
) -> Iterator[tuple[int, int]]:
    if len(members) <= _BLOCK:
        yield from combinations(members, 2)
        return
    ranked = sorted(members, key=lambda n: (entities[n].name.casefold(), n))
    for position, a in enumerate(ranked):
        for b in ranked[position + 1 : position + 1 + _NEIGHBOURS]:
            yield (a, b) if a < b else (b, a)


def _best(
    a: _Entity, b: _Entity, compare: Callable[[str, str], NameComparison]
) -> tuple[tuple[str, str], NameComparison] | None:
    """The most alike spellings of two, if names leave it open whether they are one."""
    best: tuple[tuple[str, str], NameComparison] | None = None
    for x in a.names[:_SPELLINGS]:
        for y in b.names[:_SPELLINGS]:
            if any(n.kind and NameKind(n.kind).proves_nothing for n in (x, y)):
                continue
            told = compare(x.text, y.text)
            if told.same is False or told.score < _LEAST:
                continue
            if best is None or told.score > best[1].score:
                best = ((x.text, y.text), told)
    return best

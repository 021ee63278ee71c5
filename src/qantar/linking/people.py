"""Which names are one person: within an exhibit first, then across exhibits.

A surname alone joins a full name of the same exhibit if only one fits. Across exhibits
full names join when they compare as the same; a surname alone joins only where one
single person of the case bears it; a given name or initials never leave their exhibit.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from qantar.linking.clusters import Clusters
from qantar.linking.names import compare_names
from qantar.linking.nodes import Node
from qantar.linking.parts import name_parts
from qantar.text.names import LANGS, name_words

__all__ = ["is_given", "join_people"]

_MOST_IN_BLOCK = 400
"""Pairs in a larger block are compared only with neighbours in sorted order (sorted
neighbourhood, Hernandez and Stolfo 1995), so that no name makes the work quadratic."""
_NEIGHBOURS = 20


def join_people(nodes: list[Node], numbers: list[int], clusters: Clusters) -> None:
    """Join nodes of persons in ``clusters``.

    Args:
        nodes: All nodes.
        numbers: Which of them are persons.
        clusters: Explicit judgements are already in it.
    """
    by_exhibit: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        by_exhibit[nodes[number].exhibit].append(number)
    for inside in by_exhibit.values():
        _within(nodes, inside, clusters)
    open_nodes = [n for n in numbers if not nodes[n].local]
    _full_names(nodes, open_nodes, clusters)
    _surnames(nodes, open_nodes, clusters)


def _words(node: Node) -> list[str]:
    return [p.key for p in name_parts(node.name) if p.kind != "initial"]


def _is_full(node: Node) -> bool:
    return len(_words(node)) > 1


def _within(nodes: list[Node], inside: list[int], clusters: Clusters) -> None:
    """Same key, then full names, then initials and single names, if only one fits."""
    by_key: dict[str, int] = {}
    for number in inside:
        if nodes[number].pinned:
            continue
        first = by_key.setdefault(nodes[number].key, number)
        if first != number:
            clusters.join(first, number, "same name after transliteration")
    full = [n for n in inside if _is_full(nodes[n])]
    short = [n for n in inside if not _is_full(nodes[n])]
    meet = _blocks(nodes, full)
    for a in full:
        for b in _near(nodes, a, meet):
            if b > a:
                _join_if_same(nodes, a, b, clusters)
    for number in short:
        fitting = _fitting(nodes, number, _near(nodes, number, meet), clusters)
        if len(fitting) == 1:
            root, reason = next(iter(fitting.items()))
            clusters.join(root, number, reason)
    meet = _blocks(nodes, short)
    for a in short:
        for b in _near(nodes, a, meet):
            if b > a:
                _join_short(nodes, a, b, clusters)


def _blocks(nodes: list[Node], numbers: Iterable[int]) -> dict[str, list[int]]:
    """Coarse keys to the nodes that have them; initials are keys of their own."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        for key in _meeting_keys(nodes[number]):
            blocks[key].append(number)
    return blocks


def _near(nodes: list[Node], number: int, blocks: dict[str, list[int]]) -> list[int]:
    """Nodes that share a key with ``number``, in order; of large blocks the first."""
    keys = _meeting_keys(nodes[number])
    if _words(nodes[number]):
        keys = {key for key in keys if not key.startswith("^")}
    return sorted({n for key in keys for n in blocks.get(key, ())[:_MOST_IN_BLOCK]})


def _meeting_keys(node: Node) -> set[str]:
    return _block_keys(node) | {"^" + p.key[0] for p in name_parts(node.name)}


def _join_if_same(nodes: list[Node], a: int, b: int, clusters: Clusters) -> None:
    found = compare_names(nodes[a].name, nodes[b].name)
    if found.same:
        clusters.join(a, b, "; ".join(found.reasons))


def _fitting(
    nodes: list[Node], number: int, full: Iterable[int], clusters: Clusters
) -> dict[int, str]:
    """Persons of the exhibit that a single name can mean, with the reason."""
    out: dict[int, str] = {}
    for other in full:
        found = compare_names(nodes[number].name, nodes[other].name)
        if found.same is not False and found.score >= 0.5:
            out.setdefault(
                clusters.find(other),
                "only one person of the exhibit fits: " + "; ".join(found.reasons),
            )
    return out


def _join_short(nodes: list[Node], a: int, b: int, clusters: Clusters) -> None:
    """Two single names of one exhibit: spellings of one, or an initial of the other."""
    left, right = nodes[a], nodes[b]
    parts = (name_parts(left.name), name_parts(right.name))
    if not parts[0] or not parts[1] or not (_words(left) and _words(right)):
        return
    found = compare_names(left.name, right.name)
    if found.same or (found.same is None and found.score >= 0.5):
        clusters.join(a, b, "; ".join(found.reasons))


def _block_keys(node: Node) -> set[str]:
    """Coarse keys under which possible matches meet: consonants of each word."""
    out = set()
    for word in _words(node):
        skeleton = word[:1] + "".join(c for c in word[1:] if c not in "aeiou")
        out.add(skeleton[:4])
        if len(skeleton) > 4:
            out.add("~" + skeleton[-4:])
    return out


def _full_names(nodes: list[Node], numbers: Iterable[int], clusters: Clusters) -> None:
    """Join full names across exhibits; one node for each name and cluster is enough."""
    known: dict[str, int] = {}
    fresh: list[int] = []
    for number in numbers:
        node = nodes[number]
        if not _is_full(node) or node.pinned:
            continue
        words = " ".join(sorted(p.key for p in name_parts(node.name)))
        first = known.setdefault(words, number)
        if first != number:
            clusters.join(first, number, "same name after transliteration")
        else:
            fresh.append(number)
    blocks: dict[str, list[int]] = defaultdict(list)
    for number in fresh:
        for key in _block_keys(nodes[number]):
            blocks[key].append(number)
    for block in blocks.values():
        reach = len(block) if len(block) <= _MOST_IN_BLOCK else _NEIGHBOURS
        if reach == _NEIGHBOURS:
            block.sort(key=lambda n: nodes[n].key)
        for position, a in enumerate(block):
            for b in block[position + 1 : position + 1 + reach]:
                if clusters.find(a) != clusters.find(b):
                    _join_if_same(nodes, a, b, clusters)


def is_given(node: Node) -> bool:
    """Whether a node's name is a common given name in one of our languages."""
    return any(
        spelling in name_words(lang).given
        for spelling in node.spellings
        for lang in LANGS
    )


def _surnames(nodes: list[Node], numbers: list[int], clusters: Clusters) -> None:
    """Single names that are no given names: one bearer in the whole case, or none."""
    bearers: dict[str, set[int]] = defaultdict(set)
    weight: Counter[int] = Counter()
    for number in numbers:
        if _is_full(nodes[number]):
            root = clusters.find(number)
            weight[root] += 1
            for word in _words(nodes[number]):
                bearers[word].add(root)
    alone: dict[str, int] = {}
    for number in numbers:
        node = nodes[number]
        words = _words(node)
        if len(words) != 1 or node.pinned or len(words[0]) < 4 or is_given(node):
            continue
        if any(p.kind == "initial" for p in name_parts(node.name)):
            continue
        roots = {clusters.find(r) for r in bearers.get(words[0], ())}
        if clusters.find(number) in roots:
            continue
        if len(roots) == 1:
            clusters.join(roots.pop(), number, "only bearer of the surname in the case")
        elif not roots:
            first = alone.setdefault(words[0], number)
            clusters.join(first, number, "same surname, no other bearer in the case")

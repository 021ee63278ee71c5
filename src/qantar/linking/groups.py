"""Which names are one organisation: known short names, legal forms, brackets."""

from collections import defaultdict
from functools import lru_cache

from qantar.linking.clusters import Clusters
from qantar.linking.nodes import Node
from qantar.text.names import LANGS, bases, name_words, organisations, short_names
from qantar.text.translit import fold

__all__ = ["group_key", "is_generic", "join_groups"]

_BRACKET = 4
"""Code points that may lie between a name and its abbreviation: quote, space, bracket."""


@lru_cache(maxsize=1 << 16)
def group_key(name: str) -> str:
    """Folded name without quotation marks and legal form; a known one's key.

    Examples of one key: ``ТОО «X»``, ``X LLP``, ``X``.
    """
    if known := short_names().get(name):
        return "=" + known
    legal = frozenset(w for lang in LANGS for w in name_words(lang).org_tails)
    words = [
        bare
        for word in name.split()
        if (bare := word.strip("«»„“”\"'‘’.,()")) and bare.lower() not in legal
    ]
    folded = fold(" ".join(words)) or fold(name)
    if known := organisations().get(folded):
        return "=" + known
    for article in ("the ", "die ", "der ", "das "):
        folded = folded.removeprefix(article)
    return folded


def is_generic(name: str) -> bool:
    """Whether a name is a bare word for an office or kind of body."""
    word = name.lower().strip("«»„“”\"'")
    return any(
        form in know.org_heads or form in know.org_alone
        for lang in LANGS
        for know in (name_words(lang),)
        for form in bases(word, lang)
    )


def join_groups(nodes: list[Node], numbers: list[int], clusters: Clusters) -> None:
    """Join nodes of organisations in ``clusters``; explicit judgements are in it."""
    by_key: dict[str, int] = {}
    by_exhibit: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        node = nodes[number]
        by_exhibit[node.exhibit].append(number)
        if node.pinned or node.protected:
            continue
        key = group_key(node.name)
        if is_generic(node.name):
            # "the prosecutor's office": another town's in another exhibit.
            key += "\x1f" + node.exhibit
        first = by_key.setdefault(key, number)
        if first != number:
            known = key.startswith("=")
            clusters.join(
                first,
                number,
                "known names of one organisation"
                if known
                else "same name without legal form",
            )
    for inside in by_exhibit.values():
        _brackets(nodes, inside, clusters)
        _shortened(nodes, inside, clusters)


def _brackets(nodes: list[Node], inside: list[int], clusters: Clusters) -> None:
    """``Long Name (LN)``: the abbreviation stands right behind the name."""
    ends = {end: number for number in inside for _, end in nodes[number].spans}
    for number in inside:
        node = nodes[number]
        if not (node.name.isupper() and len(node.name) <= 8 and " " not in node.name):
            continue
        for start, _ in node.spans:
            for gap in range(2, _BRACKET + 1):
                other = ends.get(start - gap)
                if other is not None and _abbreviates(node.name, nodes[other].name):
                    clusters.join(
                        other, number, "abbreviation in brackets behind the name"
                    )


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of ``short`` begin words of ``name``, in order."""
    position = 0
    initials = [w.lstrip("«„“\"'‘")[:1].casefold() for w in name.split()]
    for letter in short.casefold():
        try:
            position = initials.index(letter, position) + 1
        except ValueError:
            return False
    return True


def _shortened(nodes: list[Node], inside: list[int], clusters: Clusters) -> None:
    """A name and its beginning, if only one longer name begins so."""
    keys = {number: group_key(nodes[number].name) for number in inside}
    for number in inside:
        longer = {
            clusters.find(other)
            for other in inside
            if keys[other].startswith(keys[number] + " ")
        }
        if len(longer) == 1 and not keys[number].startswith("="):
            clusters.join(
                longer.pop(), number, "beginning of the only longer name in the exhibit"
            )

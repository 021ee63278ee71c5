"""Which names are one place: the gazetteer's answer, else the folded name."""

from collections.abc import Sequence

from qantar.linking.clusters import Clusters
from qantar.linking.nodes import Node
from qantar.text.translit import fold
from qantar.vocabulary.gazetteer import Gazetteer, GazetteerPlace

__all__ = ["join_places", "place_of"]


def place_of(
    name: str, gazetteer: Gazetteer, prior: Sequence[str]
) -> GazetteerPlace | None:
    """The place that ``name`` most likely means, or ``None``."""
    hits = gazetteer.find(name, prior=prior)
    return hits[0] if hits else None


def join_places(
    nodes: list[Node],
    numbers: list[int],
    clusters: Clusters,
    gazetteer: Gazetteer,
    prior: Sequence[str],
) -> dict[int, GazetteerPlace]:
    """Join nodes of places in ``clusters``.

    Returns:
        Node to the gazetteer's place, for the nodes it knows.
    """
    first_of: dict[str, int] = {}
    found: dict[int, GazetteerPlace] = {}
    for number in numbers:
        node = nodes[number]
        place = place_of(node.name, gazetteer, prior)
        if place is not None:
            found[number] = place
        if node.pinned:
            continue
        key = place.id if place is not None else _key(node)
        first = first_of.setdefault(key, number)
        if first != number:
            reason = (
                f"both in the gazetteer as {place.name}"
                if place is not None
                else "same name after transliteration"
            )
            clusters.join(first, number, reason)
    return found


def _key(node: Node) -> str:
    return "name:" + (fold(node.name) or node.name)

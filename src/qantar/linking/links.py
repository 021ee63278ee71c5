"""Mentions become persons, groups and places, by rules and people's judgements.

Every link is a proposal with its reasons; a judgement (same, different) of a person
always wins. Ids derive from names, so that the same exhibits give the same ids.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from qantar.linking.aliases import Declared
from qantar.linking.clusters import Clusters
from qantar.linking.entities import entity
from qantar.linking.groups import group_key, is_generic, join_groups
from qantar.linking.nodes import Node, gather
from qantar.linking.parts import name_parts
from qantar.linking.people import is_given, join_people
from qantar.linking.places import join_places
from qantar.text.name_kinds import NameKind
from qantar.text.translit import fold
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.entity import Group, Person, Place
from qantar.vocabulary.gazetteer import Gazetteer, GazetteerPlace
from qantar.vocabulary.judgement import Judgement
from qantar.vocabulary.mention import Mention

__all__ = ["Links", "link"]

_PREFIX = {"PER": "p:", "ORG": "o:", "LOC": "l:"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What the mentions of a case refer to.

    Attributes:
        people: By id.
        groups: By id.
        places: By id.
        canonical: Mention id to the id of its person, group or place.
        by_name: (type, exhibit or ``""``, folded name) to id; ``""`` where several fit.
    """

    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    places: tuple[Place, ...] = ()
    canonical: dict[str, str] = field(default_factory=dict)
    by_name: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def resolve(self, name: str, type: str, *, exhibit: str = "") -> str:  # noqa: A002
        """The id of the person (PER), group (ORG) or place (LOC) of this name.

        Args:
            name: In any spelling.
            type: PER, ORG or LOC.
            exhibit: Where it is written; there a surname alone can be clear.

        Returns:
            ``""`` if nobody has the name or several have.
        """
        key = _name_key(name, type)
        here = self.by_name.get((type, exhibit, key)) if exhibit else None
        return here or self.by_name.get((type, "", key), "")


def _name_key(name: str, kind: str) -> str:
    return group_key(name) if kind == "ORG" else fold(name)


def link(
    mentions: Iterable[Mention],
    *,
    gazetteer: Gazetteer,
    judgements: Iterable[Judgement] = (),
    prior: Sequence[str] = ("KZ",),
    protected: Collection[str] = (),
    declared: Iterable[Declared] = (),
) -> Links:
    """Link mentions to persons, groups and places.

    Args:
        mentions: Of the whole case, streamed once.
        gazetteer: Of places.
        judgements: Same and different are obeyed, on mention ids and on the ids that
            an earlier run gave; withdrawn ones are passed over. Of several about one
            pair the latest counts.
        prior: Countries in which an ambiguous place is looked for first.
        protected: Names or mention ids of voices that must never be joined with
            another exhibit's, and whose persons are marked.
        declared: What the texts say of names: aliases join inside their exhibit;
            pseudonyms, handles and names that an adversary gave never leave it.
    """
    said = list(declared)
    decided = _standing(judgements)
    named = {side for j in decided for side in (j.left, j.right)}
    nodes = gather(mentions, pinned=named, protected=protected, kinds=_kinds(said))
    of_type: dict[str, list[int]] = {"PER": [], "ORG": [], "LOC": []}
    for number, node in enumerate(nodes):
        of_type[node.type].append(number)
    clusters = Clusters(len(nodes))
    same = _aliases(said, nodes)
    places = _join_all(nodes, of_type, clusters, gazetteer, prior, decided, same)
    return _collect(nodes, of_type, clusters, places)


def _kinds(declared: Iterable[Declared]) -> dict[str, NameKind]:
    """Mention id to the kind of its name: of the second one, if two are declared."""
    return {each.right or each.left: each.kind for each in declared}


_ALIASES = {
    NameKind.ALIAS: "the text says: also known as",
    NameKind.FORMER: "the text says: formerly named",
}


def _aliases(
    declared: Iterable[Declared], nodes: Sequence[Node]
) -> list[tuple[int, int, str]]:
    """Nodes of one person by the text's own word, with the reason."""
    wanted = [d for d in declared if d.kind in _ALIASES]
    ids = {side for d in wanted for side in (d.left, d.right)}
    at = {m: n for n, node in enumerate(nodes) for m in node.mentions if m in ids}
    return [
        (at[d.left], at[d.right], _ALIASES[d.kind])
        for d in wanted
        if d.left in at and d.right in at
    ]


def _standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Same and different, not withdrawn, the latest of each pair, in time's order."""
    latest: dict[frozenset[str], Judgement] = {}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.id)):
        if judgement.withdrawn or judgement.kind not in ("same", "different", "unsure"):
            continue
        latest[frozenset((judgement.left, judgement.right))] = judgement
    return [j for j in latest.values() if j.kind != "unsure"]


def _join_all(
    nodes: list[Node],
    of_type: dict[str, list[int]],
    clusters: Clusters,
    gazetteer: Gazetteer,
    prior: Sequence[str],
    decided: list[Judgement],
    same: list[tuple[int, int, str]],
) -> dict[int, GazetteerPlace]:
    pinned = {node.pinned: number for number, node in enumerate(nodes) if node.pinned}
    later = _apply(decided, pinned, clusters)
    if later:
        # These speak of ids that a run without them gives; find out which nodes
        # those are, then start again with the judgements first.
        trial = Clusters(len(nodes))
        _apply(decided, pinned, trial)
        places = _by_rule(nodes, of_type, trial, gazetteer, prior, same)
        named = _ids(nodes, of_type, trial, places)
        members: dict[str, list[int]] = {}
        for number in range(len(nodes)):
            members.setdefault(named[trial.find(number)], []).append(number)
        _apply_to_sets(later, members, pinned, clusters)
    return _by_rule(nodes, of_type, clusters, gazetteer, prior, same)


def _apply(
    decided: list[Judgement], nodes: dict[str, int], clusters: Clusters
) -> list[Judgement]:
    """Obey judgements on two mentions; give back those on ids."""
    later = []
    pairs = [(j, nodes.get(j.left), nodes.get(j.right)) for j in decided]
    for judgement, a, b in pairs:
        if a is None or b is None:
            later.append(judgement)
        elif judgement.kind == "different":
            clusters.forbid(a, b)
    for judgement, a, b in pairs:
        if a is not None and b is not None and judgement.kind == "same":
            clusters.join(a, b, _decision(judgement))
    return later


def _apply_to_sets(
    later: list[Judgement],
    members: dict[str, list[int]],
    pinned: dict[str, int],
    clusters: Clusters,
) -> None:
    def side(key: str) -> list[int]:
        return [pinned[key]] if key in pinned else members.get(key, [])

    for judgement in sorted(later, key=lambda j: j.kind == "same"):
        left, right = side(judgement.left), side(judgement.right)
        if not left or not right:
            continue
        for group in (left, right):
            for number in group[1:]:
                clusters.join(group[0], number, "")
        if judgement.kind == "different":
            clusters.forbid(left[0], right[0])
        else:
            clusters.join(left[0], right[0], _decision(judgement))


def _decision(judgement: Judgement) -> str:
    reason = f": {judgement.reason}" if judgement.reason else ""
    return f"judged the same by a person{reason}"


def _by_rule(
    nodes: list[Node],
    of_type: dict[str, list[int]],
    clusters: Clusters,
    gazetteer: Gazetteer,
    prior: Sequence[str],
    same: list[tuple[int, int, str]],
) -> dict[int, GazetteerPlace]:
    for a, b, why in same:
        clusters.join(a, b, why)
    join_people(nodes, of_type["PER"], clusters)
    join_groups(nodes, of_type["ORG"], clusters)
    return join_places(nodes, of_type["LOC"], clusters, gazetteer, prior)


def _ids(
    nodes: list[Node],
    of_type: dict[str, list[int]],
    clusters: Clusters,
    places: dict[int, GazetteerPlace],
) -> dict[int, str]:
    """Representative to id. From names, never from order or number of exhibits."""
    out: dict[int, str] = {}
    used: set[str] = set()
    for kind, numbers in of_type.items():
        grouped = clusters.groups(numbers)
        # Ids that two sets would share go to the larger set first.
        order = sorted(grouped, key=lambda r: (-len(grouped[r]), nodes[r].mentions[0]))
        for root in order:
            members = grouped[root]
            key = _stable_key(kind, nodes, members, places)
            if key in used:
                key = derive_id(key, min(m for n in members for m in nodes[n].mentions))
                key = _PREFIX[kind] + key
            used.add(key)
            out[root] = key
    return out


def _stable_key(
    kind: str,
    nodes: list[Node],
    members: list[int],
    places: dict[int, GazetteerPlace],
) -> str:
    if kind == "LOC":
        known = Counter(places[n].id for n in members if n in places)
        if known:
            return "l:" + min(known, key=lambda k: (-known[k], k))
        return "l:" + derive_id("place", min(nodes[n].key for n in members))
    if kind == "ORG":
        key = min(group_key(nodes[n].name) for n in members)
        if all(is_generic(nodes[n].name) for n in members):
            return "o:" + derive_id(
                "group", key, min(nodes[n].exhibit for n in members)
            )
        return "o:" + derive_id("group", key)
    full = [
        sorted(p.key for p in name_parts(nodes[n].name) if p.kind == "word")
        for n in members
    ]
    words = min(full, key=lambda w: (-min(len(w), 2), w))
    apart: tuple[str, ...] = ()
    local = len(words) < 2 and (not words or any(is_given(nodes[n]) for n in members))
    if local or any(nodes[n].local for n in members):
        # A given name, an initial, a made-up name or a protected voice is this
        # exhibit's only.
        apart = (min(nodes[n].exhibit for n in members),)
    return "p:" + derive_id("person", *words, *apart)


def _collect(
    nodes: list[Node],
    of_type: dict[str, list[int]],
    clusters: Clusters,
    places: dict[int, GazetteerPlace],
) -> Links:
    ids = _ids(nodes, of_type, clusters, places)
    canonical: dict[str, str] = {}
    by_name: dict[tuple[str, str, str], str] = {}
    made: dict[str, list[Person | Group | Place]] = {"PER": [], "ORG": [], "LOC": []}
    for kind, numbers in of_type.items():
        for root, members in clusters.groups(numbers).items():
            key = ids[root]
            for number in members:
                node = nodes[number]
                canonical.update(dict.fromkeys(node.mentions, key))
                folded = _name_key(node.name, kind)
                for place in (node.exhibit,) if node.local else ("", node.exhibit):
                    if by_name.setdefault((kind, place, folded), key) != key:
                        by_name[(kind, place, folded)] = ""
            made[kind].append(
                entity(
                    kind,
                    key,
                    [nodes[n] for n in members],
                    clusters.why.get(root, []),
                    next((places[n] for n in members if n in places), None),
                )
            )
    return Links(
        people=tuple(
            sorted(
                (e for e in made["PER"] if isinstance(e, Person)), key=lambda e: e.id
            )
        ),
        groups=tuple(
            sorted((e for e in made["ORG"] if isinstance(e, Group)), key=lambda e: e.id)
        ),
        places=tuple(
            sorted((e for e in made["LOC"] if isinstance(e, Place)), key=lambda e: e.id)
        ),
        canonical=canonical,
        by_name=by_name,
    )

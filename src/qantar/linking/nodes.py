"""Mentions gathered into nodes: one name as written in one exhibit.

Memory follows the number of distinct names and exhibits, not the number of mentions,
but for the ids themselves.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from qantar.text.name_kinds import NameKind, name_kind
from qantar.text.translit import fold
from qantar.vocabulary.mention import Mention

__all__ = ["Node", "gather"]


@dataclass(slots=True)
class Node:
    """One name in one exhibit (or one mention, where a person judged that mention).

    Attributes:
        name: Base form.
        type: PER, ORG or LOC.
        exhibit: SHA-256, hex.
        key: Folded name.
        mentions: Ids in order of place.
        spellings: As written, with counts.
        langs: Language to count.
        spans: First code point and end of each mention.
        pinned: The mention this node stands for alone, ``""`` if for all.
        protected: Names a voice that must stay in its exhibit.
        kind: Of the name: a pseudonym, a handle, a name that an adversary gave.
    """

    name: str
    type: str
    exhibit: str
    key: str
    mentions: list[str] = field(default_factory=list)
    spellings: Counter[str] = field(default_factory=Counter)
    langs: Counter[str] = field(default_factory=Counter)
    spans: list[tuple[int, int]] = field(default_factory=list)
    pinned: str = ""
    protected: bool = False
    kind: NameKind = NameKind.NAME

    @property
    def local(self) -> bool:
        """Whether it never joins a name of another exhibit by rule."""
        return self.protected or self.kind.proves_nothing

    @property
    def lang(self) -> str:
        """The language it is mostly met in."""
        return self.langs.most_common(1)[0][0] if self.langs else ""


def gather(
    mentions: Iterable[Mention],
    *,
    pinned: Collection[str] = (),
    protected: Collection[str] = (),
    kinds: Mapping[str, NameKind] | None = None,
) -> list[Node]:
    """Nodes in the order in which their first mentions come.

    Args:
        mentions: Streamed once. MISC and adjectives of no single place are
            passed over.
        pinned: Ids of mentions that get a node of their own.
        protected: Names or mention ids of protected voices.
        kinds: Mention id to the kind of its name, where a text declares it.
    """
    typed = kinds or {}
    hidden = {fold(name) for name in protected} | set(protected)
    nodes: dict[tuple[str, str, str, str], Node] = {}
    for mention in mentions:
        if mention.type not in ("PER", "ORG", "LOC"):
            continue
        if mention.level == "DERIV" and mention.name == mention.quote:
            continue  # An adjective of no single place: "Western".
        name = mention.name or mention.quote
        pin = mention.id if mention.id in pinned else ""
        place = (mention.type, mention.exhibit, name, pin)
        if (node := nodes.get(place)) is None:
            node = nodes[place] = Node(
                name, mention.type, mention.exhibit, fold(name), pinned=pin
            )
            if mention.type == "PER":
                node.kind = name_kind(name)
        node.mentions.append(mention.id)
        node.spans.append((mention.start, mention.end))
        node.spellings[name] += 1
        node.langs[mention.lang] += 1
        if node.key in hidden or mention.id in hidden or mention.canonical in hidden:
            node.protected = True
        if mention.id in typed:
            node.kind = typed[mention.id]
    return list(nodes.values())

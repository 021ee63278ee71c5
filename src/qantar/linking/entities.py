"""A set of joined nodes as the value that the rest of Qantar knows."""

from collections import Counter

from qantar.linking.nodes import Node
from qantar.linking.parts import name_parts
from qantar.text.name_kinds import NameKind
from qantar.text.scripts import script_of
from qantar.vocabulary.entity import Group, Name, Person, Place
from qantar.vocabulary.gazetteer import GazetteerPlace

__all__ = ["entity"]

_MOST_REASONS = 12


def entity(
    kind: str,
    key: str,
    members: list[Node],
    why: list[str],
    place: GazetteerPlace | None,
) -> Person | Group | Place:
    """The person, group or place that nodes of one set are.

    Args:
        kind: PER, ORG or LOC.
        key: Its id.
        members: Nodes, in the order of their first mentions.
        why: What joined them, in words; the first twelve are kept.
        place: The gazetteer's, for a place that it knows.
    """
    counts: Counter[tuple[str, str]] = Counter()
    kinds: dict[str, str] = {}
    for node in members:
        for spelling, count in node.spellings.items():
            counts[(spelling, node.lang)] += count
            if node.kind is not NameKind.NAME:
                kinds[spelling] = node.kind.value
    names = tuple(
        Name(
            text=text,
            script=script_of(text),
            lang=lang,
            count=count,
            kind=kinds.get(text, ""),
        )
        for (text, lang), count in sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    )
    mentions = tuple(m for node in members for m in node.mentions)
    reasons = tuple(dict.fromkeys(why))[:_MOST_REASONS]
    if kind == "LOC":
        return _place(key, names, mentions, reasons, place)
    if kind == "ORG":
        return Group(
            id=key, name=_fullest(names), names=names, mentions=mentions, why=reasons
        )
    return Person(
        id=key,
        name=_fullest(names),
        names=names,
        mentions=mentions,
        why=reasons,
        protected=any(node.protected for node in members),
    )


def _fullest(names: tuple[Name, ...]) -> str:
    """The most frequent name of the most usual fullness: two words before one."""

    def worth(name: Name) -> tuple[int, int, str]:
        parts = sum(p.kind != "initial" for p in name_parts(name.text))
        return (-min(parts, 2), -name.count, name.text)

    return min(names, key=worth).text


def _place(
    key: str,
    names: tuple[Name, ...],
    mentions: tuple[str, ...],
    why: tuple[str, ...],
    place: GazetteerPlace | None,
) -> Place:
    if place is None:
        return Place(
            id=key, name=names[0].text, names=names, mentions=mentions, why=why
        )
    return Place(
        id=key,
        name=place.name,
        names=names,
        lat=place.lat,
        lon=place.lon,
        precision=place.kind,
        zone=place.zone,
        country=place.country,
        inside="l:" + place.inside if place.inside else "",
        mentions=mentions,
        why=why or (f"in the gazetteer as {place.name}",),
    )

"""Regions of a document by its large structure: who holds the pen or the microphone.

The outlet or author tells everything, unless the structure gives the word to someone
else: the messages of a chat, the two sides of an interview, a quotation set apart, a
forwarded post, a guest's text.
"""

import itertools
import re
from dataclasses import dataclass, replace

from qantar.reading.quoted_regions import (
    Given,
    forwarded_regions,
    guest_regions,
    set_apart_regions,
)
from qantar.reading.region_names import (
    chat_name,
    interviewee,
    outlet_of,
    self_named,
    translator,
)
from qantar.reading.speech_cues import speech_cues
from qantar.text.language import detect
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.passage import Passage
from qantar.vocabulary.statement import Speaker

__all__ = ["Region", "regions"]

_LEAVES = frozenset(
    {
        "paragraph",
        "lead",
        "answer",
        "list_item",
        "footnote",
        "caption",
        "block_quote",
        "attribution_line",
        "reply",
        "forwarded",
    }
)
_OPENING = 900
"""Code points in which a witness gives their name, if they do."""


@dataclass(frozen=True, slots=True)
class Region:
    """``text[start:end]`` in one voice of the structure.

    ``own`` are the voice's names in lower case; ``read`` the stretches (with language)
    in which to look for voices inside it.
    """

    start: int
    end: int
    mode: str
    chain: tuple[Speaker, ...]
    own: tuple[str, ...] = ()
    protect: bool = False
    read: tuple[tuple[int, int, str], ...] = ()
    post: str = ""


def regions(
    exhibit: Exhibit, passages: tuple[Passage, ...], mentions: tuple[Mention, ...]
) -> list[Region]:
    """Regions from the outside in; the first covers the whole text."""
    text = exhibit.content.text
    found = [_whole(exhibit, passages)]
    found += _articles(exhibit, passages, found[0])
    for maker in (guest_regions, forwarded_regions):
        found += [_inside(found, item) for item in maker(text, passages, mentions)]
    found += _turns(exhibit, passages, mentions, found)
    found += _messages(exhibit, passages, found[0])
    found += [
        _inside(found, item)
        for item in set_apart_regions(text, passages, mentions, _has_turns(found))
    ]
    return _with_reading(text, found, passages)


def _own(chain: tuple[Speaker, ...]) -> tuple[str, ...]:
    names = [re.sub(r"\s*\([^)]*\)|[«»„“”\"]", "", item.name) for item in chain]
    return tuple(name.casefold().strip() for name in names)


def _whole(exhibit: Exhibit, passages: tuple[Passage, ...]) -> Region:
    text, told = exhibit.content.text, exhibit.provenance
    outlet = outlet_of(text, told, passages)
    chain: tuple[Speaker, ...] = (Speaker(name=outlet, role="reports"),)
    protect = told.protect
    mode = "caption" if told.kind == "captions" else "narrator"
    lang = told.lang or detect(text)
    if told.kind == "chat":
        chain = (Speaker(name=chat_name(told) or outlet, role="exports"),)
    else:
        named = self_named(text[:_OPENING], lang)
        author = named or (told.author if told.author != outlet else "")
        if author:
            hidden = told.protect or (
                bool(named)
                and speech_cues(lang).protect.search(text[:_OPENING]) is not None
            )
            chain = (
                Speaker(
                    name=author, role="witnesses" if named else "says", protected=hidden
                ),
                Speaker(name=outlet, role="prints"),
            )
            protect = hidden
    translated = translator(text, passages)
    if translated:
        chain = (*chain, Speaker(name=translated, role="translates"))
    return Region(0, len(text), mode, chain, _own(chain[:1]), protect)


def _articles(
    exhibit: Exhibit, passages: tuple[Passage, ...], whole: Region
) -> list[Region]:
    told = exhibit.provenance
    found = []
    for passage in passages:
        if passage.kind != "article" or not passage.attributes.get("outlet"):
            continue
        outlet = passage.attributes["outlet"]
        chain: tuple[Speaker, ...] = (Speaker(name=outlet, role="reports"),)
        inside = tuple(
            item
            for item in passages
            if passage.start <= item.start and item.end <= passage.end
        )
        translated = translator(exhibit.content.text, inside)
        if translated:
            chain = (*chain, Speaker(name=translated, role="translates"))
        if told.outlet and told.outlet.casefold() != outlet.casefold():
            chain = (*chain, Speaker(name=told.outlet, role="prints"))
        found.append(
            Region(
                passage.start,
                passage.end,
                whole.mode,
                chain,
                _own(chain[:1]),
                whole.protect,
            )
        )
    return found


def _around(found: list[Region], start: int, end: int) -> Region:
    """The smallest region that encloses a stretch."""
    covering = [item for item in found if item.start <= start and end <= item.end]
    return min(covering, key=lambda item: item.end - item.start)


def _inside(found: list[Region], item: Given) -> Region:
    outer = _around(found, item.start, item.end)
    voices = tuple(
        Speaker(
            name=voice.name,
            role=voice.role,
            protected=voice.protected
            or (outer.protect and not (voice.vague or voice.institution)),
        )
        for voice in item.voices
    )
    first, *rest = outer.chain
    carried = Speaker(name=first.name, role=item.carrier, protected=first.protected)
    chain = (*voices, carried, *rest)
    post = item.carrier if item.carrier in ("relays", "translates") else ""
    return Region(
        item.start,
        item.end,
        item.mode,
        chain,
        _own(chain[:1]),
        outer.protect,
        post=post,
    )


def _has_turns(found: list[Region]) -> Speaker | None:
    return next(
        (
            item.chain[0]
            for item in found
            if item.mode == "direct"
            and len(item.chain) > 1
            and item.chain[1].role == "interviews"
        ),
        None,
    )


def _turns(
    exhibit: Exhibit,
    passages: tuple[Passage, ...],
    mentions: tuple[Mention, ...],
    found: list[Region],
) -> list[Region]:
    text = exhibit.content.text
    result: list[Region] = []
    asked = [item for item in passages if item.kind in ("question", "answer")]
    outer_ids = {item.parent for item in asked}
    for parent in sorted(outer_ids, key=lambda item: item or ""):
        turns = [item for item in asked if item.parent == parent]
        turns = [item for item in turns if not _within(item, asked)]
        if not turns:
            continue
        outer = _around(found, turns[0].start, turns[-1].end)
        voice = interviewee(text, turns[0].start, passages, mentions, outer.own)
        first, *rest = outer.chain
        for turn in turns:
            author = turn.attributes.get("author", "")
            if turn.kind == "question":
                chain = (Speaker(name=author or first.name, role="asks"), *rest)
                result.append(Region(turn.start, turn.end, "question", chain))
                continue
            teller = Speaker(
                name=author or voice.name,
                protected=voice.protected or outer.protect,
            )
            chain = (teller, Speaker(name=first.name, role="interviews"), *rest)
            result.append(
                Region(
                    turn.start,
                    turn.end,
                    "direct",
                    chain,
                    _own((teller,)),
                    teller.protected,
                )
            )
    return result


def _within(item: Passage, others: list[Passage]) -> bool:
    return any(
        other is not item
        and other.kind == item.kind == "answer"
        and other.start <= item.start
        and item.end <= other.end
        and (other.end - other.start) > (item.end - item.start)
        for other in others
    )


def _messages(
    exhibit: Exhibit, passages: tuple[Passage, ...], whole: Region
) -> list[Region]:
    result = []
    for passage in passages:
        author = passage.attributes.get("author", "")
        if passage.kind not in ("message", "reply", "forwarded") or not (
            author or passage.attributes.get("forwarded_from")
        ):
            continue
        start = int(passage.attributes.get("body", passage.start))
        chain = whole.chain
        if author and author.casefold() != whole.chain[0].name.casefold():
            chain = (
                Speaker(name=author, role="writes", protected=whole.protect),
                *chain,
            )
        origin = passage.attributes.get("forwarded_from", "")
        if origin:
            first, *rest = chain
            carried = Speaker(name=first.name, role="relays", protected=first.protected)
            chain = (
                Speaker(name=origin, role="writes", protected=whole.protect),
                carried,
                *rest,
            )
        if start < passage.end:
            result.append(
                Region(
                    start, passage.end, "direct", chain, _own(chain[:1]), whole.protect
                )
            )
    return result


def _with_reading(
    text: str, found: list[Region], passages: tuple[Passage, ...]
) -> list[Region]:
    """Give every region the stretches of text to read in it, cut at inner regions."""
    leaves = [item for item in passages if item.kind in _LEAVES]
    parents = {item.parent for item in leaves}
    stretches = [
        (item.start, item.end, item.lang) for item in leaves if item.id not in parents
    ] or [(0, len(text), detect(text))]
    cuts = sorted({edge for item in found for edge in (item.start, item.end)})
    read: dict[int, list[tuple[int, int, str]]] = {}
    for start, end, lang in stretches:
        edges = [start, *(cut for cut in cuts if start < cut < end), end]
        for begin, stop in itertools.pairwise(edges):
            inner = _around(found, begin, stop)
            read.setdefault(found.index(inner), []).append((begin, stop, lang))
    post = next((item.chain[0].name for item in found if item.post), "")
    return [
        replace(item, read=tuple(read.get(number, ())), post=post)
        for number, item in enumerate(found)
    ]

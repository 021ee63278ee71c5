"""Who did it and to whom, as far as simple grammar tells.

Doers and sufferers are the speaker's own words: names of persons and organisations
and the words of ``text/data/*/parties.toml``. In the passive the doer is marked (von,
by, instrumental, тарапынан); in the active it stands before the predicate.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from qantar.reading.holdings import read_holding
from qantar.text.lexicon import Stems, fold, load
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.passage import Span
from qantar.vocabulary.statement import Party

__all__ = ["PartiesRead", "read_parties"]

_WORD = re.compile(r"[^\W\d_]+(?:[-*:’'][^\W\d_]+)*")
_SUFFERED = ("killing", "injury", "disappearance", "release", "arrest", "torture")
"""Kinds whose subject may be the one who suffers: "two men died"."""
_WITHOUT_TARGETS = ("protest", "strike", "price-change", "economic", "ownership")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartiesRead:
    """Doers and sufferers with where their words stand."""

    agents: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    agent_span: Span | None = None
    target_span: Span | None = None


@dataclass(frozen=True, slots=True)
class _Actor:
    span: Span
    party: Party
    word: str


def read_parties(
    text: str,
    span: Span,
    lang: str,
    mentions: Sequence[Mention],
    *,
    kind: str,
    predicate: int,
    voice: str = "",
) -> PartiesRead:
    """The parties of a clause.

    Args:
        text: The exhibit's text.
        span: The clause.
        lang: Its language.
        mentions: Names in the clause.
        kind: What happened; a price has no victim.
        predicate: Where the word stands that says it happened.
        voice: Who says so; a voice is named to hand on, not as a party.
    """
    if kind == "ownership" and (held := _owners(text, span, lang, mentions)):
        return held
    rules = _rules(lang)
    part = fold(text[slice(*span)])
    own = fold(voice)
    actors = [
        a for a in _actors(text, span, part, rules, mentions) if a.word not in own
    ]
    if not actors:
        return PartiesRead()
    passive = bool(rules.passive.search(part)) or (
        kind in _SUFFERED and bool(rules.suffers.search(part))
    )
    agents = [a for a in actors if _is_marked(part, a, span, rules)]
    rest = [a for a in actors if a not in agents]
    if not agents and not passive:
        agents = [a for a in rest if a.span.start < predicate][:1] or rest[:1]
        rest = [a for a in rest if a not in agents]
    targets = [] if kind in _WITHOUT_TARGETS else rest[:1]
    if rules.object_case:
        # The sufferer carries the ending of the object, wherever it stands.
        objects = [a for a in actors if rules.object_case.search(a.word)]
        if objects and kind not in _WITHOUT_TARGETS:
            targets = objects[:1]
            agents = [a for a in agents if a not in objects] or [
                a for a in actors if a not in objects
            ][:1]
    return PartiesRead(
        agents=tuple(a.party for a in agents[:2]),
        targets=tuple(a.party for a in targets),
        agent_span=agents[0].span if agents else None,
        target_span=targets[0].span if targets else None,
    )


def _owners(
    text: str, span: Span, lang: str, mentions: Sequence[Mention]
) -> PartiesRead | None:
    held = read_holding(text, span, lang, mentions)
    if held.asset is None:
        return None
    return PartiesRead(
        agents=held.owners,
        targets=(held.asset,),
        agent_span=held.owner_span,
        target_span=held.asset_span,
    )


def _actors(
    text: str, span: Span, part: str, rules: "_Rules", mentions: Sequence[Mention]
) -> list[_Actor]:
    found = [
        _Actor(
            Span(m.start, m.end),
            Party(name=m.name or m.quote, id=m.canonical),
            fold(m.quote),
        )
        for m in mentions
        if m.type in ("PER", "ORG") and span.start <= m.start and m.end <= span.end
    ]
    taken = [a.span for a in found]
    for match in _WORD.finditer(part):
        a, b = match.start() + span.start, match.end() + span.start
        if rules.actors.get(match.group()) and not any(
            s < b and a < e for s, e in taken
        ):
            found.append(_Actor(Span(a, b), Party(name=text[a:b]), match.group()))
    return sorted(found, key=lambda actor: actor.span)


def _is_marked(part: str, actor: _Actor, span: Span, rules: "_Rules") -> bool:
    """Whether a preposition or an ending marks the doer of a passive."""
    before = part[
        max(0, actor.span.start - span.start - 25) : actor.span.start - span.start
    ]
    after = part[actor.span.end - span.start : actor.span.end - span.start + 15]
    return bool(
        rules.by_before.search(before)
        or rules.by_after.match(after)
        or (rules.by_ending and rules.by_ending.search(actor.word))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    actors: Stems[bool]
    passive: re.Pattern[str]
    suffers: re.Pattern[str]
    by_before: re.Pattern[str]
    by_after: re.Pattern[str]
    by_ending: re.Pattern[str] | None
    object_case: re.Pattern[str] | None


@cache
def _rules(lang: str) -> _Rules:
    raw = load(lang, "parties")
    never = r"(?!)"
    ending, case = raw.get("by_ending"), raw.get("object_case")
    return _Rules(
        actors=Stems((word, True) for word in raw.get("actors", ())),
        passive=re.compile(raw.get("passive", never)),
        suffers=re.compile(raw.get("suffers", never)),
        by_before=re.compile(raw.get("by_before", never)),
        by_after=re.compile(raw.get("by_after", never)),
        by_ending=re.compile(ending) if ending else None,
        object_case=re.compile(case) if case else None,
    )

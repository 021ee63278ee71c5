"""Who owns what, as far as the word of owning and the order of names tell.

The owner is the doer and the asset the target, whichever stands first: "Die Bank gehört
X", "X owns the bank", "банк принадлежит X", "банк X-қа тиесілі". Words are in
``text/data/*/holdings.toml``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from qantar.text.lexicon import Stems, fold, load
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.passage import Span
from qantar.vocabulary.statement import Party

__all__ = ["Holding", "read_holding"]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LISTED = re.compile(r"\s*,\s*|[\s,]*(?:und|and|и|және|мен)\b[^,;]*")
"""What may stand between two owners of one list."""

_OWNERS = 3
"""Owners that are taken from one clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Owners and asset with where their words stand; empty if the clause tells none."""

    owners: tuple[Party, ...] = ()
    asset: Party | None = None
    owner_span: Span | None = None
    asset_span: Span | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    span: Span
    party: Party
    can_own: bool


def read_holding(
    text: str, span: Span, lang: str, mentions: Sequence[Mention]
) -> Holding:
    """Owners and asset of a clause.

    Args:
        text: The exhibit's text.
        span: The clause.
        lang: Its language.
        mentions: Names in the clause.
    """
    rules = _rules(lang)
    part = fold(text[slice(*span)])
    named = _named(text, span, part, rules, mentions)
    for name, pattern in (
        ("both_before", rules.both_before),
        ("asset_first", rules.asset_first),
        ("owner_first", rules.owner_first),
    ):
        if found := pattern.search(part):
            at = span.start + found.start()
            before = [one for one in named if one.span.end <= at]
            after = [one for one in named if one.span.start >= at]
            return _sided(name, before, after, text)
    return Holding()


def _sided(name: str, before: list[_Named], after: list[_Named], text: str) -> Holding:
    if name == "asset_first":
        assets, owners = _named_first(before[::-1]), after
    elif name == "owner_first":
        assets, owners = _named_first(after), before
    else:
        assets, owners = before[:1], before[1:]
    owners = _together([one for one in owners if one.can_own], text)
    if not assets or not owners:
        return Holding()
    return Holding(
        owners=tuple(one.party for one in owners),
        asset=assets[0].party,
        owner_span=owners[0].span,
        asset_span=assets[0].span,
    )


def _named_first(nearest: list[_Named]) -> list[_Named]:
    """A name rather than a word for a kind of thing: "the Northbank, a bank"."""
    return sorted(nearest, key=lambda one: not one.can_own)[:1]


def _together(names: list[_Named], text: str) -> list[_Named]:
    """The first name and those that are listed with it, not those that explain it."""
    found = names[:1]
    for one in names[1:_OWNERS]:
        if not _LISTED.fullmatch(fold(text[found[-1].span.end : one.span.start])):
            break
        found.append(one)
    return found


def _named(
    text: str, span: Span, part: str, rules: "_Rules", mentions: Sequence[Mention]
) -> list[_Named]:
    found = [
        _Named(
            Span(m.start, m.end),
            Party(name=m.name or m.quote, id=m.canonical),
            can_own=True,
        )
        for m in mentions
        if m.type in ("PER", "ORG") and span.start <= m.start and m.end <= span.end
    ]
    taken = [one.span for one in found]
    for match in _WORD.finditer(part):
        a, b = match.start() + span.start, match.end() + span.start
        free = not any(s < b and a < e for s, e in taken)
        if free and rules.assets.get(match.group()):
            found.append(_Named(Span(a, b), Party(name=text[a:b]), can_own=False))
    return sorted(found, key=lambda one: one.span)


@dataclass(frozen=True, slots=True)
class _Rules:
    asset_first: re.Pattern[str]
    owner_first: re.Pattern[str]
    both_before: re.Pattern[str]
    assets: Stems[bool]


@cache
def _rules(lang: str) -> _Rules:
    table = load(lang, "holdings")
    never = "(?!)"
    return _Rules(
        asset_first=re.compile(table.get("asset_first", never)),
        owner_first=re.compile(table.get("owner_first", never)),
        both_before=re.compile(table.get("both_before", never)),
        assets=Stems((word, True) for word in table.get("assets", ())),
    )

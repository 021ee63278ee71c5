"""Quantities: what is counted, how many, with the speaker's own words.

A number becomes a `Quantity` when the words beside it tell what is counted. Where they
only say "people", the kind of the happening tells what became of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from qantar.text.lexicon import Stems, fold, load
from qantar.text.numbers import NumberSpan, read_numbers
from qantar.text.triggers import find_triggers
from qantar.vocabulary.measures import measure
from qantar.vocabulary.passage import Span
from qantar.vocabulary.quantity import Quantity

__all__ = ["BY_EVENT", "QuantityFound", "dated", "read_quantities", "zero"]

BY_EVENT: Mapping[str, str] = {
    "killing": "killed",
    "injury": "injured",
    "arrest": "detained",
    "release": "released",
    "disappearance": "missing",
    "protest": "protesters",
    "strike": "workers",
    "aid": "treated",
    "torture": "injured",
}
"""What "people" are counted as when only the happening tells it."""

_WORD = re.compile(r"[^\W\d_]+(?:[-*:’'][^\W\d_]+)*|[$€£₽₸%]")
_LENGTHS = ("minutes", "hours", "days", "weeks", "months", "years")
_NEAR = 20
_REACH = 4
"""Words after a number within which the counted noun must stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityFound:
    """A quantity and where its words stand."""

    span: Span
    quantity: Quantity
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measures:
    """The compiled ``measures.toml`` of one language."""

    nouns: Stems[str]
    currencies: Stems[str]
    scopes: Stems[str]
    generic: frozenset[str]
    followers: frozenset[str]
    spans: frozenset[str]
    capitals: bool
    factors: Stems[float]
    fixed: dict[str, tuple[float, str]]
    as_of: re.Pattern[str]
    multiples: re.Pattern[str]
    cumulative: re.Pattern[str]
    stock: re.Pattern[str]


def read_quantities(
    text: str,
    start: int,
    end: int,
    lang: str,
    *,
    event: str = "other",
    taken: Sequence[tuple[int, int]] = (),
    asked: str = "",
) -> tuple[QuantityFound, ...]:
    """All quantities of one clause, in order.

    Args:
        text: The exhibit's text.
        start: First code point of the clause.
        end: One past its last.
        lang: Language of the clause.
        event: Kind of the happening, for people who are only "people".
        taken: Stretches that are dates or clock times.
        asked: What was counted last in the same voice, for a bare number
            ("the police say 61").
    """
    table = _measures(lang)
    part = fold(text[start:end])
    found = [
        hit
        for number in read_numbers(text, start, end, lang, taken=taken)
        if (hit := _measured(text, number, start, part, table, event, asked, lang))
    ]
    found += _fixed(text, start, part, table)
    found += _factors(text, start, part, table)
    return tuple(sorted(found, key=lambda hit: hit.span))


def _measured(
    text: str,
    number: NumberSpan,
    start: int,
    part: str,
    table: _Measures,
    event: str,
    asked: str,
    lang: str,
) -> QuantityFound | None:
    what, unit, label, stop, rule = _what(number, start, part, table)
    gap = part[number.end - start : stop - start - len(label)] if label else ""
    adjacent = bool(label) and not gap.strip()
    if not what:
        label, stop = _unknown_noun(text, number, start, part, table, lang)
        rule = "a noun that no list knows" if label else rule
    if number.year_like and not (what and adjacent):
        return None
    before = part[max(0, number.start - start - _NEAR) : number.start - start].split()
    if what in _LENGTHS and before and before[-1] in table.spans:
        return None  # "in the last three years" tells when, not how long
    generic = fold(label) in table.generic if label else True
    if generic and what in ("", "people") and event in BY_EVENT:
        what, rule = BY_EVENT[event], f"{rule}, by the kind of event"
    elif not what and not label and asked:
        what, rule = asked, "as counted before"
    if table.multiples.search(fold(text[number.core : number.end])):
        what, unit = "factor", "times"
    if not what:
        what = "other"
    if what == "percent" and event == "ownership":
        what = "share"
    if what == "money" and event == "price-change":
        what = "price"
    stop = max(stop, number.end)
    quantity = Quantity(
        what=what,
        label=text[stop - len(label) : stop] if label else "",
        lower=number.lower,
        best=number.best,
        upper=number.upper,
        unit=unit or measure(what).unit,
        words=text[number.start : stop],
        cumulative=bool(table.cumulative.search(part)),
        flow=_flow(what, part, table),
        scope=_scope(text, start, part, number, table),
    )
    span = Span(number.start, stop)
    return QuantityFound(span=span, quantity=quantity, rule=f"{number.rule}: {rule}")


def _what(
    number: NumberSpan, start: int, part: str, table: _Measures
) -> tuple[str, str, str, int, str]:
    """What is counted: key, unit, label, end of the label, rule."""
    sign = part[number.core - start - 1 : number.core - start]
    if sign and sign in "$€£₽₸":
        return "money", table.currencies.get(sign) or "", "", number.end, "sign before"
    spot = number.end - start
    if part[spot : spot + 2].lstrip().startswith("%"):
        return "percent", "percent", "%", part.index("%", spot) + start + 1, "sign"
    for count, match in enumerate(_WORD.finditer(part, spot)):
        if count >= _REACH or re.search(r"[.;:!?]", part[spot : match.start()]):
            break
        word = match.group()
        currency = table.currencies.get(word)
        if currency:
            return "money", currency, word, match.end() + start, "currency"
        if word == "per" or (word == "cent" and count):
            if word == "cent":
                return "percent", "percent", "per cent", match.end() + start, "noun"
            continue
        what = table.nouns.get(word)
        if what:
            return what, "", word, match.end() + start, f"noun {what}"
        if "," in part[spot : match.start()] and count:
            break
    return "", "", "", number.end, "no noun"


def _unknown_noun(
    text: str, number: NumberSpan, start: int, part: str, table: _Measures, lang: str
) -> tuple[str, int]:
    """The word right after the number if it may be what is counted, and its end.

    Words that cannot be counted ("of them", "were") leave the people unnamed.
    """
    match = re.compile(r"\s([^\W\d_]{3,})").match(part, number.end - start)
    if match is None or match.group(1) in table.followers:
        return "", number.end
    if any(t.level == "verbs" for t in find_triggers(match.group(1), 0, 99, lang)):
        return "", number.end
    word = text[start + match.start(1) : start + match.end(1)]
    if table.capitals and not word[0].isupper():
        return "", number.end
    return match.group(1), start + match.end(1)


def _flow(what: str, part: str, table: _Measures) -> str:
    if what not in ("detained", "hospitalised", "injured", "missing"):
        return "unknown"
    if table.stock.search(part):
        return "stock"
    return "flow" if what == "detained" else "unknown"


def _scope(
    text: str, start: int, part: str, number: NumberSpan, table: _Measures
) -> str:
    """The first word near the number that says whom the count covers."""
    spot = number.end - start
    for count, match in enumerate(_WORD.finditer(part, spot)):
        if count >= 2 * _REACH:
            break
        if table.scopes.get(match.group()):
            return text[start + match.start() : start + match.end()]
    return ""


def _fixed(text: str, start: int, part: str, table: _Measures) -> list[QuantityFound]:
    """Whole measures in one phrase: "half an hour"."""
    hits = []
    for phrase, (many, what) in table.fixed.items():
        spot = part.find(phrase)
        if spot >= 0:
            span = Span(start + spot, start + spot + len(phrase))
            quantity = Quantity(
                what=what, best=many, unit=measure(what).unit, words=text[slice(*span)]
            )
            hits.append(QuantityFound(span=span, quantity=quantity, rule="phrase"))
    return hits


def _factors(text: str, start: int, part: str, table: _Measures) -> list[QuantityFound]:
    """Verbs that tell a factor: "doubled"."""
    hits = []
    for match in _WORD.finditer(part):
        many = table.factors.get(match.group())
        if many is not None:
            span = Span(start + match.start(), start + match.end())
            words = text[slice(*span)]
            quantity = Quantity(
                what="factor", label=words, best=many, unit="times", words=words
            )
            hits.append(QuantityFound(span=span, quantity=quantity, rule="factor"))
    return hits


def zero(what: str, words: str) -> Quantity:
    """A count of none, where a passage says that nobody was."""
    return Quantity(what=what, best=0, unit=measure(what).unit, words=words)


def dated(
    quantities: tuple[Quantity, ...], words: str, lang: str, day: str
) -> tuple[Quantity, ...]:
    """The same counts with the day of their state, where the words tell one.

    Args:
        quantities: Counts of a clause.
        words: The clause: "as of", "Stand", "по состоянию на".
        lang: Its language.
        day: EDTF of the time told in the clause, ``""`` if none is.
    """
    if not day or not _measures(lang).as_of.search(fold(words)):
        return quantities
    return tuple(replace(quantity, as_of=day) for quantity in quantities)


@cache
def _measures(lang: str) -> _Measures:
    raw = load(lang, "measures")
    return _Measures(
        nouns=Stems((w, k) for k, ws in raw.get("nouns", {}).items() for w in ws),
        currencies=Stems(
            (w, k) for k, ws in raw.get("currencies", {}).items() for w in ws
        ),
        scopes=Stems((w, w) for w in raw.get("scopes", ())),
        spans=frozenset(map(fold, raw.get("spans", ()))),
        followers=frozenset(map(fold, raw.get("followers", ()))),
        capitals=bool(raw.get("capitals")),
        generic=frozenset(map(fold, raw.get("generic", ()))),
        factors=Stems((w, float(v)) for w, v in raw.get("factors", {}).items()),
        fixed={fold(k): (float(a), b) for k, (a, b) in raw.get("fixed", {}).items()},
        as_of=_words(raw.get("as_of", ())),
        multiples=re.compile(raw.get("multiples", r"(?!)")),
        cumulative=_words(raw.get("cumulative", ())),
        stock=_words(raw.get("stock", ())),
    )


def _words(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern for any of these words; one that never matches for none."""
    if not words:
        return re.compile(r"(?!)")
    return re.compile(rf"\b(?:{'|'.join(re.escape(fold(w)) for w in words)})\b")

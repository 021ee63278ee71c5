"""Checkable clauses: what of a sentence becomes one statement.

A sentence is cut at marks, conjunctions and where the voice changes. What only hands
on another's words ("a spokesman said") falls away; what tells of the same happening
is put together again; what tells of another happening stays apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from qantar.reading.stance import cue
from qantar.text.lexicon import fold, load
from qantar.text.numbers import read_numbers
from qantar.text.triggers import Trigger, find_triggers
from qantar.vocabulary.passage import Span

__all__ = ["TELLING", "Piece", "pieces_of"]

_PARTING = (",", ";", ":")
_LEAD = 4
"""Words that open a sentence without saying anything themselves."""
_SHORT = 8
"""A longer clause that denies says more than that the claim before is wrong."""
STRONG = 3.0
"""Score from which a trigger can make a clause a statement of its own."""
TELLING = ("speech", "publication")
"""Kinds that mostly hand on what others say."""
_COUNTED = (
    "killing",
    "injury",
    "arrest",
    "release",
    "disappearance",
    "torture",
    "protest",
    "ownership",
)
"""Kinds that even a weak word tells, if its clause counts something."""
_MARKS = re.compile(r"[;:](?=\s)|,(?=\s)|\s[–—-](?=\s)|(?<=[!?…])(?=\s)")
_QUOTES = "„“”«»\"'‚‘’›‹"
_EDGE = " \t\r\n,;:–—-…" + _QUOTES
_WORD = re.compile(r"\w+")


@dataclass(slots=True, kw_only=True)
class Piece:
    """One checkable clause.

    Attributes:
        span: Where it stands.
        voice: Number of the innermost voice that speaks it, -1 for none.
        triggers: Kinds that its words tell, most telling first.
        frame: The words of its sentence that hand it on.
        before: Those of them that stand right before it.
        after: Those that stand right after it.
        sentence: The whole sentence.
        scope: Where the clause of the first trigger stands; the few words of an opening
            ("nobody, who was there, was hurt") belong to it.
    """

    span: Span
    voice: int
    triggers: tuple[Trigger, ...]
    frame: str
    before: str
    after: str
    sentence: Span
    scope: Span


@dataclass(slots=True, kw_only=True)
class _Fragment:
    span: Span
    voice: int
    depth: int
    cut: str
    triggers: tuple[Trigger, ...] = ()
    relative: bool = False
    timed: bool = False
    tells: bool = False
    counts: bool = False
    denies: bool = False
    supposes: bool = False
    unknown: bool = False
    asks: bool = False
    hearsay: bool = False
    words: int = 0
    main: Trigger | None = None


def pieces_of(
    text: str,
    sentence: Span,
    lang: str,
    voices: Sequence[tuple[int, int, int, int]],
    times: Sequence[tuple[int, int]],
) -> list[Piece]:
    """The checkable clauses of one sentence, in order.

    Args:
        text: The exhibit's text.
        sentence: Where the sentence stands.
        lang: Its language.
        voices: Stretches that touch it as (start, end, number, depth).
        times: Stretches of times in it.
    """
    fragments = list(_fragments(text, sentence, lang, voices, times))
    if not fragments:
        return []
    for first, second in pairwise(fragments):
        # "Nobody can say, how many died": what is asked is not known either.
        second.unknown |= first.unknown and second.asks
        first.unknown |= first.asks and second.unknown
    frames = list(_frames(fragments))
    kept = [f for f in fragments if f not in frames]
    if any(f.tells and not f.unknown for f in kept):
        # "They took him, nobody knows where": only the second part says nothing.
        kept = [f for f in kept if not f.unknown]
    return [_piece(text, group, frames, sentence, lang) for group in _groups(kept)]


def _fragments(
    text: str,
    sentence: Span,
    lang: str,
    voices: Sequence[tuple[int, int, int, int]],
    times: Sequence[tuple[int, int]],
) -> Iterator[_Fragment]:
    cuts = dict(_cuts(text, sentence, lang))
    for a, b, _, _ in voices:
        for edge in (a, b):
            if sentence.start < edge < sentence.end and not _mid_word(text, edge):
                cuts.setdefault(edge, "voice")
    begin, mark = sentence.start, ""
    last: _Fragment | None = None
    for cut in [*sorted(cuts), sentence.end]:
        span = _trim(text, begin, cut)
        if span.start < span.end:
            new = _fragment(text, span, lang, voices, times, mark)
            if last and mark == "and" and not (last.tells and new.tells):
                # The conjunction joins two nouns or the two halves of one predicate.
                both = Span(last.span.start, span.end)
                new = _fragment(text, both, lang, voices, times, last.cut)
            elif last:
                yield last
            last = new
            mark = ""
        # ", while": the comma is what parts them.
        begin, mark = cut, mark if mark in _PARTING else cuts.get(cut, "")
    if last:
        yield last


def _fragment(
    text: str,
    span: Span,
    lang: str,
    voices: Sequence[tuple[int, int, int, int]],
    times: Sequence[tuple[int, int]],
    cut: str,
) -> _Fragment:
    middle = (span.start + span.end) // 2
    inner = max(
        (v for v in voices if v[0] <= middle < v[1]),
        key=lambda v: (v[3], v[0] - v[1]),
        default=(0, 0, -1, -1),
    )
    triggers = find_triggers(text, span.start, span.end, lang)
    part = fold(text[slice(*span)])
    main = next((t for t in triggers if t.score >= STRONG), None)
    counts = bool(triggers) and bool(read_numbers(text, *span, lang, taken=times))
    return _Fragment(
        span=span,
        voice=inner[2],
        depth=inner[3],
        cut=cut,
        triggers=triggers,
        main=main or (triggers[0] if counts and triggers[0].kind in _COUNTED else None),
        counts=counts,
        unknown=bool(cue(lang, "unknown").search(part)),
        asks=bool(_interrogatives(lang).match(part)),
        supposes=bool(cue(lang, "supposition").match(part)),
        denies=bool(cue(lang, "anaphoric_denial").search(part)),
        tells=counts
        or bool(main and (main.level == "verbs" or cue(lang, "none").search(part)))
        or bool(main and any(t.kind in TELLING for t in triggers)),
        hearsay=bool(cue(lang, "rumour").search(part)),
        relative=bool(_openers(lang).match(part)),
        timed=any(span.start <= a < span.end for a, _ in times),
        words=len(_WORD.findall(text, span.start, span.end)),
    )


def _cuts(text: str, sentence: Span, lang: str) -> Iterator[tuple[int, str]]:
    """Where a clause may end, and by which mark; nothing inside brackets."""
    for match in _MARKS.finditer(text, *sentence):
        before = text[sentence.start : match.start()]
        if before.count("(") <= before.count(")"):
            yield match.end(), match.group().strip() or "."
    for match in _conjunctions(lang).finditer(text, *sentence):
        yield match.start(), "and"


def _frames(fragments: Sequence[_Fragment]) -> Iterator[_Fragment]:
    """Fragments that only say who speaks, each within its part of the sentence."""
    part: list[_Fragment] = []
    for fragment in [*fragments, None]:
        if fragment is None or fragment.cut == ";":
            deepest = max((f.depth for f in part), default=0)
            yield from (f for f in part if _hands_on(f, deepest))
            part = []
        if fragment is not None:
            part.append(fragment)


def _hands_on(fragment: _Fragment, deepest: int) -> bool:
    """Whether the fragment only says who speaks, while others say what."""
    speaks = any(t.kind in TELLING and t.level == "verbs" for t in fragment.triggers)
    return (
        fragment.depth < deepest
        and (speaks or not fragment.counts)
        and (
            fragment.main is None
            or fragment.main.kind in TELLING
            or fragment.main.level != "verbs"
        )
        and not (fragment.timed and fragment.words > 9)
    )


def _groups(fragments: Sequence[_Fragment]) -> Iterator[list[_Fragment]]:
    group: list[_Fragment] = []
    for fragment in fragments:
        if group and _begins_anew(group, fragment):
            yield group
            group = []
        group.append(fragment)
    if group:
        yield group


def _begins_anew(group: Sequence[_Fragment], new: _Fragment) -> bool:
    """Whether the fragment tells of something else than the group before it."""
    last = group[-1]
    if new.voice != last.voice:
        return not _leads_in(group)
    if new.cut == ";" and new.words > 1:
        return True
    if new.denies and 1 < new.words <= _SHORT:
        return True  # "..., that is wrong"
    if new.supposes or (last.supposes and new.cut == ","):
        return False  # a condition belongs to what it conditions
    if new.hearsay and new.cut == ",":
        return False  # "..., people say": the rumour is what stands before
    before = next((f for f in reversed(group) if f.main and not _only_told(f)), None)
    if new.main is None or before is None or before.main is None:
        return new.cut == ":" and new.words > 3 and before is not None
    if new.main.kind == before.main.kind:
        timed = any(f.timed for f in group)
        return new.timed and timed and new.tells and not new.relative
    if before.main.kind in TELLING and before is last and new.cut in ",:":
        return False  # "they announced, that ...": what was said belongs to it
    if new.main.kind in TELLING and new.main.level != "verbs":
        return False
    # A noun alone is mostly what the clause before speaks of.
    return new.tells and new.words > 1


def _leads_in(group: Sequence[_Fragment]) -> bool:
    """Whether a few words ("on Tuesday", "so they say") only open what follows."""
    first = group[0]
    plain = first.main is None or _only_told(first)
    return len(group) == 1 and first.words <= _LEAD and plain and not first.counts


def _only_told(fragment: _Fragment) -> bool:
    """Whether the fragment only has a noun of saying: "according to rumours"."""
    main = fragment.main
    return bool(main and main.kind in TELLING and main.level != "verbs")


def _piece(
    text: str,
    group: Sequence[_Fragment],
    frames: Sequence[_Fragment],
    sentence: Span,
    lang: str,
) -> Piece:
    span = Span(group[0].span.start, group[-1].span.end)
    triggers = tuple(
        t
        for t in find_triggers(text, *span, lang)
        if not t.negative or _whole(t, group)
    )
    if nominal(lang).search(fold(text[slice(*span)])):
        # "that he ..., he said" in one clause: the verb of saying only hands on.
        last = span.end - 1
        triggers = tuple(
            t
            for t in triggers
            if t.kind != "speech" or t.end < last or len(t.spots) > 1
        )
    scope_start, scope_end = span
    if triggers:
        last = triggers[0].spots[-1][0]
        own = next(f for f in group if last < f.span.end)
        scope_end = own.span.end
        begun = [f for f in group if f.span.start < own.span.start]
        if any(f.words > _LEAD for f in begun):
            scope_start = own.span.start
    before = [f for f in frames if f.span.end <= span.start]
    after = [f for f in frames if f.span.start >= span.end]
    return Piece(
        span=span,
        voice=max(group, key=lambda f: f.depth).voice,
        triggers=triggers,
        frame=" … ".join(text[slice(*f.span)] for f in frames),
        before=text[before[-1].span.start : span.start] if before else "",
        after=text[slice(*after[0].span)] if after else "",
        sentence=sentence,
        scope=Span(scope_start, scope_end),
    )


def _whole(trigger: Trigger, group: Sequence[_Fragment]) -> bool:
    """Whether all words of an entry stand in one clause: "network ..., there was no"."""
    return any(
        f.span.start <= trigger.start and trigger.end <= f.span.end for f in group
    )


def _trim(text: str, start: int, end: int) -> Span:
    """The stretch without marks and white space at its edges."""
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and (text[end - 1] in _EDGE or text[end - 1] == "."):
        if text[end - 1] == "." and end - start > 2 and text[end - 3] in " .":
            break  # an initial: "K."
        end -= 1
    return Span(start, end)


def _mid_word(text: str, spot: int) -> bool:
    return text[spot - 1].isalnum() and text[spot].isalnum()


@cache
def _conjunctions(lang: str) -> re.Pattern[str]:
    words = load(lang, "joints").get("conjunctions", [])
    return _words(words, r"(?<=\s)(?:{})(?=\s)")


@cache
def nominal(lang: str) -> re.Pattern[str]:
    """A clause turned into an object ("that he was": -ғанын), where a language does."""
    return re.compile(load(lang, "joints").get("nominal", r"(?!)"))


@cache
def _interrogatives(lang: str) -> re.Pattern[str]:
    words = load(lang, "joints").get("interrogatives", [])
    return _words(words, r"(?:{})\b")


@cache
def _openers(lang: str) -> re.Pattern[str]:
    words = load(lang, "joints").get("relative", [])
    return _words(words, r"(?:{})\b")


def _words(words: Sequence[str], frame: str) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    return re.compile(frame.format("|".join(re.escape(w) for w in words)))

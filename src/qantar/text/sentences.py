"""Sentences and clauses as offsets into the text.

A sentence ends at ``. ! ? …`` unless the mark belongs to an abbreviation, an initial,
an ordinal ("4. Januar") or a list number, or the next word goes on in lower case. A
blank line ends a sentence, except where a page cut it in two. What is an abbreviation
stands in ``data/<lang>/abbreviations.toml``. A list or table without a full stop is no
sentence however long it is: it is cut at a gap every ``LONGEST_SENTENCE`` code points.
Clauses: see ``qantar.text.clauses``.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from qantar.text.clauses import clauses
from qantar.vocabulary.passage import Span

__all__ = ["LONGEST_SENTENCE", "clauses", "sentences"]

LONGEST_SENTENCE = 2000
"""Code points; the rules that compare all words of a sentence stay fast below it."""

_END = re.compile(
    r"(?P<mark>[.!?…]+)(?P<close>[\"”“»«’‘)\]›‹']*)(?P<note>[¹²³⁴⁵⁶⁷⁸⁹⁰]*)(?P<gap>\s+|$)"
    r"|(?P<blank>[ \t\r]*\n[ \t\r]*\n\s*)"
)
_LAST_WORD = re.compile(r"([^\W_]+(?:-[^\W_]+)?)$")
_FIRST_WORD = re.compile(r"[„“”»«\"'‚‘(\[–—-]*\s*([^\W_]+)")
_LOOK_BACK = 24
"""Code points before a full stop that can hold its abbreviation."""


@dataclass(frozen=True, slots=True)
class _Rules:
    never: frozenset[str]
    before_number: frozenset[str]
    ordinal_before: frozenset[str]
    after_number: frozenset[str]


@cache
def _rules(lang: str) -> _Rules:
    known = lang if lang in ("de", "en", "ru", "kk") else "en"
    path = files("qantar.text").joinpath(f"data/{known}/abbreviations.toml")
    rows = tomllib.loads(path.read_text("utf-8"))
    return _Rules(
        frozenset(rows["never"]),
        frozenset(rows["before_number"]),
        frozenset(rows["ordinal_before"]),
        frozenset(rows.get("after_number", [])),
    )


def sentences(text: str, start: int, end: int, lang: str) -> tuple[Span, ...]:
    """The sentences of ``text[start:end]``, without the white space between them.

    Args:
        text: The exhibit's text.
        start: First code point.
        end: One past the last.
        lang: ``de``, ``en``, ``ru``, ``kk``; anything else is read like English.

    >>> sentences("Am 4. Januar. Dann Ruhe.", 0, 24, "de")
    (Span(start=0, end=13), Span(start=14, end=24))
    """
    rules = _rules(lang)
    found: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if not _is_end(text, match, begin, end, lang, rules):
            continue
        stop = match.start() if match["blank"] else match.end("note")
        _keep(text, begin, stop, found)
        begin = match.end()
    _keep(text, begin, end, found)
    return tuple(found)


def _keep(text: str, start: int, end: int, found: list[Span]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST_SENTENCE:
        cut = _gap_before(text, start, start + LONGEST_SENTENCE)
        found.append(Span(start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        found.append(Span(start, end))


def _gap_before(text: str, start: int, end: int) -> int:
    """Where the last word that ends before ``end`` does; ``end`` if there is no gap."""
    for sign in (";", ",", ""):
        place = text.rfind(sign + " ", start + 1, end)
        if place > start + (end - start) // 2:
            return place + len(sign)
    gaps = [match.start() for match in re.finditer(r"\s+", text[start + 1 : end])]
    return start + 1 + gaps[-1] if gaps else end


def _is_end(
    text: str, match: re.Match[str], begin: int, end: int, lang: str, rules: _Rules
) -> bool:
    following = _FIRST_WORD.match(text, match.end(), end)
    word = following[1] if following else ""
    if match["blank"]:
        return not _cut_by_page(text, match, begin, word)
    if not word:
        return True
    if len(match["mark"]) > 1 and match["mark"].strip(".…"):
        return True  # "??", "!!": also before lower case, as chats write
    if "\n" in match["gap"] and match["mark"] != ".":
        return True
    if word[0].islower():
        return False
    if match["mark"] != "." or match["close"]:
        return True
    return not _abbreviated(text, match, begin, word, lang, rules)


def _cut_by_page(text: str, match: re.Match[str], begin: int, word: str) -> bool:
    before = text[begin : match.start()].rstrip()
    if not before or not word:
        return False
    return before[-1] not in '.!?…:»“”"«)' and word[0].islower()


def _abbreviated(
    text: str, match: re.Match[str], begin: int, word: str, lang: str, rules: _Rules
) -> bool:
    place = match.start()
    last = _LAST_WORD.search(text[max(begin, place - _LOOK_BACK) : place])
    if last is None:
        return False
    before = last[1]
    if before.isdigit():
        first = (
            place - len(before) <= begin + 1
            or text[begin : place - len(before)].strip().replace(".", "").isdigit()
        )
        return first or (
            lang == "de"
            and len(before) <= 2
            and (word.lower() in rules.ordinal_before or word[0].isdigit())
        )
    if len(before) == 1 and before.isupper():
        return True
    lower = before.lower()
    if lower in rules.after_number:
        return not text[begin : place - len(before)].rstrip()[-1:].isdigit()
    return lower in rules.never or (lower in rules.before_number and word[0].isdigit())

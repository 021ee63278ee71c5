"""Structure of plain text without marks: guessed from lines, gaps and signs.

Blocks between blank lines become units; halves that a page cut apart are joined; then
every unit gets a role by what it looks like and what stands beside it. Sections run
from heading to heading, articles from a heading that the file's own links name.
"""

import itertools
import re

from qantar.reading.articles import Article, find_articles
from qantar.reading.interviews import interview_roles
from qantar.reading.passage_tree import Part
from qantar.reading.units import Unit, role_of_alone
from qantar.text.cues import alternatives, cue_words
from qantar.text.quotes import Quotation, quotations
from qantar.vocabulary.exhibit import Provenance

__all__ = ["prose_parts"]

_CREDIT_END = re.compile(
    rf"\(?{alternatives(cue_words('credit'))}\s*(?:[:/©]|von|by)\s*(?P<credit>[^\n()]+?)[.)]?\s*$"
)
_HEADING = 100
"""Longest heading, code points."""
_DISPLAY = 90
"""Longest quotation that can be a heading."""
_ATTRIBUTION = 260
"""Longest line that names the voice of a quotation above or below it."""
_SAID_BY = re.compile(
    r"^\s*[–—-]\s|^\s*\(|\b(?:von|by|from|от|из|according|laut|schreibt|writes|пишет|"
    r"жазады|деді|says|sagt)\b"
)


def prose_parts(text: str, provenance: Provenance, units: list[Unit]) -> list[Part]:
    """Parts of a text that consists of ``units`` (by start; changed in place)."""
    articles = find_articles(text, units)
    for unit in units:
        unit.kind = unit.told or role_of_alone(text, unit)
    _headings(text, units, articles)
    _quotes(text, units, quotations(text))
    _captions(text, units, provenance.kind)
    sections = _sections(units)
    for section in sections:
        interview_roles(text, section, whole=provenance.kind == "interview")
    _leads(units, articles)
    parts = _answers(units)
    parts += [_part(text, unit) for unit in units]
    parts += [
        Part(item.start, item.end, "article", item.attributes) for item in articles
    ]
    if len(sections) > 1:
        parts += [
            Part(section[0].start, section[-1].end, "section")
            for section in sections
            if section[0].kind == "heading"
        ]
    return parts


def _headings(text: str, units: list[Unit], articles: list[Article]) -> None:
    heads = {article.start for article in articles}
    body = next(
        (
            place
            for place, unit in enumerate(units)
            if unit.kind == "paragraph" and not _short(text, unit)
        ),
        len(units),
    )
    for place, unit in enumerate(units):
        if unit.start in heads:
            unit.kind = "heading"
        elif unit.told:
            continue
        elif unit.kind == "paragraph" and _short(text, unit) and place + 1 < len(units):
            unit.kind = "title" if place < body - 1 or place == 0 else "heading"


def _short(text: str, unit: Unit) -> bool:
    words = text[unit.start : unit.end]
    return (
        not unit.broken
        and len(words) <= _HEADING
        and "\n" not in words
        and words[-1] not in ".,;…!–—-?"
        and not words[0].islower()
        and words[0] not in "–—-•*"
        and not unit.intruder
    )


def _quotes(text: str, units: list[Unit], quotes: tuple[Quotation, ...]) -> None:
    outer = {quote.start: quote for quote in quotes if quote.depth == 0}
    place = 0
    while place < len(units):
        unit = units[place]
        quote = outer.get(unit.start)
        last = _closing_unit(units, place, quote)
        if (
            quote is None
            or last is None
            or unit.kind not in ("paragraph", "heading", "title")
        ):
            place += 1
            continue
        _quoted_unit(text, units, place, last)
        place += 1


def _closing_unit(units: list[Unit], place: int, quote: Quotation | None) -> int | None:
    if quote is None:
        return None
    for last in range(place, len(units)):
        if units[last].end >= quote.end:
            return last if units[last].end - quote.end <= 1 else None
    return None


def _quoted_unit(text: str, units: list[Unit], place: int, last: int) -> None:
    unit = units[place]
    before = units[place - 1] if place else None
    length = units[last].end - unit.start
    led_in = before is not None and text[before.end - 1] == ":"
    after = units[place + 1] if place + 1 < len(units) else None
    if not led_in and length <= _DISPLAY and last == place:
        unit.kind = "heading" if after is not None else "display_quote"
        return
    unit.kind, unit.end = "block_quote", units[last].end
    del units[place + 1 : last + 1]
    after = units[place + 1] if place + 1 < len(units) else None
    if (
        led_in
        and before is not None
        and before.kind in ("paragraph", "heading", "title")
        and before.end - before.start <= _ATTRIBUTION
    ):
        before.kind = "attribution_line"
    elif after is not None and after.kind == "paragraph" and _says_who(text, after):
        after.kind = "attribution_line"


def _says_who(text: str, unit: Unit) -> bool:
    words = text[unit.start : unit.end]
    return len(words) <= _ATTRIBUTION and _SAID_BY.search(words) is not None


def _captions(text: str, units: list[Unit], kind: str) -> None:
    for place, unit in enumerate(units):
        if unit.kind not in ("paragraph", "heading", "list_item"):
            continue
        words = text[unit.start : unit.end]
        credit = _CREDIT_END.search(words)
        if credit:
            unit.kind = "caption"
            unit.attributes["credit"] = credit["credit"].strip()
        elif unit.intruder or (
            unit.gap >= 2 and len(words) <= 2 * _HEADING and _apart(text, units, place)
        ):
            unit.kind = "caption"


def _apart(text: str, units: list[Unit], place: int) -> bool:
    """Whether a short unit after a wide gap is a caption rather than a heading."""
    unit = units[place]
    if unit.kind == "heading" and text[unit.start] in '„“»«"':
        return False
    after = units[place + 1] if place + 1 < len(units) else None
    if text[unit.end - 1] == "." or re.match(
        r"[^.\n]{1,30}: ", text[unit.start : unit.end]
    ):
        return True
    return after is not None and text[after.end - 1] == "?"


def _sections(units: list[Unit]) -> list[list[Unit]]:
    sections: list[list[Unit]] = []
    for unit in units:
        if not sections or unit.kind == "heading":
            sections.append([])
        sections[-1].append(unit)
    return sections


def _leads(units: list[Unit], articles: list[Article]) -> None:
    heads = {article.start for article in articles}
    for unit, after in itertools.pairwise(units):
        if unit.start in heads and after.kind == "paragraph":
            after.kind = "lead"


def _part(text: str, unit: Unit) -> Part:
    told = dict(unit.attributes)
    if unit.broken:
        told["broken_by"] = "page"
    return Part(unit.start, unit.end, unit.kind, told)


def _answers(units: list[Unit]) -> list[Part]:
    """One answer for the paragraphs between two questions."""
    parts: list[Part] = []
    run: list[Unit] = []
    for unit in [*units, Unit(0, 0, 0)]:
        if unit.turn == "answer" and unit.kind != "caption":
            run.append(unit)
            continue
        if unit.turn == "answer":
            continue
        if len(run) == 1:
            run[0].kind = "answer"
        elif run:
            parts.append(
                Part(run[0].start, run[-1].end, "answer", dict(run[0].attributes))
            )
        run = []
    return parts

"""Units of plain text: blocks, with the halves that a page cut apart put together."""

import re
from dataclasses import dataclass, field

from qantar.text.blocks import blocks, joins
from qantar.text.cues import alternatives, cue_words

__all__ = ["Unit", "role_of_alone", "units_of"]

_LINK = re.compile(r"^<?(?:https?://|www\.)\S+>?$")
_FOOTNOTE = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+\s*\S|\[\d{1,3}\]\s")
_LIST = re.compile(r"(?:\d{1,3}[.)]|\d{1,3}\s\||[a-zа-я]\)|[•*▪◦])\s+\S")
_CREDIT_LINE = re.compile(
    rf"{alternatives(cue_words('credit_line'))}(?:\s*:|(?<=von|.by|сел|ела|ған))\s*\S"
)
_SHORT = 120
_MONTHS = alternatives(cue_words("months"))
_DATELINE = re.compile(
    rf"(?:[^\W\d_][^\d,:]{{1,40}},\s*)?(?:\d{{4}}\s*\w{{0,6}}\s+)?(?:\d{{1,2}}\.?\s+)?{_MONTHS}"
    rf"(?:\s+\d{{1,2}})?,?(?:\s+\d{{4}}\w?)?(?:\s*(?:г\.|года|жыл|ж\.))?",
    re.IGNORECASE,
)
"""A line of place and date alone: "Almaty, 10. Januar 2022", "January 9, 2022"."""


@dataclass(slots=True)
class Unit:
    """One paragraph-like stretch and the role found for it.

    ``told`` is the role that the file's format gives it, which is never doubted.
    """

    start: int
    end: int
    gap: int
    broken: bool = False
    intruder: bool = False
    kind: str = "paragraph"
    told: str = ""
    turn: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


def units_of(text: str) -> list[Unit]:
    """Units in order; a unit that a page cut in two encloses what stands between."""
    parts = blocks(text)
    continues = {join.first: join.second for join in joins(text, parts)}
    seconds = {second: first for first, second in continues.items()}
    between = {
        place
        for first, second in continues.items()
        for place in range(first + 1, second)
    }
    found: list[Unit] = []
    by_first: dict[int, Unit] = {}
    for number, block in enumerate(parts):
        if number in seconds and number not in between:
            unit = by_first[seconds[number]]
            unit.end, unit.broken = block.end, True
        else:
            unit = Unit(block.start, block.end, block.gap, intruder=number in between)
            found.append(unit)
        by_first[number] = unit
    return found


def role_of_alone(text: str, unit: Unit) -> str:
    """What a unit is by its own looks, without its neighbours."""
    words = text[unit.start : unit.end]
    if _LINK.match(words):
        return "link"
    if len(words) <= _SHORT and _DATELINE.fullmatch(words):
        unit.attributes["role"] = "dateline"
        return "attribution_line"
    if _FOOTNOTE.match(words):
        return "footnote"
    if len(words) <= _SHORT and _CREDIT_LINE.match(words):
        unit.attributes["role"] = "credit"
        return "attribution_line"
    if _LIST.match(words):
        return "list_item"
    return "paragraph"

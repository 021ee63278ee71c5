"""Marks: eight signs that show how exactly a time is known, in site, print and desk.

Readable in black and white; words always stand beside them. Colour never carries the
sign, only the stance, and that too is said in words.
"""

import re
import tomllib
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

from qantar.text.messages import N_
from qantar.vocabulary.when import When

__all__ = [
    "MARK_WORDS",
    "Mark",
    "glyph",
    "is_dated",
    "mark_of",
    "mark_words",
    "symbols",
]


class Mark(StrEnum):
    """How exactly a time is known; ``CUT`` is the network's, ``UNDATED`` no sign."""

    EXACT = "exact"
    ABOUT = "about"
    LASTED = "lasted"
    ONCE = "once"
    DAY = "day"
    ONE_OF = "one-of"
    OPEN = "open"
    BEFORE = "before"
    CUT = "cut"
    UNDATED = "undated"


MARK_WORDS = {
    Mark.EXACT: N_("at this time"),
    Mark.ABOUT: N_("at about this time"),
    Mark.LASTED: N_("lasted this long"),
    Mark.ONCE: N_("once, somewhere in this span"),
    Mark.DAY: N_("on this day, hour unknown"),
    Mark.ONE_OF: N_("one or the other"),
    Mark.OPEN: N_("from then on, no known end"),
    Mark.BEFORE: N_("before then, beginning unknown"),
    Mark.CUT: N_("network cut"),
    Mark.UNDATED: N_("no date"),
}
"""Messages of the domain ``site``."""

_GLYPHS = {
    Mark.EXACT: '<path d="M15 0l6 6-6 6-6-6z"/>',
    Mark.ABOUT: '<path d="M15 0l6 6-6 6-6-6z"/><path class="l" d="M2 6H28"/>',
    Mark.LASTED: '<path d="M1 2H26V10H1z"/><path class="l" d="M26 6H29M29 2V10"/>',
    Mark.ONCE: '<path class="l" d="M4 1H1V11H4M26 1H29V11H26"/>'
    '<path class="l d" d="M3 6H28"/>',
    Mark.DAY: '<path class="t" d="M1 2H29V10H1z"/>',
    Mark.ONE_OF: '<path class="b" d="M1 2H12V10H1zM18 2H29V10H18z"/>',
    Mark.OPEN: '<path class="h" d="M1 6H23"/><path d="M21 1l9 5-9 5z"/>',
    Mark.BEFORE: '<path class="l d" d="M9 6H27"/><path class="h" d="M28 1V11"/>'
    '<path d="M9 1L0 6 9 11z"/>',
    Mark.CUT: '<path class="l" d="M1 1H29V11H1zM1 9L8 1M5 11L14 1M11 11L20 1'
    'M17 11L26 1M23 11L29 4"/>',
    Mark.UNDATED: '<path class="l d" d="M9 6H21"/>',
}


@cache
def _rules() -> tuple[frozenset[str], re.Pattern[str]]:
    text = files("qantar.publishing").joinpath("data/marks.toml").read_text("utf-8")
    table = tomllib.loads(text)
    cues = "|".join(f"(?:{cue})" for cue in table["both_ends"].values())
    return frozenset(table["lasting"]), re.compile(cues, re.IGNORECASE)


_LONG_DAY = timedelta(hours=36)
"""More than this is no single day, whatever its zone."""


def is_dated(when: When | None) -> bool:
    """Whether the time has a place on an axis at all."""
    return when is not None and not (when.earliest is None and when.latest is None)


def mark_of(when: When | None, event_type: str = "") -> Mark:
    """The sign for a time.

    An interval is a bracket (once, somewhere in here) unless the kind of event can last
    and the words give both ends (``data/marks.toml``).

    >>> mark_of(None), mark_of(When(value="2022-01-05"))
    (<Mark.UNDATED: 'undated'>, <Mark.UNDATED: 'undated'>)
    """
    if when is None or not is_dated(when):
        return Mark.UNDATED
    value = when.value.strip()
    if value[:1] in "[{":
        return Mark.ONE_OF if "," in value else Mark.ONCE
    if "/" in value and value[:1] not in "PR":
        left, _, right = value.partition("/")
        if right in ("..", ""):
            return Mark.OPEN
        if left in ("..", ""):
            return Mark.BEFORE
        lasting, both_ends = _rules()
        lasts = event_type in lasting and both_ends.search(when.words)
        return Mark.LASTED if lasts else Mark.ONCE
    if any(sign in value for sign in "~?%"):
        return Mark.ABOUT
    return Mark.EXACT if "T" in value else Mark.DAY


def mark_words(mark: Mark, when: When | None) -> str:
    """The message for a sign; a month or a decade is not called a day."""
    first = when.earliest if when is not None else None
    last = when.latest if when is not None else None
    longer = first is not None and last is not None and last - first > _LONG_DAY
    if mark is Mark.DAY and longer:
        return N_("in this span, day unknown")
    return MARK_WORDS[mark]


def glyph(mark: Mark) -> str:
    """SVG elements in a box of 30 by 12; classes l d t b h are lines and tints."""
    return _GLYPHS[mark]


def symbols() -> str:
    """All signs as ``<symbol id="m-…">``, once a page; ``<use>`` shows them."""
    return "".join(
        f'<symbol id="m-{mark}" viewBox="0 0 30 12">{shape}</symbol>'
        for mark, shape in _GLYPHS.items()
    )

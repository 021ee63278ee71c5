"""Glyphs: what our fonts can print, and what stands for the rest.

A booklet that claims PDF/A and PDF/UA may hold no sign without a glyph, and quoted
words can hold any: an emoji, an arrow, another script.
"""

import re
from functools import cache
from importlib.resources import files

__all__ = ["printable"]

_STAND_INS = {
    "≥": ">=",
    "≤": "<=",
    "→": "–",
    "←": "–",
    "‑": "-",
    "‐": "-",
    "−": "–",
    "‚": ",",
    "\u2009": "\u00a0",
    "\u202f": "\u00a0",
    "\u200b": "",
    "\u2060": "",
    "\ufeff": "",
    "\t": " ",
    "\n": "\n",
}
"""Signs that another sign says as well."""

_SHOWN_BY_NUMBER = 2
"""So many unknown signs in a row are told by their code points; more are left out."""


@cache
def _unknown() -> re.Pattern[str]:
    text = files("qantar.publishing.booklet").joinpath("fonts/coverage.txt").read_text()
    known = "".join(
        f"\\U{int(low, 16):08X}-\\U{int(high, 16):08X}"
        for low, _, high in (line.partition("-") for line in text.split())
    )
    return re.compile(f"[^{known}\\n]+")


def printable(text: str) -> str:
    """``text`` with stand-ins for what our fonts lack.

    >>> printable("A → B 🙂")
    'A – B [U+1F642]'
    """
    plain = "".join(_STAND_INS.get(sign, sign) for sign in text)
    return _unknown().sub(_told, plain)


def _told(found: re.Match[str]) -> str:
    signs = found.group()
    if len(signs) > _SHOWN_BY_NUMBER:
        return "[…]"
    return "".join(f"[U+{ord(sign):04X}]" for sign in signs)

"""Prints: the ways in which one booklet goes on paper.

For screens and home printers in A5; in large type; in black alone; in black and one spot
ink for Riso and offset. What is printed is the same in all of them.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

__all__ = ["BLACK", "LARGE", "PLAIN", "PRINTS", "TWO_INKS", "Print", "inked"]

_COLOUR = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
_SHORT = 3
_WEIGHTS = (0.299, 0.587, 0.114)
"""Luma of red, green, blue (ITU-R BT.601)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """One way to print.

    Attributes:
        name: Goes into the file's name; empty for the plain one.
        paper: a5 or a4.
        scale: By how much type and columns are larger.
        least: Smallest size of type, in points.
        ink: colour, black, or two (black and a spot ink of its own plate).
        sheets: Whether it is imposed for stapling too.
        standards: PDF standards that it claims.
    """

    name: str
    paper: str = "a5"
    scale: float = 1.0
    least: float = 0.0
    ink: str = "colour"
    sheets: bool = True
    standards: tuple[str, ...] = ("ua-1", "a-2a")


PLAIN = Print(name="")
LARGE = Print(name="large-print", paper="a4", scale=1.75, least=14.0, sheets=False)
"""16 points for the text (*Clear Print*, RNIB, asks for 16 to 18), no type under 14."""

BLACK = Print(name="black", ink="black")
TWO_INKS = Print(name="two-inks", ink="two", standards=("ua-1",))
"""PDF/A knows no plate without a colour profile behind it, so this claims PDF/UA alone."""

PRINTS = {each.name: each for each in (PLAIN, LARGE, BLACK, TWO_INKS)}


def inked(assets: Mapping[str, bytes], ink: str) -> dict[str, bytes]:
    """Pictures and drawings as the inks can print them.

    Args:
        assets: Files by name, SVG or JPEG.
        ink: As ``Print`` has it; only in colour they stay as they are.
    """
    if ink == "colour":
        return dict(assets)
    return {
        name: _grey_drawing(data) if name.endswith(".svg") else _grey_photo(data)
        for name, data in assets.items()
    }


def _grey_drawing(data: bytes) -> bytes:
    return _COLOUR.sub(_grey, data.decode()).encode()


def _grey(found: re.Match[str]) -> str:
    code = found.group(1)
    if len(code) == _SHORT:
        code = "".join(2 * digit for digit in code)
    parts = (int(code[at : at + 2], 16) for at in (0, 2, 4))
    level = round(sum(w * p for w, p in zip(_WEIGHTS, parts, strict=True)))
    return f"#{level:02x}{level:02x}{level:02x}"


def _grey_photo(data: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.convert("L").save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()

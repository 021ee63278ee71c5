"""Pictures: drawn anew from their points, so that nothing else goes along.

EXIF, GPS, comments, thumbnails and colour profiles stay behind; a picture is turned
upright first, since the note that says which way is up stays behind too. Regions that
must not be seen are burned in then, before it is made smaller: no layer, no undoing. The
preserved picture is never touched.
"""

import io
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from qantar.errors import InputError, UnreadableExhibit

__all__ = [
    "HOW",
    "LONGEST_SIDE",
    "PictureNote",
    "Region",
    "parse_notes",
    "picture_size",
    "plain_picture",
]

LONGEST_SIDE = 1280
"""In pixels; larger pictures are made smaller."""

HOW = ("cut", "blur")
"""``cut`` is one grey; ``blur`` leaves at most four blocks, of which no face comes back
(blurs and fine mosaics do: McPherson, Shokri, Shmatikov 2016)."""

_BLOCKS = 2
_GREY = (96, 96, 96)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the upright picture, in shares of its width and height from top left."""

    x: float
    y: float
    width: float
    height: float
    how: str = "cut"

    def __post_init__(self) -> None:
        inside = (
            0 <= self.x < 1
            and 0 <= self.y < 1
            and 0 < self.width <= 1
            and 0 < self.height <= 1
        )
        if not inside or self.how not in HOW:
            raise InputError(
                f"x {self.x}, y {self.y}, width {self.width}, height {self.height},"
                f" {self.how!r} is no region of a picture: all are shares from 0 to 1 of"
                f" the upright picture, and how is {' or '.join(HOW)}."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureNote:
    """What an editor says of a picture that goes out.

    Attributes:
        exhibit: Its digest.
        alt: What there is to see, for those who do not see it.
        credit: Who took it, or that the name is withheld; empty: as it was given.
        hide: What must not be seen.
    """

    exhibit: str
    alt: str
    credit: str = ""
    hide: tuple[Region, ...] = ()


def parse_notes(
    text: str, digest_of: Callable[[str], str | None]
) -> tuple[PictureNote, ...]:
    """Notes from TOML: a section for each picture, ``[[E3.hide]]`` for each region.

    Args:
        text: The file.
        digest_of: Gives the digest of an exhibit's short name, if there is one.

    Raises:
        InputError: If it is no TOML, names no picture, or lacks the words for one.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"The file about pictures is no TOML: {error}.") from error
    return tuple(_note(label, told, digest_of(label)) for label, told in table.items())


def _note(label: str, told: Any, digest: str | None) -> PictureNote:
    if digest is None:
        raise InputError(f"[{label}] is no exhibit of this case; right would be E3.")
    known = {"alt", "credit", "hide"}
    if not isinstance(told, dict) or set(told) - known or not told.get("alt"):
        raise InputError(
            f"[{label}] must say in alt what there is to see; it may have credit and"
            " hide beside it, and nothing else."
        )
    try:
        hide = tuple(Region(**region) for region in told.get("hide", ()))
    except TypeError as error:
        raise InputError(
            f"[[{label}.hide]] has x, y, width, height and how, and nothing else."
        ) from error
    return PictureNote(
        exhibit=digest, alt=told["alt"], credit=told.get("credit", ""), hide=hide
    )


def plain_picture(data: bytes, hide: Iterable[Region] = ()) -> bytes:
    """The same picture as JPEG, its points only, at most ``LONGEST_SIDE`` wide or high.

    Args:
        data: The preserved bytes.
        hide: Regions of the upright picture that are burned in.

    Raises:
        UnreadableExhibit: If the bytes are no picture that can be read.
    """
    try:
        with Image.open(io.BytesIO(data)) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise UnreadableExhibit(
            "A picture could not be read to draw it anew."
        ) from error
    for region in hide:
        _burn(upright, region)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _burn(image: Image.Image, region: Region) -> None:
    """Overwrite the points of a region, rounded outwards to whole pixels."""
    width, height = image.size
    left, top = int(region.x * width), int(region.y * height)
    right = min(-int(-(region.x + region.width) * width // 1), width)
    bottom = min(-int(-(region.y + region.height) * height // 1), height)
    size = (max(right - left, 1), max(bottom - top, 1))
    if region.how == "cut":
        patch = Image.new("RGB", size, _GREY)
    else:
        few = image.crop((left, top, left + size[0], top + size[1]))
        few = few.resize((_BLOCKS, _BLOCKS), Image.Resampling.BOX)
        patch = few.resize(size, Image.Resampling.NEAREST)
    image.paste(patch, (left, top))


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    with Image.open(io.BytesIO(data)) as opened:
        return opened.size

"""Pictures: drawn anew from their points, so that nothing else goes along.

EXIF, GPS, comments, thumbnails and colour profiles stay behind; a picture is turned
upright first, since the note that says which way is up stays behind too.
"""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from qantar.errors import UnreadableExhibit

__all__ = ["LONGEST_SIDE", "picture_size", "plain_picture"]

LONGEST_SIDE = 1280
"""In pixels; larger pictures are made smaller."""


def plain_picture(data: bytes) -> bytes:
    """The same picture as JPEG, its points only, at most ``LONGEST_SIDE`` wide or high.

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
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    with Image.open(io.BytesIO(data)) as opened:
        return opened.size

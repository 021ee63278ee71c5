"""Photographs: what the file says about itself. The picture itself is not read."""

import warnings
from fractions import Fraction
from typing import Any

import PIL
import PIL.Image
from PIL import ExifTags, IptcImagePlugin, UnidentifiedImageError
from PIL.ImageFile import ImageFile

from qantar.errors import UnreadableExhibit
from qantar.intake.composing import TextComposer
from qantar.intake.encoding import decode
from qantar.intake.readers.job import Job
from qantar.vocabulary.exhibit import ExhibitText
from qantar.vocabulary.passage import Unread

__all__ = ["read"]

READER = f"image/pillow-{PIL.__version__}"
_IPTC_CAPTION, _IPTC_BYLINE, _IPTC_CREDIT = (2, 120), (2, 80), (2, 110)
_WINDOWS_TITLE = 0x9C9B  # XPTitle, UTF-16


def read(job: Job) -> ExhibitText:
    """Read caption and metadata of a picture; all of it claims, none of it facts.

    The pixels are decoded once, since a cut-off photograph must be said, and only if
    there are no more of them than the limits allow.
    """
    unread: list[Unread] = []
    try:
        with warnings.catch_warnings():
            # Both of Pillow's own bomb warnings are replaced by our bound below.
            warnings.simplefilter("ignore")
            PIL.Image.MAX_IMAGE_PIXELS = None
            picture = PIL.Image.open(job.path)
            pixels = picture.width * picture.height
            if pixels > job.limits.pixels:
                raise UnreadableExhibit(
                    f"it would unfold to {pixels} pixels, more than {job.limits.pixels}, "
                    "as a decompression bomb does; save a smaller copy if you trust it"
                )
            claims = _claims(picture)
            captions = _captions(picture)
            try:
                picture.load()
            except (OSError, SyntaxError, ValueError, EOFError):
                unread.append(
                    job.unread(
                        "the picture is damaged or cut off; copy it again "
                        "from where it came from"
                    )
                )
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
    ) as error:
        raise UnreadableExhibit(
            "it is a damaged picture; copy it again from where it came from"
        ) from error
    composer = TextComposer()
    for words in captions:
        composer.add(words, "caption")
    return composer.finish(
        media_type=job.media_type, reader=READER, claims=claims, unread=unread
    )


def _captions(picture: ImageFile) -> list[str]:
    """Descriptions that somebody wrote into the file, each once."""
    exif = picture.getexif()
    found = [
        _words(exif.get(ExifTags.Base.ImageDescription)),
        _words(exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment)),
        _words(exif.get(_WINDOWS_TITLE), wide=True),
        _words(_iptc(picture).get(_IPTC_CAPTION)),
        *(
            _words(picture.info.get(k))
            for k in ("Description", "Title", "Comment", "comment")
        ),
    ]
    return list(dict.fromkeys(words for words in found if words))


def _iptc(picture: ImageFile) -> dict[tuple[int, int], Any]:
    try:
        return IptcImagePlugin.getiptcinfo(picture) or {}
    except (SyntaxError, ValueError, KeyError, IndexError, TypeError):
        return {}  # a damaged IPTC block is none; the bytes stay preserved


def _claims(picture: ImageFile) -> dict[str, str]:
    exif = picture.getexif()
    taken = exif.get_ifd(ExifTags.IFD.Exif)
    iptc = _iptc(picture)
    tag = ExifTags.Base
    time = _time(taken.get(tag.DateTimeOriginal), taken.get(tag.OffsetTimeOriginal))
    changed = _time(exif.get(tag.DateTime), taken.get(tag.OffsetTime))
    camera = f"{_words(exif.get(tag.Make))} {_words(exif.get(tag.Model))}".strip()
    return {
        "picture": f"{picture.width} x {picture.height}",
        "exif_time": time,
        "exif_changed": changed,
        "camera": camera,
        "camera_serial": _words(taken.get(tag.BodySerialNumber)),
        "software": _words(exif.get(tag.Software)),
        "author": _words(exif.get(tag.Artist)) or _words(iptc.get(_IPTC_BYLINE)),
        "credit": _words(iptc.get(_IPTC_CREDIT)),
        "copyright": _words(exif.get(tag.Copyright)),
        **_position(exif.get_ifd(ExifTags.IFD.GPSInfo)),
    }


def _time(written: object, offset: object) -> str:
    """``2022:01:05 15:50:00`` as ISO, with the offset if the camera wrote one."""
    date, _, clock = _words(written).partition(" ")
    parts = date.split(":")
    if len(parts) != 3 or not "".join(parts).isdigit() or not clock:
        return ""
    if not "".join(parts).strip("0"):  # how a camera without a clock writes "unknown"
        return ""
    zone = _words(offset)
    return f"{'-'.join(parts)}T{clock}{zone if zone[:1] in ('+', '-') else ''}"


def _position(gps: dict[int, Any]) -> dict[str, str]:
    """Decimal degrees (WGS 84), and the time of the satellites, which is UTC."""
    tag = ExifTags.GPS
    found = {}
    try:
        north = _degrees(
            gps[tag.GPSLatitude], str(gps.get(tag.GPSLatitudeRef, "N")), "S"
        )
        east = _degrees(
            gps[tag.GPSLongitude], str(gps.get(tag.GPSLongitudeRef, "E")), "W"
        )
        if abs(north) <= 90 and abs(east) <= 180:
            found["gps"] = f"{north:.6f},{east:.6f}"
    except (KeyError, ValueError, TypeError, ZeroDivisionError, IndexError):
        return {}
    try:
        hour, minute, second = (int(part) for part in gps[tag.GPSTimeStamp])
        day = str(gps[tag.GPSDateStamp]).replace(":", "-")
        found["gps_time"] = f"{day}T{hour:02}:{minute:02}:{second:02}Z"
    except (KeyError, ValueError, TypeError, ZeroDivisionError):
        return found
    return found


def _degrees(parts: Any, side: str, negative: str) -> float:
    degrees, minutes, seconds = (Fraction(part) for part in parts)
    value = float(degrees + minutes / 60 + seconds / 3600)
    return -value if side.strip("\0 ").upper() == negative else value


def _words(value: object, *, wide: bool = False) -> str:
    """A metadata value as text; cameras pad with zeros and forget the encoding."""
    if isinstance(value, bytes):
        if wide:
            return value.decode("utf-16-le", "replace").strip("\0 ")
        for mark in (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", b"\0" * 8):
            value = value.removeprefix(mark)
        decoded = decode(value.strip(b"\0 "))
        return decoded.text.strip("\0 ") if decoded else ""
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(_words, value)))
    return str(value).strip("\0 ") if value is not None else ""

"""What a photograph says about itself: EXIF, IPTC, XMP. Claims, never facts."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from PIL import ExifTags, IptcImagePlugin
from PIL.Image import Exif
from PIL.ImageFile import ImageFile

from qantar.errors import UnreadableExhibit
from qantar.intake.encoding import decode
from qantar.intake.readers.xml import parse_xml

__all__ = ["captions", "claims_of_exif", "claims_of_iptc", "claims_of_xmp", "iptc_of"]

Iptc = Mapping[tuple[int, int], Any]
_IPTC_CAPTION, _IPTC_BYLINE, _IPTC_CREDIT = (2, 120), (2, 80), (2, 110)
_WINDOWS_TITLE = 0x9C9B  # XPTitle, UTF-16
_COMMENTS = ("Description", "Title", "Comment", "comment")  # PNG, GIF, JPEG
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def captions(exif: Exif, iptc: Iptc, info: Mapping[Any, Any], xmp: str) -> list[str]:
    """Descriptions that somebody wrote into the file, each once."""
    found = [
        _words(exif.get(ExifTags.Base.ImageDescription)),
        _words(exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment)),
        _words(exif.get(_WINDOWS_TITLE), wide=True),
        _words(iptc.get(_IPTC_CAPTION)),
        xmp,
        *(_words(info.get(key)) for key in _COMMENTS),
    ]
    return list(dict.fromkeys(words for words in found if words))


def iptc_of(picture: ImageFile) -> Iptc:
    """The IPTC block; a damaged one is none, since the bytes stay preserved."""
    try:
        return IptcImagePlugin.getiptcinfo(picture) or {}
    except (SyntaxError, ValueError, KeyError, IndexError, TypeError):
        return {}


def claims_of_iptc(iptc: Iptc) -> dict[str, str]:
    """Who made the picture and whom to name, as agencies write it (IPTC-IIM 4.2)."""
    return {
        "author": _words(iptc.get(_IPTC_BYLINE)),
        "credit": _words(iptc.get(_IPTC_CREDIT)),
    }


def claims_of_xmp(xmp: object) -> dict[str, str]:
    """Description, author and date of an XMP packet (ISO 16684-1)."""
    if not isinstance(xmp, bytes) or not xmp.strip(b"\0 \r\n"):
        return {}
    try:
        root = parse_xml(xmp.strip(b"\0 \r\n"))
    except UnreadableExhibit:
        return {"xmp": "damaged"}
    told: dict[str, str] = {}
    for name, claim in (("description", "caption"), ("creator", "author")):
        for element in root.iter(f"{_DC}{name}"):
            listed = (item.text or "" for item in element.iter(f"{_RDF}li"))
            told[claim] = ", ".join(filter(None, map(str.strip, listed)))
            break
    for description in root.iter(f"{_RDF}Description"):
        child = description.find(f"{_PHOTOSHOP}DateCreated")
        written = description.get(f"{_PHOTOSHOP}DateCreated")
        if words := written or (child.text if child is not None else None):
            told["xmp_time"] = words.strip()
    return {key: value for key, value in told.items() if value}


def claims_of_exif(exif: Exif) -> dict[str, str]:
    """When, where and with what, as the camera wrote it (Exif 2.32)."""
    taken = exif.get_ifd(ExifTags.IFD.Exif)
    tag = ExifTags.Base
    camera = f"{_words(exif.get(tag.Make))} {_words(exif.get(tag.Model))}".strip()
    return {
        "exif_time": _time(
            taken.get(tag.DateTimeOriginal), taken.get(tag.OffsetTimeOriginal)
        ),
        "exif_changed": _time(exif.get(tag.DateTime), taken.get(tag.OffsetTime)),
        "camera": camera,
        "camera_serial": _words(taken.get(tag.BodySerialNumber)),
        "software": _words(exif.get(tag.Software)),
        "author": _words(exif.get(tag.Artist)),
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

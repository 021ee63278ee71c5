"""Photographs: what the file says about itself. The picture itself is not read."""

import re
import warnings
from collections.abc import Mapping
from typing import Any

import PIL
import PIL.Image
from PIL import UnidentifiedImageError

from qantar.errors import UnreadableExhibit
from qantar.intake.composing import TextComposer
from qantar.intake.readers.job import Job
from qantar.intake.readers.photo_claims import (
    captions,
    claims_of_exif,
    claims_of_iptc,
    claims_of_xmp,
    iptc_of,
)
from qantar.vocabulary.exhibit import ExhibitText
from qantar.vocabulary.passage import Unread

__all__ = ["read", "read_heic"]

READER = f"image/pillow-{PIL.__version__}"
# The payload of an Exif item is "Exif", two zeros and a TIFF header (ISO/IEC 23008-12,
# annex A.2.1), wherever the container keeps it.
_EXIF_ITEM = re.compile(rb"Exif\0\0(?=II\*\0|MM\0\*)")
_EXIF_BYTES = 1 << 16  # an Exif block is no longer (Exif 2.32, 4.7.2)
# C2PA manifests stand in JUMBF boxes labelled "c2pa" (C2PA 2.1, section 11.1).
_MANIFEST = re.compile(rb"jumb.{0,64}c2pa", re.DOTALL)
_DAMAGED = "the picture is damaged or cut off; copy it again from where it came from"


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
            exif, iptc = picture.getexif(), iptc_of(picture)
            told = claims_of_xmp(picture.info.get("xmp"))
            words = captions(exif, iptc, picture.info, told.pop("caption", ""))
            claims = _first_told(claims_of_exif(exif), claims_of_iptc(iptc), told)
            claims["picture"] = f"{picture.width} x {picture.height}"
            try:
                picture.load()
            except (OSError, SyntaxError, ValueError, EOFError):
                unread.append(job.unread(_DAMAGED))
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
    ) as error:
        raise UnreadableExhibit(_DAMAGED) from error
    claims |= _manifest(job.read_bytes())
    return _finish(job, words, claims, unread)


def read_heic(job: Job) -> ExhibitText:
    """Read the EXIF block of a HEIC photograph; its pixels need a patented decoder."""
    data = job.read_bytes()
    unread = [
        job.unread(
            "HEIC pictures are preserved and only their metadata read; save a copy as "
            "JPEG with its metadata to see the picture"
        )
    ]
    claims: dict[str, str] = {}
    words: list[str] = []
    if found := _EXIF_ITEM.search(data):
        exif = PIL.Image.Exif()
        try:
            exif.load(data[found.start() : found.start() + _EXIF_BYTES])
            claims = claims_of_exif(exif)
            words = captions(exif, {}, {}, "")
        except (SyntaxError, ValueError, EOFError, OSError, KeyError, TypeError):
            unread.append(job.unread(_DAMAGED, what="metadata"))
    return _finish(job, words, claims | _manifest(data), unread)


def _finish(
    job: Job, words: list[str], claims: dict[str, str], unread: list[Unread]
) -> ExhibitText:
    composer = TextComposer()
    for caption in words:
        composer.add(caption, "caption")
    return composer.finish(
        media_type=job.media_type, reader=READER, claims=claims, unread=unread
    )


def _first_told(*tellings: Mapping[str, Any]) -> dict[str, str]:
    """The first value of each claim that is not empty."""
    merged: dict[str, str] = {}
    for telling in tellings:
        for key, value in telling.items():
            merged[key] = merged.get(key) or value
    return merged


def _manifest(data: bytes) -> dict[str, str]:
    """An observation, not a check: that needs a list of trusted certificates."""
    return (
        {"c2pa": "a manifest is inside; it was not checked"}
        if _MANIFEST.search(data)
        else {}
    )

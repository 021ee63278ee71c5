"""What must not be seen of a picture is gone from its points, whichever way it lay."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from memory_record import MemoryRecord, sample_record
from qantar.errors import InputError
from qantar.publishing.edition import write_edition
from qantar.publishing.pictures import (
    PictureNote,
    Region,
    parse_notes,
    picture_size,
    plain_picture,
)
from qantar.publishing.profile import INTERNAL, PUBLIC, apply
from qantar.vocabulary.exhibit import DOCUMENT_KINDS
from sample_exhibits import EXHIBITS, PICTURE

FACE = (255, 0, 0)
TURNED = {1: None, 3: 180, 6: 90, 8: 270}
"""Orientation (EXIF 0x0112) to the degrees, against the clock, that the camera was off."""


def photograph(orientation: int) -> bytes:
    """200 by 100 upright, red on the right fifth, stored as the camera held it."""
    upright = Image.new("RGB", (200, 100), (0, 0, 255))
    upright.paste(FACE, (160, 0, 200, 100))
    degrees = TURNED[orientation]
    stored = upright if degrees is None else upright.rotate(degrees, expand=True)
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    stored.save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def reds(data: bytes) -> int:
    """Points that are clearly red."""
    with Image.open(io.BytesIO(data)) as image:
        raw = image.convert("RGB").tobytes()
    points = zip(raw[::3], raw[1::3], raw[2::3], strict=True)
    return sum(r > 180 and g < 90 and b < 90 for r, g, b in points)


@pytest.mark.parametrize("orientation", sorted(TURNED))
def test_a_region_is_of_the_upright_picture(orientation: int) -> None:
    data = photograph(orientation)

    assert picture_size(plain_picture(data)) == (200, 100)
    assert reds(plain_picture(data)) > 3000
    assert reds(plain_picture(data, [Region(x=0.78, y=0, width=0.22, height=1)])) == 0


def test_nothing_outside_of_a_region_changes() -> None:
    hidden = plain_picture(photograph(6), [Region(x=0, y=0, width=0.5, height=1)])

    assert reds(hidden) > 3000


def test_a_blur_leaves_no_more_than_four_blocks() -> None:
    noise = Image.effect_noise((120, 120), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    blurred = plain_picture(
        out.getvalue(), [Region(x=0, y=0, width=1, height=1, how="blur")]
    )
    with Image.open(io.BytesIO(blurred)) as image:
        corners = {image.getpixel(at) for at in ((20, 20), (40, 40), (25, 45))}

    assert len(corners) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"x": -0.1, "y": 0, "width": 1, "height": 1},
        {"x": 0, "y": 0, "width": 0, "height": 1},
        {"x": 0, "y": 0, "width": 1, "height": 1, "how": "pixels"},
        {"x": 200, "y": 0, "width": 1, "height": 1},
    ],
)
def test_what_is_no_region_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(InputError, match="shares from 0 to 1"):
        Region(**wrong)  # type: ignore[arg-type]


NOTES = """
[E10]
alt = "A building with smoke"
credit = "name withheld"
[[E10.hide]]
x = 0.3
y = 0.3
width = 0.4
height = 0.7
how = "cut"
"""
DIGEST = EXHIBITS[PICTURE].digest


def test_notes_are_read_from_a_file() -> None:
    (note,) = parse_notes(NOTES, {"E10": DIGEST}.get)

    assert note.exhibit == DIGEST
    assert note.hide == (Region(x=0.3, y=0.3, width=0.4, height=0.7),)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[E10]", "[E99]", "no exhibit"),
        ('alt = "A building with smoke"', "", "must say in alt"),
        ('credit = "name withheld"', "colour = 1", "nothing else"),
        ("x = 0.3", "left = 0.3", "nothing else"),
        ("[E10]", "[E10", "no TOML"),
    ],
)
def test_what_is_missing_or_wrong_in_a_note_is_refused(
    old: str, new: str, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        parse_notes(NOTES.replace(old, new, 1), {"E10": DIGEST}.get)


def test_the_published_picture_is_burned_and_the_preserved_one_is_not(
    tmp_path: Path,
) -> None:
    record = sample_record()
    before = record.exhibit_bytes(DIGEST)
    notes = parse_notes(NOTES, {"E10": DIGEST}.get)
    view = apply(record, replace(INTERNAL, notes=notes))

    assert view.exhibit_bytes(DIGEST) != apply(record, INTERNAL).exhibit_bytes(DIGEST)
    assert view.exhibit(DIGEST).provenance.title == "A building with smoke"
    assert view.exhibit(DIGEST).provenance.author == "name withheld"
    assert record.exhibit_bytes(DIGEST) == before


def without_title(record: MemoryRecord) -> MemoryRecord:
    bare = tuple(
        replace(e, provenance=replace(e.provenance, title=""))
        if e.digest == DIGEST
        else e
        for e in record.all_exhibits
    )
    return replace(record, all_exhibits=bare)


def test_a_picture_that_nobody_has_put_into_words_does_not_go_out(
    tmp_path: Path,
) -> None:
    profile = replace(
        PUBLIC, kinds=frozenset((*DOCUMENT_KINDS, "")), pictures=True, edition="x"
    )
    record = without_title(sample_record())

    with pytest.raises(InputError, match="E10: pictures without a text"):
        write_edition(
            record, tmp_path / "a", profile=profile, langs=("de",), parts=("data",)
        )
    noted = replace(profile, notes=(PictureNote(exhibit=DIGEST, alt="Smoke"),))
    write_edition(record, tmp_path / "b", profile=noted, langs=("de",), parts=("data",))

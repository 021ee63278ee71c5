"""Photographs: metadata are claims; the picture itself is not read."""

import struct
import zlib

from PIL import Image

from intake import making
from intake.conftest import Read


def exif() -> Image.Exif:
    told = Image.Exif()
    told[0x010E] = "Menge am Platz"
    told[0x010F], told[0x0110] = "Beispiel", "X1"
    camera = told.get_ifd(0x8769)
    camera[0x9003], camera[0x9011] = "2022:01:05 15:50:12", "+06:00"
    position = told.get_ifd(0x8825)
    position[1], position[2] = "N", (43.0, 14.0, 20.4)
    position[3], position[4] = "E", (76.0, 53.0, 23.0)
    position[7], position[29] = (9, 50, 12), "2022:01:05"
    return told


def test_exif_becomes_claims_and_its_description_the_caption(read: Read) -> None:
    content = read("a.jpg", making.picture(exif=exif()))

    assert content.text == "Menge am Platz"
    assert making.words_of(content, "caption") == ["Menge am Platz"]
    assert content.claims["exif_time"] == "2022-01-05T15:50:12+06:00"
    assert content.claims["gps"] == "43.239000,76.889722"
    assert content.claims["gps_time"] == "2022-01-05T09:50:12Z"
    assert content.claims["camera"] == "Beispiel X1"
    assert content.unread == ()


def test_a_picture_without_metadata_has_no_text_and_no_complaint(read: Read) -> None:
    for kind in ("JPEG", "PNG", "TIFF", "WEBP", "GIF"):
        content = read(f"a.{kind.lower()}", making.picture(kind=kind))

        assert content.text == ""
        assert content.claims["picture"] == "40 x 30"
        assert content.unread == ()


def test_a_clock_that_was_never_set_tells_no_time(read: Read) -> None:
    told = Image.Exif()
    told.get_ifd(0x8769)[0x9003] = "0000:00:00 00:00:00"
    content = read("a.jpg", making.picture(exif=told))

    assert "exif_time" not in content.claims


def test_a_cut_off_picture_is_said_and_its_metadata_kept(read: Read) -> None:
    data = making.picture((400, 300), exif=exif())
    content = read("a.jpg", data[:-800])

    assert "damaged or cut off" in making.reasons(content)
    assert content.claims["camera"] == "Beispiel X1"


def test_a_png_bomb_is_refused_before_it_unfolds(read: Read) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 5_000_000))
        + chunk(b"IEND", b"")
    )
    content = read("a.png", bomb)

    assert content.text == ""
    assert "decompression bomb" in making.reasons(content)


def test_a_heic_photograph_tells_its_time_though_its_pixels_are_not_read(
    read: Read,
) -> None:
    block = exif().tobytes()
    container = b"\0\0\0\x18ftypheic" + b"\0" * 40 + b"mdat" + b"\0\0\0\6" + block
    content = read("a.heic", container + b"\0" * 200)

    assert content.media_type == "image/heic"
    assert content.claims["exif_time"] == "2022-01-05T15:50:12+06:00"
    assert content.claims["gps"] == "43.239000,76.889722"
    assert "save a copy as JPEG" in making.reasons(content)


def test_what_an_agency_wrote_as_xmp_is_read(read: Read) -> None:
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">'
        '<rdf:Description photoshop:DateCreated="2022-01-05T15:50:00+06:00"><dc:description>'
        '<rdf:Alt><rdf:li xml:lang="x-default">Der Platz am Abend</rdf:li></rdf:Alt>'
        "</dc:description><dc:creator><rdf:Seq><rdf:li>Agentur Beispiel</rdf:li></rdf:Seq>"
        "</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    content = read("a.jpg", making.picture(xmp=xmp.encode()))

    assert making.words_of(content, "caption") == ["Der Platz am Abend"]
    assert content.claims["author"] == "Agentur Beispiel"
    assert content.claims["xmp_time"] == "2022-01-05T15:50:00+06:00"


def test_an_entity_bomb_in_xmp_is_not_unfolded(read: Read) -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    content = read("a.jpg", making.picture(xmp=bomb))

    assert content.claims["xmp"] == "damaged"


def test_a_c2pa_manifest_is_observed_and_not_believed(read: Read) -> None:
    data = making.picture() + b"\0\0\0\x20jumb\0\0\0\x1ejumdc2pa\0"

    assert "not checked" in read("a.jpg", data).claims["c2pa"]

"""WARC and WACZ: pages under their addresses, checksums compared, nothing replayed."""

import gzip
import hashlib
import json

import pytest

from intake import making
from intake.conftest import Read

PAGE = (
    "<html lang='de'><head><title>Bericht</title></head><body><article><p>Am Platz standen "
    "viele Leute und redeten lange, sagte eine Verkäuferin.</p></article></body></html>"
)


def record(address: str, kind: str, body: bytes) -> bytes:
    """One record as WARC 1.0, section 5 writes it."""
    answer = f"HTTP/1.0 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Date: 2022-01-05T09:50:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{address}>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def warc(*, packed: bool = True) -> bytes:
    records = (
        record("https://example.org/a", "text/html; charset=utf-8", PAGE.encode()),
        record("https://example.org/a.png", "image/png", b"x"),
    )
    return b"".join(gzip.compress(r) if packed else r for r in records)


def wacz(*, digest: str = "") -> bytes:
    data = warc()
    resource = {
        "path": "archive/data.warc.gz",
        "hash": digest or "sha256:" + hashlib.sha256(data).hexdigest(),
    }
    package = json.dumps({"profile": "data-package", "resources": [resource]}).encode()
    return making.zip_bytes({"datapackage.json": package, "archive/data.warc.gz": data})


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_a_web_archive_are_read_under_their_address(
    read: Read, packed: bool
) -> None:
    content = read("a.warc.gz" if packed else "a.warc", warc(packed=packed))

    assert content.media_type == "application/warc"
    assert making.words_of(content, "heading") == ["https://example.org/a"]
    [paragraph] = making.words_of(content, "paragraph")
    assert paragraph.endswith("sagte eine Verkäuferin.")
    assert content.claims["captured"] == "2022-01-05T09:50:00Z"
    assert content.claims["other_records"] == "1"
    assert content.unread == ()


def test_a_sound_wacz_is_read_and_its_checksums_match(read: Read) -> None:
    content = read("a.wacz", wacz())

    assert content.media_type == "application/wacz"
    assert content.claims["checksums"] == "1 members match"
    assert len(making.words_of(content, "paragraph")) == 1
    assert content.unread == ()


def test_a_changed_member_of_a_wacz_is_said(read: Read) -> None:
    content = read("a.wacz", wacz(digest="sha256:" + "0" * 64))

    assert "its checksum is not the one" in making.reasons(content)


def test_a_cut_off_web_archive_keeps_what_came_before(read: Read) -> None:
    content = read("a.warc", warc(packed=False)[:-30])

    assert len(making.words_of(content, "page")) == 1

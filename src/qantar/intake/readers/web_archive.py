"""WARC and WACZ: captured pages, each under its address; nothing is replayed.

WARC is ISO 28500:2017; WACZ is the packed form of webrecorder's specification 1.1.1.
"""

import gzip
import hashlib
import importlib.metadata
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from qantar.errors import UnreadableExhibit
from qantar.intake.composing import TextComposer
from qantar.intake.packed import open_zip, read_member
from qantar.intake.readers.job import Job
from qantar.intake.readers.page import page_text
from qantar.vocabulary.exhibit import ExhibitText
from qantar.vocabulary.passage import Unread

__all__ = ["read", "read_packed"]

READER = f"web-archive/warcio-{importlib.metadata.version('warcio')}"
_DAMAGED = (
    "the web archive is damaged or cut off; copy it again from where it came from"
)


@dataclass(slots=True)
class _Collected:
    """What was gathered so far: pages by address, and what could not be read."""

    composer: TextComposer
    unread: list[Unread]
    pages: int = 0
    others: int = 0
    size: int = 0
    first: str = ""
    url: str = ""


def read(job: Job) -> ExhibitText:
    """Read the HTML pages of a WARC file, packed by gzip or not."""
    found = _Collected(composer=TextComposer(), unread=[])
    with job.path.open("rb") as stream:
        _collect(job, stream, found)
    return _finish(job, found, {})


def read_packed(job: Job) -> ExhibitText:
    """Read the HTML pages of a WACZ file, after a look at its own checksums.

    A signature is named and not checked: that needs the certificate's authority.
    """
    found = _Collected(composer=TextComposer(), unread=[])
    with open_zip(job.path, job.limits) as packed:
        claims = _check_sums(job, packed, found.unread)
        for member in packed.infolist():
            name = member.filename
            if name.startswith("archive/") and name.endswith((".warc", ".warc.gz")):
                data = read_member(packed, member, job.limits)
                _collect(job, io.BytesIO(data), found)
    return _finish(job, found, claims)


def _collect(job: Job, stream: IO[bytes], found: _Collected) -> None:
    try:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response":
                _take(job, record, found)
    except (
        ArchiveLoadFailed,
        gzip.BadGzipFile,
        zlib.error,
        EOFError,
        ValueError,
        AttributeError,  # warcio on a record without headers
    ):
        found.unread.append(job.unread(_DAMAGED, what=f"after page {found.pages}"))


def _take(job: Job, record: ArcWarcRecord, found: _Collected) -> None:
    headers = record.http_headers
    kind = (headers.get_header("Content-Type") or "") if headers else ""
    status = headers.get_statuscode() if headers else ""
    if "html" not in kind.lower() or not status.startswith("2"):
        found.others += 1
        return
    limit = job.limits.member_bytes - found.size
    data = record.content_stream().read(max(0, limit) + 1)
    if len(data) > limit:
        raise UnreadableExhibit(
            f"its pages unpack to more than {job.limits.member_bytes} bytes; add single "
            "pages"
        )
    found.size += len(data)
    address = record.rec_headers.get_header("WARC-Target-URI") or "page"
    charset = kind.lower().partition("charset=")[2].split(";")[0].strip("\"' ")
    try:
        page = page_text(job, data, told=charset)
    except UnreadableExhibit as error:
        found.unread.append(job.unread(str(error), what=f"page {found.pages + 1}"))
        return
    found.pages += 1
    time = record.rec_headers.get_header("WARC-Date") or ""
    found.first = min(filter(None, (found.first, time)), default="")
    found.url = found.url or address
    told = {"url": address, "captured": time}
    told |= {
        k: page.claims[k] for k in ("published", "title", "lang") if k in page.claims
    }
    found.composer.add(address, "heading", told)
    found.composer.add(
        page.text, "page", {"page": str(found.pages), **told}, inner=list(page.segments)
    )
    found.unread += [replace(u, start=None, end=None) for u in page.unread]


def _finish(job: Job, found: _Collected, claims: dict[str, str]) -> ExhibitText:
    if not found.pages:
        found.unread.append(
            job.unread(
                "it holds no HTML page that could be read; add "
                "the page as HTML, MHTML or PDF too"
            )
        )
    told = {
        "pages": str(found.pages),
        "other_records": str(found.others),
        "captured": found.first,
        "url": found.url if found.pages == 1 else "",
    }
    return found.composer.finish(
        media_type=job.media_type,
        reader=READER,
        claims={**told, **claims},
        unread=found.unread,
    )


def _check_sums(
    job: Job, packed: zipfile.ZipFile, unread: list[Unread]
) -> dict[str, str]:
    """Compare the members with ``datapackage.json`` (WACZ 1.1.1, section 5.2.4)."""
    names = set(packed.namelist())

    def part(name: str) -> bytes:
        return read_member(packed, packed.getinfo(name), job.limits)

    package = part("datapackage.json")
    checked = 0
    for path, told in _sums(package):
        if path not in names:
            unread.append(
                job.unread("it is listed and missing", what=f"member '{path}'")
            )
            continue
        digest = hashlib.sha256(part(path)).hexdigest()
        if told.removeprefix("sha256:") != digest:
            unread.append(
                job.unread(
                    "its checksum is not the one that the archive lists; it was changed "
                    "or damaged after it was captured",
                    what=f"member '{path}'",
                )
            )
        else:
            checked += 1
    claims = {"checksums": f"{checked} members match"}
    if "datapackage-digest.json" in names:
        signed = _object(part("datapackage-digest.json"))
        if signed.get("hash") != f"sha256:{hashlib.sha256(package).hexdigest()}":
            unread.append(
                job.unread(
                    "its list of members is not the one that was signed or sealed",
                    what="datapackage.json",
                )
            )
        if signed.get("signedData"):
            claims["signature"] = "there is one; it was not checked"
    return claims


def _sums(package: bytes) -> Iterator[tuple[str, str]]:
    resources = _object(package).get("resources")
    for resource in resources if isinstance(resources, list) else []:
        if isinstance(resource, dict) and resource.get("path"):
            yield str(resource["path"]), str(resource.get("hash") or "")


def _object(data: bytes) -> dict[str, object]:
    try:
        told = json.loads(data)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}

"""Exhibit: preserved bytes, how they were obtained, and the text a reader made."""

from dataclasses import dataclass, field

from qantar.vocabulary.passage import Unread

__all__ = ["DOCUMENT_KINDS", "Exhibit", "ExhibitText", "Provenance", "Segment"]

DOCUMENT_KINDS = (
    "agency",
    "channel",
    "official",
    "interview",
    "eyewitness",
    "ngo",
    "court",
    "chat",
    "captions",
    "obituary",
    "correction",
    "ownership",
    "list",
    "sheet",
    "other",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How an exhibit was obtained and what was told about it.

    Attributes:
        file: Path relative to the folder that was taken in, with ``/``.
        external_id: The collector's own id (``id`` of meta).
        title: As given.
        published: EDTF date or RFC 3339 time as given, ``""`` if not known.
        outlet: Who published it.
        author: Who wrote it, as given.
        url: Where it was found.
        lang: ISO 639-1 code as given, ``""`` if to be found out.
        zone: IANA name or offset of the events, ``""`` if not known.
        kind: One of ``DOCUMENT_KINDS``, ``""`` if not known.
        protect: Whoever speaks here must not be named outside.
        obtained: How, when, by whom.
        inferred: Names of the fields that were read from the file itself and not
            told by a person.
    """

    file: str
    external_id: str = ""
    title: str = ""
    published: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""
    lang: str = ""
    zone: str = ""
    kind: str = ""
    protect: bool = False
    obtained: str = ""
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text whose role the file format itself tells.

    ``kind`` is a passage kind (heading, paragraph, message, row, caption, ...) or one
    that is no passage: ``page`` (holds passages), ``media`` and ``service`` (marks in a
    chat for a photograph or an act of the program; nobody's words);
    ``attributes`` holds what the format says about it: ``author``, ``time``
    (RFC 3339 or local ISO), ``forwarded_from``, ``reply_to``, ``page``, column values.
    """

    start: int
    end: int
    kind: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitText:
    """What intake makes of one file: plain text and what the format tells.

    Attributes:
        text: For a text file the decoded bytes, unchanged (BOM and line ends kept);
            for all else what the named reader wrote.
        media_type: As found in the bytes, not as the name claims.
        reader: Name and version of the reader, e.g. ``pdf/pypdfium2-5.15.2``.
        encoding: Of a text file; ``""`` otherwise.
        segments: Structure told by the format, in order of ``start``.
        claims: What the file says of itself (EXIF time, GPS, author, canonical URL):
            claims, never facts. Kept out of publications.
        unread: What could not be read.
    """

    text: str
    media_type: str
    reader: str
    encoding: str = ""
    segments: tuple[Segment, ...] = ()
    claims: dict[str, str] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One exhibit as the later stages see it.

    Attributes:
        digest: SHA-256 of the preserved bytes, hex.
        size: In bytes.
        content: Text and structure.
        provenance: How it was obtained.
        number: Short name for people, ``E1`` is the first added.
    """

    digest: str
    size: int
    content: ExhibitText
    provenance: Provenance
    number: int = 0

    @property
    def label(self) -> str:
        """Short name for people: ``E12``."""
        return f"E{self.number}"

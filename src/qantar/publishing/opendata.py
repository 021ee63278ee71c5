"""Open data: every export in every format that can carry it, described and checked.

What was written is read back before anything else is done with it: a file that a
stranger could not use is an error here, and no surprise there.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from qantar.publishing.exports import (
    EXPORTS,
    FORMATS,
    FORMS,
    Row,
    Written,
    check_export,
    export,
    rows,
    write_each,
)
from qantar.publishing.exports.descriptors import (
    Fields,
    FileNote,
    catalogue,
    package,
    resource,
)
from qantar.publishing.exports.readme import readme
from qantar.publishing.placing import place, place_bytes
from qantar.publishing.profile import Profile, apply
from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.record import RecordView

__all__ = ["DATA_FILES", "write_data"]

_WHOLE = (
    ("record", "ftm"),
    ("record", "jsonld"),
    ("places", "geojson"),
    ("events", "geojson"),
    ("events", "acled"),
    ("events", "ics"),
)
"""What is written beside the tables, and in which format."""

DATA_FILES = (
    *(f"{what}{FORMS[form].suffix}" for what in EXPORTS for form in FORMATS),
    *(f"{what}{FORMS[form].suffix}" for what, form in _WHOLE),
    "datapackage.json",
    "dcat.jsonld",
    "README.txt",
    "COUNTS.csv",
    "SHA256SUMS",
)
"""Names of all files of the data."""


@dataclass(slots=True)
class _Folder:
    """The folder that is being written, and a note of each file."""

    out: Path
    notes: dict[str, FileNote]

    def keep(self, part: Path, name: str, form: str, written: Written) -> None:
        """Check a part that is written, and give it its name."""
        check_export(part, form, written)
        size = part.stat().st_size
        place(part, self.out / name)
        self.notes[name] = FileNote(
            name=name,
            media=FORMS[form].media,
            bytes=size,
            sha256=written.sha256,
            rows=written.count,
        )

    def put(self, data: bytes, name: str, media: str) -> None:
        """Write a file that is no export."""
        place_bytes(data, self.out / name)
        self.notes[name] = FileNote(
            name=name, media=media, bytes=len(data), sha256=sha256_hex(data), rows=0
        )


def write_data(
    view: RecordView,
    out: Path,
    *,
    profile: Profile,
    lang: str,
    everything: bool = True,
) -> None:
    """Write every export in every format, with their descriptions and ``SHA256SUMS``.

    A file whose bytes stand there already is left as it is.

    Args:
        view: The record.
        out: Folder, made if missing.
        profile: What may go out.
        lang: Language of generated sentences.
        everything: Off, only the tables are written and described, which takes half the
            time; ``qantar export`` makes the rest when it is wanted.

    Raises:
        ExportFailed: If a file could not be read back as it was meant.
    """
    shown = apply(view, profile)
    out.mkdir(parents=True, exist_ok=True)
    folder = _Folder(out, {})
    counts, resources = ["export,rows"], []
    for what in EXPORTS:
        fields = Fields()
        found = fields.through(rows(shown, what, lang=lang))
        count = _write_table(folder, what, found)
        counts.append(f"{what},{count}")
        if count:
            resources.append(resource(what, folder.notes[f"{what}.csv"], fields))
    left = dict(_write_whole(folder, shown, lang)) if everything else {}
    folder.put(package(shown, resources), "datapackage.json", "application/json")
    folder.put(readme(left, lang), "README.txt", "text/plain")
    notes = list(folder.notes.values())
    dcat = catalogue(shown, notes, (lang,))
    folder.put(dcat, "dcat.jsonld", "application/ld+json")
    folder.put(_lines(counts), "COUNTS.csv", "text/csv")
    sums = [f"{note.sha256}  {name}" for name, note in folder.notes.items()]
    place_bytes(_lines(sums), out / "SHA256SUMS")
    for name in set(DATA_FILES) - {*folder.notes, "SHA256SUMS"}:
        (out / name).unlink(missing_ok=True)  # of an earlier time, and no longer true


def _lines(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _write_table(folder: _Folder, what: str, found: Iterator[Row]) -> int:
    """One export as JSON lines and CSV; how many rows it has."""
    parts = {form: folder.out / f"{what}.{form}.part" for form in FORMATS}
    with ExitStack() as stack:
        streams = {f: stack.enter_context(p.open("wb")) for f, p in parts.items()}
        written = write_each(found, streams)
    for form, part in parts.items():
        folder.keep(part, f"{what}.{form}", form, written[form])
    return written[FORMATS[0]].count


def _write_whole(
    folder: _Folder, view: RecordView, lang: str
) -> Iterator[tuple[str, Written]]:
    """The other formats; what each has left out."""
    for what, form in _WHOLE:
        name = f"{what}{FORMS[form].suffix}"
        part = folder.out / f"{name}.part"
        with part.open("wb") as stream:
            written = export(view, what, form, stream, lang=lang)
        folder.keep(part, name, form, written)
        yield name, written

"""Forms: which format takes what, what it loses, and how it is written and read back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from qantar.errors import InputError, QantarError
from qantar.publishing.exports import (
    acled,
    annotations,
    calendar,
    descriptors,
    ftm,
    geojson,
)
from qantar.publishing.exports.formats import Written, write
from qantar.publishing.exports.reading_back import (
    calendar_rows,
    csv_rows,
    document_rows,
    file_digest,
    line_rows,
    package_rows,
)
from qantar.publishing.exports.rows import EXPORTS, rows
from qantar.publishing.exports.sink import Sink
from qantar.vocabulary.record import RecordView

__all__ = [
    "FORMS",
    "WHATS",
    "ExportFailed",
    "Form",
    "check_export",
    "export",
    "form_for",
]

WHATS = (*EXPORTS, "record")
"""What can be exported of a record; ``record`` is everything that a format can carry."""

_PROBLEMS_TOLD = 5


class ExportFailed(QantarError):
    """What was written could not be read back as it was meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One format.

    Attributes:
        suffix: Of its files, with the dot.
        media: Media type.
        takes: Names of the exports that it can carry.
        losses: What it cannot carry, as messages of the domain ``exports``.
        write: Writes one export in a language; ``None`` for rows as they are.
        read: Gives the problems of each row of a file.
    """

    suffix: str
    media: str
    takes: tuple[str, ...]
    read: Callable[[Path], Iterator[list[str]]]
    losses: tuple[str, ...] = ()
    write: Callable[[RecordView, str, str, Sink], None] | None = None


FORMS: dict[str, Form] = {
    "jsonl": Form(
        suffix=".jsonl",
        media="application/jsonl",
        takes=tuple(EXPORTS),
        read=line_rows,
    ),
    "csv": Form(
        suffix=".csv",
        media="text/csv",
        takes=tuple(EXPORTS),
        losses=descriptors.PACKAGE_LOSSES,
        read=csv_rows,
    ),
    "ftm": Form(
        suffix=".ftm.jsonl",
        media="application/jsonl",
        takes=ftm.FTM_TAKES,
        losses=ftm.FTM_LOSSES,
        write=ftm.write_ftm,
        read=partial(line_rows, look=ftm.ftm_problems),
    ),
    "jsonld": Form(
        suffix=".jsonld",
        media="application/ld+json",
        takes=annotations.JSONLD_TAKES,
        losses=annotations.JSONLD_LOSSES,
        write=annotations.write_jsonld,
        read=partial(document_rows, key="@graph", look=annotations.annotation_problems),
    ),
    "geojson": Form(
        suffix=".geojson",
        media="application/geo+json",
        takes=geojson.GEO_TAKES,
        losses=geojson.GEO_LOSSES,
        write=geojson.write_geojson,
        read=partial(document_rows, key="features", look=geojson.feature_problems),
    ),
    "acled": Form(
        suffix=".acled.csv",
        media="text/csv",
        takes=acled.ACLED_TAKES,
        losses=acled.ACLED_LOSSES,
        write=acled.write_acled,
        read=csv_rows,
    ),
    "ics": Form(
        suffix=".ics",
        media="text/calendar",
        takes=calendar.CALENDAR_TAKES,
        losses=calendar.CALENDAR_LOSSES,
        write=calendar.write_calendar,
        read=calendar_rows,
    ),
    "datapackage": Form(
        suffix=".datapackage.json",
        media="application/json",
        takes=descriptors.PACKAGE_TAKES,
        losses=descriptors.PACKAGE_LOSSES,
        write=descriptors.write_package,
        read=package_rows,
    ),
}
"""Formats by the name that ``--format`` gives them."""


def form_for(what: str, form: str) -> Form:
    """The format, if it can carry that.

    Raises:
        InputError: If it cannot, or there is no such format.
    """
    if form not in FORMS:
        raise InputError(f"There is no format {form!r}; there are {', '.join(FORMS)}.")
    found = FORMS[form]
    if what not in found.takes:
        others = [name for name, each in FORMS.items() if what in each.takes]
        raise InputError(
            f"The format {form} cannot carry {what}. It takes"
            f" {', '.join(found.takes)}; {what} can be had as {', '.join(others)}."
        )
    return found


def export(
    view: RecordView, what: str, form: str, out: BinaryIO, *, lang: str
) -> Written:
    """Write one export in one format.

    Args:
        view: The record, as it may be seen.
        what: One of ``WHATS``.
        form: One of ``FORMS``.
        out: Where the bytes go.
        lang: Language of generated sentences.

    Raises:
        InputError: If the format cannot carry it.
    """
    found = form_for(what, form)
    if found.write is None:
        return write(rows(view, what, lang=lang), form, out)
    sink = Sink(out)
    found.write(view, what, lang, sink)
    return sink.written()


def check_export(path: Path, form: str, written: Written) -> None:
    """Read a file back and compare it with what was to be written.

    Raises:
        ExportFailed: If digest or count differ, or a row is not as the format asks.
    """
    if file_digest(path) != written.sha256:
        raise ExportFailed(
            f"{path} does not hold the bytes that were written to it."
            " Look whether the disk is full or failing, and export again."
        )
    count, problems = 0, []
    for number, found in enumerate(FORMS[form].read(path), 1):
        count = number
        problems += [f"row {number}: {problem}" for problem in found]
    if count != written.count:
        problems.insert(0, f"{count} rows were read, {written.count} written")
    if problems:
        more = len(problems) - _PROBLEMS_TOLD
        rest = f" and {more} more" if more > 0 else ""
        raise ExportFailed(
            f"{path} is no sound {form}: {'; '.join(problems[:_PROBLEMS_TOLD])}{rest}."
        )

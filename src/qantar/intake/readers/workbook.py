"""XLSX: every sheet as tab-separated lines, every row a segment."""

import datetime as dt
import itertools
import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from qantar.errors import UnreadableExhibit
from qantar.intake.composing import TextComposer
from qantar.intake.packed import check_package, open_zip, read_member
from qantar.intake.readers.job import Job
from qantar.intake.readers.sheet import TableRows
from qantar.intake.tables import FIRST_ROWS, KINDS, header_place
from qantar.vocabulary.exhibit import ExhibitText
from qantar.vocabulary.passage import Unread

__all__ = ["read"]

READER = f"workbook/openpyxl-{openpyxl.__version__}"
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


def read(job: Job) -> ExhibitText:
    """Read all sheets, hidden ones too (said), with the values last computed."""
    check_package(job.path, job.limits)
    composer = TextComposer()
    claims: dict[str, str] = {}
    unread: list[Unread] = []
    try:
        with ExitStack() as open_books:
            book = _open(job, open_books, data_only=True)
            # Only a table with formulas is read twice, to find results never saved.
            formulas = _open(job, open_books) if _has_formulas(job) else None
            several = len(book.worksheets) > 1
            for sheet in book.worksheets:
                written = formulas[sheet.title] if formulas else None
                rows = _read_sheet(job, sheet, written, composer, several=several)
                # The kind that says most, whichever sheet it is on.
                kinds = {claims.get("sheet_kind", "table"), rows.header.kind}
                claims |= rows.claims()
                claims["sheet_kind"] = min(kinds, key=KINDS.index)
                unread += rows.findings()
                if sheet.sheet_state != "visible":
                    unread.append(
                        job.unread(
                            "this sheet is hidden in the file; it was read like the "
                            "others.",
                            what=f"sheet '{sheet.title}'",
                        )
                    )
            claims |= _told(book)
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
    ) as error:
        # openpyxl raises whatever its XML objects raise; ParseError is a SyntaxError.
        raise UnreadableExhibit(
            "it is a damaged XLSX file; open it in your office program, save it anew "
            "or as CSV, and add the new copy"
        ) from error
    return composer.finish(
        media_type=job.media_type, reader=READER, claims=claims, unread=unread
    )


def _open(
    job: Job, open_books: ExitStack, *, data_only: bool = False
) -> openpyxl.Workbook:
    # A stream, since openpyxl refuses names without the right ending, and preserved
    # bytes are named by their digest.
    stream = open_books.enter_context(job.path.open("rb"))
    book = openpyxl.load_workbook(stream, read_only=True, data_only=data_only)
    open_books.callback(book.close)
    return book


def _has_formulas(job: Job) -> bool:
    with open_zip(job.path, job.limits) as packed:
        return any(
            _FORMULA.search(read_member(packed, member, job.limits))
            for member in packed.infolist()
            if member.filename.startswith("xl/worksheets/")
        )


def _read_sheet(
    job: Job,
    sheet: Worksheet,
    formulas: Worksheet | None,
    composer: TextComposer,
    *,
    several: bool,
) -> TableRows:
    title = sheet.title or "sheet"
    rows = TableRows(job, place=f"sheet '{title}', row")
    if several:
        composer.add(title, "heading", {"sheet": title})
    numbered = enumerate(_cells(sheet), start=1)
    filled = ((number, cells) for number, cells in numbered if any(cells))
    first = list(itertools.islice(filled, FIRST_ROWS))
    if not first:
        return rows
    place = header_place([cells for _, cells in first])
    for _, cells in first[:place]:
        composer.add(_line(cells), "heading", {"sheet": title}, gap="\n")
    number, header = first[place]
    headed = rows.begin(number, header)
    if headed:
        composer.add(_line(header), "", gap="\n")
    for number, cells in itertools.chain(first[place + headed :], filled):
        if not rows.within_limits(number):
            break
        wide = cells + [""] * (len(header) - len(cells))
        told = {**rows.attributes(number, wide), "sheet": title}
        composer.add(_line(wide), "row", told, gap="\n")
    if formulas is not None:
        _say_unsaved(sheet, formulas, rows)
    return rows


def _line(cells: list[str]) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells)


def _cells(sheet: Worksheet) -> Iterator[list[str]]:
    """Rows as text, without the empty cells that a sheet has to the right."""
    for values in sheet.iter_rows(values_only=True):
        cells = [_as_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _say_unsaved(sheet: Worksheet, formulas: Worksheet, rows: TableRows) -> None:
    """Say which cells hold a formula whose result is not in the file."""
    both = zip(
        sheet.iter_rows(values_only=True),
        formulas.iter_rows(values_only=True),
        strict=False,
    )
    for number, (values, written) in enumerate(both, start=1):
        for place, (value, formula) in enumerate(
            zip(values, written, strict=False), start=1
        ):
            computed = isinstance(formula, str) and formula.startswith("=")
            if computed and value is None:
                rows.say(
                    number,
                    f"column {place} holds a formula whose result was never saved; open "
                    "the file in your office program and save it",
                )


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time.min
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def _told(book: openpyxl.Workbook) -> dict[str, str]:
    properties = book.properties
    return {
        "title": properties.title or "",
        "author": properties.creator or "",
        "created": properties.created.isoformat() if properties.created else "",
        "modified": properties.modified.isoformat() if properties.modified else "",
    }

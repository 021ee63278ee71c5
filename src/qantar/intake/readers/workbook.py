"""XLSX: every sheet as tab-separated lines, every row a segment."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from qantar.errors import UnreadableExhibit
from qantar.intake.composing import TextComposer
from qantar.intake.packed import check_package
from qantar.intake.readers.job import Job
from qantar.intake.readers.sheet import TableRows
from qantar.intake.tables import KINDS
from qantar.vocabulary.exhibit import ExhibitText
from qantar.vocabulary.passage import Unread

__all__ = ["read"]

READER = f"workbook/openpyxl-{openpyxl.__version__}"


def read(job: Job) -> ExhibitText:
    """Read all sheets, hidden ones too (said), with the values last computed."""
    check_package(job.path, job.limits)
    composer = TextComposer()
    claims: dict[str, str] = {}
    unread: list[Unread] = []
    try:
        # As bytes: by path, openpyxl refuses what does not end in .xlsx, and preserved
        # exhibits have no ending.
        data = job.path.read_bytes()
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(BytesIO(data), read_only=True)
        try:
            for sheet in book.worksheets:
                rows = _read_sheet(
                    job,
                    sheet,
                    formulas[sheet.title],
                    composer,
                    several=len(book.worksheets) > 1,
                )
                # The kind that says most, whichever sheet it is on.
                kinds = {claims.get("sheet_kind", "table"), rows.header.kind}
                claims |= rows.claims()
                claims["sheet_kind"] = min(kinds, key=KINDS.index)
                unread += rows.findings()
                if sheet.sheet_state != "visible":
                    unread.append(
                        job.unread(
                            "this sheet is hidden in the file; it was "
                            "read like the others.",
                            what=f"sheet '{sheet.title}'",
                        )
                    )
            claims |= _told(book)
        finally:
            book.close()
            formulas.close()
    except (
        InvalidFileException,
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


def _read_sheet(
    job: Job,
    sheet: Worksheet,
    formulas: Worksheet,
    composer: TextComposer,
    *,
    several: bool,
) -> TableRows:
    title = sheet.title or "sheet"
    rows = TableRows(job, place=f"sheet '{title}', row")
    begun = False
    if several:
        composer.add(title, "heading", {"sheet": title})
    for number, cells in enumerate(_cells(sheet, formulas, rows), start=1):
        if not any(cells):
            continue
        if not rows.within_limits(number):
            break
        line = "\t".join(" ".join(cell.split()) for cell in cells)
        if not begun:
            begun = True
            if rows.begin(cells):
                composer.add(line, "", gap="\n")
                continue
        told = {**rows.attributes(number, cells), "sheet": title}
        composer.add(line, "row", told, gap="\n")
    return rows


def _cells(
    sheet: Worksheet, formulas: Worksheet, rows: TableRows
) -> Iterator[list[str]]:
    """Rows as text, without the empty cells that a sheet has to the right."""
    width = 0
    both = zip_longest(
        sheet.iter_rows(values_only=True), formulas.iter_rows(values_only=True)
    )
    for number, (values, written) in enumerate(both, start=1):
        cells = [_as_text(value) for value in values or ()]
        for place, formula in enumerate(written or ()):
            computed = isinstance(formula, str) and formula.startswith("=")
            if computed and not (place < len(cells) and cells[place]):
                rows.say(
                    number,
                    f"column {place + 1} holds a formula whose result was "
                    "never saved; open the file in your office program and save it",
                )
        while cells and not cells[-1]:
            cells.pop()
        if not width:
            width = len(cells)
        yield cells + [""] * (width - len(cells))


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

"""CSV: the decoded bytes unchanged; every row a segment with its cells by column."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from qantar.intake.readers.job import Job
from qantar.intake.readers.plain import decode_job, encoding_findings
from qantar.intake.tables import (
    find_delimiter,
    is_header,
    name_columns,
    recognise_header,
)
from qantar.vocabulary.exhibit import ExhibitText, Segment
from qantar.vocabulary.passage import Unread

__all__ = ["TableRows", "read"]

READER = "sheet/1"
_MOST_SAID = 20  # problems named one by one; the rest is counted


class TableRows:
    """Names the cells of rows, as they come, and collects what is wrong with them."""

    def __init__(self, job: Job, *, place: str = "row") -> None:
        self._job = job
        self._place = place
        self._columns: list[str] = []
        self.header = recognise_header([])
        self._problems: list[Unread] = []
        self._unsaid = 0
        self._cells = 0

    def begin(self, cells: list[str]) -> bool:
        """Take the first row. True if it is a header and holds no values."""
        headed = is_header(cells)
        if not headed:
            self.say(
                1,
                "names no columns; the columns are called 'column 1' and so on. "
                "Put a row of column names on top",
            )
        named, problems = name_columns(cells if headed else [""] * len(cells))
        self._columns = named
        if headed:
            self.header = recognise_header(cells)
            for problem in problems:
                self.say(1, problem + "; give every column a name of its own")
        return headed

    def attributes(self, number: int, cells: list[str]) -> dict[str, str]:
        """Column name -> cell text; rows of another width are said.

        Cells beyond the last column are kept as ``column 9``.
        """
        if len(cells) != len(self._columns):
            self.say(
                number,
                f"has {len(cells)} cells for {len(self._columns)} columns; look for a "
                "missing quotation mark or delimiter",
            )
        names = self._columns + [
            f"column {n}" for n in range(len(self._columns) + 1, len(cells) + 1)
        ]
        self._cells += len(cells)
        named = dict(zip(names, cells, strict=False))
        return {"sheet_kind": self.header.kind, "row": str(number), **named}

    def within_limits(self, number: int) -> bool:
        """Whether more rows may be read; says so once if not."""
        limits = self._job.limits
        if number <= limits.rows and self._cells <= limits.cells:
            return True
        self.say(
            number,
            f"and all after it were left out: a table may have {limits.rows} "
            f"rows and {limits.cells} cells; split it and add the parts",
        )
        return False

    def say(self, number: int, reason: str) -> None:
        """Note a problem with a row."""
        if len(self._problems) < _MOST_SAID:
            self._problems.append(
                self._job.unread(f"{reason}.", what=f"{self._place} {number}")
            )
        else:
            self._unsaid += 1

    def findings(self) -> list[Unread]:
        """All problems; after the first twenty only their number."""
        if not self._unsaid:
            return self._problems
        more = self._job.unread(f"{self._unsaid} more rows have problems of this kind.")
        return [*self._problems, more]

    def claims(self) -> dict[str, str]:
        """What the header was recognised as, for confirmation by a person."""
        told = {f"column:{w}": field for w, field in self.header.columns.items()}
        return {"sheet_kind": self.header.kind, **told}


def read(job: Job) -> ExhibitText:
    """Read a CSV or TSV file."""
    decoded = decode_job(job)
    text = decoded.text
    tabs = job.media_type == "text/tab-separated-values"
    delimiter = "\t" if tabs else find_delimiter(text)
    csv.field_size_limit(max(1, len(text)))
    rows = TableRows(job)
    segments: list[Segment] = []
    broken: list[Unread] = []
    try:
        segments = list(_row_segments(text, delimiter or ",", rows))
    except csv.Error:
        # An opening quotation mark that is never closed swallows the rest of the file.
        rows = TableRows(job)
        segments = list(_row_segments(text, delimiter or ",", rows, quoting=False))
        broken.append(
            job.unread(
                "a quotation mark is opened and not closed; quotation marks were read "
                "as plain signs. Close it and add the new copy."
            )
        )
    found = ExhibitText(
        text=text,
        media_type=job.media_type,
        reader=READER,
        encoding=decoded.encoding,
        segments=tuple(segments),
        claims={**rows.claims(), "delimiter": delimiter or "none"},
        unread=(*encoding_findings(job, decoded), *broken, *rows.findings()),
    )
    if not segments:
        said = job.unread("the table has no rows; add the file that holds them.")
        return replace(found, unread=(*found.unread, said))
    return found


def _row_segments(
    text: str, delimiter: str, rows: TableRows, *, quoting: bool = True
) -> Iterator[Segment]:
    start = position = 0

    def lines() -> Iterator[str]:
        nonlocal position
        # newline="" keeps line ends as they are: every code point is counted.
        for line in io.StringIO(text, newline=""):
            position += len(line)
            yield line

    reader = csv.reader(
        lines(),
        delimiter=delimiter,
        quoting=csv.QUOTE_MINIMAL if quoting else csv.QUOTE_NONE,
        strict=True,
    )
    headed: bool | None = None
    for number, cells in enumerate(reader, start=1):
        first, start = start, position
        end = first + len(text[first:position].rstrip("\r\n"))
        if not any(cell.strip("\ufeff \t") for cell in cells):
            continue
        if not rows.within_limits(number):
            return
        if headed is None:
            headed = rows.begin(cells)
            if headed:
                continue
            first += len(text[first:end]) - len(text[first:end].lstrip("\ufeff"))
        yield Segment(
            start=first,
            end=end,
            kind="row",
            attributes=rows.attributes(number, cells),
        )

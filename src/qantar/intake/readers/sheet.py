"""CSV: the decoded bytes unchanged; every row a segment with its cells by column."""

import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qantar.intake.readers.job import Job
from qantar.intake.readers.plain import decode_job, encoding_findings
from qantar.intake.tables import (
    DELIMITERS,
    FIRST_ROWS,
    find_delimiter,
    header_place,
    is_header,
    name_columns,
    recognise_header,
)
from qantar.vocabulary.exhibit import ExhibitText, Segment
from qantar.vocabulary.passage import Unread

__all__ = ["TableRows", "read"]

READER = "sheet/1"
_AROUND_TITLES = DELIMITERS + '" '
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

    def begin(self, number: int, cells: list[str]) -> bool:
        """Take the row that should name columns. True if it does and has no values."""
        headed = is_header(cells)
        if not headed:
            self.say(
                number,
                "names no columns; the columns are called 'column 1' and so on. "
                "Put a row of column names on top",
            )
        named, problems = name_columns(cells if headed else [""] * len(cells))
        self._columns = named
        if headed:
            self.header = recognise_header(cells)
            for problem in problems:
                self.say(number, problem + "; give every column a name of its own")
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
    # One limit for the whole process, and not put back: only ever raised.
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
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
    if not any(segment.kind == "row" for segment in segments):
        said = job.unread("the table has no rows; add the file that holds them.")
        return replace(found, unread=(*found.unread, said))
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that is not blank: its number, its offsets, its cells."""

    number: int
    start: int
    end: int
    cells: list[str]


def _row_segments(
    text: str, delimiter: str, rows: TableRows, *, quoting: bool = True
) -> Iterator[Segment]:
    """Titles above the table as headings, then its rows."""
    found = _rows(text, delimiter, quoting=quoting)
    first = list(itertools.islice(found, FIRST_ROWS))
    if not first:
        return
    place = header_place([row.cells for row in first])
    for title in first[:place]:
        words = text[title.start : title.end]
        start = title.start + len(words) - len(words.lstrip(_AROUND_TITLES))
        end = start + len(words.strip(_AROUND_TITLES))
        yield Segment(start=start, end=end, kind="heading")
    headed = rows.begin(first[place].number, first[place].cells)
    for row in itertools.chain(first[place + headed :], found):
        if not rows.within_limits(row.number):
            return
        yield Segment(
            start=row.start,
            end=row.end,
            kind="row",
            attributes=rows.attributes(row.number, row.cells),
        )


def _rows(text: str, delimiter: str, *, quoting: bool) -> Iterator[_Row]:
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
    for number, cells in enumerate(reader, start=1):
        first, start = start, position
        words = text[first:position].rstrip("\r\n")
        if number == 1:
            first += len(words) - len(words.lstrip("\ufeff"))
        if any(cell.strip("\ufeff \t") for cell in cells):
            end = first + len(text[first:position].rstrip("\r\n"))
            yield _Row(number, first, end, cells)

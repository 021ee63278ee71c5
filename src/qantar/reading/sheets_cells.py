"""Where each cell of a row stands in the row's own text.

A cell is found by reading the row as delimited text again (RFC 4180, section 2), never
by searching for its words: two cells of one row may hold the same words.
"""

from collections.abc import Sequence

from qantar.vocabulary.passage import Span

__all__ = ["cell_spans"]

_DELIMITERS = (",", ";", "\t", "|")


def cell_spans(row: str, cells: Sequence[str]) -> tuple[Span, ...] | None:
    """The stretch of every cell within ``row``; ``None`` if the row does not agree.

    A quoted cell spans what stands between its quotation marks, doubled marks
    included. The delimiter is the one with which the row yields exactly these cells.

    >>> cell_spans('7,"a, b",,x', ["7", "a, b", "", "x"])
    (Span(start=0, end=1), Span(start=3, end=7), Span(start=9, end=9), Span(start=10, end=11))

    Args:
        row: Text of one row, which may hold line ends inside quotation marks.
        cells: The values that intake read, in the order of the columns.
    """
    wanted = [cell.strip() for cell in cells]
    for delimiter in _DELIMITERS:
        spans = _split(row, delimiter)
        if [_value(row, span) for span in spans] == wanted:
            return tuple(spans)
    return _unquoted(row, wanted)


def _unquoted(row: str, wanted: list[str]) -> tuple[Span, ...] | None:
    """Cells of a workbook, written with tabs between them and no quotation marks."""
    spans: list[Span] = []
    at = 0
    for cell in row.split("\t"):
        spans.append(Span(at, at + len(cell)))
        at += len(cell) + 1
    said = [row[span.start : span.end].strip() for span in spans]
    return tuple(spans) if said == wanted else None


def _split(row: str, delimiter: str) -> list[Span]:
    spans: list[Span] = []
    at, end = 0, len(row.rstrip("\r\n"))
    while at <= end:
        if at < end and row[at] == '"':
            close = _closing_quote(row, at + 1, end)
            spans.append(Span(at + 1, close))
            at = row.find(delimiter, close, end)
        else:
            stop = row.find(delimiter, at, end)
            spans.append(Span(at, stop if stop >= 0 else end))
            at = stop
        if at < 0:
            break
        at += len(delimiter)
    return spans


def _closing_quote(row: str, at: int, end: int) -> int:
    while at < end:
        if row[at] == '"':
            if row[at + 1 : at + 2] != '"':
                return at
            at += 1
        at += 1
    return end


def _value(row: str, span: Span) -> str:
    text = row[span.start : span.end]
    if row[span.start - 1 : span.start] == '"':
        text = text.replace('""', '"')
    return text.strip()

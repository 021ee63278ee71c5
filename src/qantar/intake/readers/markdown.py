"""Markdown: the decoded bytes unchanged; blocks and links become segments.

The signs stay in the text; a segment holds the words between them. Read are the blocks
that testimony is written in (CommonMark 0.31.2, sections 4 and 5, without nesting):
headings of both kinds, paragraphs, lists, quotes, and the widespread additions for
tables and footnotes. Code is left out of the blocks, and so is a front matter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qantar.intake.readers.job import Job
from qantar.intake.readers.plain import decode_job, encoding_findings
from qantar.vocabulary.exhibit import ExhibitText, Segment

__all__ = ["find_blocks", "read"]

READER = "markdown/1"
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:[ \t]+|$)(?P<words>.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{2,})[ \t]*$")
_RULE = re.compile(r"\s{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_TABLE_RULE = re.compile(r"\s{0,3}\|?[ \t:-]*-[ \t:|-]*$")
_ITEM = re.compile(r"\s{0,8}(?:[-*+]|\d{1,9}[.)])[ \t]+(?P<words>\S.*)$")
_QUOTE = re.compile(r"\s{0,3}(?:>[ \t]?)+(?P<words>.*)$")
_NOTE = re.compile(r"\s{0,3}\[\^[^\]\s]{1,40}\]:[ \t]+(?P<words>\S.*)$")
_ROW = re.compile(r"\s{0,3}\|[ \t]*(?P<words>\S.*?)[ \t]*\|?$")
_PLAIN = re.compile(r"[ \t]*(?P<words>\S.*)$")
_LINK = re.compile(
    r"\[(?P<words>[^\]\n]{1,400})\]\((?P<href>[^)\s]{1,2000})[^)\n]{0,400}\)"
)
# A line that begins one of these ends what stands before; others continue it.
_STARTS = (
    (_HEADING, "heading"),
    (_NOTE, "footnote"),
    (_ITEM, "list_item"),
    (_QUOTE, "block_quote"),
    (_ROW, "row"),
)
_ONE_LINE = {"heading", "row"}


@dataclass(slots=True)
class _Block:
    kind: str
    start: int
    end: int


def read(job: Job) -> ExhibitText:
    """Read a Markdown file."""
    decoded = decode_job(job)
    text = decoded.text
    blocks = find_blocks(text)
    segments = [Segment(start=b.start, end=b.end, kind=b.kind) for b in blocks]
    segments += [
        Segment(
            start=link.start("words"),
            end=link.end("words"),
            kind="link",
            attributes={"href": link["href"]},
        )
        for link in _LINK.finditer(text)
        if any(b.start <= link.start("words") < b.end for b in blocks)
    ]
    return ExhibitText(
        text=text,
        media_type=job.media_type,
        reader=READER,
        encoding=decoded.encoding,
        segments=tuple(sorted(segments, key=lambda s: (s.start, -s.end))),
        unread=tuple(encoding_findings(job, decoded)),
    )


def find_blocks(text: str) -> list[_Block]:
    """The blocks of a Markdown text, in order; none of them is empty."""
    blocks: list[_Block] = []
    current: _Block | None = None
    for start, line in _lines_of_prose(text):
        body = line.rstrip()
        if not body.strip() or _RULE.match(body) or _TABLE_RULE.match(body):
            titled = current is not None and current.kind == "paragraph"
            if current and titled and _UNDERLINE.match(body):
                current.kind = "heading"
            current = None
            continue
        if current and current.kind == "paragraph" and _UNDERLINE.match(body):
            current.kind, current = "heading", None
            continue
        kind, words = _begin(body)
        continues = kind == "paragraph" or (kind == "block_quote" == _kind(current))
        if current and continues and current.kind not in _ONE_LINE:
            current.end = start + words[1]
            continue
        current = _Block(kind, start + words[0], start + words[1])
        if current.start < current.end and text[current.start : current.end].strip():
            blocks.append(current)
    return blocks


def _kind(block: _Block | None) -> str:
    return block.kind if block else ""


def _begin(line: str) -> tuple[str, tuple[int, int]]:
    """Kind of a line and where its words stand in it."""
    for pattern, kind in _STARTS:
        if match := pattern.match(line):
            return kind, match.span("words")
    match = _PLAIN.match(line)
    return "paragraph", match.span("words") if match else (0, 0)


def _lines_of_prose(text: str) -> Iterator[tuple[int, str]]:
    """Lines outside of code and front matter, with their offsets."""
    position = 0
    fence = ""
    for number, line in enumerate(text.splitlines(keepends=True)):
        start = position
        position += len(line)
        if number == 0:
            body = line.lstrip("\ufeff")
            start += len(line) - len(body)
            line = body
            if body.rstrip() == "---":
                fence = "---"
                continue
        if fence == "---":
            fence = "" if line.rstrip() in ("---", "...") else fence
            continue
        if found := _FENCE.match(line):
            fence = "" if fence == found[1] else fence or found[1]
            continue
        if not fence:
            yield start, line

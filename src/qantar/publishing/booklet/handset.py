"""Hand-set text: what an editor writes for the booklet, in Markdown with references.

A small, strict part of Markdown: ``#`` and ``##`` headings, paragraphs, ``>`` quotations,
``-`` lists, ``*emphasis*`` and ``**strong**``. ``[@c41d7a20]`` refers to a statement by
its id or the first eight signs of it, and becomes a note that leads to its words. A
reference to what does not go out is an error, never a gap. HTML is text.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from qantar.errors import InputError

__all__ = ["handset"]

Block = dict[str, Any]
Note = Callable[[str], str | None]
"""Gives the note for a reference, or none if it does not go out."""

_REFERENCE = re.compile(r"\[@([0-9A-Za-z:._-]{4,64})\]")
_SPAN = re.compile(r"\*\*(?P<strong>[^*]+)\*\*|\*(?P<em>[^*]+)\*")
_HEADING = re.compile(r"(#{1,2}) +(.+)")


def handset(text: str, note: Note, *, name: str = "the text") -> list[Block]:
    """The blocks of a text, each with its runs.

    Args:
        text: Markdown, as far as it is known here.
        note: Gives the note for a reference.
        name: Of the file, for errors.

    Returns:
        Blocks with ``kind`` (heading, subheading, para, quote, item) and ``runs``, each
        with ``text``, ``style`` (``""``, em, strong) and ``note``.

    Raises:
        InputError: If a reference leads to nothing that goes out.
    """
    return [
        {"kind": kind, "runs": list(_runs(words, note, f"{name}, line {line}"))}
        for line, kind, words in _blocks(text)
    ]


def _blocks(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, kind and words of each block; lines of one paragraph are one."""
    kind, words, begun = "", list[str](), 0
    for number, line in enumerate([*text.splitlines(), ""], 1):
        now, told = _line(line.strip())
        if words and (now != kind or now in ("", "item", "heading", "subheading")):
            yield begun, kind, " ".join(words)
            words = []
        if told:
            if not words:
                kind, begun = now, number
            words.append(told)


def _line(line: str) -> tuple[str, str]:
    heading = _HEADING.fullmatch(line)
    if heading:
        return ("heading" if heading[1] == "#" else "subheading"), heading[2].strip()
    for sign, kind in ((">", "quote"), ("- ", "item")):
        if line.startswith(sign):
            return kind, line.removeprefix(sign).strip()
    return ("para", line) if line else ("", "")


def _runs(words: str, note: Note, where: str) -> Iterator[dict[str, str]]:
    at = 0
    for found in _SPAN.finditer(words):
        yield from _noted(words[at : found.start()], "", note, where)
        style = "strong" if found["strong"] else "em"
        yield from _noted(found["strong"] or found["em"], style, note, where)
        at = found.end()
    yield from _noted(words[at:], "", note, where)


def _noted(words: str, style: str, note: Note, where: str) -> Iterator[dict[str, str]]:
    at = 0
    for found in _REFERENCE.finditer(words):
        told = note(found[1])
        if told is None:
            raise InputError(
                f"{where}: [@{found[1]}] is no statement that goes out. Give the id, or"
                " its first 8 signs, of one that this profile lets out."
            )
        yield {"text": words[at : found.start()], "style": style, "note": told}
        at = found.end()
    if words[at:]:
        yield {"text": words[at:], "style": style, "note": ""}

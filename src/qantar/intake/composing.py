"""Compose an exhibit's text so that every segment has true offsets by construction.

Words are only ever appended; a segment is noted at the moment its words are written,
so no text is searched afterwards.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from qantar.vocabulary.exhibit import ExhibitText, Segment
from qantar.vocabulary.passage import Unread

__all__ = ["InlineText", "TextComposer", "without_forbidden"]

# JSON and RTF can write half of a surrogate pair, PDF anything; no UTF-8 file may hold
# the first, no XML (1.0, section 2.2) the others. The form feed stays: it parts pages.
_FORBIDDEN = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
_SPACES = re.compile(r"[ \t\r\n\f]+")


def without_forbidden(text: str) -> str:
    """Put U+FFFD in place of what no file of text may hold, so that lengths stay."""
    return _FORBIDDEN.sub("\ufffd", text)


class InlineText:
    """Words of one block, white space collapsed as HTML does, with inner segments."""

    def __init__(self) -> None:
        # Pieces, joined once: a paragraph may consist of a hundred thousand of them.
        self._parts: list[str] = []
        self._marks: list[Segment] = []
        self.length = 0

    @property
    def words(self) -> str:
        """All words so far."""
        return "".join(self._parts)

    def add(self, words: str | None) -> None:
        """Append words; runs of white space count as one blank."""
        if not words:
            return
        words = _SPACES.sub(" ", words)
        if not self._parts or self._parts[-1][-1] in " \n":
            words = words.lstrip(" ")
        self._write(words)

    def add_note(self, words: str, kind: str, attributes: dict[str, str]) -> None:
        """Append a mark of our own, such as the number of a footnote."""
        start = self.length
        self._write(words)
        self.mark(start, kind, attributes)

    def break_line(self) -> None:
        """Append the line break that the author set."""
        if not self._parts:
            return
        last = self._parts.pop()
        self.length -= len(last)
        self._write(last.rstrip(" "))
        self._write("\n")

    def mark(self, start: int, kind: str, attributes: dict[str, str]) -> None:
        """Note that the words from ``start`` to here are, say, a link."""
        if start < self.length:
            self._marks.append(
                Segment(start=start, end=self.length, kind=kind, attributes=attributes)
            )

    def finish(self) -> tuple[str, list[Segment]]:
        """The words and the segments inside, none of them beginning or ending blank."""
        words = self.words.rstrip()
        inner = []
        for mark in self._marks:
            marked = words[mark.start : mark.end]
            start = mark.start + len(marked) - len(marked.lstrip())
            end = start + len(marked.strip())
            if start < end:
                inner.append(replace(mark, start=start, end=end))
        return words, inner

    def _write(self, words: str) -> None:
        if words:
            self._parts.append(words)
            self.length += len(words)


class TextComposer:
    """Text under construction, with its segments."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.segments: list[Segment] = []

    def add(
        self,
        words: str,
        kind: str,
        attributes: dict[str, str] | None = None,
        *,
        gap: str = "\n\n",
        inner: list[Segment] | None = None,
    ) -> None:
        """Append one block of words after a gap, and note it as a segment.

        Args:
            words: As they shall stand in the text. Nothing is added for no words.
            kind: A passage kind, see ``Segment``; ``""`` notes no segment.
            attributes: What the format says about these words.
            gap: Stands between the text so far and these words; in no segment.
            inner: Segments inside, with offsets relative to ``words``.
        """
        if not words:
            return
        words = without_forbidden(words)
        if self.length:
            self._write(gap)
        start = self.length
        self._write(words)
        if kind:
            self.segments.append(
                Segment(
                    start=start,
                    end=self.length,
                    kind=kind,
                    attributes=attributes or {},
                )
            )
        for segment in inner or ():
            self.segments.append(
                Segment(
                    start=start + segment.start,
                    end=start + segment.end,
                    kind=segment.kind,
                    attributes=segment.attributes,
                )
            )

    def add_inline(
        self, inline: InlineText, kind: str, attributes: dict[str, str] | None = None
    ) -> None:
        """Append the words of a block with what is inside them."""
        words, inner = inline.finish()
        self.add(words, kind, attributes, inner=inner)

    @contextmanager
    def group(
        self, kind: str, attributes: dict[str, str] | None = None
    ) -> Iterator[None]:
        """Note all blocks added inside as one segment, for instance a quote."""
        before = len(self.segments)
        yield
        if len(self.segments) > before:
            # Before its members, so that the outer one comes first if both are as long.
            self.segments.insert(
                before,
                Segment(
                    start=min(s.start for s in self.segments[before:]),
                    end=max(s.end for s in self.segments[before:]),
                    kind=kind,
                    attributes=attributes or {},
                ),
            )

    def finish(
        self,
        *,
        media_type: str,
        reader: str,
        claims: dict[str, str] | None = None,
        unread: list[Unread] | None = None,
    ) -> ExhibitText:
        """Close the text. Segments are put in order; outer before inner ones."""
        return ExhibitText(
            text="".join(self._parts),
            media_type=media_type,
            reader=reader,
            segments=tuple(sorted(self.segments, key=lambda s: (s.start, -s.end))),
            claims={k: without_forbidden(v) for k, v in (claims or {}).items() if v},
            unread=tuple(unread or ()),
        )

    def _write(self, words: str) -> None:
        self._parts.append(words)
        self.length += len(words)

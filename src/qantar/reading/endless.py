"""Endless runs: letters without a gap, or signs without a word, for pages on end.

Damaged files, pasted encodings and pictures saved as text have them; no language does.
Nothing in them can be read, and rules that look at a run from each of its signs would
stand still on them. Before reading they are covered with empty lines of the same
length, so that all offsets stay true; whatever was read across one gets its true words
back.
"""

import re
from dataclasses import replace

from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.passage import Unread
from qantar.vocabulary.reading import Reading

__all__ = ["LONGEST_RUN", "covered", "uncovered"]

LONGEST_RUN = 500
"""Longest run that is read, code points; long web addresses fit in."""

_ENDLESS = re.compile(
    rf"(?P<word>\S{{{LONGEST_RUN + 1},}})|[^\w\n]{{{LONGEST_RUN + 1},}}"
)


def covered(exhibit: Exhibit) -> tuple[Exhibit, tuple[Unread, ...]]:
    """The exhibit with empty lines for endless runs, and where they stand."""
    text = exhibit.content.text
    unread = tuple(
        Unread(
            what="an endless word" if match["word"] else "signs without a word",
            reason=(
                f"{len(match.group())} code points on end; no more than {LONGEST_RUN}"
                " are read. If something should stand here, the file is damaged: look"
                " for another copy"
            ),
            start=match.start(),
            end=match.end(),
        )
        for match in _ENDLESS.finditer(text)
        if not match.group().isspace()
    )
    shown = _ENDLESS.sub(lambda match: "\n" * len(match.group()), text)
    if shown == text:
        return exhibit, ()
    return replace(exhibit, content=replace(exhibit.content, text=shown)), unread


def uncovered(found: Reading, text: str) -> Reading:
    """The reading of a covered exhibit with the words of its preserved ``text``."""
    return replace(
        found,
        times=tuple(replace(t, quote=text[t.start : t.end]) for t in found.times),
        mentions=tuple(replace(m, quote=text[m.start : m.end]) for m in found.mentions),
        statements=tuple(
            replace(s, quote=text[s.start : s.end]) for s in found.statements
        ),
    )

"""Names that come with the exhibit: its outlet and its author, where the text has them.

Whoever took the exhibit in said who published it; a report names its own outlet too
("…, told the Star"), often in ways that nothing in the sentence marks as a name.
"""

import re
from collections.abc import Sequence

from qantar.reading.mentions_rules import Found
from qantar.text.adaptation import Adaptation
from qantar.text.names import bases
from qantar.text.names_hints import Token, tokens
from qantar.text.translit import fold
from qantar.vocabulary.exhibit import Provenance

__all__ = ["ToldName", "confirmed_names", "find_told", "told_names"]

ToldName = tuple[tuple[str, ...], str]
"""Words of a name, and its type."""

_PIECES = re.compile(r"\(([^()]+)\)|[„«“\"]([^“”»\"]+)[“”»\"]")
_SHORTEST_ALONE = 4


def told_names(provenance: Provenance) -> tuple[ToldName, ...]:
    """Outlet (ORG), its short name in brackets or name in quotes, and author (PER).

    An author of one word, or one with digits, may be a login and is left out.
    """
    found: list[ToldName] = []
    outlet = provenance.outlet
    pieces = [_PIECES.sub(" ", outlet)]
    pieces += [a or b for a, b in _PIECES.findall(outlet)]
    for piece in pieces:
        if words := _words(piece):
            found.append((words, "ORG"))
    author = _words(provenance.author)
    if len(author) > 1 and all(w[0].isupper() for w in author):
        found.append((author, "PER"))
    return tuple(dict.fromkeys(found))


def confirmed_names(taught: Adaptation) -> tuple[ToldName, ...]:
    """Names that people confirmed in this case, where they are unlikely another word.

    A person's single name is left out: it may be anybody's.
    """
    found = [(_words(name), kind) for name, kind in taught.names]
    return tuple(
        (words, kind)
        for words, kind in found
        if words
        and (len(words) > 1 or (kind != "PER" and len(words[0]) > _SHORTEST_ALONE))
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(t.text for t in tokens(text, 0, len(text)) if t.text[0].isalnum())


def find_told(
    rows: Sequence[tuple[list[Token], str]], told: Sequence[ToldName]
) -> list[Found]:
    """Where the told names stand, longest first, inflected or not."""
    found: list[Found] = []
    ordered = sorted(told, key=lambda t: -len(t[0]))
    for number, (words, lang) in enumerate(rows):
        position = 0
        while position < len(words):
            size = 0
            for name, kind in ordered:
                if _matches(words, position, name, lang):
                    size = len(name)
                    last = position + size
                    found.append(
                        Found(
                            row=number,
                            first=position,
                            last=last,
                            start=words[position].start,
                            end=words[last - 1].end,
                            type=kind,
                            sure=1.0,
                            lang=lang,
                            why="outlet or author that the exhibit came with",
                        )
                    )
                    break
            position += max(size, 1)
    return found


def _matches(
    words: Sequence[Token], position: int, name: tuple[str, ...], lang: str
) -> bool:
    if position + len(name) > len(words):
        return False
    here = [words[position + step].text for step in range(len(name))]
    if tuple(here) == name:
        return True
    if len(name) == 1 and (len(name[0]) < _SHORTEST_ALONE or not here[0][0].isupper()):
        return False
    if here[0][0].isupper() != name[0][0].isupper():
        return False
    return all(
        fold(wanted) in {fold(form) for form in bases(got, lang)}
        for got, wanted in zip(here, name, strict=True)
    )

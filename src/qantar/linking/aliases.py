"""Names that a text itself declares to be one person's: alias, née, known as.

Also the opposite: a name under which somebody is shown by those who hold him, and a
pseudonym. These are typed, and never join anybody by themselves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from qantar.text.name_kinds import NameKind, joining_words, name_kind
from qantar.vocabulary.mention import Mention

__all__ = ["Declared", "declared_names"]

_NEAR = 48
"""Code points between two names that an apposition can take."""
_BEHIND = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What a text says of a name.

    Attributes:
        left: Id of the mention of the person.
        right: Id of the mention of the other name; ``""`` if the kind is of ``left``.
        kind: alias, former, pseudonym, handle or adversary.
    """

    left: str
    right: str
    kind: NameKind


def declared_names(mentions: Iterable[Mention], text: str) -> Iterator[Declared]:
    """Declarations in one exhibit.

    Args:
        mentions: Of the exhibit, in any order; only persons count.
        text: The exhibit's text, which the offsets refer to.
    """
    people = sorted(
        (m for m in mentions if m.type == "PER"), key=lambda m: (m.start, m.end, m.id)
    )
    for mention, after in pairwise([*people, None]):
        if mention is None:
            continue
        yield from _of_itself(mention, text)
        if after is None or not 0 < after.start - mention.end <= _NEAR:
            continue
        kind = joining_words(text[mention.end : after.start])
        if kind is not None:
            yield Declared(left=mention.id, right=after.id, kind=kind)


def _of_itself(mention: Mention, text: str) -> Iterator[Declared]:
    """The name itself, or the bracket right behind it, tells its kind."""
    behind = text[mention.end : mention.end + _BEHIND].lstrip("»“”\"'’ ")
    bracket = behind[1:].partition(")")[0] if behind.startswith("(") else ""
    for words in (mention.quote, bracket):
        kind = name_kind(words) if words else NameKind.NAME
        if kind is NameKind.PSEUDONYM or (
            kind is NameKind.HANDLE and words == mention.quote
        ):
            yield Declared(left=mention.id, right="", kind=kind)
            return

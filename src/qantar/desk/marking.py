"""Marking: a stretch of text cut into pieces, so that a template can mark them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from qantar.vocabulary.passage import Span
from qantar.vocabulary.statement import Statement

__all__ = ["Piece", "mark_pieces"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of text that is marked in one way.

    Attributes:
        text: The words.
        at: Offset of its first code point in the exhibit's text.
        statements: Ids of the statements that it lies in.
        opens: Ids of those that begin here.
        active: Whether it lies in the statement that is open.
        fields: Names of that statement's fields which are quoted from here.
    """

    text: str
    at: int
    statements: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    active: bool = False
    fields: tuple[str, ...] = ()


def mark_pieces(
    text: str,
    span: Span,
    statements: Iterable[Statement],
    *,
    active: str = "",
    fields: Mapping[str, Span] | None = None,
) -> list[Piece]:
    """The pieces of ``text[span.start:span.end]``; put together they are that text.

    Args:
        text: The exhibit's text.
        span: What is shown.
        statements: Those that are marked.
        active: Id of the open one.
        fields: Field name to the stretch that it is quoted from.
    """
    stretches = [(s.id, Span(s.start, s.end)) for s in statements]
    told = dict(fields or {})
    cuts = {span.start, span.end}
    for _, (start, end) in (*stretches, *told.items()):
        cuts |= {min(max(at, span.start), span.end) for at in (start, end)}
    seen: set[str] = set()
    found = []
    for start, end in pairwise(sorted(cuts)):
        here = [n for n, (a, b) in stretches if a <= start and end <= b]
        opens = tuple(name for name in here if name not in seen)
        seen.update(opens)
        found.append(
            Piece(
                text=text[start:end],
                at=start,
                statements=tuple(here),
                opens=opens,
                active=active in here,
                fields=tuple(n for n, (a, b) in told.items() if a <= start and end <= b)
                if active in here
                else (),
            )
        )
    return found

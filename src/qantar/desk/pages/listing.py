"""Listing: pages of long lists, by number; and one statement as every list shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

from starlette.requests import Request

from qantar.case.lists import head
from qantar.desk.desk import Desk
from qantar.publishing.citations import quote_words
from qantar.publishing.marks import mark_of
from qantar.publishing.site.words import Words
from qantar.vocabulary.statement import Statement

__all__ = ["PER_PAGE", "Sheet", "line", "number_of", "sheet", "sheet_of"]

PER_PAGE = 50

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet(Generic[T]):
    """One page of a list: its number from 1, and whether there are more."""

    items: list[T]
    number: int
    more: bool


def number_of(request: Request) -> int:
    """The page that was asked for; 1 if it is no number."""
    asked = request.query_params.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 9 else 1


def sheet(items: Iterable[T], number: int, per: int = PER_PAGE) -> Sheet[T]:
    """The page ``number`` of a list that may be long; reads no further than needed."""
    found = list(islice(items, (number - 1) * per, number * per + 1))
    return Sheet(items=found[:per], number=number, more=len(found) > per)


def sheet_of(
    ask: Callable[[int, int], list[T]], number: int, per: int = PER_PAGE
) -> Sheet[T]:
    """The page ``number`` of a list that is asked for with *skip* and *limit*."""
    found = ask((number - 1) * per, per + 1)
    return Sheet(items=found[:per], number=number, more=len(found) > per)


def line(desk: Desk, statement: Statement, lang: str) -> dict[str, Any]:
    """A statement as a line: sentence, time with its mark, words, exhibit, doubts."""
    words = Words(lang)
    exhibit = head(desk.case, statement.exhibit)
    return {
        "id": statement.id,
        "sentence": words.sentence(statement),
        "when": words.when(statement.when),
        "basis": str(statement.when.basis) if statement.when else "",
        "mark": str(mark_of(statement.when, statement.event_type)),
        "quote": quote_words(statement),
        "lang": statement.lang,
        "stance": str(statement.stance),
        "stance_words": words.stance(statement.stance),
        "status": words.status(statement.status),
        "chain": words.chain(statement.chain),
        "exhibit": exhibit.digest,
        "label": exhibit.label,
        "file": exhibit.provenance.file,
        "start": statement.start,
        "end": statement.end,
    }

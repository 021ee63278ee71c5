"""Tables: which questions stand together on which page of contradictions.

Questions of one place share a table, rows questions and columns origins, while it stays
narrow enough to be read. A question that many origins answer has a table of its own,
with one row for each answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qantar.publishing.site.plan import PAGE_WEIGHT, breaks_before
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.finding import Contradiction, Question, Verdict

__all__ = ["MOST_ANSWERS", "MOST_COLUMNS", "Page", "Table", "pages_of", "tables_of"]

MOST_COLUMNS = 5
MOST_ANSWERS = 50
"""Answers of one question that are shown; the chronology has them all."""

_CELL = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Questions that share a place, and the origins that answer any of them."""

    place: str
    title: str
    questions: tuple[Question, ...]
    origins: tuple[str, ...]

    @property
    def tall(self) -> bool:
        """Whether answers are rows: there are too many origins for columns."""
        return len(self.origins) > MOST_COLUMNS

    def weight(self) -> int:
        """About how many bytes the table takes."""
        cells = sum(2 + min(len(q.answers), MOST_ANSWERS) for q in self.questions)
        return _CELL * cells + 400 * sum(
            len(q.contradictions) > 0 for q in self.questions
        )


@dataclass(slots=True, kw_only=True)
class Page:
    """What stands on one page: tables first, then pairs without a question.

    ``file`` is called by what the page begins with, so that it stays what it is when a
    page before it grows.
    """

    file: str = "contradictions.html"
    tables: list[Table] = field(default_factory=list)
    pairs: list[Contradiction] = field(default_factory=list)
    weight: int = 0


def tables_of(questions: Iterable[Question]) -> Iterable[Table]:
    """Questions in tables, by place and period."""
    waiting: list[Question] = []

    def close() -> Iterable[Table]:
        if waiting:
            origins = dict.fromkeys(a.origin for q in waiting for a in q.answers)
            yield Table(
                place=waiting[0].place,
                title=waiting[0].place_name,
                questions=tuple(waiting),
                origins=tuple(origins),
            )
            waiting.clear()

    for question in sorted(questions, key=lambda q: (q.place_name, q.period, q.id)):
        together = {a.origin for q in (*waiting, question) for a in q.answers}
        if waiting and (
            question.place != waiting[0].place or len(together) > MOST_COLUMNS
        ):
            yield from close()
        waiting.append(question)
    yield from close()


def pages_of(
    questions: Iterable[Question], contradictions: Mapping[str, Contradiction]
) -> list[Page]:
    """Tables and the pairs that belong to no question, page by page; at least one."""
    pages = [Page()]

    def room(own: int, first: str) -> Page:
        last, name = pages[-1], derive_id("page", first)
        nearly = 3 * (last.weight + own) > 2 * PAGE_WEIGHT and breaks_before(name)
        if last.weight and (nearly or last.weight + own > PAGE_WEIGHT):
            pages.append(Page(file=f"contradictions-{name[:12]}.html"))
        pages[-1].weight += own
        return pages[-1]

    shown: set[str] = set()
    for table in tables_of(questions):
        shown |= {one for q in table.questions for one in q.contradictions}
        room(table.weight(), table.questions[0].id).tables.append(table)
    for pair in contradictions.values():
        if pair.id not in shown and pair.verdict is not Verdict.NOISE:
            room(300 + 500 * len(pair.members), pair.id).pairs.append(pair)
    return pages

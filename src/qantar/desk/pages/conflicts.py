"""Conflicts: where origins differ, and whether that is really a difference."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from qantar.desk.desk import Desk
from qantar.desk.pages.listing import number_of, sheet
from qantar.publishing.citations import quote_words
from qantar.publishing.site.words import Words
from qantar.vocabulary.finding import Question

__all__ = ["show"]

_PER_PAGE = 20
_ANSWERS = 40


def show(desk: Desk, request: Request) -> Response:
    """Questions with most origins first; each origin's answer and the verdicts."""
    view = desk.view
    verdicts = {found.id: found for found in view.contradictions()}
    questions = sorted(view.questions(), key=lambda q: (-len(q.answers), q.id))
    found = sheet(questions, number_of(request), _PER_PAGE)
    words = Words(desk.lang(request))
    rows = []
    for question in found.items:
        told: dict[str, dict[str, Any]] = {}
        for name in question.contradictions:
            if (pair := verdicts.get(name)) is not None:
                row = told.setdefault(
                    str(pair.verdict),
                    {
                        "verdict": str(pair.verdict),
                        "words": words.verdict(pair.verdict),
                        "reason": words.reason(pair),
                        "rule": pair.rule,
                        "pairs": 0,
                    },
                )
                row["pairs"] += 1
        rows.append(
            {
                "id": question.id,
                "question": words.question(question),
                "state": words.state(question.state),
                "answers": _answers(desk, question, words),
                "answers_more": max(0, len(question.answers) - _ANSWERS),
                "verdicts": list(told.values()),
            }
        )
    return desk.answer(
        request, "conflicts", {"rows": rows, "number": found.number, "more": found.more}
    )


def _answers(desk: Desk, question: Question, words: Words) -> list[dict[str, Any]]:
    rows = []
    for answer in question.answers[:_ANSWERS]:
        statement = desk.view.statement(answer.statement)
        value = (
            ", ".join(words.quantity(q) for q in statement.quantities[:1])
            if question.facet == "number"
            else words.when(statement.when)
        )
        exhibit = desk.view.exhibit(statement.exhibit)
        rows.append(
            {
                "value": value,
                "quote": quote_words(statement)[:240],
                "lang": statement.lang,
                "who": words.chain(statement.chain),
                "status": words.status(statement.status),
                "exhibit": statement.exhibit,
                "label": exhibit.label,
                "start": statement.start,
                "repeats": len(answer.repeats),
            }
        )
    return rows

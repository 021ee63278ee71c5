"""Conflicts: where origins differ, and whether that is really a difference."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from qantar.case.lists import contradictions, head, questions, statements
from qantar.desk.desk import Desk
from qantar.desk.pages.listing import number_of, sheet_of
from qantar.publishing.citations import quote_words
from qantar.publishing.site.words import Words
from qantar.vocabulary.finding import Question

__all__ = ["show"]

_PER_PAGE = 12
_ANSWERS = 24
_PAIRS = 400


def show(desk: Desk, request: Request) -> Response:
    """Questions with most origins first; each origin's answer and the verdicts."""
    found = sheet_of(
        lambda skip, limit: questions(desk.case, skip=skip, limit=limit),
        number_of(request),
        _PER_PAGE,
    )
    words = Words(desk.lang(request))
    rows = []
    for question in found.items:
        told: dict[str, dict[str, Any]] = {}
        for pair in contradictions(desk.case, question.contradictions[:_PAIRS]):
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
        statement = next(iter(statements(desk.case, [answer.statement])), None)
        if statement is None:
            continue  # weighed before it was read anew
        value = (
            ", ".join(words.quantity(q) for q in statement.quantities[:1])
            if question.facet == "number"
            else words.when(statement.when)
        )
        exhibit = head(desk.case, statement.exhibit)
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

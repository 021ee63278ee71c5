"""Matrix: questions as rows, origins as columns, and what each says with its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qantar.publishing.citations import date_words, quote_words
from qantar.publishing.site.lines import (
    anchor_of,
    exhibit_words,
    in_language,
    passage_href,
)
from qantar.publishing.site.plan import PAGE_WEIGHT, Plan, numbered
from qantar.publishing.site.press import Press
from qantar.text.messages import N_
from qantar.vocabulary.finding import Answer, Contradiction, Question, Verdict
from qantar.vocabulary.record import RecordView
from qantar.vocabulary.statement import Statement

__all__ = ["Matrix", "value_words"]

_MOST_COLUMNS = 5
_CELL = 620
_QUOTE = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Questions that share a place, and the origins that answer any of them."""

    place: str
    title: str
    questions: tuple[Question, ...]
    origins: tuple[str, ...]


class Matrix:
    """Plans the tables once; writes them in each language."""

    def __init__(self, view: RecordView, press: Press, plan: Plan) -> None:
        self._view = view
        self._press = press
        self.plan = plan
        self._all = {one.id: one for one in view.contradictions()}
        self.pages = self._paged()
        for number, (tables, pairs) in enumerate(self.pages, 1):
            for table in tables:
                for question in table.questions:
                    plan.questions[question.id] = number
                    plan.questions |= dict.fromkeys(question.contradictions, number)
            plan.questions |= {pair.id: number for pair in pairs}

    def _paged(self) -> list[tuple[list[_Table], list[Contradiction]]]:
        tables = list(_tables(self._view.questions()))
        shown = {x for t in tables for q in t.questions for x in q.contradictions}
        pages: list[tuple[list[_Table], list[Contradiction]]] = [([], [])]
        heavy = 0
        for table in tables:
            own = sum(_CELL * (2 + len(q.answers)) for q in table.questions)
            if heavy and heavy + own > PAGE_WEIGHT:
                pages.append(([], []))
                heavy = 0
            pages[-1][0].append(table)
            heavy += own
        for pair in self._all.values():
            if pair.id in shown or pair.verdict is Verdict.NOISE:
                continue
            own = 300 + 500 * len(pair.members)
            if heavy and heavy + own > PAGE_WEIGHT:
                pages.append(([], []))
                heavy = 0
            pages[-1][1].append(pair)
            heavy += own
        return pages

    def write(self, lang: str) -> None:
        """All pages of contradictions in one language."""
        for number, (tables, pairs) in enumerate(self.pages, 1):
            self._press.page(
                lang,
                "contradictions.html",
                numbered("contradictions", number),
                {
                    "number": number,
                    "count": len(self.pages),
                    "tables": [self._table(table, lang) for table in tables],
                    "pairs": [self._pair(pair, lang) for pair in pairs],
                },
                section="contradictions.html",
                title=self._press.words[lang].say(N_("Contradictions")),
            )

    def top(self, lang: str, *, limit: int = 3) -> list[dict[str, Any]]:
        """The questions with the most answers that cannot both be true."""
        words = self._press.words[lang]
        ranked = sorted(
            (q for tables, _ in self.pages for t in tables for q in t.questions),
            key=lambda q: (-self._clashes(q), -len(q.answers), q.id),
        )
        return [
            {
                "title": words.question(
                    replace(
                        question,
                        place_name=self.plan.name(
                            question.place, lang, question.place_name
                        ),
                    )
                ),
                "href": self._href(question),
                "answers": [
                    self._answer(answer, question, lang) for answer in question.answers
                ],
            }
            for question in ranked[:limit]
            if self._clashes(question)
        ]

    def _statement(self, statement_id: str, lang: str) -> Statement:
        return in_language(self._view.statement(statement_id), self.plan, lang)

    def _clashes(self, question: Question) -> int:
        return sum(
            1
            for one in question.contradictions
            if one in self._all and self._all[one].verdict is Verdict.CONTRADICTION
        )

    def _href(self, question: Question) -> str:
        page = numbered("contradictions", self.plan.questions[question.id])
        return f"{page}#q-{anchor_of(question.id)}"

    def _table(self, table: _Table, lang: str) -> dict[str, Any]:
        words = self._press.words[lang]
        labels = {}
        for origin in table.origins:
            answer = next(
                a for q in table.questions for a in q.answers if a.origin == origin
            )
            statement = self._statement(answer.statement, lang)
            labels[origin] = {
                "label": words.voice(statement.origin.name),
                "told": self._column(statement, lang),
            }
        return {
            "anchor": f"t-{anchor_of(table.questions[0].id)}",
            "title": self.plan.name(table.place, lang, table.title)
            or words.say(N_("No place named")),
            "columns": list(labels.values()),
            "rows": [
                self._row(q, table.origins, lang, labels) for q in table.questions
            ],
        }

    def _column(self, statement: Statement, lang: str) -> str:
        """Kind and date of the exhibit an origin is met in first."""
        note = self.plan.exhibits[statement.exhibit]
        kind = self._press.words[lang].document(note.kind)
        return ", ".join(filter(None, (kind, date_words(note.published, lang))))

    def _row(
        self,
        question: Question,
        origins: Sequence[str],
        lang: str,
        labels: dict[str, dict[str, str]],
    ) -> dict[str, Any]:
        words = self._press.words[lang]
        by_origin = {answer.origin: answer for answer in question.answers}
        found = [self._all[one] for one in question.contradictions if one in self._all]
        differing = {
            member.statement
            for one in found
            if one.verdict in (Verdict.CONTRADICTION, Verdict.UNDECIDED)
            for member in one.members
        }
        cells = [
            self._answer(by_origin[origin], question, lang)
            | {
                "origin": labels[origin]["label"],
                "differs": by_origin[origin].statement in differing,
            }
            if origin in by_origin
            else None
            for origin in origins
        ]
        return {
            "anchor": f"q-{anchor_of(question.id)}",
            "title": words.question(question, with_place=False),
            "state": words.state(question.state),
            "cells": cells,
            "verdicts": [
                {
                    "anchor": anchor_of(one.id),
                    "verdict": words.verdict(one.verdict),
                    "reason": words.reason(one),
                }
                for one in found
            ],
        }

    def _answer(self, answer: Answer, question: Question, lang: str) -> dict[str, Any]:
        words = self._press.words[lang]
        statement = self._statement(answer.statement, lang)
        note = self.plan.exhibits[statement.exhibit]
        repeats = ""
        if answer.repeats:
            told = words.catalogue.ngettext(
                "repeated %(num)s time", "repeated %(num)s times", len(answer.repeats)
            )
            repeats = told % {"num": words.number(len(answer.repeats))}
        return {
            "value": value_words(statement, question, lang, self._press),
            "quote": _short(quote_words(statement)),
            "lang": statement.lang,
            "stance": words.stance(statement.stance),
            "voice": words.voice(statement.origin.name),
            "href": passage_href(statement, note),
            "exhibit": exhibit_words(note, words),
            "repeats": repeats,
        }

    def _pair(self, pair: Contradiction, lang: str) -> dict[str, Any]:
        words = self._press.words[lang]
        members = []
        for member in pair.members:
            statement = self._statement(member.statement, lang)
            note = self.plan.exhibits[statement.exhibit]
            members.append(
                {
                    "quote": _short(quote_words(statement)) or words.sentence(statement),
                    "lang": statement.lang if statement.quote else lang,
                    "voice": words.voice(statement.origin.name),
                    "when": words.when(statement.when),
                    "href": passage_href(statement, note),
                    "exhibit": exhibit_words(note, words),
                }
            )
        return {
            "anchor": anchor_of(pair.id),
            "title": f"{words.facet(pair.facet)}: {words.verdict(pair.verdict)}",
            "reason": words.reason(pair),
            "members": members,
        }


def _tables(questions: Iterable[Question]) -> Iterable[_Table]:
    """Neighbouring questions of one place share a table while it stays narrow."""
    waiting: list[Question] = []

    def close() -> Iterable[_Table]:
        if waiting:
            origins = dict.fromkeys(a.origin for q in waiting for a in q.answers)
            yield _Table(
                place=waiting[0].place,
                title=waiting[0].place_name,
                questions=tuple(waiting),
                origins=tuple(origins),
            )
            waiting.clear()

    for question in sorted(questions, key=lambda q: (q.place_name, q.period, q.id)):
        together = {a.origin for q in (*waiting, question) for a in q.answers}
        if waiting and (
            question.place != waiting[0].place or len(together) > _MOST_COLUMNS
        ):
            yield from close()
        waiting.append(question)
    yield from close()


def value_words(
    statement: Statement, question: Question, lang: str, press: Press
) -> str:
    """What a statement answers to a question, in a few words."""
    words = press.words[lang]
    if question.facet == "number":
        fitting = [q for q in statement.quantities if q.what == question.what]
        for quantity in fitting or statement.quantities[:1]:
            return words.quantity(quantity)
    if question.facet == "place" and statement.where:
        return statement.where[0].name
    if question.facet == "agent" and statement.agents:
        return ", ".join(words.voice(party.name) for party in statement.agents)
    if question.facet in ("time", "connectivity"):
        return words.when(statement.when)
    return words.stance(statement.stance)


def _short(quote: str) -> str:
    if len(quote) <= _QUOTE:
        return quote
    return quote[:_QUOTE].rsplit(" ", 1)[0] + " …"

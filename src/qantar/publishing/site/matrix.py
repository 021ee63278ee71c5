"""Matrix: questions as rows, origins as columns, and what each says with its words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qantar.publishing.citations import date_words, quote_words
from qantar.publishing.site.lines import (
    anchor_of,
    exhibit_words,
    in_language,
    passage_href,
)
from qantar.publishing.site.plan import Plan
from qantar.publishing.site.press import Press
from qantar.publishing.site.tables import MOST_ANSWERS, Page, Table, pages_of
from qantar.text.messages import N_
from qantar.vocabulary.finding import Answer, Contradiction, Question, Verdict
from qantar.vocabulary.record import RecordView
from qantar.vocabulary.statement import Statement

__all__ = ["Matrix", "value_words"]

_QUOTE = 180
_TOP_ANSWERS = 4
_TOP_FACETS = ("number", "time", "connectivity", "place", "agent", "ownership")
"""Facets in which a difference can be seen at once, for the start page."""


class Matrix:
    """Plans the tables once; writes them in each language."""

    def __init__(self, view: RecordView, press: Press, plan: Plan) -> None:
        self._view = view
        self._press = press
        self.plan = plan
        self._all = {one.id: one for one in view.contradictions()}
        self.pages = pages_of(view.questions(), self._all)
        self._home: dict[str, str] = {}
        for page in self.pages:
            for question in (q for table in page.tables for q in table.questions):
                plan.questions[question.id] = page.file
                for one in question.contradictions:
                    if one not in self._home:
                        self._home[one] = question.id
                        plan.questions[one] = page.file
            plan.questions |= {pair.id: page.file for pair in page.pairs}

    def write(self, lang: str) -> None:
        """All pages of contradictions in one language."""
        files = ["", *(page.file for page in self.pages), ""]
        for at, page in enumerate(self.pages):
            before, after = files[at], files[at + 2]
            path = f"{lang}/{page.file}"
            if self._press.stands(path, before, after, self._parts(page, lang)):
                continue
            self._press.page(
                lang,
                "contradictions.html",
                page.file,
                {
                    "before": before,
                    "after": after,
                    "tables": [self._table(table, lang) for table in page.tables],
                    "pairs": [self._pair(pair, lang) for pair in page.pairs],
                },
                section="contradictions.html",
                title=self._press.words[lang].say(N_("Contradictions")),
            )

    def _parts(self, page: Page, lang: str) -> list[object]:
        """What a page is made from: questions, differing pairs, and what they show."""
        parts: list[object] = []
        for question in (q for table in page.tables for q in table.questions):
            differing = [self._all.get(one) for one in question.contradictions]
            homes = [self._home.get(one) for one in question.contradictions]
            parts += [question, differing, homes]
            parts += [self.plan.keys.get(a.statement) for a in question.answers]
            parts.append(self.plan.name(question.place, lang, question.place_name))
        for pair in page.pairs:
            parts += [pair, [self.plan.keys.get(m.statement) for m in pair.members]]
        return parts

    def top(self, lang: str, *, limit: int = 3) -> list[dict[str, Any]]:
        """The questions with the most answers that cannot both be true."""
        every = [q for p in self.pages for t in p.tables for q in t.questions]
        ranked = sorted(
            (question for question in every if self._clashes(question)),
            key=lambda q: (
                q.facet not in _TOP_FACETS,
                -self._clashes(q),
                -len(q.answers),
                q.id,
            ),
        )
        return [self._top(question, lang) for question in ranked[:limit]]

    def _top(self, question: Question, lang: str) -> dict[str, Any]:
        words = self._press.words[lang]
        place = self.plan.name(question.place, lang, question.place_name)
        answers: dict[str, dict[str, Any]] = {}
        for answer in self._differing_first(question):
            told = self._answer(answer, question, lang)
            answers.setdefault(told["value"], told)
        more = len(question.answers) - min(len(answers), _TOP_ANSWERS)
        return {
            "title": words.question(replace(question, place_name=place)),
            "href": self._href(question),
            "answers": list(answers.values())[:_TOP_ANSWERS],
            "more": self._more(more, lang),
        }

    def _more(self, count: int, lang: str) -> str:
        words = self._press.words[lang]
        if count < 1:
            return ""
        return words.say(N_("and %(num)s more"), num=words.number(count))

    def _differing(self, question: Question) -> set[str]:
        """Statements of answers that cannot both be true, or are undecided."""
        found = (self._all[one] for one in question.contradictions if one in self._all)
        return {
            member.statement
            for one in found
            if one.verdict in (Verdict.CONTRADICTION, Verdict.UNDECIDED)
            for member in one.members
        }

    def _differing_first(self, question: Question) -> list[Answer]:
        differing = self._differing(question)
        return sorted(question.answers, key=lambda a: a.statement not in differing)

    def _statement(self, statement_id: str, lang: str) -> Statement:
        return in_language(self._view.statement(statement_id), self.plan, lang)

    def _clashes(self, question: Question) -> int:
        return sum(
            1
            for one in question.contradictions
            if one in self._all and self._all[one].verdict is Verdict.CONTRADICTION
        )

    def _href(self, question: Question) -> str:
        page = self.plan.questions[question.id]
        return f"{page}#q-{anchor_of(question.id)}"

    def _table(self, table: Table, lang: str) -> dict[str, Any]:
        words = self._press.words[lang]
        title = self.plan.name(table.place, lang, table.title)
        told = {
            "anchor": f"t-{anchor_of(table.questions[0].id)}",
            "title": title or words.say(N_("No place named")),
            "tall": table.tall,
        }
        if table.tall:
            return told | {"rows": [self._tall(q, lang) for q in table.questions]}
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
        rows = [self._row(q, table.origins, lang, labels) for q in table.questions]
        return told | {"columns": list(labels.values()), "rows": rows}

    def _tall(self, question: Question, lang: str) -> dict[str, Any]:
        """A question with its answers as rows, those that differ first."""
        differing = self._differing(question)
        shown = self._differing_first(question)[:MOST_ANSWERS]
        answers = [
            self._answer(one, question, lang) | {"differs": one.statement in differing}
            for one in shown
        ]
        return self._head(question, lang) | {
            "cells": answers,
            "more": self._more(len(question.answers) - len(shown), lang),
        }

    def _head(self, question: Question, lang: str) -> dict[str, Any]:
        """The question in words, with its state and the verdicts on it."""
        words = self._press.words[lang]
        return {
            "anchor": f"q-{anchor_of(question.id)}",
            "title": words.question(question, with_place=False),
            "state": words.state(question.state),
            "verdicts": self._verdicts(question, lang),
        }

    def _verdicts(self, question: Question, lang: str) -> list[dict[str, Any]]:
        """Verdicts with their reasons; the same words once, with all their anchors."""
        words = self._press.words[lang]
        grouped: dict[tuple[str, str], list[str]] = {}
        for one in dict.fromkeys(question.contradictions):
            if one in self._all:
                found = self._all[one]
                key = (words.verdict(found.verdict), words.reason(found))
                anchors = grouped.setdefault(key, [])
                if self._home[one] == question.id:
                    anchors.append(anchor_of(one))
        return [
            {"verdict": verdict, "reason": reason, "anchors": anchors}
            for (verdict, reason), anchors in grouped.items()
        ]

    def _column(self, statement: Statement, lang: str) -> str:
        """Kind and date of the exhibit an origin is met in first."""
        note = self.plan.exhibits[statement.exhibit]
        kind = self._press.words[lang].document(note.kind) if note.kind else ""
        return ", ".join(filter(None, (kind, date_words(note.published, lang))))

    def _row(
        self,
        question: Question,
        origins: Sequence[str],
        lang: str,
        labels: dict[str, dict[str, str]],
    ) -> dict[str, Any]:
        by_origin = {answer.origin: answer for answer in question.answers}
        differing = self._differing(question)
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
        return self._head(question, lang) | {"cells": cells}

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
                    "quote": _short(quote_words(statement))
                    or words.sentence(statement),
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

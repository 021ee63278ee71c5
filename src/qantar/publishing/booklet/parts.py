"""Parts: the tables of figures, people and quotations of the booklet."""

from itertools import islice
from typing import Any

from qantar.publishing.citations import cite
from qantar.publishing.site.words import Words
from qantar.vocabulary.entity import Person
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.finding import Contradiction, Question
from qantar.vocabulary.record import RecordView
from qantar.vocabulary.statement import Statement, Status

__all__ = ["figure_rows", "people_rows", "quote_rows", "short_line", "voice_line"]

_QUOTE_LENGTH = (35, 110)
"""Code points of a quotation that can be set large."""

_VERDICTS_SHOWN = 3

_ANSWERS_SHOWN = 12

_FACETS = ("number", "time")
"""What a table of figures can show; the site has the other differences."""


def voice_line(name: str) -> str:
    """A name in a list; an unnamed voice has none to print."""
    return "" if name.endswith(" (unnamed)") else name


def short_line(statement: Statement, words: Words) -> str:
    """Kind, number, whom and where, in a line of a table."""
    parts = [words.event(statement.event_type)]
    parts += [words.quantity(quantity) for quantity in statement.quantities[:1]]
    parts += [words.voice(party.name) for party in statement.targets[:1]]
    place = statement.where[0].name if statement.where else ""
    line = ", ".join(part for part in parts if part)
    return f"{line} ({place})" if place else line


def quote_rows(
    statements: list[Statement],
    exhibits: dict[str, Exhibit],
    words: Words,
    *,
    days: int,
) -> list[dict[str, Any]]:
    """Up to two short quotations of witnesses, and after which day they stand."""
    short, long = _QUOTE_LENGTH
    found = [
        statement
        for statement in statements
        if short <= len(statement.quote) <= long
        and statement.how_known in ("saw", "heard")
    ]
    rows = []
    for number, statement in enumerate(found[:2]):
        citation = cite(statement, exhibits[statement.exhibit], words.lang)
        by = f"{words.voice(statement.origin.name)} · {citation.line()}"
        rows.append(
            {
                "text": f"»{' '.join(statement.quote.split())}«",
                "lang": statement.lang or words.lang,
                "by": by,
                "after": min(number * max(days // 2, 1), max(days - 1, 0)),
            }
        )
    return rows


def figure_rows(
    view: RecordView, words: Words, exhibits: dict[str, Exhibit], *, limit: int
) -> list[dict[str, Any]]:
    """Questions with most origins first; each origin's answer and the verdicts."""
    verdicts = {found.id: found for found in view.contradictions()}
    questions = sorted(
        (q for q in view.questions() if len(q.answers) > 1 and q.facet in _FACETS),
        key=lambda q: (q.facet != "number", -len(q.answers), q.id),
    )
    return [
        _figure(view, words, exhibits, question, verdicts)
        for question in questions[:limit]
    ]


def _figure(
    view: RecordView,
    words: Words,
    exhibits: dict[str, Exhibit],
    question: Question,
    verdicts: dict[str, Contradiction],
) -> dict[str, Any]:
    rows = []
    for answer in question.answers[:_ANSWERS_SHOWN]:
        statement = view.statement(answer.statement)
        value = (
            ", ".join(words.quantity(q) for q in statement.quantities[:1])
            if question.facet == "number"
            else words.when(statement.when)
        )
        standing = words.status(statement.status)
        label = exhibits[statement.exhibit].label
        repeats = len(answer.repeats)
        rows.append(
            {
                "value": f"{value} ({standing})" if standing else value,
                "who": words.voice(statement.origin.name),
                "ref": f"{label} (+{repeats})" if repeats else label,
            }
        )
    more = len(question.answers) - _ANSWERS_SHOWN
    if more > 0:
        rows.append({"value": "…", "who": f"+ {more}", "ref": ""})
    told = [verdicts[name] for name in question.contradictions if name in verdicts]
    seen: dict[str, str] = {}
    for found in told:
        seen.setdefault(words.verdict(found.verdict), words.reason(found))
    return {
        "question": words.question(question),
        "rows": rows,
        "verdicts": [
            {"verdict": verdict, "reason": reason}
            for verdict, reason in islice(seen.items(), _VERDICTS_SHOWN)
        ],
    }


def people_rows(view: RecordView, words: Words, *, limit: int) -> list[dict[str, str]]:
    """Persons with most statements first, with spellings and what is last known."""
    people = sorted(view.people(), key=lambda p: (-len(p.statements), p.name, p.id))
    return [_person(view, words, person) for person in people[:limit]]


def _person(view: RecordView, words: Words, person: Person) -> dict[str, str]:
    also = [name.text for name in person.names if name.text != person.name]
    return {
        "name": words.voice(person.name),
        "also": ", ".join(also[:4]),
        "state": _last_known(view, words, person),
    }


def _last_known(view: RecordView, words: Words, person: Person) -> str:
    """The newest dated statement about the person, in a line."""
    dated = [
        statement
        for name in person.statements
        for statement in (view.statement(name),)
        if statement.when
        and statement.when.latest
        and statement.status is Status.STANDING
        and any(person.id == party.id for party in statement.targets)
    ]
    if not dated:
        return ""
    last = max(dated, key=lambda s: (s.when.latest, s.id))  # type: ignore[union-attr]
    return f"{short_line(last, words)}, {words.when(last.when)}"

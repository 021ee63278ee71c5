"""The second reader in a case: whom it asks, what is kept of its answers, and where.

Answers lie beside the case's texts, encrypted where they are, so that views can be made
again without asking again; they are forgotten with their exhibit. They are never part of
a bundle or an edition by themselves; what they suggest goes through the same review as
everything.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field

from qantar.case.asking import Model, NoAnswer, ask
from qantar.case.texts import TextStore
from qantar.reading.second import (
    SECOND,
    Answer,
    asked_of,
    question,
    with_answers,
)
from qantar.text.gazetteer import builtin
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.reading import Reading

__all__ = ["SecondReport", "ask_about", "merged"]

FOLDER = "second/"
_SILENT = 3
"""Answers missing in a row after which nothing more is asked."""


@dataclass(slots=True)
class SecondReport:
    """What came of asking.

    Attributes:
        asked: Passages asked about.
        statements: Statements that the answers add.
        refused: Reasons and how often.
    """

    asked: int = 0
    statements: int = 0
    refused: Counter[str] = field(default_factory=Counter)


def ask_about(
    texts: TextStore,
    read: Iterable[tuple[Exhibit, Reading]],
    model: Model,
    keep: Callable[[Exhibit, Reading], None],
) -> SecondReport:
    """Ask a model about every exhibit that it was not asked about before.

    Args:
        texts: Where answers are laid aside.
        read: Exhibits with what the rules read.
        model: Whom to ask.
        keep: Given each exhibit with its reading as the answers complete it.

    Raises:
        InputError: If nothing listens at the address.
    """
    report = SecondReport()
    silent = 0
    for exhibit, reading in read:
        if silent >= _SILENT:
            break
        if not reading.passages or texts.laid(_name(exhibit.digest, model.name)):
            continue
        answers: list[Answer] = []
        for passage in asked_of(exhibit, reading.passages):
            words = exhibit.content.text[passage.start : passage.end]
            report.asked += 1
            answer = _answer(model, words, passage.start, passage.end)
            silent = silent + 1 if answer.fault else 0
            answers.append(answer)
            if silent >= _SILENT:
                break
        after = with_answers(exhibit, reading, answers, model.name, builtin())
        report.statements += len(after.statements) - len(reading.statements)
        report.refused.update(u.reason for u in after.unread[len(reading.unread) :])
        if silent < _SILENT:
            _keep(texts, exhibit.digest, model.name, answers)
            keep(exhibit, merged(texts, exhibit, reading))
    if silent >= _SILENT:
        report.refused[
            f"not asked any more: {_SILENT} answers in a row were missing"
        ] += 1
    return report


def _answer(model: Model, words: str, start: int, end: int) -> Answer:
    try:
        return Answer(start=start, end=end, text=ask(model, question(words)))
    except NoAnswer as error:
        return Answer(start=start, end=end, fault=str(error))


def _name(digest: str, model: str) -> str:
    return f"{FOLDER}{digest}/{model}"


def _keep(texts: TextStore, digest: str, model: str, answers: Iterable[Answer]) -> None:
    told = {"reader": SECOND, "model": model, "answers": [asdict(a) for a in answers]}
    data = json.dumps(told, ensure_ascii=False).encode()
    texts.lay(_name(digest, model), data, exhibit=digest)


def merged(texts: TextStore, exhibit: Exhibit, reading: Reading) -> Reading:
    """A reading by the rules with everything that models answered about it before."""
    for _, data in texts.laid(_name(exhibit.digest, "")):
        told = json.loads(data)
        if told["reader"] == SECOND:
            answers = [Answer(**row) for row in told["answers"]]
            reading = with_answers(exhibit, reading, answers, told["model"], builtin())
    return reading

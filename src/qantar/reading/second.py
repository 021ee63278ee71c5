"""The second reader: a language model that the group runs itself, held to the passage.

Pure: this module makes the question and judges the answer; whoever calls it carries both
(``qantar.case.asking``). The model only points at words. Each quotation must stand in the
passage word for word, exactly once; offsets are computed from that; times, places and
numbers are read from the quoted words by the same rules as everywhere. Whatever breaks a
rule is refused, counted, and shown as unread with its reason, never mended.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from qantar.reading.leaves import leaves
from qantar.reading.quantities import read_quantities
from qantar.reading.stance import read_stance, trap_in
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.gazetteer import Gazetteer
from qantar.vocabulary.kinds import event_kinds
from qantar.vocabulary.passage import Passage, Span, Unread
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.reading import Reading
from qantar.vocabulary.statement import Speaker, Stance, Statement, Where
from qantar.vocabulary.when import Basis, When

__all__ = ["SECOND", "Answer", "asked_of", "question", "second_name", "with_answers"]

SECOND = "qantar-second/1"
LONGEST = 4_000
"""Code points of a passage that is asked about; a longer one is left to the rules."""
SHORTEST = 20
MOST = 40
"""Statements taken from one answer; more than that is no reading."""
_FENCE = re.compile(r"^\s*```(?:json)?\s*|\s*```\s*$")
_VOICE = "narrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back about one passage.

    Attributes:
        start: First code point of the passage in the exhibit's text.
        end: One past the last.
        text: The model's words; ``""`` if nothing came.
        fault: Why nothing came, in plain words; ``""`` if something did.
    """

    start: int
    end: int
    text: str = ""
    fault: str = ""


class _RefusedError(Exception):
    """A statement breaks a rule; the message is the reason shown."""


def second_name(model: str) -> str:
    """Name and version under which a model's statements are marked."""
    return f"{SECOND} ({model})"


def asked_of(exhibit: Exhibit, passages: Sequence[Passage]) -> list[Passage]:
    """The passages that a second reader is asked about, in order."""
    held = [
        passage
        for passage, _ in leaves(exhibit.content.text, passages)
        if passage.kind != "question"
    ]
    return [p for p in held if SHORTEST <= p.end - p.start <= LONGEST]


def question(words: str) -> list[dict[str, str]]:
    """The messages that ask about one passage, for a chat completion."""
    return [
        {"role": "system", "content": _instructions()},
        {"role": "user", "content": words},
    ]


@cache
def _instructions() -> str:
    path = files("qantar.reading").joinpath("data/second_reader.txt")
    return path.read_text("utf-8").format(
        kinds=", ".join(event_kinds()), stances=", ".join(Stance)
    )


def with_answers(
    exhibit: Exhibit,
    reading: Reading,
    answers: Sequence[Answer],
    model: str,
    gazetteer: Gazetteer,
) -> Reading:
    """A reading with what the model adds to it, and with what was refused.

    What the first reader said of the same words with the same kind and stance is not
    said twice.

    Args:
        exhibit: With its text.
        reading: By the rules.
        answers: About its passages.
        model: Name of the model, as it is shown.
        gazetteer: Of places.
    """
    found: list[Statement] = []
    unread: list[Unread] = []
    for answer in answers:
        statements, refused = _judge(exhibit, reading, answer, model, gazetteer)
        found += [s for s in statements if not _said(s, (*reading.statements, *found))]
        unread += [
            Unread(
                what="second reader", reason=reason, start=answer.start, end=answer.end
            )
            for reason in refused
        ]
    every = sorted((*reading.statements, *found), key=lambda s: (s.start, s.end))
    return replace(reading, statements=tuple(every), unread=(*reading.unread, *unread))


def _said(new: Statement, known: Sequence[Statement]) -> bool:
    return any(
        s.event_type == new.event_type
        and s.stance == new.stance
        and min(s.end, new.end) - max(s.start, new.start)
        >= min(s.end - s.start, new.end - new.start) / 2
        for s in known
    )


def _judge(
    exhibit: Exhibit,
    reading: Reading,
    answer: Answer,
    model: str,
    gazetteer: Gazetteer,
) -> tuple[list[Statement], list[str]]:
    if answer.fault:
        return [], [answer.fault]
    try:
        rows = _rows(answer.text)
    except _RefusedError as refused:
        return [], [str(refused)]
    maker = _Maker(exhibit, reading, answer, model, gazetteer)
    found: list[Statement] = []
    reasons: list[str] = []
    for row in rows[:MOST]:
        try:
            found.append(maker.statement(row))
        except _RefusedError as refused:
            reasons.append(str(refused))
    if len(rows) > MOST:
        reasons.append(f"the answer has more than {MOST} statements; the rest is left")
    return found, reasons


def _rows(text: str) -> list[Any]:
    try:
        told = json.loads(_FENCE.sub("", text))
    except (ValueError, RecursionError) as error:
        raise _RefusedError("the answer is no JSON") from error
    rows = told.get("statements") if isinstance(told, dict) else None
    if not isinstance(rows, list):
        raise _RefusedError("the answer has no list of statements")
    return rows


class _Maker:
    """Makes statements of one answer."""

    def __init__(
        self,
        exhibit: Exhibit,
        reading: Reading,
        answer: Answer,
        model: str,
        gazetteer: Gazetteer,
    ) -> None:
        self.exhibit = exhibit
        self.reading = reading
        self.passage = Span(answer.start, answer.end)
        self.reader = second_name(model)
        self.gazetteer = gazetteer

    def statement(self, row: object) -> Statement:
        """The statement of one row.

        Raises:
            _RefusedError: If it breaks a rule.
        """
        if not isinstance(row, Mapping):
            raise _RefusedError("a statement is no object")
        kind, stance = _kind(row), _stance(row)
        span = self._span(row, "quote")
        if span is None:
            raise _RefusedError("a statement has no quote")
        text, lang = self.exhibit.content.text, self.reading.lang
        if stance is Stance.ASSERTS and not _may_be_fact(text, span, lang):
            raise _RefusedError("by the rules this is not said as a fact")
        spans = {
            name: found
            for name in ("speaker", "when", "where", "event_words")
            if row.get(name) != _VOICE and (found := self._span(row, name, span))
        }
        words = spans.get("event_words")
        return Statement(
            id=derive_id(self.exhibit.digest, *span, self.reader, kind),
            exhibit=self.exhibit.digest,
            start=span.start,
            end=span.end,
            quote=text[slice(*span)],
            lang=lang,
            chain=self._chain(spans.get("speaker")),
            event_type=kind,
            stance=stance,
            event_words=text[slice(*words)] if words else "",
            when=self._when(spans.get("when")),
            where=self._where(spans.get("where")),
            quantities=self._quantities(span, kind, lang),
            reader=self.reader,
            why=("a language model pointed at these words",),
            spans=spans,
        )

    def _span(
        self, row: Mapping[str, object], name: str, near: Span | None = None
    ) -> Span | None:
        """Where the quoted words of a field stand: in the quote, else in the passage."""
        words = row.get(name)
        if words is None or words == "":
            return None
        if not isinstance(words, str):
            raise _RefusedError(f"{name} is no text")
        text = self.exhibit.content.text
        inside = text.find(words, *near) if near else -1
        if inside >= 0:
            return Span(inside, inside + len(words))
        first = text.find(words, *self.passage)
        if first < 0:
            raise _RefusedError(f"{name} is not in the passage, word for word")
        if text.find(words, first + 1, self.passage.end) >= 0:
            raise _RefusedError(f"{name} stands more than once in the passage")
        return Span(first, first + len(words))

    def _chain(self, span: Span | None) -> tuple[Speaker, ...]:
        told = self.exhibit.provenance
        outlet = told.outlet or told.author or "narrator (unnamed)"
        own = Speaker(name=outlet, role="reports", protected=told.protect)
        if span is None:
            return (own,)
        for stretch in self.reading.speakers:
            for speaker in stretch.chain:
                if speaker.name == self.exhibit.content.text[slice(*span)]:
                    return stretch.chain
        name = self.exhibit.content.text[slice(*span)]
        return (Speaker(name=name, protected=told.protect), own)

    def _when(self, span: Span | None) -> When | None:
        """The time that our rules read in the quoted words, if any."""
        if span is None:
            return None
        for time in self.reading.times:
            if time.start < span.end and span.start < time.end:
                return replace(time.when, basis=Basis.STATED)
        return None

    def _where(self, span: Span | None) -> tuple[Where, ...]:
        if span is None:
            return ()
        words = self.exhibit.content.text[slice(*span)]
        name = next(
            (
                m.name or m.quote
                for m in self.reading.mentions
                if m.type == "LOC" and m.start < span.end and span.start < m.end
            ),
            words,
        )
        hits = self.gazetteer.find(name)
        if not hits:
            return (Where(name=name),)
        place = hits[0]
        return (
            Where(
                name=name,
                id=place.id,
                lat=place.lat,
                lon=place.lon,
                precision=place.kind,
            ),
        )

    def _quantities(self, span: Span, kind: str, lang: str) -> tuple[Quantity, ...]:
        taken = [(t.start, t.end) for t in self.reading.times if t.type != "DURATION"]
        text = self.exhibit.content.text
        found = read_quantities(text, *span, lang, event=kind, taken=taken)
        return tuple(one.quantity for one in found)


def _may_be_fact(text: str, span: Span, lang: str) -> bool:
    """Whether our own cues leave it open that the clause asserts something."""
    if trap_in(text, *span, lang):
        return False
    return read_stance(text, *span, lang).stance in (Stance.ASSERTS, Stance.OPINION)


def _kind(row: Mapping[str, object]) -> str:
    kind = row.get("kind")
    if not isinstance(kind, str) or kind not in event_kinds():
        raise _RefusedError("the kind of event is none of ours")
    return kind


def _stance(row: Mapping[str, object]) -> Stance:
    try:
        return Stance(str(row.get("stance")))
    except ValueError as error:
        raise _RefusedError("the stance is none of ours") from error

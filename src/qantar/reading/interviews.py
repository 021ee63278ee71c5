"""Questions and answers.

Told by marks at the turn ("Q:", "– "), by two names that take turns, or, in a section
that calls itself an interview, by paragraphs that end in a question mark.
"""

import re
from collections import Counter

from qantar.reading.units import Unit
from qantar.text.cues import alternatives, cue_words

__all__ = ["interview_roles"]

_Q = re.compile(rf"{alternatives(cue_words('question'))}\s*[:.]\s")
_A = re.compile(rf"{alternatives(cue_words('answer'))}\s*[:.]\s")
_NAMED = re.compile(r"(?P<name>[^\W\d_][^:\n?!]{0,38}):\s+\S")
_DASH = re.compile(r"[–—-]\s*\S")
_INTERVIEW = re.compile(rf"\b{alternatives(cue_words('interview'))}", re.IGNORECASE)
_QUESTION = 700
"""Longest question, code points."""


def interview_roles(text: str, units: list[Unit], *, whole: bool) -> None:
    """Mark the questions and answers of one section in place.

    Args:
        text: The exhibit's text.
        units: The section, its heading first.
        whole: The document is known to be an interview.
    """
    body = [unit for unit in units if unit.kind in ("paragraph", "list_item")]
    marked = _by_marks(text, body) or _by_names(text, body) or _by_dashes(text, body)
    if marked:
        return
    start = text[units[0].start : units[min(1, len(units) - 1)].end]
    if whole or _INTERVIEW.search(start):
        _by_question_marks(text, body)


def _set(unit: Unit, turn: str) -> None:
    unit.turn = turn
    if turn == "question":
        unit.kind = "question"


def _by_marks(text: str, body: list[Unit]) -> bool:
    asked = [unit for unit in body if _Q.match(text, unit.start, unit.end)]
    told = [unit for unit in body if _A.match(text, unit.start, unit.end)]
    if not asked or not told:
        return False
    turn = ""
    for unit in body:
        if unit in asked:
            turn = "question"
        elif unit in told:
            turn = "answer"
        if turn:
            _set(unit, turn)
            if turn == "question" and unit not in asked:
                _set(unit, "answer")
    return True


def _by_names(text: str, body: list[Unit]) -> bool:
    names: Counter[str] = Counter()
    asking: Counter[str] = Counter()
    for unit in body:
        match = _NAMED.match(text, unit.start, unit.end)
        if match:
            names[match["name"]] += 1
            asking[match["name"]] += text[unit.end - 1] == "?"
    taking_turns = [name for name, count in names.items() if count >= 2]
    if not 2 <= len(taking_turns) <= 4:
        return False
    asker = max(taking_turns, key=lambda name: asking[name] / names[name])
    if asking[asker] * 2 < names[asker]:
        return False
    current = ""
    for unit in body:
        match = _NAMED.match(text, unit.start, unit.end)
        if match and match["name"] in taking_turns:
            current = match["name"]
        if current:
            _set(unit, "question" if current == asker else "answer")
            unit.attributes["author"] = current
    return True


def _by_dashes(text: str, body: list[Unit]) -> bool:
    turns = [unit for unit in body if _DASH.match(text, unit.start, unit.end)]
    asked = [unit for unit in turns if text[unit.end - 1] == "?"]
    if len(asked) < 2 or len(turns) < len(asked) + 2:
        return False
    begun = False
    for unit in body:
        if unit in asked:
            _set(unit, "question")
            begun = True
        elif begun:
            _set(unit, "answer")
    return True


def _by_question_marks(text: str, body: list[Unit]) -> None:
    begun = False
    for unit in body:
        if text[unit.end - 1] == "?" and unit.end - unit.start <= _QUESTION:
            _set(unit, "question")
            begun = True
        elif begun:
            _set(unit, "answer")

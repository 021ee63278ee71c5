"""A cascade of rules over categories of tokens, read from the data files.

A rule is a line ``name = "PATTERN -> CATEGORIES ; field=value"`` of a table
``[rules.STAGE]``. A pattern is a regular expression over categories instead of
letters: ``day dot? month``, ``(a | b)``. ``x.y`` is a token that is both; ``a:x`` puts
what x says into the field ``a`` (the first end of a range) and ``x:y`` takes nothing from y; ``<x`` and ``>x`` look at
the token before and after, ``<!x`` and ``>!x`` want it absent. What matches becomes one
token of the given categories that says all that its parts said, and the fields behind
the semicolon. A rule without categories strikes its tokens out: no time is in them.

Stages run in the order of ``stages`` in the shared file; in each, the rules of the
language come first. Every token has one letter that stands for its set of categories,
so a pattern is an ordinary compiled expression and runs in linear time.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from qantar.text.times.lexicon import language_data
from qantar.text.times.sense import FIELDS, Readings, Sense, merged, sense_of
from qantar.text.times.tokens import Token

__all__ = ["Grammar", "grammar_of"]

_ELEMENT = re.compile(r"(?:([abx]):)?([<>]!?)?(\w+(?:\.\w+)*)|([<>]!?)?([()|?])")
_CLASS = re.compile(r"@([\w.]+)@")
_NEVER = r"[^\s\S]"  # one letter wide, as a look behind must be
_STRUCK: Readings = {"struck": Sense()}


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the grammar, compiled over the letters of ``Grammar.letters``."""

    name: str
    pattern: str
    categories: tuple[str, ...]
    fields: Sense
    parts: tuple[tuple[str, str], ...]  # category and end ("", a, b, x) of each group


class Grammar:
    """The rules of one language, applied one after the other."""

    def __init__(self, rules: list[Rule]) -> None:
        self.rules = rules
        self._known: dict[frozenset[str], str] = {}
        self._letters: dict[frozenset[str], str] = {}
        self._compiled: list[re.Pattern[str] | None] = [None] * len(rules)
        self._wanted = [
            [frozenset(name.split(".")) for name in _CLASS.findall(rule.pattern)]
            for rule in rules
        ]
        self._used = frozenset().union(*(w for wanted in self._wanted for w in wanted))
        for rule in rules:
            if rule.categories:
                self.letter(dict.fromkeys(rule.categories, Sense()))
        self.letter(_STRUCK)

    def letter(self, readings: Readings) -> str:
        """The letter that stands for the categories of these readings."""
        categories = frozenset(readings)
        known = self._known.get(categories)
        if known is None:  # what no rule asks for tells no letters apart
            known = self._known[categories] = self._letter(categories & self._used)
        return known

    def _letter(self, categories: frozenset[str]) -> str:
        known = self._letters.get(categories)
        if known is None:
            known = self._letters[categories] = chr(0xE000 + len(self._letters))
            for number, wanted in enumerate(self._wanted):
                if any(name <= categories for name in wanted):
                    self._compiled[number] = None
        return known

    def apply(self, tokens: list[Token]) -> list[Token]:
        """The tokens with everything reduced that a rule can reduce."""
        letters = "".join([self.letter(token.readings) for token in tokens])
        for number in range(len(self.rules)):
            pattern = self._compiled[number] or self._compile(number)
            if pattern.search(letters):
                tokens = self._reduce(self.rules[number], pattern, letters, tokens)
                letters = "".join([self.letter(token.readings) for token in tokens])
        return tokens

    def _reduce(
        self, rule: Rule, pattern: re.Pattern[str], letters: str, tokens: list[Token]
    ) -> list[Token]:
        found: list[Token] = []
        at = 0
        for match in pattern.finditer(letters):
            first, last = match.span()
            if first == last:
                continue
            found += tokens[at:first]
            found.append(self._made(rule, match, tokens))
            at = last
        return found + tokens[at:]

    def _made(self, rule: Rule, match: re.Match[str], tokens: list[Token]) -> Token:
        start = tokens[match.start()].start
        end = tokens[match.end() - 1].end
        if not rule.categories:
            return Token(start, end, _STRUCK, rule.name)
        parts = tuple(tokens[match.start() : match.end()])
        ends: dict[str, list[Sense]] = {"": [], "a": [], "b": [], "x": []}
        for number, (category, side) in enumerate(rule.parts, 1):
            at = match.start(number)
            if 0 <= at < match.end():  # what a look ahead saw is not part of it
                said = tokens[at].readings.get(category, Sense())
                if side:
                    said = merged(said, Sense(at=_stands(parts, at - match.start())))
                ends[side].append(said)
        sense = merged(*ends[""], rule.fields)
        if ends["a"]:
            sense["a"] = merged(*ends["a"])
        if ends["b"]:
            sense["b"] = merged(*ends["b"])
        told = dict.fromkeys(rule.categories, sense)
        return Token(start, end, told, rule.name, parts)

    def _compile(self, number: int) -> re.Pattern[str]:
        """Write a pattern over the letters known so far.

        Letters are given out as sets of categories are met; there are few hundred,
        so this settles after the first pages of text.
        """

        def letters_of(match: re.Match[str]) -> str:
            wanted = frozenset(match[1].split("."))
            fitting = [c for s, c in self._letters.items() if wanted <= s]
            return f"[{''.join(fitting)}]" if fitting else _NEVER

        pattern = re.compile(_CLASS.sub(letters_of, self.rules[number].pattern))
        self._compiled[number] = pattern
        return pattern


def _stands(parts: tuple[Token, ...], number: int) -> tuple[int, int]:
    """Where the end of a range stands in the text, the dot of an ordinal with it."""
    token = parts[number]
    after = parts[number + 1] if number + 1 < len(parts) else token
    dotted = "P" not in token.readings and "dot" in after.readings
    return token.start, after.end if dotted else token.end


def _look(sign: str) -> str:
    """The opening of a look at what stands before (<) or after (>)."""
    return f"(?{'<' if sign[0] == '<' else ''}{'!' if sign[1:] else '='}"


def _rule(name: str, line: str) -> Rule:
    left, _, right = line.partition("->")
    names, _, told = right.partition(";")
    parts: list[tuple[str, str]] = []

    def element(match: re.Match[str]) -> str:
        side, look, categories, look_group, sign = match.groups()
        if look_group:
            return _look(look_group)
        if sign:
            return "(?:" if sign == "(" else str(sign)
        if look:
            return f"{_look(look)}@{categories}@)"
        parts.append((categories.split(".")[0], side or ""))
        return f"(@{categories}@)"

    pattern = _ELEMENT.sub(element, left.strip()).replace(" ", "")
    return Rule(name, pattern, tuple(names.split()), _fields(name, told), tuple(parts))


def _fields(name: str, told: str) -> Sense:
    fields: dict[str, Any] = {}
    for pair in told.split():
        key, _, value = pair.partition("=")
        if key not in FIELDS:
            raise KeyError(f"Rule {name}: there is no field {key!r}")
        number = re.fullmatch(r"-?\d+(\.\d+)?", value)
        fields[key] = (float(value) if number[1] else int(value)) if number else value
    return sense_of(fields)


@cache
def grammar_of(language: str) -> Grammar:
    """The grammar of a language: its own rules and those that all share."""
    shared, own = language_data("shared"), language_data(language)
    rules = []
    for stage in shared["stages"]:
        for data in (own, shared):
            table = data.get("rules", {}).get(stage, {})
            rules += [_rule(f"{stage}/{name}", line) for name, line in table.items()]
    return Grammar(rules)

"""Which rules of the grammar take part in reading a text, for those who write them."""

from collections.abc import Iterator

from qantar.text.times.grammar import grammar_of
from qantar.text.times.spotting import tokens_read
from qantar.text.times.tokens import Token

__all__ = ["rule_names", "rules_of"]


def rule_names(language: str) -> tuple[str, ...]:
    """Names of all rules of a language, ``stage/name``, in the order they are tried.

    Raises:
        FileNotFoundError: If nothing is known of the language.
    """
    return tuple(rule.name for rule in grammar_of(language).rules)


def rules_of(text: str, *, language: str) -> frozenset[str]:
    """Names of the rules that fire anywhere in a text, those of decoys included.

    >>> sorted(rules_of("Am 9. März 2022 kam er.", language="de"))
    ['dates/day-month-year']
    """
    found = (name for token in tokens_read(text, language) for name in _names(token))
    return frozenset(found)


def _names(token: Token) -> Iterator[str]:
    if "/" in token.rule:
        yield token.rule
    for part in token.parts:
        yield from _names(part)

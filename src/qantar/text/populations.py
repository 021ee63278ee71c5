"""Whom a count covers: words of four languages -> scopes that can be compared.

The words are in ``data/*/weighing_scopes.toml``. All languages are tried at once,
because a table kept in English quotes labels in Russian.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

__all__ = ["SCOPES", "scopes_in"]

LANGUAGES = ("en", "de", "ru", "kk")

SCOPES = (
    "all",
    "security forces",
    "civilians",
    "protesters",
    "attackers",
    "minors",
    "foreigners",
    "journalists",
    "women",
    "detainees",
    "patients",
)


@cache
def scopes_in(words: str) -> tuple[str, ...]:
    """The scopes that ``words`` name, in the fixed order of ``SCOPES``.

    >>> scopes_in("sechs Polizisten")
    ('security forces',)
    >>> scopes_in("armed persons; civilians")
    ('civilians', 'attackers')

    Args:
        words: A label, a list of targets or a remark, in any of the four languages.
    """
    found = {_table()[match.group()] for match in _pattern().finditer(words.casefold())}
    return tuple(scope for scope in SCOPES if scope in found)


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for lang in LANGUAGES:
        text = (
            files("qantar.text")
            .joinpath(f"data/{lang}/weighing_scopes.toml")
            .read_text("utf-8")
        )
        for scope, words in tomllib.loads(text).items():
            for word in words:
                table.setdefault(word.casefold(), scope)
    return table


@cache
def _pattern() -> re.Pattern[str]:
    """Whole words, the longest first: "police officers" before "police"."""
    longest_first = sorted(_table(), key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)"
    )

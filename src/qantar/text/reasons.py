"""The reason of a verdict in words, in German, English, Russian and Kazakh.

Weighing gives keys and values; whoever shows a contradiction asks here for the sentence.
"""

import tomllib
from functools import cache
from importlib.resources import files

from qantar.errors import InputError
from qantar.vocabulary.finding import Contradiction

__all__ = ["REASONS", "reason_words"]

LANGUAGES = ("de", "en", "kk", "ru")
_TERMS = frozenset({"a_scope", "b_scope"})


@cache
def _table(name: str) -> dict[str, dict[str, str]]:
    text = files("qantar.text").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


REASONS = tuple(_table("reasons"))
"""Every key that ``Contradiction.reason`` can hold."""


def reason_words(contradiction: Contradiction, lang: str) -> str:
    """One or two sentences that say why the difference got its verdict.

    Args:
        contradiction: With its key and values.
        lang: de, en, ru or kk.

    Raises:
        InputError: If there are no words in this language, or none for this reason.
    """
    if lang not in LANGUAGES:
        raise InputError(f"Language {lang!r} is not among {', '.join(LANGUAGES)}.")
    texts = _table("reasons").get(contradiction.reason)
    if texts is None:
        raise InputError(
            f"Reason {contradiction.reason!r} is not in the table of reasons; it has"
            f" {len(REASONS)}, such as {REASONS[0]!r}."
        )
    values = {
        key: _said(key, value, lang) for key, value in contradiction.reason_values
    }
    return texts[lang].format_map(_Open(values))


def _said(key: str, value: str, lang: str) -> str:
    """A scope or measure in the reader's language, anything else as it stands."""
    parts = value.split(", ") if key in _TERMS else [value]
    terms = _table("reason_terms")
    said = [terms[part][lang] if part in terms else part for part in parts]
    return ", ".join(said)


class _Open(dict[str, str]):
    """Values for a sentence; one that a rule did not give is shown as open."""

    def __missing__(self, key: str) -> str:
        return "…"

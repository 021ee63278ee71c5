"""Cue words: which words tell the structure of a text and who speaks in it.

They stand in ``data/<lang>/<file>.toml``, so that a linguist can read and mend them.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["CUE_LANGUAGES", "alternatives", "cue_file", "cue_words"]

CUE_LANGUAGES = ("de", "en", "ru", "kk")


@cache
def cue_file(lang: str, name: str) -> dict[str, Any]:
    """The parsed file ``data/<lang>/<name>.toml``.

    Raises:
        KeyError: If there is no data for this language.
    """
    if lang not in CUE_LANGUAGES:
        raise KeyError(
            f"No cue words for language {lang!r}; there are {', '.join(CUE_LANGUAGES)}."
        )
    path = files("qantar.text").joinpath(f"data/{lang}/{name}.toml")
    return tomllib.loads(path.read_text("utf-8"))


@cache
def cue_words(key: str, name: str = "structure") -> tuple[str, ...]:
    """The words under ``key`` in all four languages, longest first."""
    words = {
        word for lang in CUE_LANGUAGES for word in cue_file(lang, name).get(key, [])
    }
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def alternatives(words: tuple[str, ...] | list[str]) -> str:
    """A regular expression that matches any of ``words``, longest first.

    >>> alternatives(("a", "ab"))
    '(?:ab|a)'
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in ordered) + ")"

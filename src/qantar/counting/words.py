"""Verdicts, reasons and assumptions in plain words, in four languages."""

import tomllib
from functools import cache
from importlib.resources import files

from qantar.counting.assessment import Reason

__all__ = ["reason_sentence", "word"]


@cache
def _words() -> dict[str, dict[str, str]]:
    path = files("qantar.counting").joinpath("data", "words.toml")
    found: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def word(key: str, lang: str, **values: str) -> str:
    """The words of a key of ``data/words.toml``.

    Args:
        key: Which.
        lang: de, en, ru or kk.
        values: What fills its gaps.
    """
    return _words()[key][lang].format(**values)


def reason_sentence(reason: Reason, lang: str) -> str:
    """A reason as one sentence."""
    return word(f"because-{reason.key}", lang, **dict(reason.values))

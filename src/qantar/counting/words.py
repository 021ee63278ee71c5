"""Verdicts, reasons, assumptions and the page in plain words, in four languages."""

import math
import tomllib
from functools import cache
from importlib.resources import files

from qantar.counting.assessment import Reason

__all__ = ["number_word", "page_word", "reason_sentence", "times_word", "word"]

NARROW_SPACE = "\u202f"


@cache
def _words(name: str) -> dict[str, dict[str, str]]:
    path = files("qantar.counting").joinpath("data", f"{name}.toml")
    found: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def word(key: str, lang: str, **values: str) -> str:
    """The words of a key of ``data/words.toml``.

    Args:
        key: Which.
        lang: de, en, ru or kk.
        values: What fills its gaps.
    """
    return _words("words")[key][lang].format(**values)


def page_word(key: str, lang: str, **values: str) -> str:
    """The same from ``data/page.toml``: what only the page says."""
    return _words("page")[key][lang].format(**values)


def reason_sentence(reason: Reason, lang: str) -> str:
    """A reason as one sentence."""
    return word(f"because-{reason.key}", lang, **dict(reason.values))


def number_word(value: float, lang: str) -> str:
    """A number of persons, without decimals; what has no end is ∞, what is none –."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "–"
    return f"{value:,.0f}".replace(",", "," if lang == "en" else NARROW_SPACE)


def times_word(value: float, lang: str) -> str:
    """A factor or another number with at most two decimals."""
    return (
        f"{value:.2f}".rstrip("0")
        .rstrip(".")
        .replace(".", "." if lang == "en" else ",")
    )

"""The data tables behind the reading of claim sheets (``reading/data/sheet_*.toml``)."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from qantar.vocabulary.kinds import event_kinds
from qantar.vocabulary.statement import HowKnown

__all__ = [
    "Columns",
    "Measure",
    "deletion_words",
    "how_known",
    "kind_of",
    "match_columns",
    "measure_of",
    "place_words",
    "stance_of",
    "table",
    "withdrawal_words",
]


@cache
def table(name: str) -> dict[str, Any]:
    """One table of the package's data, as parsed."""
    path = files("qantar.reading").joinpath(f"data/sheet_{name}.toml")
    return tomllib.loads(path.read_text("utf-8"))


def _words(value: object) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else []


def _fold(words: str) -> str:
    return re.sub(r"[\s_\-]+", " ", words).strip().casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column of a sheet fills which field.

    ``fields`` maps our field to the header as written; ``unknown`` headers mean
    nothing to us; ``missing`` are required fields without a column.
    """

    fields: dict[str, str]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]

    def cell(self, row: dict[str, str], field: str) -> str:
        """The cell of a field, stripped; ``""`` where there is no such column."""
        header = self.fields.get(field)
        return row.get(header, "").strip() if header is not None else ""


@cache
def _headers() -> dict[str, str]:
    return {
        _fold(word): field
        for field, entry in table("columns").items()
        for lang in ("kk", "ru", "de", "en")
        for word in _words(entry.get(lang))
    }


def match_columns(
    headers: Iterable[str], told: Mapping[str, str] | None = None
) -> Columns:
    """Recognises the columns of a sheet in German, English, Russian or Kazakh.

    Args:
        headers: As the sheet writes them.
        told: Header -> the name that intake, or a person, gave it.
    """
    fields: dict[str, str] = {}
    unknown: list[str] = []
    for header in headers:
        named = (told or {}).get(header, header)
        field = _headers().get(_fold(named)) or _headers().get(_fold(header))
        if field is None:
            unknown.append(header)
        else:
            fields.setdefault(field, header)
    missing = tuple(
        field
        for field, entry in table("columns").items()
        if entry["use"] == "required" and field not in fields
    )
    return Columns(fields=fields, unknown=tuple(unknown), missing=missing)


@cache
def _kinds() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for key, words in table("kinds").items():
        for word in _words(words):
            kinds[_fold(word)] = key
    for key, kind in event_kinds().items():
        for label in (key, *kind.labels.values()):
            kinds.setdefault(_fold(label), key)
    return kinds


def kind_of(words: str) -> str | None:
    """Our event type for a sheet's own kind; ``None`` if the table has none."""
    return _kinds().get(_fold(words))


@cache
def _stances() -> dict[str, str]:
    return {
        _fold(word): key
        for key, entry in table("stances").items()
        for word in _words(entry["words"])
    }


def stance_of(words: str) -> str | None:
    """Our stance for a sheet's word, or ``withdraws``; ``None`` if not in the table."""
    return _stances().get(_fold(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a sheet counts, in our words."""

    what: str
    unit: str = "people"
    scope: str = ""
    flow: str = "unknown"


@cache
def _measures() -> dict[str, Measure]:
    measures: dict[str, Measure] = {}
    for what, entries in table("measures").items():
        for words, entry in entries.items():
            values = entry if isinstance(entry, dict) else {}
            measures[_fold(words)] = Measure(what=what, **values)
    return measures


def measure_of(words: str) -> Measure:
    """Our measure; a measure that is not in the table keeps its own words."""
    known = _measures().get(_fold(words))
    return known or Measure(what=_fold(words), unit=_fold(words) or "unknown")


@cache
def place_words() -> dict[str, str]:
    """Words in a place's name -> precision: region, square, street, building, border."""
    return {
        word: precision
        for precision, words in table("places").items()
        for word in _words(words)
    }


@cache
def _voice_words() -> tuple[tuple[re.Pattern[str], HowKnown], ...]:
    return tuple(
        (
            re.compile(
                r"(?<!\w)(?:" + "|".join(map(re.escape, _words(words))) + r")(?!\w)"
            ),
            HowKnown(key),
        )
        for key, words in table("voices").items()
    )


def how_known(voice: str) -> HowKnown:
    """How a voice comes to know it, where the chain's own words tell."""
    folded = voice.casefold()
    for pattern, known in _voice_words():
        if pattern.search(folded):
            return known
    return HowKnown.UNKNOWN


@cache
def withdrawal_words() -> str:
    """A pattern for the stems that say in a remark that something was taken back."""
    return "|".join(map(re.escape, table("stances")["remarks"]["stems"]))


@cache
def deletion_words() -> str:
    """A pattern for the stems that say that something was deleted, without a word."""
    return "|".join(map(re.escape, table("stances")["remarks"]["deletion"]))

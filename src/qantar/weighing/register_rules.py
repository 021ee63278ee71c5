"""The register's written rules, by version, and its ten columns."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from qantar.errors import InputError

__all__ = ["COLUMNS", "RegisterRules", "missing_columns", "register_rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRules:
    """One version of who comes in, and of what confirms an entry.

    Attributes:
        version: Which entries point to.
        kinds: Event types that bring a person in.
        stances: Of the statements that count.
        inclusion: Language to the criteria in words.
        confirmation: Language to the rule in words.
    """

    version: str
    kinds: tuple[str, ...]
    stances: tuple[str, ...]
    inclusion: dict[str, str]
    confirmation: dict[str, str]


@cache
def _tables() -> dict[str, list[dict[str, object]]]:
    path = files("qantar.weighing").joinpath("data/register.toml")
    return tomllib.loads(path.read_text("utf-8"))


def _words(value: object) -> dict[str, str]:
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}


def _list(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def register_rules(version: str = "") -> RegisterRules:
    """The rules of a version; the newest if none is named.

    Raises:
        InputError: If there never was such a version.
    """
    known = {
        str(table["version"]): RegisterRules(
            version=str(table["version"]),
            kinds=_list(table["kinds"]),
            stances=_list(table["stances"]),
            inclusion=_words(table["inclusion"]),
            confirmation=_words(table["confirmation"]),
        )
        for table in _tables()["rules"]
    }
    wanted = version or max(known, key=int)
    if wanted not in known:
        raise InputError(
            f"The register has no rules of version {version!r}; there are"
            f" {', '.join(known)}."
        )
    return known[wanted]


COLUMNS = tuple(str(table["name"]) for table in _tables()["columns"])
"""The ten columns, in the order of the standard."""


def missing_columns(fields: set[str]) -> tuple[str, ...]:
    """Columns that none of these fields fills: a warning, never a reason to refuse."""
    return tuple(
        str(table["name"])
        for table in _tables()["columns"]
        if not fields.intersection(_list(table["fields"]))
    )

"""Statements inside ledger entries: only what people decide, only what is not usual.

An entry holds no floats, so counts and degrees that are not whole are written as
decimal strings; keys whose value is the usual one are left away. See ``docs/format.md``.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

import msgspec

from qantar.errors import InputError
from qantar.reading.review import DECIDED_FIELDS
from qantar.vocabulary.kinds import event_kinds
from qantar.vocabulary.statement import Statement

__all__ = ["read_words", "write_words"]


def write_words(statement: Statement) -> dict[str, Any]:
    """The fields of a statement that people decide about, as an entry keeps them."""
    kept = {"lang": statement.lang}
    for name in DECIDED_FIELDS:
        kept[name] = getattr(statement, name)
    usual = _usual(Statement)
    return {
        name: _plain(value)
        for name, value in kept.items()
        if name not in usual or value != usual[name]
    }


def read_words(told: Mapping[str, Any], exhibit: str, name: str = "") -> Statement:
    """A statement as an entry keeps it.

    Args:
        told: What ``write_words`` wrote, here or on another machine.
        exhibit: SHA-256 of the exhibit that it is about.
        name: Id of the statement.

    Raises:
        InputError: If a newer version wrote it, or it was never a statement.
    """
    try:
        # Decimal strings become numbers again.
        found = msgspec.convert(
            {**told, "exhibit": exhibit, "id": name}, Statement, strict=False
        )
    except (msgspec.ValidationError, ValueError, TypeError) as error:
        raise InputError(
            f"A decision about exhibit {exhibit[:8]}… holds a statement that this"
            f" version cannot read ({type(error).__name__}). Install the newer version."
        ) from error
    if (
        found.event_type not in event_kinds()
        or not found.chain
        or not 0 <= found.start < found.end
    ):
        raise InputError(
            f"A decision about exhibit {exhibit[:8]}… holds a statement without voice"
            " or place, or of a kind that this version does not know."
        )
    return found


def _usual(kind: type) -> dict[str, Any]:
    """Defaults of a dataclass; fields that must be told are not among them."""
    found = {}
    for one in fields(kind):
        if one.default is not MISSING:
            found[one.name] = one.default
        elif one.default_factory is not MISSING:
            found[one.name] = one.default_factory()
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        usual = _usual(type(value))
        return {
            one.name: _plain(inner)
            for one in fields(value)
            if (inner := getattr(value, one.name)) != usual.get(one.name, MISSING)
        }
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() else repr(value)
    return msgspec.to_builtins(value)

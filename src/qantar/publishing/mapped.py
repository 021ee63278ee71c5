"""Mapped: one change to every string inside a value, whatever its shape."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

__all__ = ["mapped", "renamed"]

T = TypeVar("T")


def renamed(value: T, **change: str) -> T:
    """``value`` with one string changed; the same value if it is the same string."""
    ((name, new),) = change.items()
    if getattr(value, name) == new:
        return value
    return replace(value, **change)  # type: ignore[type-var]


def mapped(value: Any, change: Any) -> Any:
    """``value`` with ``change`` done to every string in it."""
    if type(value) is str:
        return change(value) if value else value
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(mapped(each, change) for each in value)
    if isinstance(value, dict):
        return {key: mapped(each, change) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                field.name: mapped(getattr(value, field.name), change)
                for field in fields(value)
                if field.name not in ("id", "digest", "exhibit", "quote")
            },
        )
    return value

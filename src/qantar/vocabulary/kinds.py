"""The kinds of events and their codes in other schemes, read from a data file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["EventKind", "event_kind", "event_kinds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKind:
    """One kind of event.

    ``labels`` maps language to the word used in the interface; ``plover`` and
    ``acled`` are codes for export only.
    """

    key: str
    labels: dict[str, str]
    plover: str
    acled: tuple[str, str]


@cache
def event_kinds() -> dict[str, EventKind]:
    """All kinds by key, in the order of the data file."""
    text = (
        files("qantar.vocabulary").joinpath("data/event_kinds.toml").read_text("utf-8")
    )
    return {
        key: EventKind(
            key=key,
            labels=row["labels"],
            plover=row["plover"],
            acled=(row["acled"][0], row["acled"][1]),
        )
        for key, row in tomllib.loads(text).items()
    }


def event_kind(key: str) -> EventKind:
    """The kind with this key.

    Raises:
        KeyError: If there is no such kind.
    """
    return event_kinds()[key]

"""What an id means: any id that an export prints, or its first eight characters.

This is the one place that reads ids which people type or paste.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from qantar.case.views import Views, decode
from qantar.errors import InputError
from qantar.ledger import Ledger, beginning_with, exhibits_beginning_with
from qantar.vocabulary.reading import Reading

__all__ = ["KINDS", "SHORTEST", "Named", "resolve"]

SHORTEST = 8
"""Characters of an id that are enough, if no other id begins with them."""

_TABLES = {
    "statement": "statement",
    "mention": "mention",
    "person": "person",
    "group": "grp",
    "place": "place",
    "event": "event",
    "origin": "origin",
    "question": "question",
    "contradiction": "contradiction",
    "register entry": "register",
    "state of a network": "connectivity",
    "tie of ownership": "ownership",
}

_IN_AN_EXHIBIT = ("statement", "mention")

KINDS = ("entry", "exhibit", "device", "passage", *_TABLES)
"""Everything that has an id."""

_HEX = re.compile(r"[0-9a-f]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What an id stands for.

    Attributes:
        kind: One of ``KINDS``.
        id: The whole id.
        exhibit: Digest of the exhibit that it is, or lies in; empty if in none or many.
    """

    kind: str
    id: str
    exhibit: str = ""


def resolve(
    views: Views, ledger: Ledger, text: str, kinds: Collection[str] = KINDS
) -> Named:
    """The one thing that an id, or the beginning of one, stands for.

    Args:
        views: The case's views.
        ledger: Its ledger.
        text: As typed; an ellipsis at the end and capitals do not matter.
        kinds: What is wanted.

    Raises:
        InputError: If nothing or more than one thing begins so, or it is of a kind that
            is not wanted.
    """
    wanted = text.strip().rstrip("…")
    if _HEX.fullmatch(wanted.lower()):
        wanted = wanted.lower()
    found = list(dict.fromkeys(_search(views, ledger, wanted)))
    found = found or list(_passages(views, wanted))
    exact = [one for one in found if one.id == wanted]
    found = exact or (found if len(wanted) >= SHORTEST else [])
    right = [one for one in found if one.kind in kinds]
    if len(right) == 1:
        return right[0]
    if right:
        listed = ", ".join(f"{one.kind} {one.id[:16]}…" for one in right[:3])
        raise InputError(
            f"{text!r} may be more than one: {listed}. Give more of the id."
        )
    names = " or ".join(kinds) if len(kinds) < len(KINDS) else "id"
    if found:
        raise InputError(
            f"{text!r} is the id of a {found[0].kind}; here the id of {_a(names)}"
            " is needed."
        )
    if len(wanted) < SHORTEST:
        raise InputError(
            f"{text!r} is too short for an id. Give it whole, or at least its first"
            f" {SHORTEST} characters."
        )
    raise InputError(
        f"There is no {names} {text!r} in this case. Ids stand in what"
        " `qantar export` writes; the first 8 characters are enough."
    )


def _a(names: str) -> str:
    return f"an {names}" if names[0] in "aeiou" else f"a {names}"


def _search(views: Views, ledger: Ledger, text: str) -> Iterator[Named]:
    if not text:
        return
    if _HEX.fullmatch(text):
        for name in beginning_with(ledger, text):
            yield Named(kind="entry", id=name)
        for digest in exhibits_beginning_with(ledger, text):
            yield Named(kind="exhibit", id=digest, exhibit=digest)
        devices = {tip.dev for tip in ledger.frontier()} | set(ledger.members())
        for dev in sorted(devices):
            if dev.startswith(text):
                yield Named(kind="device", id=dev)
    for kind, table in _TABLES.items():
        where = "exhibit" if kind in _IN_AN_EXHIBIT else "''"
        rows = views.db.execute(
            f"SELECT id, {where} FROM {table} WHERE id >= ? AND id < ?"  # noqa: S608 (fixed names)
            " ORDER BY id LIMIT 3",
            (text, text + "\U0010ffff"),
        )
        for row in rows:
            yield Named(kind=kind, id=row[0], exhibit=row[1])


def _passages(views: Views, text: str) -> Iterator[Named]:
    """Passages have no table; they are looked for only if nothing else was found."""
    if len(text) < SHORTEST:
        return
    for row in views.db.execute("SELECT json FROM reading"):
        reading = decode(row[0], Reading)
        for passage in reading.passages:
            if passage.id.startswith(text):
                yield Named(kind="passage", id=passage.id, exhibit=reading.exhibit)

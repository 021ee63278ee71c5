"""Comparing: what one edition says and the one before did not.

Readers are told what is new and which fields of what statement changed. What an older
edition said is repeated to editors only: it may be gone because it put somebody at
risk. Pseudonyms of two editions are never set side by side.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from qantar.errors import InputError
from qantar.publishing.exports import Row, rows
from qantar.vocabulary.record import RecordView

__all__ = ["COMPARED", "Change", "Changes", "compare", "edition_of"]

COMPARED = ("statements", "people", "places", "events", "contradictions", "register")
"""Exports that are compared, all by ``id``."""

_PASSING = frozenset(("text", "why", "file", "spans", "start", "end"))
"""Keys that change with language, reader or cut, and say nothing new."""

_HIDDEN = "v:"
"""Begins the id of somebody who has one in this edition only."""

_PSEUDONYM = re.compile(r"\[?\b(?:Voice|Person) [A-Z]{1,3}\b\]?|\bv:[0-9a-f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is new, gone or changed.

    Attributes:
        what: Its export.
        id: Its id.
        kind: new, gone or changed.
        keys: Keys that changed.
        before: Values of those keys in the older edition, without pseudonyms.
        after: The same in this one.
    """

    what: str
    id: str
    kind: str
    keys: tuple[str, ...] = ()
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All changes since an older edition, which ``since`` names."""

    since: str
    all: tuple[Change, ...]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many are new, gone and changed, by export."""
        found = Counter((change.what, change.kind) for change in self.all)
        return {
            what: {kind: found[what, kind] for kind in ("new", "gone", "changed")}
            for what in COMPARED
            if any(found[what, kind] for kind in ("new", "gone", "changed"))
        }

    def of(self, what: str, kind: str) -> Iterator[Change]:
        """Those of one export and kind, in its order."""
        return (c for c in self.all if c.what == what and c.kind == kind)


def edition_of(folder: Path) -> str:
    """What an edition calls itself: the day of its record and its fingerprint.

    Raises:
        InputError: If the folder holds no data of an edition.
    """
    found = folder / "data" / "datapackage.json"
    if not found.is_file():
        raise InputError(
            f"{folder} holds no data/datapackage.json. Name the folder of an edition"
            " that was published with its data."
        )
    told = json.loads(found.read_text(encoding="utf-8"))
    return f"{str(told['created'])[:10]}, {str(told['id'])[:12]}"


def compare(old: Path, view: RecordView, *, lang: str) -> Changes:
    """What ``view`` says and the edition in ``old`` did not.

    Args:
        old: Folder of the older edition.
        view: The record as it may be seen now.
        lang: Language of generated sentences.

    Raises:
        InputError: If the folder holds no data of an edition.
    """
    since = edition_of(old)
    found: list[Change] = []
    for what in COMPARED:
        before = _older(old / "data" / f"{what}.jsonl")
        for row in rows(view, what, lang=lang):
            if row["id"].startswith(_HIDDEN):
                continue
            found += _changed(what, before.pop(row["id"], None), _plain(row))
        found += [Change(what=what, id=gone, kind="gone") for gone in sorted(before)]
    return Changes(since=since, all=tuple(found))


def _older(path: Path) -> dict[str, Row]:
    if not path.is_file():
        return {}
    with path.open("rb") as stream:
        told = (msgspec.json.decode(line, type=dict[str, Any]) for line in stream)
        return {r["id"]: _plain(r) for r in told if not r["id"].startswith(_HIDDEN)}


def _plain(row: Row) -> Row:
    """The row without pseudonyms, as JSON would give it back."""
    text = _PSEUDONYM.sub("…", msgspec.json.encode(row).decode())
    return msgspec.json.decode(text, type=dict[str, Any])


def _changed(what: str, before: Row | None, after: Row) -> list[Change]:
    name = str(after["id"])
    if before is None:
        return [Change(what=what, id=name, kind="new")]
    keys = tuple(
        key
        for key in after
        if key not in _PASSING and before.get(key) != after.get(key)
    )
    if not keys:
        return []
    return [
        Change(
            what=what,
            id=name,
            kind="changed",
            keys=keys,
            before={key: before.get(key) for key in keys},
            after={key: after.get(key) for key in keys},
        )
    ]

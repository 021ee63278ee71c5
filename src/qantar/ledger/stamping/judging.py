"""All stamps of a ledger: what each proves here, and whom they prove wrong."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from qantar.ledger.log import Ledger
from qantar.ledger.stamping.answers import Judged, Trust, judge, root_of
from qantar.ledger.stamping.intervals import Interval
from qantar.ledger.view import EntryView

__all__ = ["Stamp", "disproved", "judge_all"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A stamp in the ledger.

    Attributes:
        entry: Id of the entry that holds it.
        refs: Ids of the entries that it is about; everything before them is too.
        root: The root that was stamped.
        answer: What the service sent.
        judged: What it proves here.
    """

    entry: str
    refs: tuple[str, ...]
    root: str
    answer: bytes
    judged: Judged


def judge_all(ledger: Ledger, trust: Trust) -> Iterator[Stamp]:
    """Every stamp that members have kept."""
    for entry in ledger.entries("stamp"):
        if entry.body is not None:
            yield _judged(entry, entry.body.refs, trust)


def _judged(entry: EntryView, refs: tuple[str, ...], trust: Trust) -> Stamp:
    told = entry.fields.get("answer")
    try:
        answer = base64.b64decode(told if isinstance(told, str) else "", validate=True)
    except binascii.Error:
        answer = b""
    # What is stamped follows from the entries named; the field `root` is not believed.
    root = root_of(refs)
    return Stamp(
        entry=entry.id,
        refs=refs,
        root=root,
        answer=answer,
        judged=judge(answer, root, trust),
    )


def disproved(
    ledger: Ledger, found: Mapping[str, Interval]
) -> Iterator[tuple[EntryView, Interval]]:
    """Entries whose claimed time lies outside of what stamps prove."""
    unit = timedelta(milliseconds=ledger.policy.unit)
    for entry in ledger.entries(quarantined=True):
        interval = found.get(entry.id)
        if interval is None or entry.t is None:
            continue
        claimed = _EPOCH + timedelta(milliseconds=entry.t)
        early = interval.after and claimed + unit <= interval.after.moment.earliest
        late = interval.before and claimed > interval.before.moment.latest
        if early or late:
            yield entry, interval

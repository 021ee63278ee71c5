"""Stamps in a check of a case, and in a proof."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qantar.ledger.finding import Audit, Notebook
from qantar.ledger.lock import Vault
from qantar.ledger.log import Ledger
from qantar.ledger.proof import Dated
from qantar.ledger.stamping.answers import rounded
from qantar.ledger.stamping.intervals import Bound, Interval, intervals, path_between
from qantar.ledger.stamping.judging import Stamp, disproved, judge_all
from qantar.ledger.stamping.trusting import trust_of

__all__ = ["audit_stamps", "dated", "shown"]

_SHOWN = 20
"""Entries with a disproved time that are named; there may be very many."""


def audit_stamps(
    folder: Path, check: Audit, vault: Vault | None = None
) -> tuple[Audit, list[Stamp]]:
    """Add to a check what the stamps prove, and whom they prove wrong.

    Args:
        folder: The case.
        check: Of that case. If it found damage, nothing is added.
        vault: Opens the case if it is locked.

    Returns:
        The check with further findings, and the stamps.
    """
    if not check.sound:
        return check, []
    notes = Notebook(check.findings)
    with Ledger.open(folder, vault=vault) as ledger:
        stamps = list(judge_all(ledger, trust_of(ledger)))
        for stamp in stamps:
            _note(notes, stamp)
        wrong = list(disproved(ledger, intervals(ledger.store, stamps)))
        for entry, interval in wrong[:_SHOWN]:
            notes.note(
                "time-disproved",
                f"Entry {entry.seq} of device {entry.dev[:8]}…",
                entry=entry.id,
                detail=_in_words(interval),
            )
        if len(wrong) > _SHOWN:
            notes.note(
                "time-disproved", f"{len(wrong) - _SHOWN} further entries", detail=""
            )
    return replace(check, findings=tuple(notes.findings)), stamps


def dated(ledger: Ledger, names: Sequence[str]) -> Dated:
    """When entries were written as stamps prove it, with all that shows it."""
    stamps = {one.entry: one for one in judge_all(ledger, trust_of(ledger))}
    found = intervals(ledger.store, stamps.values())
    times: dict[str, dict[str, object]] = {}
    heads: dict[str, None] = {}
    used: dict[str, bytes] = {}
    for name in names:
        interval = found.get(name)
        if interval is None:
            continue
        times[name] = shown(interval)
        for bound in (interval.after, interval.before):
            if bound is not None:
                stamp = stamps[bound.stamp]
                used[stamp.entry] = stamp.answer
                later, earlier = (
                    ([name], stamp.entry)
                    if bound is interval.after
                    else (stamp.refs, name)
                )
                path = path_between(ledger.store, later, earlier)
                heads |= dict.fromkeys(path or ())
                heads |= dict.fromkeys(stamp.refs)
    return Dated(times=times, heads=tuple(heads), answers=used)


def shown(interval: Interval) -> dict[str, object]:
    """An interval as machines read it."""
    return {"after": _bound(interval.after), "before": _bound(interval.before)}


def _bound(bound: Bound | None) -> dict[str, str] | None:
    if bound is None:
        return None
    return {
        "by": bound.moment.by,
        "earliest": rounded(bound.moment.earliest),
        "latest": rounded(bound.moment.latest),
        "stamp": bound.stamp,
    }


def _note(notes: Notebook, stamp: Stamp) -> None:
    judged = stamp.judged
    if judged.broken:
        code = "stamp-broken"
    elif judged.moment is None:
        code = "stamp-unproved"
    else:
        return
    notes.note(code, f"Stamp {stamp.entry[:12]}…", entry=stamp.entry, detail=judged.why)


def _in_words(interval: Interval) -> str:
    parts = []
    if interval.after is not None:
        parts.append(f"after {rounded(interval.after.moment.earliest)}")
    if interval.before is not None:
        parts.append(f"before {rounded(interval.before.moment.latest)}")
    return "written " + " and ".join(parts)

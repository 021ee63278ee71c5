"""Acts: entries in which people decide something, and which of them still stand.

An act is taken back by a later entry that supersedes it: by the same member's, or by a
keeper's. Taking back what took back lets it stand again. Which acts stand follows from
the set of entries alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from qantar.case.views import Views, encode
from qantar.case.wording import read_words, write_words
from qantar.errors import InputError
from qantar.ledger import EntryView
from qantar.ledger.membership import Member
from qantar.vocabulary.judgement import Anchor, Decision, DecisionKind
from qantar.vocabulary.statement import Statement

__all__ = [
    "ACT_KINDS",
    "Act",
    "pair_key",
    "put_acts",
    "read_act",
    "renew",
    "write_review",
]

ACT_KINDS = ("decide", "statement.add")

_WORDS = {
    DecisionKind.ACCEPTED: range(1, 2),
    DecisionKind.CORRECTED: range(1, 2),
    DecisionKind.ADDED: range(1, 2),
    DecisionKind.SPLIT: range(2, 65),
    DecisionKind.REJECTED: range(1),
    DecisionKind.LOOKED: range(1),
}
"""How many statements a decision of each kind holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One such entry, read.

    ``what`` is a decision's kind, a judgement's kind (same, different, unsure),
    ``withdrawn``, or ``unread`` where this version cannot read it; ``about`` tells the
    rest for lists: reason, ids, how many statements.
    """

    entry: str
    what: str
    device: str
    member: str
    keeper: bool
    t: int | None
    exhibit: str = ""
    batch: str = ""
    supersedes: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    about: dict[str, Any] = field(default_factory=dict)


def write_review(
    kind: DecisionKind,
    about: Iterable[tuple[Anchor, tuple[Statement, ...]]],
    *,
    confirmed: Iterable[str] = (),
    settles: Iterable[str] = (),
    reason: str = "",
    batch: str = "",
) -> dict[str, Any]:
    """Fields of the entry for decisions of one kind about one exhibit."""
    told = {
        "kind": str(kind),
        "about": [_write_about(anchor, words) for anchor, words in about],
        "confirmed": list(confirmed),
        "settles": list(settles),
        "reason": reason,
        "batch": batch,
    }
    return {"review": {key: value for key, value in told.items() if value}}


def _write_about(anchor: Anchor, words: tuple[Statement, ...]) -> dict[str, Any]:
    where = {"start": anchor.start, "end": anchor.end, "quote": anchor.quote}
    told = [
        {k: v for k, v in write_words(word).items() if where.get(k) != v}
        for word in words
    ]
    named: dict[str, Any] = {}
    if anchor.statement:
        named["statement"] = anchor.statement
    if anchor.made:
        named["made"] = True
    return {**where, **named, **({"words": told} if told else {})}


def read_act(entry: EntryView, members: Mapping[str, Member]) -> Act | None:
    """What a person decided in an entry; ``None`` if it is no decision."""
    if entry.kind not in ACT_KINDS or entry.body is None:
        return None
    member = members.get(entry.dev)
    exhibits = entry.body.exhibits
    act = Act(
        entry=entry.id,
        what="unread",
        device=entry.dev,
        member=member.member if member else entry.dev,
        keeper=member is not None and member.role == "keeper",
        t=entry.t,
        exhibit=exhibits[0] if exhibits else "",
        supersedes=entry.body.supersedes,
    )
    fields = entry.fields
    if isinstance(told := fields.get("review"), dict) and exhibits:
        return _reviewing(act, told)
    if isinstance(told := fields.get("judgement"), dict):
        return replace(act, what=str(told.get("kind", "")), about=told)
    if isinstance(told := fields.get("withdrawn"), dict):
        return replace(act, what="withdrawn", about=told)
    return act


def _reviewing(act: Act, told: dict[str, Any]) -> Act:
    try:
        found = tuple(_decisions(act, told))
    except (InputError, msgspec.ValidationError, KeyError, ValueError, TypeError):
        return act  # shown in the log as not read by this version
    return replace(
        act,
        what=str(told["kind"]),
        batch=str(told.get("batch", "")),
        decisions=found,
        about={"reason": str(told.get("reason", "")), "count": len(found)},
    )


def _decisions(act: Act, told: dict[str, Any]) -> Iterator[Decision]:
    kind = DecisionKind(told["kind"])
    at = "" if act.t is None else _rfc3339(act.t)
    for number, about in enumerate(told["about"]):
        where = {key: about[key] for key in ("start", "end", "quote")}
        name = str(about.get("statement", ""))
        made = about.get("made") is True
        anchor = msgspec.convert(
            {**where, "exhibit": act.exhibit, "statement": name, "made": made}, Anchor
        )
        words = tuple(
            read_words({**where, **word}, act.exhibit, name)
            for word in about.get("words", ())
        )
        if len(words) not in _WORDS[kind] or not 0 <= anchor.start < anchor.end:
            raise InputError(f"A decision of kind {kind} cannot be about that.")
        yield Decision(
            id=f"{act.entry}.{number}",
            entry=act.entry,
            kind=kind,
            anchor=anchor,
            words=words,
            confirmed=tuple(str(one) for one in told.get("confirmed", ())),
            settles=tuple(told.get("settles", ())) if act.keeper else (),
            reason=str(told.get("reason", "")),
            by=act.member,
            device=act.device,
            at=at,
        )


def _rfc3339(t: int) -> str:
    return datetime.fromtimestamp(t / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def pair_key(about: Mapping[str, Any]) -> str:
    """The two sides of a judgement about links in one order; ``""`` for other acts."""
    sides = (about.get("left"), about.get("right"))
    if not all(isinstance(side, str) and side for side in sides):
        return ""
    return "|".join(sorted(str(side) for side in sides))


def put_acts(views: Views, acts: Iterable[Act], first: int) -> None:
    """Keep acts in the views, numbered from ``first`` in causal order."""
    for n, act in enumerate(acts, first):
        views.db.execute(
            "INSERT OR REPLACE INTO act(entry, n, what, device, member, keeper, t,"
            " exhibit, batch, pair, live, json) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)",
            (
                act.entry, n, act.what, act.device, act.member, act.keeper, act.t,
                act.exhibit, act.batch, pair_key(act.about), encode(act.about),
            ),
        )  # fmt: skip
        views.db.executemany(
            "INSERT OR IGNORE INTO superseding(entry, target) VALUES(?, ?)",
            ((act.entry, target) for target in act.supersedes),
        )
        views.db.executemany(
            "INSERT OR REPLACE INTO decision(id, entry, exhibit, target, kind, json)"
            " VALUES(?, ?, ?, ?, ?, ?)",
            (
                (d.id, d.entry, act.exhibit, d.anchor.statement, d.kind, encode(d))
                for d in act.decisions
            ),
        )


def renew(views: Views) -> None:
    """Tell anew which acts stand: those that no standing act supersedes.

    The later is decided before the earlier; an act names only what came before it.
    """
    rows = views.db.execute(
        "SELECT s.entry, s.target FROM superseding s JOIN act a ON a.entry = s.entry"
        " JOIN act b ON b.entry = s.target"
        " WHERE (a.keeper OR a.member = b.member) AND b.n < a.n ORDER BY a.n DESC"
    ).fetchall()
    gone: set[str] = set()
    for entry, target in rows:
        if entry not in gone:
            gone.add(target)
    views.db.execute("UPDATE act SET live = 1 WHERE live = 0")
    views.db.executemany(
        "UPDATE act SET live = 0 WHERE entry = ?", ((entry,) for entry in gone)
    )

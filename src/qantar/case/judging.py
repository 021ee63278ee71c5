"""Judging: what a person decides becomes a signed entry, and shows at once.

Nothing is ever changed: a later decision stands beside the earlier one, and taking one
back is an entry of its own, so that it works tomorrow and on every copy.
"""

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qantar.case.acts import write_review
from qantar.case.case import Case
from qantar.case.deciding import mark, sync_decisions, take_in_act
from qantar.case.views import decode
from qantar.errors import InputError, Overtaken
from qantar.ledger import DATABASE_ERRORS, Draft
from qantar.reading.review import PERSON
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.judgement import Anchor, DecisionKind
from qantar.vocabulary.statement import Statement

__all__ = [
    "Verdict",
    "about",
    "accept",
    "add",
    "catch_up",
    "correct",
    "judge_pair",
    "looked",
    "made_by",
    "reject",
    "split",
    "state_of",
    "unlinked",
    "withdraw",
]

_MOST = 400
"""Statements that one entry decides about, so that its body stays below a mebibyte."""

_PATIENCE = 250
"""Milliseconds that a decision waits to be shown while a build writes the views."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What goes with every decision.

    Attributes:
        reason: In the person's words, may be empty.
        confirmed: Names of guessed fields that were looked at.
        seen: ``state_of`` the statement when the person looked; ``""`` if not checked.
        settles: Ids of others' decisions that this keeper's decision overrules.
        as_read: What is accepted is what the reader read, whatever others decided.
    """

    reason: str = ""
    confirmed: tuple[str, ...] = ()
    seen: str = ""
    settles: tuple[str, ...] = ()
    as_read: bool = False


_PLAIN = Verdict()


def state_of(case: Case, statement: str) -> str:
    """Changes whenever anybody decides about a statement, or it is read otherwise."""
    row = case.views.db.execute(
        "SELECT coalesce(judged, json), open FROM statement WHERE id = ?", (statement,)
    ).fetchone()
    decided = case.views.db.execute(
        "SELECT d.id FROM decision d JOIN act a ON a.entry = d.entry"
        " WHERE d.target = ? AND a.live ORDER BY d.id",
        (statement,),
    )
    return derive_id(*(row or ("gone",)), *(one[0] for one in decided))


def accept(case: Case, ids: Sequence[str], verdict: Verdict = _PLAIN) -> list[str]:
    """Say of statements that this is what the passage says; gives the entries' ids.

    Args:
        case: The open case.
        ids: Of statements; those of one exhibit share an entry, all share a batch.
        verdict: Reason, and what was looked at.

    Raises:
        InputError: If there is no such statement.
        Overtaken: If it changed since the person looked.
    """
    return _about(case, DecisionKind.ACCEPTED, ids, verdict)


def reject(case: Case, ids: Sequence[str], verdict: Verdict = _PLAIN) -> list[str]:
    """Say of statements that the passage does not say this."""
    return _about(case, DecisionKind.REJECTED, ids, verdict)


def correct(
    case: Case, statement: str, words: Statement, verdict: Verdict = _PLAIN
) -> str:
    """Say what the passage says instead; the exhibit and the id stay."""
    (before,) = _current(case, [statement], verdict)
    draft = _draft(
        DecisionKind.CORRECTED, before.exhibit, [(_anchor(before), (words,))], verdict
    )
    return _write(case, [draft])[0]


def split(
    case: Case, statement: str, parts: Sequence[Statement], verdict: Verdict = _PLAIN
) -> str:
    """Say that one statement is really several.

    Raises:
        InputError: If there are fewer than two parts.
    """
    if len(parts) < 2:
        raise InputError(
            "Splitting takes two parts or more. Mark where the next one begins."
        )
    (before,) = _current(case, [statement], verdict)
    about = [(_anchor(before), tuple(parts))]
    return _write(case, [_draft(DecisionKind.SPLIT, before.exhibit, about, verdict)])[0]


def add(case: Case, words: Statement, verdict: Verdict = _PLAIN) -> str:
    """Say that a passage says something that no reader found."""
    about = [(_anchor(words, named=False), (words,))]
    return _write(case, [_draft(DecisionKind.ADDED, words.exhibit, about, verdict)])[0]


def looked(
    case: Case, exhibit: str, start: int, end: int, verdict: Verdict = _PLAIN
) -> str:
    """Say that nothing more is to be found in a stretch of an exhibit's text."""
    text, _ = case.text_of(exhibit)
    anchor = Anchor(exhibit=exhibit, start=start, end=end, quote=text[start:end])
    if not anchor.quote:
        raise InputError(f"There are no words from {start} to {end} in this exhibit.")
    draft = _draft(DecisionKind.LOOKED, exhibit, [(anchor, ())], verdict)
    return _write(case, [draft])[0]


def judge_pair(case: Case, kind: str, left: str, right: str, reason: str = "") -> str:
    """Say that two names are the same, different, or that one cannot tell.

    Raises:
        InputError: If the kind is none of the three, or both sides are one.
    """
    if kind not in ("same", "different", "unsure") or left == right:
        raise InputError(
            f"{kind!r} about {left[:16]} and {right[:16]}: say same, different or"
            " unsure of two that are not one already."
        )
    told = {"kind": kind, "left": left, "right": right, "reason": reason}
    return _write(case, [Draft(kind="decide", fields={"judgement": told})])[0]


def withdraw(case: Case, entries: Iterable[str], reason: str = "") -> str:
    """Take decisions back, one's own or as a keeper anybody's; gives the entry's id.

    Taking back what took a decision back lets it stand again.

    Raises:
        InputError: If an entry is no decision, is taken back already, or is another
            member's and this device is no keeper's.
    """
    names = list(dict.fromkeys(entries))
    own = case.ledger.members().get(case.ledger.device)
    exhibits: dict[str, None] = {}
    for name in names:
        row = case.views.db.execute(
            "SELECT member, exhibit, live FROM act WHERE entry = ?", (name,)
        ).fetchone()
        if row is None:
            raise InputError(f"{name[:16]!r} is no decision that can be taken back.")
        if not row[2]:
            raise InputError(f"{name[:16]}… was taken back already.")
        if own is None or (own.role != "keeper" and own.member != row[0]):
            raise InputError(
                f"{name[:16]}… is another member's decision. Say what you think"
                " instead; both stay side by side. A keeper may settle it."
            )
        if row[1]:
            exhibits[row[1]] = None
    if not names:
        raise InputError("Nothing was named to be taken back.")
    draft = Draft(
        kind="decide",
        fields={"withdrawn": {"reason": reason} if reason else {}},
        refs=names,
        exhibits=list(exhibits),
        supersedes=names,
    )
    return _write(case, [draft])[0]


def catch_up(case: Case) -> bool:
    """Bring the views up to date with what other programs wrote; whether that went."""
    if case.views.meta("decided") == mark(case.ledger):
        return True
    try:
        with _impatient(case):
            case.sync()
    except DATABASE_ERRORS:
        return False  # a build holds the views; what was decided is safe in the ledger
    return True


def unlinked(case: Case, statement: str, *, as_read: bool = False) -> Statement:
    """A statement as it counts, before links: what a correction starts from."""
    return _current(case, [statement], Verdict(as_read=as_read))[0]


def made_by(case: Case, entry: str) -> str:
    """Id of the statement that an entry made; ``""`` if it made none."""
    return about(case, entry)[1]


def about(case: Case, entry: str) -> tuple[str, str]:
    """Exhibit and statement that an entry is about, the first if about many."""
    row = case.views.db.execute(
        "SELECT exhibit, target FROM decision WHERE entry = ? ORDER BY rowid LIMIT 1",
        (entry,),
    ).fetchone()
    return (row[0], row[1]) if row else ("", "")


def _about(
    case: Case, kind: DecisionKind, ids: Sequence[str], verdict: Verdict
) -> list[str]:
    by_exhibit: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in _current(case, ids, verdict):
        by_exhibit[one.exhibit].append(one)
    together = len(ids) > 1
    batch = derive_id("batch", case.ledger.root(), *ids) if together else ""
    drafts = []
    for exhibit, found in by_exhibit.items():
        for first in range(0, len(found), _MOST):
            about: list[tuple[Anchor, tuple[Statement, ...]]] = [
                (_anchor(one), (one,) if kind is DecisionKind.ACCEPTED else ())
                for one in found[first : first + _MOST]
            ]
            drafts.append(_draft(kind, exhibit, about, verdict, batch))
    return _write(case, drafts)


def _current(case: Case, ids: Sequence[str], verdict: Verdict) -> list[Statement]:
    """Statements as they count now, without links, which others may decide anew."""
    found = []
    for name in dict.fromkeys(ids):
        row = case.views.db.execute(
            "SELECT CASE WHEN ? THEN json ELSE coalesce(judged, json) END"
            " FROM statement WHERE id = ?",
            (verdict.as_read, name),
        ).fetchone()
        if row is None:
            raise InputError(
                f"There is no statement {name[:24]!r} any more. It may have been read"
                " anew; open the exhibit again."
            )
        found.append(decode(row[0], Statement))
    if not found:
        raise InputError("No statement was named.")
    if verdict.seen and len(found) == 1 and state_of(case, ids[0]) != verdict.seen:
        raise Overtaken(
            f"Statement {ids[0][:8]}… was decided about since you opened it, in another"
            " window or by somebody else. Nothing of yours was written; look at what"
            " stands there now and decide again."
        )
    return found


def _anchor(statement: Statement, *, named: bool = True) -> Anchor:
    return Anchor(
        exhibit=statement.exhibit,
        start=statement.start,
        end=statement.end,
        quote=statement.quote,
        statement=statement.id if named else "",
        made=named and statement.reader == PERSON,
    )


def _draft(
    kind: DecisionKind,
    exhibit: str,
    about: Iterable[tuple[Anchor, tuple[Statement, ...]]],
    verdict: Verdict,
    batch: str = "",
) -> Draft:
    fields: Mapping[str, Any] = write_review(
        kind,
        about,
        confirmed=verdict.confirmed,
        settles=verdict.settles,
        reason=verdict.reason,
        batch=batch,
    )
    name = "statement.add" if kind is DecisionKind.ADDED else "decide"
    return Draft(kind=name, fields=fields, exhibits=[exhibit])


def _write(case: Case, drafts: Sequence[Draft]) -> list[str]:
    """Sign and keep first; then show, unless a build holds the views just now."""
    views, ledger = case.views, case.ledger
    current = views.meta("decided") == views.meta("synced") == mark(ledger)
    names = ledger.append_many(drafts)
    with contextlib.suppress(*DATABASE_ERRORS), _impatient(case):
        if not current:
            sync_decisions(views, ledger, case.text_of)
            return names
        written = [entry for name in names if (entry := ledger.entry(name))]
        with views.transaction():
            take_in_act(views, ledger, written, case.text_of)
            newest = max([int(views.meta("newest", "0")), *(e.t or 0 for e in written)])
            views.set_meta("newest", str(newest))
            standing = int(views.meta("standing", "0")) + len(written)
            views.set_meta("standing", str(standing))
            for name in ("decided", "synced"):
                views.set_meta(name, mark(ledger))
    return names


@contextlib.contextmanager
def _impatient(case: Case) -> Iterator[None]:
    case.views.db.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    try:
        yield
    finally:
        case.views.db.execute("PRAGMA busy_timeout = 30000")

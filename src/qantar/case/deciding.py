"""Decisions in the views: brought up to date with the ledger, applied to statements.

Linking and weighing are not done again for every decision: the links that are known
are kept, and how many decisions came since is remembered, so that people can be told.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from qantar import linking
from qantar.case.acts import ACT_KINDS, Act, put_acts, read_act, renew
from qantar.case.views import Views, bounds, decode, encode
from qantar.ledger import EntryView, Ledger
from qantar.linking.groups import group_key
from qantar.reading.review import Reviewed, review
from qantar.text.gazetteer import builtin
from qantar.text.translit import fold
from qantar.vocabulary.judgement import Decision, DecisionKind
from qantar.vocabulary.statement import Party, Speaker, Statement

__all__ = [
    "mark",
    "note_linked",
    "settle",
    "settle_anew",
    "since_linking",
    "sync_decisions",
    "take_in_act",
]

_TYPES = {"p:": "PER", "o:": "ORG", "l:": "LOC"}
_TABLES = (("person", "PER"), ("grp", "ORG"))


def mark(ledger: Ledger) -> str:
    """Changes whenever an entry comes, goes, or counts anew."""
    return f"{ledger.epoch()} {ledger.count()}"


def sync_decisions(
    views: Views, ledger: Ledger, text_of: Callable[[str], tuple[str, bool]]
) -> None:
    """Let the views hold the decisions that stand, applied to their statements.

    Args:
        views: The case's views.
        ledger: Its ledger.
        text_of: Gives an exhibit's text, and whether its voices are protected.
    """
    now = mark(ledger)
    if views.meta("decided") == now:
        return
    with views.transaction():
        before = _standing(views)
        targets = views.db.execute("SELECT target, id FROM decision").fetchall()
        linked = views.db.execute("SELECT entry FROM act WHERE linked").fetchall()
        for table in ("act", "superseding", "decision"):
            views.db.execute(f"DELETE FROM {table}")  # noqa: S608 (fixed names)
        put_acts(views, _acts(ledger), 1)
        views.db.executemany("UPDATE decision SET target = ? WHERE id = ?", targets)
        views.db.executemany("UPDATE act SET linked = 1 WHERE entry = ?", linked)
        renew(views)
        after = _standing(views)
        changed = {exhibit for exhibit, _ in before ^ after}
        here = {row[0] for row in views.db.execute("SELECT digest FROM exhibit")}
        for digest in sorted(changed & here):
            settle(views, digest, *text_of(digest))
        views.set_meta("decided", now)


def _acts(ledger: Ledger) -> Iterator[Act]:
    members = ledger.members()
    for entry in ledger.entries():
        if entry.kind in ACT_KINDS and (act := read_act(entry, members)):
            yield act


def _standing(views: Views) -> set[tuple[str, str]]:
    """Exhibit and id of every decision that stands."""
    rows = views.db.execute(
        "SELECT d.exhibit, d.id FROM decision d JOIN act a ON a.entry = d.entry"
        " WHERE a.live"
    )
    return {(row[0], row[1]) for row in rows}


def note_linked(views: Views) -> None:
    """Linking has obeyed all decisions as they stand now."""
    views.db.execute("UPDATE act SET linked = live")


def since_linking(views: Views) -> int:
    """How many decisions linking and weighing do not know yet, or still obey."""
    row = views.db.execute(
        "SELECT count(*) FROM act WHERE live != linked"
        " AND what NOT IN ('withdrawn', 'looked', 'unread')"
    ).fetchone()
    return int(row[0])


def take_in_act(
    views: Views,
    ledger: Ledger,
    entries: Iterable[EntryView],
    text_of: Callable[[str], tuple[str, bool]],
) -> None:
    """Take in acts that were just written here, without looking at all others."""
    members = ledger.members()
    (last,) = views.db.execute("SELECT coalesce(max(n), 0) FROM act").fetchone()
    acts = [act for one in entries if (act := read_act(one, members))]
    put_acts(views, acts, last + 1)
    taken_back = [name for act in acts for name in act.supersedes]
    if taken_back:
        renew(views)
    touched: dict[str, set[str]] = {}
    for exhibit, target, kind in _touched(views, [a.entry for a in acts], taken_back):
        whole = kind == DecisionKind.SPLIT or not target
        touched.setdefault(exhibit, set()).add("" if whole else target)
    for exhibit, targets in touched.items():
        settle(views, exhibit, *text_of(exhibit), only=targets)


def _touched(
    views: Views, entries: Iterable[str], taken_back: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    waiting, seen = [*entries, *taken_back], set[str]()
    while waiting:
        entry = waiting.pop()
        if entry in seen:
            continue
        seen.add(entry)
        yield from views.db.execute(
            "SELECT exhibit, target, kind FROM decision WHERE entry = ?", (entry,)
        )
        waiting += [
            row[0]
            for row in views.db.execute(
                "SELECT target FROM superseding WHERE entry = ?", (entry,)
            )
        ]


def settle(
    views: Views,
    digest: str,
    text: str,
    protect: bool,
    *,
    only: Collection[str] = (),
) -> None:
    """Apply the decisions that stand to the statements of one exhibit.

    Args:
        views: The case's views, in a transaction.
        digest: The exhibit.
        text: Its text.
        protect: Whether its voices must not be named.
        only: Ids of statements; all if empty, or if one of them was ever split.
    """
    if "" in only or _ever_split(views, digest):
        only = ()
    stored = _stored(views, digest, only)
    told = list(_decisions(views, digest, only))
    machine = [row.read for row in stored.values() if not row.made]
    outcome = review(machine, told, text, protect=protect)
    links = _Links(views, digest)
    for number, found in enumerate(outcome.statements):
        _write(views, found, stored.pop(found.statement.id, None), number, links)
    views.db.executemany(
        "DELETE FROM statement WHERE id = ? AND made", ((name,) for name in stored)
    )
    views.db.executemany(
        "UPDATE decision SET target = ? WHERE id = ?",
        ((outcome.targets.get(decision.id, ""), decision.id) for decision in told),
    )
    views.tally(digest)


def settle_anew(views: Views, digest: str, text: str, *, protect: bool) -> None:
    """Apply decisions to an exhibit that was just read; most exhibits have none."""
    row = views.db.execute(
        "SELECT 1 FROM decision WHERE exhibit = ? LIMIT 1", (digest,)
    ).fetchone()
    if row is not None:
        settle(views, digest, text, protect)


@dataclass(frozen=True, slots=True)
class _Stored:
    """A row of the statements: as read, as judged, with its links, and its state."""

    read: Statement
    made: bool
    judged: str | None
    review: str
    open: int
    linked: str | None


_ROW = "SELECT id, json, made, judged, review, open, linked FROM statement"


def _stored(views: Views, digest: str, only: Collection[str]) -> dict[str, _Stored]:
    marks = ",".join("?" * len(only))
    also = f" AND id IN ({marks})" if only else ""
    rows = views.db.execute(
        f"{_ROW} WHERE exhibit = ?{also} ORDER BY n",
        (digest, *only),
    )
    return {row[0]: _Stored(decode(row[1], Statement), *row[2:]) for row in rows}


def _write(
    views: Views, found: Reviewed, before: _Stored | None, number: int, links: "_Links"
) -> None:
    """Keep a statement as it counts, if that is not how it is kept already."""
    one = found.statement
    judged = encode(one) if found.decisions else None
    now = (judged, str(one.review), int(found.open))
    if before and (before.judged, before.review, before.open) == now:
        return
    if before is None:
        views.db.execute(
            "INSERT INTO statement(id, exhibit, n, start, end, event_type, json, made)"
            " VALUES(?, ?, ?, 0, 0, '', ?, 1)",
            (one.id, one.exhibit, number, judged),
        )
    views.db.execute(
        "UPDATE statement SET start = ?, end = ?, earliest = ?, latest = ?,"
        " event_type = ?, judged = ?, review = ?, open = ?, linked = ? WHERE id = ?",
        (
            one.start, one.end, *bounds(one), one.event_type, *now,
            encode(_linked(one, before, links)), one.id,
        ),
    )  # fmt: skip


def _linked(one: Statement, before: _Stored | None, links: "_Links") -> Statement:
    """With links: those it has, where only what people think of it is new."""
    if before is not None and before.linked:
        was = decode(before.judged, Statement) if before.judged else before.read
        if replace(was, review=one.review) == one:
            return replace(decode(before.linked, Statement), review=one.review)
    return links.apply(one)


def _ever_split(views: Views, digest: str) -> bool:
    row = views.db.execute(
        "SELECT 1 FROM decision WHERE exhibit = ? AND kind = 'split' LIMIT 1", (digest,)
    ).fetchone()
    return row is not None


def _decisions(views: Views, digest: str, only: Collection[str]) -> Iterator[Decision]:
    marks = ",".join("?" * len(only))
    also = f" AND d.target IN ({marks})" if only else ""
    for (told,) in views.db.execute(
        "SELECT d.json FROM decision d JOIN act a ON a.entry = d.entry"  # noqa: S608 (marks only)
        f" WHERE d.exhibit = ? AND a.live{also} ORDER BY a.n, d.rowid",
        (digest, *only),
    ):
        yield decode(told, Decision)


class _Links:
    """The links that are known already, for statements that people put otherwise.

    Names of the exhibit's own mentions first, then names of the whole case. What is
    still without a link gets one when linking is done again.
    """

    def __init__(self, views: Views, digest: str) -> None:
        self._views = views
        self._digest = digest
        self._known: linking.Links | None = None

    def apply(self, statement: Statement) -> Statement:
        """The statement with the ids of those it names."""
        links = self._known = self._known or self._here()
        named: tuple[Party | Speaker, ...] = (
            *statement.agents, *statement.targets, *statement.chain,
        )  # fmt: skip
        for each in named:
            for table, kind in _TABLES:
                key = (kind, "", _key(each.name, kind))
                if key not in links.by_name:
                    links.by_name[key] = self._by_label(table, each.name)
        return linking.apply_links(statement, links, builtin())

    def _here(self) -> linking.Links:
        by_name: dict[tuple[str, str, str], str] = {}
        rows = self._views.db.execute(
            "SELECT canonical, json_extract(json, '$.name'),"
            " json_extract(json, '$.quote') FROM mention"
            " WHERE exhibit = ? AND canonical != ''",
            (self._digest,),
        )
        for canonical, *names in rows:
            kind = _TYPES.get(canonical[:2], "")
            for name in filter(None, names):
                key = (kind, self._digest, _key(name, kind))
                if by_name.setdefault(key, canonical) != canonical:
                    by_name[key] = ""
        return linking.Links(by_name=by_name)

    def _by_label(self, table: str, name: str) -> str:
        rows = self._views.db.execute(
            f"SELECT id FROM {table} WHERE label = ? LIMIT 2",  # noqa: S608 (fixed names)
            (name,),
        ).fetchall()
        return str(rows[0][0]) if len(rows) == 1 else ""


def _key(name: str, kind: str) -> str:
    return group_key(name) if kind == "ORG" else fold(name)

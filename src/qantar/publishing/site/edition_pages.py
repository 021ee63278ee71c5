"""Edition pages: how to check this edition, and what has changed since the last one."""

from itertools import islice

from qantar.publishing.comparing import Change, Changes
from qantar.publishing.site.sheet import Sheet
from qantar.text.messages import N_

__all__ = ["EDITION_PAGES", "write_changes", "write_check"]

EDITION_PAGES = {
    "check": ("check.html", N_("Check this edition")),
    "changes": ("changes.html", N_("What has changed")),
}
"""Pages of the second navigation that not every site has."""

_LISTED = 90
"""Statements that are named on one page; the rest is counted."""

_WHAT = {
    "statements": N_("statements"),
    "people": N_("persons"),
    "places": N_("places"),
    "events": N_("events"),
    "contradictions": N_("differing pairs"),
    "register": N_("persons in the register"),
}
_KEYS = {
    "review": N_("review"),
    "status": N_("whether it still stands"),
    "stance": N_("stance"),
    "event_type": N_("kind"),
    "when": N_("time"),
    "earliest": N_("time"),
    "latest": N_("time"),
    "when_words": N_("time"),
    "where": N_("place"),
    "agents": N_("who did it"),
    "targets": N_("to whom"),
    "quantities": N_("number"),
    "quote": N_("quotation"),
    "speaker": N_("voice"),
    "speaker_chain": N_("voice"),
}


def write_check(sheet: Sheet) -> None:
    """How a reader finds out whether anything was altered."""
    file, title = EDITION_PAGES["check"]
    sheet.page("check.html", file, sheet.say(title), section=file)


def write_changes(sheet: Sheet, changes: Changes) -> None:
    """What is new, what has changed, and how much is gone."""
    file, title = EDITION_PAGES["changes"]
    known = sheet.plan.order
    new = [c for c in changes.of("statements", "new") if c.id in known]
    changed = [c for c in changes.of("statements", "changed") if c.id in known]
    sheet.page(
        "changes.html",
        file,
        sheet.say(title),
        section=file,
        since=changes.since,
        counts=[
            (sheet.say(_WHAT[what]), count) for what, count in changes.counts().items()
        ],
        parts=[
            (sheet.say(N_("Changed statements")), *_rows(sheet, changed)),
            (sheet.say(N_("New statements")), *_rows(sheet, new)),
        ],
    )


def _rows(sheet: Sheet, changes: list[Change]) -> tuple[list[dict[str, str]], str]:
    rows = [_row(sheet, change) for change in islice(changes, _LISTED)]
    more = len(changes) - len(rows)
    told = sheet.say(N_("%(count)s more."), count=sheet.words.number(more))
    return rows, told if more else ""


def _row(sheet: Sheet, change: Change) -> dict[str, str]:
    statement = sheet.view.statement(change.id)
    keys = dict.fromkeys(_KEYS[key] for key in change.keys if key in _KEYS)
    return {
        "href": f"{sheet.plan.statement_page(change.id)}#s-{change.id}",
        "text": sheet.words.sentence(statement),
        "fields": ", ".join(sheet.say(key) for key in keys),
    }

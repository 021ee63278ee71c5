"""Lists: chronology, sources, register, ownership, and everything from A to Я."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import groupby, islice

from qantar.publishing.citations import date_words
from qantar.publishing.marks import is_dated
from qantar.publishing.site.ego import Tie, draw_ties
from qantar.publishing.site.lines import anchor_of, line_of
from qantar.publishing.site.plan import chunked, in_order, numbered, stretch_page
from qantar.publishing.site.sheet import Sheet
from qantar.publishing.site.words import LANGUAGE_NAMES
from qantar.publishing.site.zones import local
from qantar.text.messages import N_
from qantar.vocabulary.entity import Name
from qantar.vocabulary.kinds import event_kinds
from qantar.vocabulary.statement import Statement

__all__ = ["az", "chronology", "exhibits", "ownership", "register"]

_ROW = 420


def chronology(sheets: Sequence[Sheet]) -> None:
    """All statements by time, page by page in every language, the undated last."""
    plan = sheets[0].plan
    found = in_order(sheets[0].view)
    for at, stretch in enumerate(plan.stretches):
        page = list(islice(found, stretch.count))
        beside = plan.stretches[max(at - 1, 0) : at + 2]
        keys = [plan.keys[one.id] for one in page]
        for sheet in sheets:
            path = f"{sheet.lang}/{stretch_page(stretch, at)}"
            if at == 0 or not sheet.press.stands(path, stretch.part, beside, keys):
                _chronology_page(sheet, at, page)


def _chronology_page(sheet: Sheet, at: int, page: Sequence[Statement]) -> None:
    found = sheet.plan.stretches
    groups = [
        (told, [line_of(one, sheet.words, sheet.plan) for one in group])
        for told, group in groupby(page, partial(_heading, sheet))
    ]
    sheet.page(
        "chronology.html",
        stretch_page(found[at], at),
        sheet.say(N_("Chronology")),
        section="chronology.html",
        groups=groups,
        first=at == 0,
        days=_days(sheet) if at == 0 and len(found) > 1 else [],
        here=sheet.words.stretch(found[at]),
        before=_beside(sheet, at - 1) if at else None,
        after=_beside(sheet, at + 1) if at + 1 < len(found) else None,
        marks=sheet.marks(),
    )


def _beside(sheet: Sheet, at: int) -> tuple[str, str]:
    """Address and name of a page of the chronology."""
    stretch = sheet.plan.stretches[at]
    return stretch_page(stretch, at), sheet.words.stretch(stretch)


def _days(sheet: Sheet) -> list[tuple[str, str, str]]:
    """Every stretch of the calendar: address of its first page, name, how many."""
    rows = []
    for _, group in groupby(enumerate(sheet.plan.stretches), lambda one: one[1].name):
        parts = list(group)
        at, first = parts[0]
        count = sum(stretch.count for _, stretch in parts)
        rows.append(
            (
                stretch_page(first, at),
                sheet.words.stretch(replace(first, part=1)),
                sheet.words.number(count),
            )
        )
    return rows


def _heading(sheet: Sheet, statement: Statement) -> str:
    """The day, month or year under which a statement stands; or no date."""
    when = statement.when
    if when is None or not is_dated(when):
        return sheet.say(N_("No date"))
    zone = when.zone or sheet.view.facts().zone
    first = when.earliest
    if first is None:
        assert_end = when.latest
        if assert_end is None:
            return sheet.say(N_("No date"))
        day = local(assert_end - timedelta(minutes=1), zone).date()
        return sheet.say(
            N_("Before the end of %(day)s"), day=sheet.words.long_date(day)
        )
    day = local(first, zone).date()
    span = (when.latest or first) - first
    if span > timedelta(days=300):
        return str(day.year)
    if span > timedelta(days=27):
        return date_words(f"{day.year}-{day.month:02}", sheet.lang)
    return sheet.words.day(day)


def exhibits(sheet: Sheet) -> None:
    """The table of sources."""
    pages = list(chunked(sheet.plan.exhibits.values(), each=_ROW)) or [[]]
    for number, notes in enumerate(pages, 1):
        rows = [
            {
                "href": f"../e/{note.page()}",
                "label": note.label,
                "outlet": note.outlet,
                "kind": sheet.words.document(note.kind),
                "published": date_words(note.published, sheet.lang),
                "lang": LANGUAGE_NAMES.get(note.lang, note.lang),
                "count": sheet.words.number(note.statements),
            }
            for note in notes
        ]
        sheet.listing(
            "exhibits",
            sheet.say(N_("Sources")),
            number,
            len(pages),
            rows=rows,
        )


def register(sheet: Sheet) -> None:
    """Persons harmed, value by value."""
    pages = list(chunked(sheet.view.register(), each=1_100)) or [[]]
    for number, page in enumerate(pages, 1):
        entries = [
            {
                "anchor": anchor_of(entry.id),
                "name": sheet.named(entry.person, entry.name),
                "href": numbered(sheet.plan.people[entry.person], 1)
                if entry.person in sheet.plan.people
                else "",
                "lists": ", ".join(entry.lists),
                "fields": [
                    {
                        "label": sheet.words.register_field(value.field),
                        "value": _register_value(sheet, value.field, value.value),
                        "links": sheet.links(value.statements),
                    }
                    for value in entry.values
                    if (value.field, value.value) != ("name", entry.name)
                ],
            }
            for entry in page
        ]
        sheet.listing(
            "register",
            sheet.say(N_("Persons harmed")),
            number,
            len(pages),
            entries=entries,
        )


def _register_value(sheet: Sheet, field: str, value: str) -> str:
    if "date" in field:
        return date_words(value, sheet.lang)
    return sheet.words.register_value(value)


def ownership(sheet: Sheet) -> None:
    """Who owns or directs what, as stated."""
    pages = list(chunked(sheet.view.ownership(), each=_ROW)) or [[]]
    for number, page in enumerate(pages, 1):
        rows = [
            {
                "owner": sheet.named(one.owner, one.owner_name),
                "relation": sheet.words.relation(one.relation),
                "asset": sheet.named(one.asset, one.asset_name),
                "when": sheet.words.when(one.when) if one.when else "",
                "links": sheet.links(one.statements),
            }
            for one in page
        ]
        ties = [
            Tie(
                owner=sheet.named(one.owner, one.owner_name),
                asset=sheet.named(one.asset, one.asset_name),
                relation=sheet.words.relation(one.relation),
                href=next((link["href"] for link in sheet.links(one.statements)), ""),
            )
            for one in page
        ]
        title = sheet.say(N_("The same ties as in the table, as a drawing"))
        sheet.listing(
            "ownership",
            sheet.say(N_("Who owns what")),
            number,
            len(pages),
            rows=rows,
            drawing=draw_ties(ties, title=title),
        )


def az(sheet: Sheet) -> None:
    """Everything by its first letter, for those without JavaScript."""
    entries = sorted(
        _az_entries(sheet), key=lambda e: (_sort_key(e["text"]), e["href"])
    )
    pages = list(chunked(entries, each=190)) or [[]]
    for number, page in enumerate(pages, 1):
        groups = [
            (letter, list(found))
            for letter, found in groupby(page, lambda e: _letter(e["text"]))
        ]
        sheet.page(
            "az.html",
            numbered("a-z", number),
            sheet.say(N_("Register A–Я")),
            section="a-z.html",
            number=number,
            count=len(pages),
            groups=groups,
        )


def _az_entries(sheet: Sheet) -> Iterator[dict[str, str]]:
    for person in sheet.view.people():
        href = numbered(sheet.plan.people[person.id], 1)
        yield from _spellings(sheet.words.voice(person.name), person.names, href)
    for place in sheet.view.places():
        href = numbered(sheet.plan.places[place.id], 1)
        yield from _spellings(place.name, place.names, href)
    for group in sheet.view.groups():
        first = sheet.view.statement(group.statements[0]) if group.statements else None
        if first is not None:
            page = sheet.plan.statement_page(first.id)
            told = sheet.statements_words(len(group.statements))
            for entry in _spellings(group.name, group.names, f"{page}#s-{first.id}"):
                yield entry | {"told": told}
    for kind, first_id in sheet.plan.kinds.items():
        href = f"{sheet.plan.statement_page(first_id)}#s-{first_id}"
        label = event_kinds()[kind].labels[sheet.lang]
        yield {"text": label, "href": href, "lang": "", "told": ""}


def _spellings(name: str, names: Sequence[Name], href: str) -> Iterator[dict[str, str]]:
    told = {name: ""} | {one.text: one.lang for one in names}
    for text, lang in told.items():
        yield {"text": text, "href": href, "lang": lang, "told": ""}


def _letter(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.lstrip("«»„“\"'()[] "))
    first = text.lstrip("«»„“\"'()[] ")[:1] if bare[:1] > "\u024f" else bare[:1]
    return first.upper() if first.isalpha() else "#"


def _sort_key(text: str) -> tuple[str, str]:
    return (_letter(text), text.casefold())

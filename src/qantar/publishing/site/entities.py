"""Entities: the tables of persons and places, the map, and one page for each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from qantar.publishing.map import MapPlace, draw_map, left_out
from qantar.publishing.mapdata import REGIONS_UNTIL
from qantar.publishing.marks import is_dated
from qantar.publishing.site.lines import line_of
from qantar.publishing.site.plan import chunked, numbered
from qantar.publishing.site.sheet import Sheet
from qantar.text.messages import N_
from qantar.vocabulary.entity import Name, Person, Place
from qantar.vocabulary.statement import Statement

__all__ = ["people", "places"]

_STATE_KINDS = frozenset(
    (
        "killing",
        "injury",
        "arrest",
        "disappearance",
        "torture",
        "release",
        "flight",
        "resignation",
        "harassment",
    )
)
_CREDIT = N_(
    "Regions of Kazakhstan as before June 2022. Boundaries: Natural Earth,"
    " as they are in force on the ground; that is no judgement."
)
_CREDIT_WITHOUT_REGIONS = N_(
    "Boundaries of countries: Natural Earth, as they are in force on the"
    " ground; that is no judgement. No regions are drawn: none for this"
    " time are at hand."
)
_NAMES_SHOWN = 6
_NOTED = 25
_ROW = 420


def people(sheets: Sequence[Sheet]) -> None:
    """The table of persons, and one page for each, in every language."""
    pages = list(chunked(sheets[0].view.people(), each=_ROW)) or [[]]
    for number, page in enumerate(pages, 1):
        rows = [_person(sheets, person) for person in page]
        for at, sheet in enumerate(sheets):
            sheet.listing(
                "people",
                sheet.say(N_("People")),
                number,
                len(pages),
                rows=[row[at] for row in rows],
            )


def _person(sheets: Sequence[Sheet], person: Person) -> list[dict[str, Any]]:
    """Writes the pages of one person; gives the table's row in each language."""
    last = _last(sheets[0], person)
    lines = [
        None if last is None else line_of(last, sheet.words, sheet.plan)
        for sheet in sheets
    ]
    stem = sheets[0].plan.people[person.id]
    parts = (
        replace(person, statements=()),
        len(person.statements),
        (sheets[0].plan.names.get(person.id), person.name),
        None if last is None else sheets[0].plan.keys[last.id],
    )
    for sheet, told in _entity_pages(sheets, stem, person.statements, parts):
        line = lines[sheets.index(sheet)]
        sheet.page(
            "person.html",
            numbered(stem, told["number"]),
            name := sheet.named(person.id, person.name),
            section="people.html",
            name=name,
            told=sheet.statements_words(len(person.statements)),
            protected=person.protected,
            roles=", ".join(person.roles),
            why="; ".join(map(sheet.words.why, person.why)),
            last=line,
            scripts=_scripts(sheet, person.names),
            **told,
        )
    return [
        {
            "href": numbered(stem, 1),
            "name": sheet.named(person.id, person.name),
            "names": person.names[:_NAMES_SHOWN],
            "last": f"{line.sentence} ({line.when})" if line else "",
            "count": sheet.words.number(len(person.statements)),
        }
        for sheet, line in zip(sheets, lines, strict=True)
    ]


def _entity_pages(
    sheets: Sequence[Sheet], stem: str, ids: Sequence[str], parts: tuple[object, ...]
) -> Iterator[tuple[Sheet, dict[str, Any]]]:
    """Page by page and language by language, the lines and numbers of an entity.

    Pages that stand already are passed over; ``parts`` is what else than lines they are
    made from: of the first page everything, of the others the name.
    """
    plan, view = sheets[0].plan, sheets[0].view
    pages = plan.in_pages(ids)
    for number, page in enumerate(pages, 1):
        keys = [plan.keys[one] for one in page]
        own = parts if number == 1 else parts[2:3]
        todo = [
            sheet
            for sheet in sheets
            if not sheet.press.stands(
                f"{sheet.lang}/{numbered(stem, number)}", own, number, len(pages), keys
            )
        ]
        statements = [view.statement(one) for one in page] if todo else []
        for sheet in todo:
            yield (
                sheet,
                {
                    "lines": [line_of(s, sheet.words, plan) for s in statements],
                    "number": number,
                    "count": len(pages),
                    "stem": stem.rpartition("/")[2],
                },
            )


def _last(sheet: Sheet, person: Person) -> Statement | None:
    """The newest statement about what happened to the person, if there is one."""
    newest = sorted(person.statements, key=sheet.plan.order.__getitem__, reverse=True)
    for one in map(sheet.view.statement, newest):
        touched = {party.id for party in (*one.targets, *one.agents)}
        if (
            one.event_type in _STATE_KINDS
            and person.id in touched
            and is_dated(one.when)
        ):
            return one
    return None


def _scripts(sheet: Sheet, names: Sequence[Name]) -> list[tuple[str, list[Name]]]:
    labels = {"Latn": N_("Latin script"), "Cyrl": N_("Cyrillic script")}
    groups: dict[str, list[Name]] = {}
    for name in names:
        groups.setdefault(name.script, []).append(name)
    return [
        (sheet.say(labels[script]) if script in labels else script, found)
        for script, found in sorted(groups.items())
    ]


def places(sheets: Sequence[Sheet], *, first_date: str) -> None:
    """The map, the table of places, and one page for each, in every language."""
    found = sorted(
        sheets[0].view.places(),
        key=lambda one: (-len(one.statements), one.name, one.id),
    )
    regions = first_date < REGIONS_UNTIL
    maps = [_map(sheet, found, regions) for sheet in sheets]
    pages = list(chunked(found, each=_ROW)) or [[]]
    for number, page in enumerate(pages, 1):
        rows = [_place(sheets, place) for place in page]
        for at, sheet in enumerate(sheets):
            sheet.listing(
                "places",
                sheet.say(N_("Places")),
                number,
                len(pages),
                svg=maps[at][0],
                whole=maps[at][1],
                credit=sheet.say(_CREDIT if regions else _CREDIT_WITHOUT_REGIONS),
                rows=[row[at] for row in rows],
            )


def _map(sheet: Sheet, places: Sequence[Place], regions: bool) -> tuple[Markup, str]:
    drawn, whole = [], []
    for place in places:
        if place.lat is None or place.lon is None:
            continue
        name = sheet.named(place.id, place.name)
        if place.precision == "country":
            whole.append(f"{name} {sheet.words.number(len(place.statements))}")
            continue
        drawn.append(
            MapPlace(
                name=name,
                lat=place.lat,
                lon=place.lon,
                grain=place.precision,
                count=len(place.statements),
                href=numbered(sheet.plan.places[place.id], 1),
            )
        )
    title = sheet.say(N_("Map: where the statements are located"))
    svg = draw_map(drawn, title=title, with_regions=regions)
    told = sheet.say(N_("Only the country was named:")) + " " if whole else ""
    notes = told + ", ".join(whole[:_NOTED]) + ("." if whole else "")
    if outside := left_out(drawn, with_regions=regions):
        far = ", ".join(
            f"{place.name} {sheet.words.number(place.count)}"
            for place in outside[:_NOTED]
        )
        notes += (
            f" {sheet.say(N_('Outside of this map, or without an outline:'))} {far}."
        )
    return Markup(svg), notes.strip()  # noqa: S704 (escaped where made)


def _place(sheets: Sequence[Sheet], place: Place) -> list[dict[str, Any]]:
    """Writes the pages of one place; gives the table's row in each language."""
    stem = sheets[0].plan.places[place.id]
    parts = (
        replace(place, statements=()),
        len(place.statements),
        (sheets[0].plan.names.get(place.id), place.name),
    )
    for sheet, told in _entity_pages(sheets, stem, place.statements, parts):
        grain = sheet.words.grain(place.precision)
        count = sheet.statements_words(len(place.statements))
        sheet.page(
            "person.html",
            numbered(stem, told["number"]),
            name := sheet.named(place.id, place.name),
            section="places.html",
            name=name,
            told=" · ".join(filter(None, (grain, place.zone, count))),
            protected=False,
            roles="",
            why="; ".join(map(sheet.words.why, place.why)),
            last=None,
            scripts=_scripts(sheet, place.names),
            **told,
        )
    return [
        {
            "href": numbered(stem, 1),
            "name": sheet.named(place.id, place.name),
            "names": place.names[:_NAMES_SHOWN],
            "grain": sheet.words.grain(place.precision),
            "count": sheet.words.number(len(place.statements)),
        }
        for sheet in sheets
    ]

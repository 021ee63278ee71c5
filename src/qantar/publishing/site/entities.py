"""Entities: the tables of persons and places, the map, and one page for each."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from qantar.publishing.map import MapPlace, draw_map
from qantar.publishing.mapdata import REGIONS_UNTIL
from qantar.publishing.marks import is_dated
from qantar.publishing.site.lines import line_of
from qantar.publishing.site.plan import chunked, numbered, weight
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
_NAMES_SHOWN = 6
_ROW = 420


def people(sheet: Sheet) -> None:
    """The table of persons, and one page for each."""
    pages = list(chunked(sheet.view.people(), each=_ROW)) or [[]]
    for number, people in enumerate(pages, 1):
        sheet.page(
            "people.html",
            numbered("people", number),
            sheet.say(N_("People")),
            section="people.html",
            number=number,
            count=len(pages),
            rows=[_person(sheet, person) for person in people],
        )


def _person(sheet: Sheet, person: Person) -> dict[str, Any]:
    """Writes the page of one person; gives the row for the table."""
    statements = sorted(
        (sheet.view.statement(one) for one in person.statements), key=_time_key
    )
    last = _last(sheet, person, statements)
    name = sheet.named(person.id, person.name)
    stem = sheet.plan.people[person.id]
    pages = list(chunked(statements, [weight(one) for one in statements])) or [[]]
    for number, page in enumerate(pages, 1):
        sheet.page(
            "person.html",
            numbered(stem, number),
            name,
            section="people.html",
            name=name,
            told=sheet.statements_words(len(statements)),
            protected=person.protected,
            roles=", ".join(person.roles),
            why="; ".join(sheet.say(reason) for reason in person.why),
            last=last,
            scripts=_scripts(sheet, person.names),
            lines=[line_of(one, sheet.words, sheet.plan) for one in page],
            number=number,
            count=len(pages),
            stem=stem.rpartition("/")[2],
        )
    return {
        "href": numbered(stem, 1),
        "name": name,
        "names": person.names[:_NAMES_SHOWN],
        "last": f"{last.sentence} ({last.when})" if last else "",
        "count": sheet.words.number(len(statements)),
    }


def _last(sheet: Sheet, person: Person, statements: Sequence[Statement]) -> Any:
    """The newest statement about what happened to the person, if there is one."""
    about = [
        one
        for one in statements
        if one.event_type in _STATE_KINDS
        and person.id in {party.id for party in (*one.targets, *one.agents)}
        and is_dated(one.when)
    ]
    return line_of(about[-1], sheet.words, sheet.plan) if about else None


def _scripts(sheet: Sheet, names: Sequence[Name]) -> list[tuple[str, list[Name]]]:
    labels = {"Latn": N_("Latin script"), "Cyrl": N_("Cyrillic script")}
    groups: dict[str, list[Name]] = {}
    for name in names:
        groups.setdefault(name.script, []).append(name)
    return [
        (sheet.say(labels[script]) if script in labels else script, found)
        for script, found in sorted(groups.items())
    ]


def places(sheet: Sheet, *, first_date: str) -> None:
    """The map, the table of places, and one page for each."""
    places = list(sheet.view.places())
    svg, whole = _map(sheet, places, first_date < REGIONS_UNTIL)
    pages = list(chunked(places, each=_ROW)) or [[]]
    credit = (
        N_(
            "Regions of Kazakhstan as before June 2022. Boundaries: Natural Earth,"
            " as they are in force on the ground; that is no judgement."
        )
        if first_date < REGIONS_UNTIL
        else N_(
            "Boundaries of countries: Natural Earth, as they are in force on the"
            " ground; that is no judgement. No regions are drawn: none for this"
            " time are at hand."
        )
    )
    for number, page in enumerate(pages, 1):
        sheet.page(
            "places.html",
            numbered("places", number),
            sheet.say(N_("Places")),
            section="places.html",
            number=number,
            count=len(pages),
            svg=svg,
            whole=whole,
            credit=sheet.say(credit),
            rows=[_place(sheet, place) for place in page],
        )


def _map(sheet: Sheet, places: Sequence[Place], regions: bool) -> tuple[Markup, str]:
    drawn, whole = [], []
    for place in places:
        if place.lat is None or place.lon is None:
            continue
        name = sheet.named(place.id, place.name)
        if place.precision == "country":
            told = sheet.statements_words(len(place.statements))
            whole.append(f"{name}: {told}.")
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
    return Markup(svg), told + " ".join(whole)  # noqa: S704 (escaped where made)


def _place(sheet: Sheet, place: Place) -> dict[str, Any]:
    statements = sorted(
        (sheet.view.statement(one) for one in place.statements), key=_time_key
    )
    stem = sheet.plan.places[place.id]
    name = sheet.named(place.id, place.name)
    grain = sheet.words.grain(place.precision)
    pages = list(chunked(statements, [weight(one) for one in statements])) or [[]]
    told = [grain, place.zone, sheet.statements_words(len(statements))]
    for number, page in enumerate(pages, 1):
        sheet.page(
            "person.html",
            numbered(stem, number),
            name,
            section="places.html",
            name=name,
            told=" · ".join(filter(None, told)),
            protected=False,
            roles="",
            why="; ".join(sheet.say(reason) for reason in place.why),
            last=None,
            scripts=_scripts(sheet, place.names),
            lines=[line_of(one, sheet.words, sheet.plan) for one in page],
            number=number,
            count=len(pages),
            stem=stem.rpartition("/")[2],
        )
    return {
        "href": numbered(stem, 1),
        "name": name,
        "names": place.names[:_NAMES_SHOWN],
        "grain": grain,
        "count": sheet.words.number(len(statements)),
    }


def _time_key(statement: Statement) -> tuple[bool, str, str, str]:
    when = statement.when
    if when is None or not is_dated(when):
        return (True, "", "", statement.id)
    first = when.earliest or when.latest
    last = when.latest or when.earliest
    return (
        False,
        first.isoformat() if first else "",
        last.isoformat() if last else "",
        statement.id,
    )

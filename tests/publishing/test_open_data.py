"""Open data in the forms of others, read by the programs and rules of others."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar
import pytest
from followthemoney import model
from pyld import jsonld

from memory_record import sample_record
from qantar.errors import InputError
from qantar.publishing.exports import FORMS, ExportFailed, Written, check_export, export
from qantar.publishing.exports.acled import ACLED_COLUMNS
from qantar.publishing.exports.annotations import exhibit_name
from qantar.publishing.exports.plain import certain_prefix
from qantar.publishing.opendata import DATA_FILES, write_data
from qantar.publishing.profile import INTERNAL, PUBLIC
from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.when import When

PAIRS = [(what, form) for form, each in FORMS.items() for what in each.takes]
OA, PROV = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#"


def exported(what: str, form: str, lang: str = "en") -> tuple[bytes, Written]:
    out = io.BytesIO()
    written = export(sample_record(), what, form, out, lang=lang)
    return out.getvalue(), written


def entities(what: str = "record") -> list[dict[str, Any]]:
    data, _ = exported(what, "ftm")
    return [json.loads(line) for line in data.splitlines()]


@pytest.mark.parametrize(("what", "form"), PAIRS)
def test_every_export_is_read_back_as_it_was_written(
    tmp_path: Path, what: str, form: str
) -> None:
    path = tmp_path / f"{what}{FORMS[form].suffix}"
    data, written = exported(what, form)
    path.write_bytes(data)

    check_export(path, form, written)
    assert written.count > 0 or written.left_out


@pytest.mark.parametrize(("what", "form"), PAIRS)
def test_every_export_has_the_same_bytes_again(what: str, form: str) -> None:
    assert exported(what, form)[0] == exported(what, form)[0]


@pytest.mark.parametrize("form", [name for name, each in FORMS.items() if each.losses])
@pytest.mark.parametrize("rest", [b"", b"\n{}\n\n"])
def test_a_damaged_file_is_refused(tmp_path: Path, form: str, rest: bytes) -> None:
    what = FORMS[form].takes[-1]
    data, written = exported(what, form)
    path = tmp_path / "file"
    path.write_bytes(data[:-1] + rest)

    with pytest.raises(ExportFailed, match="does not hold the bytes"):
        check_export(path, form, written)


def test_a_pair_that_does_not_fit_says_what_does() -> None:
    with pytest.raises(InputError, match=r"cannot carry register.*had as jsonl, csv"):
        exported("register", "geojson")


# -- FollowTheMoney ---------------------------------------------------------------


def test_followthemoney_takes_every_entity() -> None:
    for entity in entities():
        proxy = model.get_proxy(entity, cleaned=False)

        assert proxy.schema.validate({"properties": entity["properties"]}) is None
        assert proxy.to_dict()["properties"].keys() == entity["properties"].keys()


def test_no_value_of_an_entity_is_dropped_when_followthemoney_cleans_it() -> None:
    for entity in entities():
        cleaned = model.get_proxy(entity, cleaned=True).to_dict()["properties"]

        assert {k: len(v) for k, v in cleaned.items()} == {
            k: len(v) for k, v in entity["properties"].items()
        }


def test_every_entity_that_is_referred_to_is_there() -> None:
    found = entities()
    known = {entity["id"] for entity in found}
    for entity in found:
        schema = model.get(entity["schema"])
        assert schema is not None
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            assert prop is not None
            if prop.type.name == "entity":
                assert set(values) <= known, (entity["schema"], name)


def test_a_denial_is_no_event_in_followthemoney() -> None:
    denied = {s.id for s in sample_record().statements() if s.stance == "denies"}

    assert denied
    assert {e["schema"] for e in entities() if e["id"] in denied} == {"Note"}


# -- W3C Web Annotation and PROV ----------------------------------------------------

ANNOTATION_TERMS = {
    "id": "@id", "type": "@type",
    "oa": OA,
    "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "describing": "oa:describing",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    "start": {"@id": "oa:start"}, "end": {"@id": "oa:end"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
}  # fmt: skip
"""Those terms of anno.jsonld that we use (Web Annotation Vocabulary, appendix A)."""


def expanded(what: str) -> list[dict[str, Any]]:
    def load(url: str, options: object = None) -> dict[str, Any]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {
            "contextUrl": None,
            "documentUrl": url,
            "document": {"@context": ANNOTATION_TERMS},
        }

    document = json.loads(exported(what, "jsonld")[0])
    found: list[dict[str, Any]] = jsonld.expand(document, {"documentLoader": load})
    return found


def test_a_statement_is_an_annotation_of_its_exhibit() -> None:
    record = sample_record()
    found = {one["@id"]: one for one in expanded("statements")}
    for statement in record.statements():
        one = found[f"urn:x-qantar:statement:{statement.id}"]
        (target,) = one[f"{OA}hasTarget"]
        quote, position = target[f"{OA}hasSelector"]
        start = position[f"{OA}start"][0]["@value"]
        end = position[f"{OA}end"][0]["@value"]
        text = record.exhibit(statement.exhibit).content.text

        assert f"{OA}Annotation" in one["@type"]
        assert target[f"{OA}hasSource"][0]["@id"] == exhibit_name(statement.exhibit)
        assert quote[f"{OA}exact"][0]["@value"] == text[start:end]


def test_statements_of_one_origin_share_their_primary_source() -> None:
    record = sample_record()
    found = {one["@id"]: one for one in expanded("record")}
    for origin in record.origins():
        for statement in origin.statements:
            one = found[f"urn:x-qantar:statement:{statement}"]
            (primary,) = one[f"{PROV}hadPrimarySource"]

            assert primary["@id"] == f"urn:x-qantar:origin:{origin.id}"
            assert primary["@id"] in found


def test_no_key_of_the_annotations_is_dropped_when_it_is_expanded() -> None:
    plain = json.loads(exported("statements", "jsonld")[0])["@graph"]
    for before, after in zip(plain, expanded("statements"), strict=True):
        assert len(after) == len(before)


def test_the_chain_of_voices_is_attributed_in_its_order() -> None:
    record = sample_record()
    found = {one["@id"]: one for one in expanded("statements")}
    for statement in record.statements():
        one = found[f"urn:x-qantar:statement:{statement.id}"]
        voices = one[f"{PROV}qualifiedAttribution"]
        places = [voice["urn:x-qantar:ns:place"][0]["@value"] for voice in voices]

        assert places == list(range(1, len(statement.chain) + 1))


# -- GeoJSON ------------------------------------------------------------------------


def test_places_are_longitude_before_latitude() -> None:
    found = json.loads(exported("places", "geojson")[0])
    points = {
        f["properties"]["name"]: f["geometry"]["coordinates"]
        for f in found["features"]
        if f["geometry"] and f["geometry"]["type"] == "Point"
    }

    assert points["Almaty"] == [76.92, 43.25]
    assert found["bbox"][0] <= 76.92 <= found["bbox"][2]


def test_a_country_or_region_is_never_a_point() -> None:
    found = json.loads(exported("places", "geojson")[0])["features"]
    wide = [f for f in found if f["properties"]["grain"] in ("region", "country")]

    assert wide
    assert {f["geometry"]["type"] for f in wide if f["geometry"]} <= {
        "Polygon",
        "MultiPolygon",
    }


# -- ACLED and iCalendar --------------------------------------------------------------


def test_the_table_for_acled_has_its_columns_and_precisions() -> None:
    table = list(csv.DictReader(io.StringIO(exported("events", "acled")[0].decode())))

    assert tuple(table[0]) == ACLED_COLUMNS
    assert {row["time_precision"] for row in table} <= {"1", "2", "3"}
    assert {row["iso"] for row in table if row["country"] == "Kazakhstan"} == {"398"}


def test_the_calendar_is_read_by_another_program() -> None:
    data, written = exported("events", "ics")
    calendar = icalendar.Calendar.from_ical(data)
    entries = calendar.walk("VEVENT")

    assert len(entries) == written.count
    for entry in entries:
        assert entry.decoded("dtstart") < entry.decoded("dtend")
        assert str(entry["summary"])
    assert calendar.to_ical()


def test_an_event_whose_day_is_disputed_is_tentative() -> None:
    entries = icalendar.Calendar.from_ical(exported("events", "ics")[0]).walk("VEVENT")
    states = {str(e["uid"]).partition("@")[0]: str(e["status"]) for e in entries}

    assert states["e:start"] == "TENTATIVE"  # one voice says the 1st, another the 2nd


# -- the folder --------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("data")
    write_data(sample_record(), out, profile=INTERNAL, lang="en")
    return out


def test_the_folder_holds_exactly_what_is_listed(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == set(DATA_FILES)


def test_every_digest_of_the_folder_is_right(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    told = {name: digest for digest, name in (line.split("  ") for line in lines)}

    assert set(told) == set(DATA_FILES) - {"SHA256SUMS"}
    for name, digest in told.items():
        assert sha256_hex((folder / name).read_bytes()) == digest


CASTS: dict[str, Callable[[str], object]] = {
    "string": str, "integer": int, "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "array": json.loads, "object": json.loads,
}  # fmt: skip


def test_every_cell_is_of_the_type_that_the_data_package_tells(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text())
    assert package["profile"] == "tabular-data-package"
    for resource in package["resources"]:
        text = (folder / resource["path"]).read_bytes().decode()
        table = list(csv.DictReader(io.StringIO(text, newline="")))
        fields = resource["schema"]["fields"]

        assert len(text.encode()) == resource["bytes"]
        assert [field["name"] for field in fields] == list(table[0])
        for row in table:
            for field in fields:
                if cell := row[field["name"]]:
                    CASTS[field["type"]](cell)


def test_the_primary_key_of_a_table_is_one(folder: Path) -> None:
    for resource in json.loads((folder / "datapackage.json").read_text())["resources"]:
        key = resource["schema"].get("primaryKey")
        if key:
            text = (folder / resource["path"]).read_bytes().decode()
            found = [row[key] for row in csv.DictReader(io.StringIO(text, newline=""))]

            assert len(set(found)) == len(found), resource["name"]


def test_the_catalogue_describes_every_file(folder: Path) -> None:
    base = {"base": "file:///data/"}
    (told,) = jsonld.expand(json.loads((folder / "dcat.jsonld").read_text()), base)
    dcat = "http://www.w3.org/ns/dcat#"
    urls = [d[f"{dcat}downloadURL"][0]["@id"] for d in told[f"{dcat}distribution"]]
    files = {url.removeprefix("file:///data/") for url in urls}

    assert files == set(DATA_FILES) - {"SHA256SUMS", "COUNTS.csv", "dcat.jsonld"}
    assert told["@type"] == [f"{dcat}Dataset"]


def test_what_is_no_longer_made_does_not_stay(tmp_path: Path) -> None:
    write_data(sample_record(), tmp_path, profile=INTERNAL, lang="en")
    write_data(sample_record(), tmp_path, profile=INTERNAL, lang="en", everything=False)
    names = {path.name for path in tmp_path.iterdir()}

    assert "statements.csv" in names
    assert "record.ftm.jsonl" not in names
    assert names < set(DATA_FILES)


def test_less_goes_out_under_a_stricter_profile(tmp_path: Path, folder: Path) -> None:
    write_data(sample_record(), tmp_path, profile=PUBLIC, lang="en")

    for name in ("record.ftm.jsonl", "record.jsonld"):
        assert (tmp_path / name).stat().st_size < (folder / name).stat().st_size


@pytest.mark.parametrize(
    ("value", "certain"),
    [
        ("2022-01-05T15:50+06:00~", "2022-01-05"),
        ("2022-01-05/2022-01-06", "2022-01"),
        ("[2022-01-04..2022-01-06]", "2022-01"),
        ("201X", ""),
        ("2022-XX", "2022"),
        ("2022-21", "2022"),
        ("2021-12-31/2022-01-01", ""),
        ("2022-01-05/..", ""),
        ("P4D", ""),
    ],
)
def test_only_what_is_certain_of_a_time_is_told(value: str, certain: str) -> None:
    assert certain_prefix(When(value=value)) == certain

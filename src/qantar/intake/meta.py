"""Provenance as people tell it: ``meta.jsonl`` or ``meta.csv`` beside the files."""

import csv
import datetime as dt
import io
import re
import unicodedata
import zoneinfo
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from qantar.errors import InputError
from qantar.intake.encoding import decode
from qantar.intake.tables import find_delimiter
from qantar.intake.walking import FoundFile, walk
from qantar.vocabulary.exhibit import DOCUMENT_KINDS, Provenance
from qantar.vocabulary.passage import Unread

__all__ = ["META_NAMES", "Meta", "read_meta"]

META_NAMES = ("meta.jsonl", "meta.csv")
_COLUMNS = [
    "file",
    "id",
    "title",
    "published",
    "outlet",
    "author",
    "url",
    "lang",
    "zone",
    "kind",
    "protect",
    "obtained",
]
_YES = {"true", "yes", "1", "ja", "да", "иә", "x"}
_NO = {"", "false", "no", "0", "nein", "нет", "жоқ"}
_MAX_BYTES = 64 * 1024 * 1024
_OFFSET = re.compile(r"(?:UTC|GMT)?[+-](?:0\d|1[0-4]):?(?:[0-5]\d)?$|^(?:UTC|Z)$")
_LANG = re.compile(r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")
_EDTF_DAY = re.compile(r"^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What a folder's ``meta.jsonl`` or ``meta.csv`` tells.

    Attributes:
        rows: File name as ``walk`` gives it -> what was told about it.
        problems: Unknown columns, rows for missing files, values of no known form.
        file: The file itself, to be kept as an exhibit and never read for statements;
            None if the folder has none.
    """

    rows: dict[str, Provenance] = field(default_factory=dict)
    problems: tuple[Unread, ...] = ()
    file: Path | None = None


def read_meta(folder: Path) -> Meta:
    """Read what people tell about the files of a folder.

    A row with a bad value is kept without that value. If both files are there,
    ``meta.jsonl`` counts.
    """
    present = [name for name in META_NAMES if (folder / name).is_file()]
    if not present:
        return Meta()
    path = folder / present[0]
    problems = _Problems(path.name)
    if len(present) > 1:
        problems.say(
            "",
            "it was not read, since meta.jsonl is there too; keep one of them",
            what=present[1],
        )
    with path.open("rb") as stream:
        data = stream.read(_MAX_BYTES + 1)
    decoded = decode(data) if len(data) <= _MAX_BYTES else None
    if decoded is None:
        problems.say("", f"it is no text of up to {_MAX_BYTES} bytes; save it as UTF-8")
        return Meta(problems=tuple(problems.said), file=path)
    text = decoded.text.removeprefix("\ufeff")
    listed = (
        _lines(text, problems) if path.suffix == ".jsonl" else _table(text, problems)
    )
    rows = _assign(listed, _names(folder), problems)
    return Meta(rows=rows, problems=tuple(problems.said), file=path)


def _assign(
    listed: list[tuple[str, dict[str, Any]]],
    names: dict[str, str],
    problems: "_Problems",
) -> dict[str, Provenance]:
    """Rows by the file they are about.

    A row for a folder or a zip file holds for all files inside that have no row of
    their own, but for its id and title, which are those of the whole.
    """
    rows: dict[str, Provenance] = {}
    general: list[tuple[Provenance, list[str]]] = []
    for place, told in listed:
        written = str(told.get("file") or "")
        key = _key(written)
        if name := names.get(key):
            if name in rows:
                problems.say(place, f"'{name}' stands twice; the first row counts")
            else:
                rows[name] = _provenance(name, told, place, problems)
            continue
        inside = [
            n for k, n in names.items() if key and k.startswith(key.rstrip("/") + "/")
        ]
        if inside:
            general.append((_provenance(written, told, place, problems), inside))
        else:
            problems.say(
                place,
                f"there is no file '{written}' in this folder; correct the path, with / "
                "between folders",
            )
    for provenance, inside in general:
        for name in inside:
            if name not in rows:
                rows[name] = replace(provenance, file=name, external_id="", title="")
    return rows


class _Problems:
    def __init__(self, file: str) -> None:
        self._file = file
        self.said: list[Unread] = []

    def say(self, place: str, reason: str, *, what: str = "") -> None:
        where = what or self._file
        self.said.append(
            Unread(what=f"{where}, {place}" if place else where, reason=reason)
        )


def _lines(text: str, problems: _Problems) -> list[tuple[str, dict[str, Any]]]:
    rows = []
    unknown: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line)
        except (msgspec.DecodeError, RecursionError):
            row = None
        if not isinstance(row, dict):
            problems.say(
                f"line {number}",
                "it is no JSON object; write "
                '{"file": "…", "published": "…"} on one line',
            )
            continue
        for key in row.keys() - set(_COLUMNS) - unknown:
            unknown.add(key)
            problems.say(f"line {number}", _unknown_column(key))
        rows.append((f"line {number}", row))
    return rows


def _table(text: str, problems: _Problems) -> list[tuple[str, dict[str, Any]]]:
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=find_delimiter(text) or ","
    )
    rows: list[tuple[str, dict[str, Any]]] = []
    try:
        fields = [name.strip() for name in reader.fieldnames or []]
        reader.fieldnames = fields
        for name in fields:
            if name not in _COLUMNS:
                problems.say("row 1", _unknown_column(name))
        if "file" not in fields:
            problems.say(
                "row 1",
                "there is no column 'file'; it is needed to know which "
                "file a row is about",
            )
            return []
        for number, row in enumerate(reader, start=2):
            if None in row:
                problems.say(
                    f"row {number}",
                    "it has more cells than columns; look for a missing quotation mark",
                )
            told = {k: v for k, v in row.items() if k is not None}
            rows.append((f"row {number}", told))
    except csv.Error:
        problems.say(
            f"row {reader.line_num}",
            "the table breaks off here; look for a quotation mark that is not closed",
        )
    return rows


def _unknown_column(name: str) -> str:
    return f"unknown column '{name}'; known are {', '.join(_COLUMNS)}"


def _names(folder: Path) -> dict[str, str]:
    """Names to compare by -> names as ``walk`` gives them."""
    try:
        return {
            _key(item.name): item.name
            for item in walk(folder)
            if isinstance(item, FoundFile)
        }
    except InputError:
        return {}


def _key(name: str) -> str:
    """Composed and decomposed letters name the same file; so do both slashes."""
    plain = unicodedata.normalize("NFC", name.strip()).replace("\\", "/")
    return plain.removeprefix("./")


def _provenance(
    name: str, told: dict[str, Any], place: str, problems: _Problems
) -> Provenance:
    words = {key: _word(told.get(key)) for key in _COLUMNS}
    for key, fits, right in (
        ("published", _is_time, "2022-01-05, 2022-01, 2022-01-05T15:50:00+06:00"),
        ("kind", _is_kind, ", ".join(DOCUMENT_KINDS)),
        ("lang", _is_lang, "ru, kk, de, en"),
        ("zone", _is_zone, "Asia/Almaty, +06:00"),
        ("protect", _is_choice, "true, false"),
    ):
        if words[key] and not fits(words[key]):
            problems.say(
                place,
                f"{key} '{words[key]}' is of no known form; right would "
                f"be: {right}. It was left out",
            )
            words[key] = "true" if key == "protect" else ""  # in doubt, protect
    return Provenance(
        file=name,
        external_id=words["id"],
        title=words["title"],
        published=words["published"],
        outlet=words["outlet"],
        author=words["author"],
        url=words["url"],
        lang=words["lang"],
        zone=words["zone"],
        kind=words["kind"],
        protect=words["protect"].casefold() in _YES,
        obtained=words["obtained"],
    )


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    return "" if value is None else str(value).strip()


def _is_kind(word: str) -> bool:
    return word in DOCUMENT_KINDS


def _is_lang(word: str) -> bool:
    return bool(_LANG.match(word))


def _is_choice(word: str) -> bool:
    return word.casefold() in _YES | _NO


def _is_zone(word: str) -> bool:
    return bool(_OFFSET.match(word)) or word in zoneinfo.available_timezones()


def _is_time(word: str) -> bool:
    """EDTF days, months, years, seasons and intervals of them, or an RFC 3339 time."""
    return all(part in ("", "..") or _is_moment(part) for part in word.split("/", 1))


def _is_moment(word: str) -> bool:
    day = _EDTF_DAY.match(word)
    if not day:
        if "T" not in word and " " not in word:
            return False
        try:
            return dt.datetime.fromisoformat(word).year > 0
        except ValueError:
            return False
    year, month, number = day.groups()
    if number and month:
        try:
            dt.date(int(year), int(month), int(number))
        except ValueError:
            return False
    # 21 to 41: seasons, quarters and halves, EDTF level 2.
    return (
        month is None
        or 1 <= int(month) <= 12
        or (21 <= int(month) <= 41 and not number)
    )

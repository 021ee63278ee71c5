"""Origins over real claims: pairwise F1 against the groups of the sheet, without hints."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest

from qantar.reading.sheets import read_sheet
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance, Segment
from qantar.vocabulary.statement import Statement
from qantar.weighing.origins import find_origins

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text("utf-8"))
Pair = frozenset[str]


def claims(data: Path) -> tuple[Statement, ...]:
    """The claim sheet, read as a table whose rows stand one after the other."""
    text = (data / "claims" / "claims.csv").read_text("utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    segments, start = [], 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        cells = dict(zip(rows[0], rows[number], strict=True)) | {"sheet_kind": "claims"}
        if number:
            end = start + len(line.rstrip("\r\n"))
            segments.append(Segment(start=start, end=end, kind="row", attributes=cells))
        start += len(line)
    content = ExhibitText(
        text=text, media_type="text/csv", reader="csv/1", segments=tuple(segments)
    )
    exhibit = Exhibit(
        digest="00" * 32,
        size=len(text),
        content=content,
        provenance=Provenance(file="c.csv"),
    )
    statements, unread = read_sheet(exhibit)
    assert unread == ()
    return statements


def pairs(groups: Mapping[str, str]) -> set[Pair]:
    """Unordered pairs of ids that share a group."""
    members: dict[str, list[str]] = defaultdict(list)
    for statement, group in groups.items():
        members[group].append(statement)
    return {frozenset(p) for m in members.values() for p in combinations(m, 2)}


@pytest.mark.gold
def test_the_sheets_own_groups_are_found_without_its_hints(data: Path) -> None:
    statements = claims(data)
    with (data / "claims" / "claims.csv").open(encoding="utf-8") as sheet:
        given = {r["claim_id"]: r["origin_group"] for r in csv.DictReader(sheet)}
    known = {s.id: s for s in statements if given[s.external_id] != "(withheld)"}
    expected = pairs({i: given[s.external_id] or i for i, s in known.items()})
    found = pairs(
        {
            i: origin.id
            for origin in find_origins(statements, use_hints=False)
            for i in origin.statements
            if i in known
        }
    )

    f1 = 2 * len(found & expected) / (len(found) + len(expected))

    assert f1 >= FLOORS["origins.claims.pairwise_f1"]


@pytest.mark.gold
def test_every_row_is_one_statement_with_its_cells_in_place(data: Path) -> None:
    statements = claims(data)

    assert len(statements) == 429
    assert all(s.spans["external_id"].start == s.start for s in statements)

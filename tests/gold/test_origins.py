"""Origins and verdicts over real claims, against what the sheet's collector knows."""

import csv
import json
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from qantar.intake import read_file
from qantar.reading.sheets import read_sheet
from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.exhibit import Exhibit, Provenance
from qantar.vocabulary.statement import Statement
from qantar.weighing.contradictions import weigh
from qantar.weighing.origins import find_origins

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text("utf-8"))
Pair = frozenset[str]


@cache
def claims(data: Path) -> tuple[Statement, ...]:
    """The claim sheet as intake and the sheet reader make statements of it."""
    path = data / "claims" / "claims.csv"
    content = read_file(path, name="claims.csv")
    exhibit = Exhibit(
        digest=sha256_hex(path.read_bytes()),
        size=path.stat().st_size,
        content=content,
        provenance=Provenance(file="claims.csv"),
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


@pytest.mark.gold
@pytest.mark.parametrize(
    ("rule", "verdict", "values"),
    [
        ("grows", "cumulative", {"a": "225", "b": "227"}),
        ("grows", "cumulative", {"a": "227", "b": "230"}),
        ("falls", "undecided", {"a": "241", "b": "238"}),
        ("officials-unnamed", "undecided", {"a": "18", "b": "16"}),
        ("parts-leave-rest", "undecided", {"sum": "142", "whole": "164", "rest": "22"}),
        ("derived-sum", "relay", {"sum": "40", "x": "18", "y": "26"}),
        ("one-number-two-names", "undecided", {"figure": "149"}),
        ("one-number-two-things", "undecided", {"figure": "64", "a": "injured"}),
        ("label-drift", "relay", {"figure": "26", "b_scope": "civilians"}),
        ("zombie", "retracted", {"figure": "164"}),
        ("two-offices-one-day", "undecided", {"a": "5800", "b": "5135"}),
        ("clock", "noise", {"minutes": "29"}),
        ("stock-and-flow", "scope", {}),
        ("starts-differ", "contradiction", {"a": "2022-01-02", "b": "2022-01-04"}),
        ("start-grain", "scope", {}),
        ("start-elsewhere", "scope", {}),
        ("number-denied", "contradiction", {}),
        ("denies-authorship", "scope", {"figure": "164"}),
        ("withdrawn-and-denied", "retracted", {"figure": "164"}),
        ("withdrawn-with-its-origin", "retracted", {"figure": "164"}),
        ("bounds-drift", "relay", {}),
        ("scope-differs", "scope", {"a_scope": "all", "b_scope": "security forces"}),
        ("networks-differ", "scope", {}),
        ("window-inside", "scope", {}),
        ("cut-again", "undecided", {}),
        ("perhaps-two", "undecided", {"a": "2022-01-05", "b": "2022-01-07"}),
        ("agents-unclear", "undecided", {"a": "intruders", "b": "protesters"}),
        ("stock-at-two-dates", "undecided", {}),
        ("asserted-and-denied", "contradiction", {}),
    ],
)
def test_what_real_reporting_did_to_a_figure_is_told(
    data: Path, rule: str, verdict: str, values: dict[str, str]
) -> None:
    statements = claims(data)
    _, found = weigh(statements, find_origins(statements))

    assert any(
        (c.rule, str(c.verdict)) == (rule, verdict)
        and values.items() <= dict(c.reason_values).items()
        for c in found
    )


@pytest.mark.gold
def test_many_outlets_give_a_countrys_toll_and_few_voices_stand_behind(
    data: Path,
) -> None:
    statements = claims(data)
    tolls = {
        s.id: s.outlet
        for s in statements
        if s.quantities
        and s.quantities[0].what == "killed"
        and any(w.name == "Kazakhstan" for w in s.where)
    }
    behind = [
        o for o in find_origins(statements) if any(i in tolls for i in o.statements)
    ]
    repeated = [o for o in behind if sum(i in tolls for i in o.statements) > 2]

    assert len(set(tolls.values())) >= 50
    assert len(behind) <= len(tolls) / 2
    assert sum(i in tolls for o in repeated for i in o.statements) >= len(tolls) / 2


@pytest.mark.gold
def test_no_repeat_and_no_withdrawal_is_called_a_contradiction(data: Path) -> None:
    statements = claims(data)
    origins = find_origins(statements)
    home = {i: o.id for o in origins for i in o.statements}
    _, found = weigh(statements, origins)

    for pair in (c for c in found if c.verdict == "contradiction"):
        sides = [m.statement for m in pair.members]
        assert len({home[s] for s in sides}) > 1 or pair.rule == "parts-exceed"


@pytest.mark.gold
def test_no_two_totals_of_the_prosecutor_contradict_each_other(data: Path) -> None:
    statements = {s.id: s for s in claims(data)}
    _, found = weigh(statements.values(), find_origins(statements.values()))

    for pair in (c for c in found if c.rule == "counts-exclude"):
        voices = [statements[m.statement].chain[0].name for m in pair.members]
        assert not all(voice.startswith("Prosecutor General") for voice in voices)

"""Names of public office holders in two scripts, against namesakes of their country."""

import csv
import json
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from qantar.linking import compare_names
from qantar.text.scripts import script_of
from qantar.text.translit import fold

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text("utf-8"))
ROMANISED_BY_SOUND = {"North_Korea", "South_Korea", "China"}
"""Cyrillic follows the Kontsevich and Palladius systems there, Latin does not."""


def names_by_person(data: Path) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    with (data / "names" / "politicians.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            usable = script_of(row["name"]) in ("Latn", "Cyrl")
            if usable and row["country"] not in ROMANISED_BY_SOUND:
                found[(row["country"], row["person_id"])].add(row["name"])
    return found


def nearest(name: str, others: list[tuple[str, str]], own: str) -> list[str]:
    """Three Latin names of other people of the country that share most words.

    Those with two words or more in common, vowels and length aside, are left out: the
    table lists one person under several ids, one for each term of office.
    """
    words = coarse(name)
    ranked = sorted(
        ((len(words & coarse(n)), n) for p, n in others if p != own), reverse=True
    )
    return [n for common, n in ranked if common < 2][:3]


@cache
def coarse(name: str) -> frozenset[str]:
    """First three consonants of each word."""
    return frozenset(
        "".join(c for c in word if c not in "aeiou")[:3] for word in fold(name).split()
    )


@pytest.mark.gold
def test_names_in_two_scripts_are_told_from_namesakes(data: Path) -> None:
    people = names_by_person(data)
    latin: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (country, person), names in people.items():
        latin[country] += [(person, n) for n in names if script_of(n) == "Latn"]
    right = missed = wrong = 0
    for (country, person), names in people.items():
        own = [n for n in names if script_of(n) == "Latn"]
        for name in (n for n in names if script_of(n) == "Cyrl" and own):
            same = [compare_names(name, n).same is True for n in own]
            right, missed = right + sum(same), missed + len(same) - sum(same)
            wrong += sum(
                compare_names(name, n).same is True
                for n in nearest(name, latin[country], person)
            )

    assert right / (right + wrong) >= FLOORS["linking.politicians.precision"]
    assert right / (right + missed) >= FLOORS["linking.politicians.recall"]

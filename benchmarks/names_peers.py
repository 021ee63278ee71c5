"""Names of office holders in two scripts: Qantar beside three peers, the same pairs."""

import csv
import os
import random
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qantar.linking import compare_names
from qantar.text.scripts import script_of
from qantar.text.translit import fold

__all__ = ["name_table"]

NOT_BY_SOUND = {"North_Korea", "South_Korea", "China"}
"""Cyrillic follows the Kontsevich and Palladius systems there, Latin does not."""
LOOKED_AT = {"Armenia", "Azerbaijan", "Bulgaria", "Estonia", "Latvia", "Tajikistan"}
Pair = tuple[str, str, bool]


def _people() -> dict[str, list[tuple[str, str]]]:
    table = Path(os.environ["QANTAR_DATA"]) / "names" / "politicians.csv"
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    with table.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            usable = script_of(row["name"]) in ("Latn", "Cyrl")
            if usable and row["country"] not in NOT_BY_SOUND:
                found[row["country"]][row["person_id"], row["name"]] = None
    return {country: list(names) for country, names in found.items()}


def _coarse(name: str) -> frozenset[str]:
    return frozenset(
        "".join(c for c in word if c not in "aeiou")[:3] for word in fold(name).split()
    )


def _nearest(name: str, others: list[tuple[str, str]], own: str) -> list[str]:
    """Three names of other people that share most words, but not two or more."""
    words = _coarse(name)
    ranked = sorted(
        ((len(words & _coarse(n)), n) for p, n in others if p != own), reverse=True
    )
    return [n for common, n in ranked if common < 2][:3]


def two_scripts() -> list[Pair]:
    """Every Cyrillic name with its Latin ones, and with three namesakes."""
    pairs: list[Pair] = []
    for names in _people().values():
        latin = [(p, n) for p, n in names if script_of(n) == "Latn"]
        for person, name in names:
            own = [n for p, n in latin if p == person]
            if script_of(name) == "Cyrl" and own:
                pairs += [(name, n, True) for n in own]
                pairs += [(name, n, False) for n in _nearest(name, latin, person)]
    return pairs


def strangers(most: int = 6000) -> list[Pair]:
    """Nearest namesakes in countries that were not looked at; all are two people."""
    draw, pairs = random.Random(1), []  # noqa: S311 (no secret)
    for country, names in sorted(_people().items()):
        if country in LOOKED_AT:
            continue
        some = draw.sample(names, min(200, len(names)))
        for person, name in some:
            near = _nearest(name, names[:800], person)
            pairs += [(name, other, False) for other in near]
    return pairs[:most]


def _qantar() -> Callable[[str, str], float]:
    def score(a: str, b: str) -> float:
        found = compare_names(a, b)
        return found.score if found.same else min(found.score, 0.5)

    return score


def _token_sort() -> Callable[[str, str], float]:
    from anyascii import anyascii
    from rapidfuzz import fuzz

    return lambda a, b: (
        fuzz.token_sort_ratio(anyascii(a).lower(), anyascii(b).lower()) / 100
    )


def _jaro_winkler() -> Callable[[str, str], float]:
    from anyascii import anyascii
    from rapidfuzz.distance import JaroWinkler

    def score(a: str, b: str) -> float:
        x, y = (" ".join(sorted(anyascii(n).lower().split())) for n in (a, b))
        return JaroWinkler.similarity(x, y)

    return score


def _logic_v2() -> Callable[[str, str], float]:
    from followthemoney import model
    from nomenklatura.matching import get_algorithm

    algorithm = get_algorithm("logic-v2")
    config = algorithm.default_config()

    def person(key: str, name: str) -> Any:
        # It remembers names by id: another name needs another id.
        data = {
            "id": f"{key}-{name}",
            "schema": "Person",
            "properties": {"name": [name]},
        }
        return model.get_proxy(data)

    return lambda a, b: algorithm.compare(person("a", a), person("b", b), config).score


MATCHERS = {
    "qantar": (_qantar, 0.7),
    "anyascii + token sort": (_token_sort, 0.8),
    "anyascii + jaro-winkler": (_jaro_winkler, 0.9),
    "nomenklatura logic-v2": (_logic_v2, 0.7),
}


def one_matcher(name: str, pairs: list[Pair], others: list[Pair]) -> dict[str, Any]:
    """Precision and recall at the usual threshold, and recall where precision is .99."""
    make, usual = MATCHERS[name]
    score = make()
    scored = [(score(a, b), same) for a, b, same in pairs]
    wrong = sum(score(a, b) >= usual for a, b, _ in others)
    return {
        "threshold": usual,
        **_at(scored, usual),
        "recall_at_p99": _recall_at(scored, 0.99),
        "strangers_taken_for_one": wrong,
        "strangers": len(others),
    }


def _at(scored: list[tuple[float, bool]], least: float) -> dict[str, float]:
    right = sum(same for value, same in scored if value >= least)
    told = sum(value >= least for value, _ in scored)
    return {
        "precision": round(right / max(1, told), 4),
        "recall": round(right / sum(same for _, same in scored), 4),
    }


def _recall_at(scored: list[tuple[float, bool]], precision: float) -> float:
    """The largest recall at any threshold whose precision is at least so high."""
    best = right = 0
    ranked = sorted(scored, key=lambda s: -s[0])
    for told, (value, same) in enumerate(ranked, 1):
        right += same
        last = told == len(ranked) or ranked[told][0] < value
        if last and right / told >= precision:
            best = right
    return round(best / sum(same for _, same in scored), 4)


def name_table(measured: Callable[..., dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a matcher."""
    pairs, others = two_scripts(), strangers()
    return [
        {"matcher": name, "pairs": len(pairs)}
        | measured(one_matcher, name, pairs, others)
        for name in MATCHERS
    ]
